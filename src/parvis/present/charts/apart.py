"""Differences around zero, each with its interval: a dot, a line, and the number beside."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import altair as alt
import polars as pl

from parvis.present.charts.bars import GAP, LETTER
from parvis.present.charts.canvas import BAR, framed, row_names, row_scale
from parvis.present.charts.plot import bars_of, told
from parvis.present.theme import LIGHT

if TYPE_CHECKING:
    from parvis.present.charts.canvas import Canvas

ROOM = 0.1  # of the width, beyond the intervals, at least


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
    canvas = canvas.fitting(rows["name"])
    scale = alt.Scale(domain=_ends(rows, canvas), nice=False)
    base = alt.Chart(rows).encode(y=row_scale(rows, canvas))
    colour = alt.Color("colour:N", scale=None)
    span = alt.X("low:Q", scale=scale, axis=None)
    chart = framed(
        canvas,
        rows.height * canvas.step,
        _zero(rows, base, scale, canvas),
        base.mark_rule(strokeWidth=2).encode(x=span, x2=alt.X2("high:Q"), color=colour),
        base.mark_point(size=90, filled=True, opacity=1).encode(
            x=alt.X("value:Q", scale=scale, axis=None), color=colour
        ),
        _numbers(base, scale, side="high"),
        _numbers(base, scale, side="low"),
        row_names(rows, canvas),
    )
    return told(chart, bars_of(rows))


def _zero(rows: pl.DataFrame, base: alt.Chart, scale: alt.Scale, canvas: Canvas) -> alt.Chart:
    """A line at zero; of each row alone where names stand over them, which it would cross."""
    x = alt.X("zero:Q", scale=scale, axis=None)
    if canvas.is_narrow:
        at_zero = base.properties(data=rows.with_columns(zero=0.0))
        return at_zero.mark_tick(color=LIGHT["muted"], size=BAR).encode(x=x)
    return alt.Chart(pl.DataFrame({"zero": [0]})).mark_rule(color=LIGHT["muted"]).encode(x=x)


def _numbers(base: alt.Chart, scale: alt.Scale, *, side: Literal["low", "high"]) -> alt.Chart:
    """The numbers of the rows that lie on one side of zero, beyond their intervals."""
    is_low = side == "low"
    ours = base.transform_filter(f"datum.value {'<' if is_low else '>='} 0")
    text = ours.mark_text(
        align="right" if is_low else "left", baseline="middle", dx=-8 if is_low else 8
    )
    return text.encode(x=alt.X(f"{side}:Q", scale=scale, axis=None), text=alt.Text("text:N"))


def _ends(rows: pl.DataFrame, canvas: Canvas) -> list[float]:
    """The ends of the scale: zero and every interval, with room for the numbers beyond them."""
    low, high = min(0.0, *rows["low"]), max(0.0, *rows["high"])
    sides = {
        side: rows.filter(pl.col("value") < 0 if side else pl.col("value") >= 0) for side in (0, 1)
    }
    right, left = (_room(sides[side], canvas) for side in (0, 1))
    whole = (high - low or 1.0) / (1 - min(right + left, 0.6))
    return [low - left * whole, high + right * whole]


def _room(rows: pl.DataFrame, canvas: Canvas) -> float:
    """What the longest number takes beyond the intervals, as a part of the width."""
    longest = max((len(str(text)) for text in rows["text"]), default=0)
    return max(ROOM, (longest * LETTER + GAP) / canvas.plot) if longest else 0.0
