"""The share answered within each time, one curve a brand, with its interval."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING

import altair as alt
import polars as pl

from parvis.present.charts.canvas import framed
from parvis.present.charts.ends import HEIGHT, beside, named, over
from parvis.present.charts.plot import Plot, Series, told
from parvis.present.theme import LIGHT

if TYPE_CHECKING:
    from collections.abc import Mapping

    from parvis.present.charts.canvas import Canvas

GUTTER = 48
HEAD = 10
FOOT = 28  # room for the times under the axis
BAND = 0.18
MOST_BANDS = 3


def curves(
    rows: pl.DataFrame, canvas: Canvas, *, ticks: Mapping[int, str], shares: Mapping[int, str]
) -> alt.LayerChart:
    """Draw the share answered within each time; the scale of time is logarithmic.

    Arguments:
        rows: columns name, colour, minutes, share, low and high (per cent), in the order of time.
        canvas: the room.
        ticks: minutes to name on the axis, with their names.
        shares: per cents to name on the other axis, with their names.

    >>> from parvis.present.charts.canvas import WIDE
    >>> row = {"name": "Free", "colour": "#1F4E8C", "low": 0.0, "high": 9.0}
    >>> rows = [row | {"minutes": 1, "share": 1.0}, row | {"minutes": 60, "share": 4.0}]
    >>> curves(pl.DataFrame(rows), WIDE, ticks={1: "1 min"}, shares={100: "100%"}).to_dict()[
    ...     "height"
    ... ]
    260
    """
    canvas = replace(canvas, gutter=GUTTER)
    names = beside(rows["name"].unique(), canvas)
    first, *_, last = rows["minutes"].sort().to_list()
    scale = alt.Scale(type="log", domain=[first, last], range=[0, canvas.plot - names], nice=False)
    x = alt.X("minutes:Q", scale=scale, axis=_axis({m: n for m, n in ticks.items() if m <= last}))
    up = alt.Scale(domain=[0, 100], range=[HEIGHT, 0], nice=False)
    percent = _axis(shares, is_grid=True)
    y = alt.Y("share:Q", scale=up, axis=percent)
    base = alt.Chart(rows).encode(
        x=x, color=alt.Color("colour:N", scale=None), detail=alt.Detail("name:N")
    )
    band = base.properties(data=_banded(rows)).mark_area(
        interpolate="step-after", opacity=BAND, strokeWidth=0
    )
    chart = framed(
        canvas,
        HEIGHT,
        band.encode(
            y=alt.Y("low:Q", scale=up, axis=percent),
            y2=alt.Y2("high:Q"),
            fill=alt.Fill("colour:N", scale=None),
        ),
        base.mark_line(interpolate="step-after", strokeWidth=2.5).encode(y=y),
        *named(_last(rows), canvas, scale, up, head=HEAD),
        foot=FOOT,
        head=HEAD + over(rows["name"].n_unique(), canvas),
    )
    return told(chart, _plot(rows))


def _plot(rows: pl.DataFrame) -> Plot:
    """The numbers of each curve."""
    series = [
        Series(
            name=str(name),
            values=curve["share"].to_list(),
            colours=[str(curve["colour"][0])],
            at=curve["minutes"].cast(float).to_list(),
        )
        for (name,), curve in rows.group_by("name", maintain_order=True)
    ]
    return Plot(kind="curves", categories=[], series=series)


def _last(rows: pl.DataFrame) -> pl.DataFrame:
    """Where each curve ends."""
    ends = rows.group_by("name", maintain_order=True).last()
    return ends.select("name", "colour", x="minutes", value="share", is_dashed=pl.lit(value=False))


def _banded(rows: pl.DataFrame) -> pl.DataFrame:
    """The curves whose interval is drawn: all, or the first alone where many would be mud."""
    names = rows["name"].unique(maintain_order=True)
    return rows if names.len() <= MOST_BANDS else rows.filter(pl.col("name") == names[0])


def _axis(ticks: Mapping[int, str], *, is_grid: bool = False) -> alt.Axis:
    names = json.dumps({str(minutes): name for minutes, name in ticks.items()})
    return alt.Axis(
        values=list(ticks),
        labelExpr=f"{names}[datum.value]",
        grid=is_grid,
        domain=not is_grid,
        domainColor=LIGHT["hairline"],
        ticks=not is_grid,
        tickColor=LIGHT["hairline"],
    )
