"""Answer times by account on one axis of time: half, three quarters, nine in ten, and 24 hours."""

from __future__ import annotations

import json
from dataclasses import replace
from math import log10
from typing import TYPE_CHECKING, Any

import altair as alt
import polars as pl

from parvis.present.charts.canvas import BAR, framed, row_names, row_scale
from parvis.present.theme import LIGHT

if TYPE_CHECKING:
    from collections.abc import Mapping

    from parvis.present.charts.canvas import Canvas

DAY = 24 * 60
STEP = 66  # height of a row whose times stand under it
LEFT, RIGHT = 140, 190  # room for the labels beside the marks
FOOT = 28  # room for the times under the axis


def times(rows: pl.DataFrame, canvas: Canvas, *, ticks: Mapping[int, str]) -> alt.LayerChart:
    """Draw each account's answer times; the scale is logarithmic, as delays are.

    Arguments:
        rows: columns name; median, p75 and p90, in minutes; median_text, p90_text and text (both,
            for a narrow canvas); colour.
        canvas: the room.
        ticks: minutes to name on the axis, with their names.

    >>> from parvis.present.charts.canvas import WIDE
    >>> row = {"name": "free", "median": 42.0, "p75": 90.0, "p90": 600.0, "colour": "#1F4E8C"}
    >>> row |= {"median_text": "half in 42 min", "p90_text": "nine in ten in 10 h"}
    >>> row |= {"text": "half in 42 min, nine in ten in 10 h"}
    >>> times(pl.DataFrame([row]), WIDE, ticks={1: "1 min", 1440: "24 h"}).to_dict()["height"]
    38
    """
    canvas = replace(canvas, step=STEP) if canvas.is_narrow else canvas
    ends = _ends(rows, canvas)
    scale = alt.Scale(type="log", domain=ends, nice=False)
    axis = _axis({minutes: name for minutes, name in ticks.items() if minutes < ends[1]})
    base = alt.Chart(rows).encode(
        y=row_scale(rows, canvas), color=alt.Color("colour:N", scale=None)
    )
    median, p75, p90 = (
        alt.X(f"{name}:Q", scale=scale, axis=axis) for name in ("median", "p75", "p90")
    )
    day = alt.Chart(pl.DataFrame({"day": [DAY]})).mark_rule(color=LIGHT["muted"], strokeDash=[2, 4])
    return framed(
        canvas,
        rows.height * canvas.step,
        day.encode(x=alt.X("day:Q", scale=scale, axis=axis)),
        base.mark_rule(strokeWidth=3).encode(x=median, x2=alt.X2("p90:Q")),
        base.mark_tick(thickness=3, size=14).encode(x=p75),
        base.mark_point(size=110, filled=True, opacity=1).encode(x=median),
        base.mark_point(size=110, fill=LIGHT["paper"], strokeWidth=3, opacity=1).encode(x=p90),
        *_labels(rows, canvas, median, p90),
        row_names(rows, canvas),
        foot=FOOT,
    )


def _labels(rows: pl.DataFrame, canvas: Canvas, median: alt.X, p90: alt.X) -> list[alt.Chart]:
    """Say the times beside their marks, or under them all where the canvas is narrow."""
    base = alt.Chart(rows).encode(y=row_scale(rows, canvas))
    if canvas.is_narrow:
        under = base.mark_text(align="left", baseline="middle", x=0, dy=BAR)
        return [under.encode(text=alt.Text("text:N"))]
    halves = base.encode(x=median, text=alt.Text("median_text:N"))
    ground: dict[str, Any] = {
        "stroke": LIGHT["paper"],
        "strokeWidth": 4,
    }  # parts the words from the 24 hours
    ends = base.encode(x=p90, text=alt.Text("p90_text:N"))
    return [
        halves.mark_text(align="right", dx=-12, **ground),
        halves.mark_text(align="right", dx=-12),
        ends.mark_text(align="left", dx=12, **ground),
        ends.mark_text(align="left", dx=12),
    ]


def _ends(rows: pl.DataFrame, canvas: Canvas) -> list[float]:
    """The two ends of the scale: room for the labels on both sides, and for the 24 hours."""
    left, right = (0.03, 0.04) if canvas.is_narrow else (LEFT / canvas.plot, RIGHT / canvas.plot)
    first, last = (
        log10(end) for end in (min(rows["median"].to_list()), max(rows["p90"].to_list()))
    )
    low, high = min(0.0, first - 0.5), max(log10(2 * DAY), last)
    for _ in range(4):  # each end moves the other, by less each time
        high = max(high, (last - right * low) / (1 - right))
        low = min(low, (first - left * high) / (1 - left))
    return [10**low, 10**high]


def _axis(ticks: Mapping[int, str]) -> alt.Axis:
    names = json.dumps({str(minutes): name for minutes, name in ticks.items()})
    return alt.Axis(
        values=list(ticks),
        labelExpr=f"{names}[datum.value]",
        domain=True,
        domainColor=LIGHT["hairline"],
        ticks=True,
        tickColor=LIGHT["hairline"],
    )
