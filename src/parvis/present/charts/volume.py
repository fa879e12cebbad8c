"""Volume by day: bars from zero, a day without figures is a gap, peaks are named."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

import altair as alt
import polars as pl

from parvis.present.charts.canvas import framed
from parvis.present.charts.plot import days_of, told
from parvis.present.theme import LIGHT

if TYPE_CHECKING:
    from collections.abc import Mapping

    from parvis.present.charts.canvas import Canvas

_ONE = dt.timedelta(days=1)
GUTTER = 48
SMALL = 100  # height up to which a chart is a small multiple
FOOT = 26  # room for the days under the axis
_EDGE = 0.15  # of the period, where the name of a peak leans inward
_MANY = 120  # days from which bars touch and are drawn as one outline


@dataclass(frozen=True, slots=True, kw_only=True)
class Axes:
    """The axes that the charts of one figure share.

    Arguments:
        first, last: days at its two ends.
        top: the highest value.
        ticks: days to name, with their names; none for a chart that stands over another with the
            same days.
    """

    first: dt.date
    last: dt.date
    top: float
    ticks: Mapping[dt.date, str]


def daily(
    days: pl.DataFrame, canvas: Canvas, axes: Axes, *, colour: str, height: int = 220
) -> alt.LayerChart:
    """Draw the mentions of each day.

    Arguments:
        days: columns day (date, ascending, absent where nothing is known), mentions, and text
            (the name of a peak; null elsewhere).
        canvas: the room.
        axes: days and values at its ends.
        colour: of the bars.
        height: of the bars, in pixels.

    >>> from parvis.present.charts.canvas import WIDE
    >>> day = dt.date(2024, 10, 22)
    >>> frame = pl.DataFrame({"day": [day], "mentions": [12], "text": ["22 Oct"]})
    >>> axes = Axes(first=day, last=day, top=12, ticks={})
    >>> daily(frame, WIDE, axes, colour="#1F4E8C").to_dict()["height"]
    220
    """
    scale = alt.Scale(domain=[0, axes.top * 1.15], nice=False)
    grid = alt.Axis(grid=True, tickCount=3 if height > SMALL else 1, format=",d")
    x, y = days_axis(axes), alt.Y("mentions:Q", scale=scale, axis=grid, stack=None)
    draw = _outline if (axes.last - axes.first).days > _MANY else _bars
    layers = (draw(days, x, y, colour), *_peaks(days, axes, x, y))
    foot = FOOT if axes.ticks else 6
    chart = framed(replace(canvas, gutter=GUTTER), height, *layers, foot=foot)
    return told(chart, days_of(days, {"mentions": colour}))


def days_axis(axes: Axes) -> alt.X:
    """Draw the days from the first to the end of the last, some named in the study's own words."""
    named = json.dumps({f"{day:%Y-%m-%d}": name for day, name in axes.ticks.items()})
    domain = [f"{axes.first}", f"{axes.last + _ONE}"]
    return alt.X(
        "day:T",
        scale=alt.Scale(type="utc", domain=domain, nice=False),
        axis=alt.Axis(
            values=[f"{day}" for day in axes.ticks],
            labelExpr=f"{named}[utcFormat(datum.value, '%Y-%m-%d')]",
            labelAlign="left",
            labelPadding=8,
            ticks=True,
            tickColor=LIGHT["hairline"],
            domain=True,
            domainColor=LIGHT["ink"],
            zindex=1,
        ),
    )


def _bars(days: pl.DataFrame, x: alt.X, y: alt.Y, colour: str) -> alt.Chart:
    """One bar a day, parted by a hair of paper."""
    spans = days.select(
        as_text("day"), "mentions", until=as_text(pl.col("day") + _ONE), zero=pl.lit(0)
    )
    return (
        alt.Chart(spans)
        .mark_bar(color=colour, stroke=LIGHT["paper"], strokeWidth=1)
        .encode(x=x, x2=alt.X2("until:T"), y=y, y2=alt.Y2("zero:Q"))
    )


def _outline(days: pl.DataFrame, x: alt.X, y: alt.Y, colour: str) -> alt.Chart:
    """One outline for each run of days, as wide as the days it stands for."""
    runs = days.select("day", "mentions", run=(pl.col("day").diff() != _ONE).cum_sum())
    runs = runs.with_columns(pl.col("run").fill_null(0))
    ends = runs.group_by("run", maintain_order=True).last()
    ends = ends.select(pl.col("day") + _ONE, "mentions", "run")
    return (
        alt.Chart(pl.concat([runs, ends]).with_columns(as_text("day")))
        .mark_area(color=colour, interpolate="step-after")
        .encode(x=x, y=y, detail=alt.Detail("run:N"))
    )


def _peaks(days: pl.DataFrame, axes: Axes, x: alt.X, y: alt.Y) -> list[alt.Chart]:
    """Name the peaks over the middle of their bars, or leaning inward at the edges."""
    span = max(1, (axes.last - axes.first).days)
    place = (pl.col("day") - axes.first).dt.total_days() / span
    sides: tuple[tuple[pl.Expr, Literal["left", "center", "right"], pl.Expr], ...] = (
        (place < _EDGE, "left", as_text("day")),
        (place.is_between(_EDGE, 1 - _EDGE), "center", as_text("day") + "T12:00:00Z"),
        (place > 1 - _EDGE, "right", as_text(pl.col("day") + _ONE)),
    )
    peaks = days.drop_nulls("text")
    return [
        alt.Chart(peaks.filter(here).with_columns(at.alias("day")))
        .mark_text(baseline="bottom", align=align, dy=-5, fontWeight=600)
        .encode(x=x, y=y, text=alt.Text("text:N"))
        for here, align, at in sides
    ]


def as_text(day: str | pl.Expr) -> pl.Expr:
    """Write days as `2024-10-22`, which is read as UTC wherever the chart is drawn."""
    return (pl.col(day) if isinstance(day, str) else day).cast(pl.String)
