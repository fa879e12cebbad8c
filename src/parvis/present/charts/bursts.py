"""Volume against what is usual: bursts marked above it, changes of collection apart."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import TYPE_CHECKING, Literal

import altair as alt
import polars as pl

from parvis.present.charts.canvas import framed
from parvis.present.charts.plot import days_of, told
from parvis.present.charts.volume import FOOT, GUTTER, as_text, days_axis
from parvis.present.theme import LIGHT

if TYPE_CHECKING:
    from typing import TypeAlias

    from parvis.present.charts.canvas import Canvas
    from parvis.present.charts.volume import Axes

    Side: TypeAlias = Literal["left", "center", "right"]

HEIGHT = 200
HEAD = 22  # room over the marks for the names of what changed in the collection
ROOM = 1.25  # of the highest value, so that a burst's name stands above it
_ONE = dt.timedelta(days=1)
_EDGE = 0.15  # of the period, where a name leans inward


def against_usual(
    days: pl.DataFrame,
    bursts: pl.DataFrame,
    changes: pl.DataFrame,
    canvas: Canvas,
    axes: Axes,
    *,
    colour: str,
) -> alt.LayerChart:
    """Draw what was said each day, within what chance and habit leave, and what surpasses it.

    Arguments:
        days: day, mentions, expected, low and high, ascending; a day that was not collected is
            absent.
        bursts: day, mentions and text (null where there is no room for a name).
        changes: day and text (null where there is no room), of the collection.
        canvas: the room.
        axes: days and values at its ends.
        colour: of what was said.

    >>> from parvis.present.charts.canvas import WIDE
    >>> from parvis.present.charts.volume import Axes
    >>> day = dt.date(2024, 10, 22)
    >>> said = {"day": [day], "mentions": [39], "expected": [13.0], "low": [4.0], "high": [26.0]}
    >>> bursts = pl.DataFrame({"day": [day], "mentions": [39], "text": ["1"]})
    >>> axes = Axes(first=day, last=day, top=39, ticks={})
    >>> chart = against_usual(
    ...     pl.DataFrame(said), bursts, bursts.clear(), WIDE, axes, colour="#1F4E8C"
    ... )
    >>> len(chart.layer)
    6
    """
    scale = alt.Scale(domain=[0, axes.top * ROOM], nice=False)
    grid = alt.Axis(grid=True, tickCount=3, format=",d")
    x, y = days_axis(axes), alt.Y("mentions:Q", scale=scale, axis=grid, stack=None)
    steps = _steps(days)
    layers = (
        _band(steps, x, y),
        *_lines(steps, x, y, colour),
        *_named(bursts, axes, x, y),
        *_changed(changes, axes, x),
    )
    chart = framed(replace(canvas, gutter=GUTTER), HEIGHT, *layers, head=HEAD, foot=FOOT)
    return told(chart, days_of(days, {"mentions": colour, "expected": LIGHT["muted"]}))


def _steps(days: pl.DataFrame) -> pl.DataFrame:
    """Each run of days, and the end of its last, so that a line is as wide as its days."""
    runs = days.with_columns(run=(pl.col("day").diff() != _ONE).fill_null(value=False).cum_sum())
    ends = runs.group_by("run", maintain_order=True).last().select(runs.columns)
    late = ends.with_columns(pl.col("day") + _ONE)
    return pl.concat([runs, late]).sort("run", "day").with_columns(as_text("day"))


def _band(steps: pl.DataFrame, x: alt.X, y: alt.Y) -> alt.Chart:
    """What chance and habit leave, 95 days in 100."""
    bounds = steps.with_columns(mentions=pl.col("high"))
    return (
        alt.Chart(bounds)
        .mark_area(color=LIGHT["muted"], opacity=0.22, interpolate="step-after")
        .encode(x=x, y=y, y2=alt.Y2("low:Q"), detail=alt.Detail("run:N"))
    )


def _lines(steps: pl.DataFrame, x: alt.X, y: alt.Y, colour: str) -> list[alt.Chart]:
    """What was expected, thin; what was said, bold."""
    expected = steps.with_columns(mentions=pl.col("expected"))
    return [
        alt.Chart(frame)
        .mark_line(color=shade, strokeWidth=width, interpolate="step-after", strokeDash=dash)
        .encode(x=x, y=y, detail=alt.Detail("run:N"))
        for frame, shade, width, dash in (
            (expected, LIGHT["muted"], 1, [3, 2]),
            (steps, colour, 1.6, [1, 0]),
        )
    ]


def _named(bursts: pl.DataFrame, axes: Axes, x: alt.X, y: alt.Y) -> list[alt.Chart]:
    """A dot on the fullest day of each burst, and its name above."""
    marks = bursts.with_columns(as_text("day") + "T12:00:00Z")
    dots = alt.Chart(marks).mark_point(
        color=LIGHT["ink"], fill=LIGHT["paper"], size=46, opacity=1, strokeWidth=2
    )
    names = [
        alt.Chart(marks.filter(here).drop_nulls("text"))
        .mark_text(baseline="bottom", align=align, dy=-8, fontWeight=600)
        .encode(x=x, y=y, text=alt.Text("text:N"))
        for here, align in _sides(bursts, axes)
    ]
    return [dots.encode(x=x, y=y), *(name for name in names if name.data.height)]


def _sides(marks: pl.DataFrame, axes: Axes) -> list[tuple[pl.Series, Side]]:
    """Which marks lie at the left, in the middle, at the right, and how a name leans there."""
    place = (marks["day"] - axes.first).dt.total_days() / max(1, (axes.last - axes.first).days)
    return [
        (place < _EDGE, "left"),
        ((place >= _EDGE) & (place <= 1 - _EDGE), "center"),
        (place > 1 - _EDGE, "right"),
    ]


def _changed(changes: pl.DataFrame, axes: Axes, x: alt.X) -> list[alt.Chart]:
    """A dashed line where the collection changed, named over the marks."""
    marks = changes.with_columns(as_text("day"))
    rules = alt.Chart(marks).mark_rule(
        color=LIGHT["muted"], strokeDash=[4, 3], strokeWidth=1.4, y=-4, y2=HEIGHT
    )
    names = [
        alt.Chart(marks.filter(here).drop_nulls("text"))
        .mark_text(baseline="bottom", align=align, y=-6, color=LIGHT["muted"], fontStyle="italic")
        .encode(x=x, text=alt.Text("text:N"))
        for here, align in _sides(changes, axes)
    ]
    return [rules.encode(x=x), *(name for name in names if name.data.height)]
