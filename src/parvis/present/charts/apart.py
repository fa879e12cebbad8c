"""Differences around zero, each with its interval: a dot, a line, and the number beside."""

from __future__ import annotations

from typing import TYPE_CHECKING

import altair as alt
import polars as pl

from parvis.present.charts.bars import GAP, LETTER
from parvis.present.charts.canvas import framed, row_names, row_scale
from parvis.present.charts.plot import bars_of, told
from parvis.present.theme import LIGHT

if TYPE_CHECKING:
    from parvis.present.charts.canvas import Canvas

ROOM = 0.12  # of the width, right of the intervals, at least


def apart(rows: pl.DataFrame, canvas: Canvas) -> alt.LayerChart:
    """Draw one difference a row.

    Arguments:
        rows: columns name, value, low, high, text (the number), colour.
        canvas: the room.

    >>> from parvis.present.charts.canvas import WIDE
    >>> row = {"name": "thanks", "value": 12.0, "low": 2.0, "high": 22.0}
    >>> row |= {"text": "+12", "colour": "#2C6E8F"}
    >>> apart(pl.DataFrame([row]), WIDE).to_dict()["height"]
    38
    """
    low, high = min(0.0, *rows["low"]), max(0.0, *rows["high"])
    end = high + (high - low) * _room(rows, canvas)
    scale = alt.Scale(domain=[low, end], nice=False)
    base = alt.Chart(rows).encode(y=row_scale(rows, canvas))
    colour = alt.Color("colour:N", scale=None)
    zero = alt.Chart(pl.DataFrame({"zero": [0]})).mark_rule(color=LIGHT["muted"])
    span = alt.X("low:Q", scale=scale, axis=None)
    chart = framed(
        canvas,
        rows.height * canvas.step,
        zero.encode(x=alt.X("zero:Q", scale=scale, axis=None)),
        base.mark_rule(strokeWidth=2).encode(x=span, x2=alt.X2("high:Q"), color=colour),
        base.mark_point(size=90, filled=True, opacity=1).encode(
            x=alt.X("value:Q", scale=scale, axis=None), color=colour
        ),
        base.mark_text(align="left", baseline="middle", dx=8).encode(
            x=alt.X("high:Q", scale=scale, axis=None), text=alt.Text("text:N")
        ),
        row_names(rows, canvas),
    )
    return told(chart, bars_of(rows))


def _room(rows: pl.DataFrame, canvas: Canvas) -> float:
    """What the longest number takes beyond the intervals, as a part of these."""
    longest = max(len(str(text)) for text in rows["text"])
    wanted = max(ROOM, (longest * LETTER + GAP) / canvas.plot)
    return wanted / (1 - min(wanted, 0.5))
