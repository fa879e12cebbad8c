"""The share answered within each time, one curve a brand, with its interval."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, Literal

import altair as alt
import polars as pl

from parvis.present.charts.canvas import framed
from parvis.present.charts.plot import Plot, Series, told
from parvis.present.theme import LIGHT

if TYPE_CHECKING:
    from collections.abc import Mapping

    from parvis.present.charts.canvas import Canvas

GUTTER = 48
HEIGHT = 260
FOOT = 28  # room for the times under the axis
LINE = 16  # between the names of two curves that end near each other
NAMES = 150  # room for the names right of the curves; on a narrow canvas they stand above
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
    names = 0 if canvas.is_narrow else NAMES
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
        *_names(rows, canvas, scale, up),
        foot=FOOT,
        head=10,
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


def _names(rows: pl.DataFrame, canvas: Canvas, scale: alt.Scale, up: alt.Scale) -> list[alt.Chart]:
    """The name of each curve where it ends, moved apart; inside the picture where it is narrow."""
    ends = rows.group_by("name", maintain_order=True).last().sort("share", descending=True)
    wanted = [HEIGHT * (1 - share / 100) for share in ends["share"]]
    heights = [100 * (1 - place / HEIGHT) for place in spread(wanted)]
    at = pl.Series(heights, dtype=pl.Float64)
    placed = ends.with_columns(at=at, minutes=pl.lit(rows["minutes"].max()))
    align: Literal["left", "right"] = "right" if canvas.is_narrow else "left"
    dx = -4 if canvas.is_narrow else 8
    rise = -10 if canvas.is_narrow else 0
    text = alt.Chart(placed).mark_text(
        align=align, baseline="middle", dx=dx, dy=rise, fontWeight=600, limit=NAMES - 10
    )
    return [
        text.encode(
            x=alt.X("minutes:Q", scale=scale),
            y=alt.Y("at:Q", scale=up),
            text=alt.Text("name:N"),
            color=alt.Color("colour:N", scale=None),
        )
    ]


def _banded(rows: pl.DataFrame) -> pl.DataFrame:
    """The curves whose interval is drawn: all, or the first alone where many would be mud."""
    names = rows["name"].unique(maintain_order=True)
    return rows if names.len() <= MOST_BANDS else rows.filter(pl.col("name") == names[0])


def spread(wanted: list[float]) -> list[float]:
    """Return places from the top, each a line under the one before, all inside the picture.

    >>> spread([100.0, 104.0]), spread([250.0, 259.0])
    ([100.0, 116.0], [244, 260])
    """
    placed: list[float] = []
    for place in wanted:
        placed.append(max(place, placed[-1] + LINE) if placed else place)
    over = max(0.0, placed[-1] - HEIGHT) if placed else 0.0
    return [
        min(place, HEIGHT - LINE * (len(placed) - 1 - number)) if over else place
        for number, place in enumerate(placed)
    ]


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
