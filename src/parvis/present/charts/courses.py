"""Curves over time, each named where it ends, with intervals, and marks where something happens."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, Literal

import altair as alt
import polars as pl
from msgspec import structs

from parvis.present.charts.canvas import framed
from parvis.present.charts.ends import HEIGHT, beside, named, over
from parvis.present.charts.naming import width_of
from parvis.present.charts.plot import Plot, Series, plot_of, told
from parvis.present.charts.waiting import BAND, FOOT
from parvis.present.theme import LIGHT, SIZE

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from parvis.present.charts.canvas import Canvas

GUTTER = 72
HEAD = 26  # room for what the marks say
_MARGIN = 0.06  # of the height, above and under the curves


def courses(
    rows: pl.DataFrame,
    canvas: Canvas,
    *,
    ticks: Mapping[float, str],
    levels: Mapping[float, str],
    marks: Sequence[tuple[float, str]] = (),
    shape: Literal["linear", "step-after"] = "linear",
) -> alt.LayerChart:
    """Draw curves.

    Arguments:
        rows: columns name, colour, x, value, low and high (null where unknown), and is_dashed, in
            the order of x.
        canvas: the room.
        ticks: places on the axis of time, with their names.
        levels: values to name on the other axis, with their names.
        marks: places of time at which something happened, and what.
        shape: of the curves between two values.

    >>> from parvis.present.charts.canvas import WIDE
    >>> row = {"name": "Cost", "colour": "#1F4E8C", "low": None, "high": None, "is_dashed": False}
    >>> rows = pl.DataFrame([row | {"x": 0.0, "value": 1.0}, row | {"x": 9.0, "value": 4.0}])
    >>> courses(rows, WIDE, ticks={0.0: "May"}, levels={0.0: "0"}).to_dict()["height"]
    260
    """
    canvas = replace(canvas, gutter=GUTTER)
    names = beside(rows["name"].unique(), canvas)
    first, last = float(str(rows["x"].min())), float(str(rows["x"].max()))
    across = alt.Scale(domain=[first, last], range=[0, canvas.plot - names], nice=False)
    low, high = _ends(rows, levels)
    up = alt.Scale(domain=[low, high], range=[HEIGHT, 0], nice=False)
    x = alt.X("x:Q", scale=across, axis=_axis(ticks))
    y = alt.Y("value:Q", scale=up, axis=_axis(levels, is_grid=True))
    colour = alt.Color("colour:N", scale=None)
    base = alt.Chart(rows).encode(x=x, color=colour, detail=alt.Detail("name:N"))
    dash = alt.condition("datum.is_dashed", alt.value([5, 4]), alt.value([1, 0]))
    known = rows.with_columns(pl.col("low", "high").cast(pl.Float64)).drop_nulls(["low", "high"])
    band = base.properties(data=known).mark_area(interpolate=shape, opacity=BAND, strokeWidth=0)
    line = base.mark_line(interpolate=shape, strokeWidth=2.5).encode(y=y, strokeDash=dash)
    chart = framed(
        canvas,
        HEIGHT,
        *(layer for place, said in marks for layer in _mark(place, said, across)),
        band.encode(
            y=alt.Y("low:Q", scale=up, axis=_axis(levels, is_grid=True)),
            y2=alt.Y2("high:Q"),
            fill=alt.Fill("colour:N", scale=None),
        ),
        line,
        *named(rows.group_by("name", maintain_order=True).last(), canvas, across, up, head=HEAD),
        foot=FOOT,
        head=HEAD + over(rows["name"].n_unique(), canvas),
    )
    return told(chart, _plot(rows, shape))


def dated(chart: alt.LayerChart) -> alt.LayerChart:
    """Say of a chart of courses that its places of time are the ordinals of days.

    Arguments:
        chart: of `courses`.
    """
    plot = plot_of(chart)
    return told(chart, structs.replace(plot, is_dated=True)) if plot else chart


def _plot(rows: pl.DataFrame, shape: str) -> Plot:
    """The numbers of each curve; a step is drawn by the two ends of each value."""
    series = []
    for (name,), curve in rows.group_by("name", maintain_order=True):
        at, values = curve["x"].to_list(), curve["value"].to_list()
        if shape == "step-after":
            at, values = _twice(at)[1:], _twice(values)[:-1]
        series.append(
            Series(
                name=str(name),
                values=values,
                colours=[str(curve["colour"][0])],
                at=at,
                is_dashed=bool(curve["is_dashed"][0]),
            )
        )
    return Plot(kind="courses", categories=[], series=series)


def _twice(values: list[float]) -> list[float]:
    return [value for value in values for _ in range(2)]


def _ends(rows: pl.DataFrame, levels: Mapping[float, str]) -> tuple[float, float]:
    """The lowest and the highest place that anything takes."""
    drawn = pl.concat(
        [rows[name].cast(pl.Float64).drop_nulls() for name in ("value", "low", "high")]
    )
    values = [*drawn.to_list(), *levels]
    low, high = min(values), max(values)
    room = (high - low or 1.0) * _MARGIN
    return low - (room if low < 0 else 0.0), high + room


def _mark(place: float, said: str, across: alt.Scale) -> list[alt.Chart]:
    """A line through the picture where something happened, named above it."""
    data = pl.DataFrame({"x": [place], "said": [said]})
    (first, last), (_, width) = across.domain, across.range
    right = width * (last - place) / ((last - first) or 1.0)
    align: Literal["left", "right"] = "left" if right > width_of(said, SIZE) else "right"
    x = alt.X("x:Q", scale=across)
    rule = alt.Chart(data).mark_rule(color=LIGHT["muted"], strokeDash=[2, 3]).encode(x=x)
    text = alt.Chart(data).mark_text(align=align, baseline="bottom", y=-4, dx=0)
    return [rule, text.encode(x=x, text=alt.Text("said:N"))]


def _axis(ticks: Mapping[float, str], *, is_grid: bool = False) -> alt.Axis:
    names = json.dumps({f"{place:.12g}": name for place, name in ticks.items()})
    return alt.Axis(
        values=[float(place) for place in ticks],
        labelExpr=f"{names}[toString(datum.value)]",
        grid=is_grid,
        domain=not is_grid,
        domainColor=LIGHT["hairline"],
        ticks=not is_grid,
        tickColor=LIGHT["hairline"],
        labelFlush=not is_grid,
        labelOverlap=True,
        labelSeparation=10,
    )
