"""Horizontal bars from zero, each named and labelled directly; a tick may mark a second measure."""

from __future__ import annotations

from typing import TYPE_CHECKING

import altair as alt
import polars as pl

from parvis.present.charts.canvas import BAR, framed, row_names, row_scale
from parvis.present.charts.plot import bars_of, told
from parvis.present.theme import LIGHT

if TYPE_CHECKING:
    from parvis.present.charts.canvas import Canvas

LETTER, GAP = 7.2, 16  # pixels of a letter of a label, and around it


def bars(rows: pl.DataFrame, canvas: Canvas) -> alt.LayerChart:
    """Draw one bar a row.

    Arguments:
        rows: columns name, value, text (the label), colour, and tick (float, null where none); low
            and high (floats, null where none) where an interval is to be drawn.
        canvas: the room.

    >>> import polars as pl
    >>> from parvis.present.charts.canvas import WIDE
    >>> row = {"name": "Free", "value": 41.0, "text": "41%", "colour": "#1F4E8C", "tick": None}
    >>> bars(pl.DataFrame([row]), WIDE).to_dict()["height"]
    38
    """
    canvas = canvas.fitting(rows["name"])
    scale = alt.Scale(domain=[0, _most(rows, canvas)], nice=False)
    x = alt.X("value:Q", scale=scale, axis=None)
    base = alt.Chart(rows).encode(y=row_scale(rows, canvas))
    drawn = base.mark_bar(size=BAR, clip=False).encode(x=x, color=alt.Color("colour:N", scale=None))
    labels = (
        base.transform_calculate(end=f"max({', '.join(f'datum.{mark}' for mark in _marks(rows))})")
        .mark_text(align="left", baseline="middle", dx=8)
        .encode(x=alt.X("end:Q", scale=scale, axis=None), text=alt.Text("text:N"))
    )
    ticks = (
        base.transform_filter("isValid(datum.tick)")
        .mark_tick(color=LIGHT["ink"], thickness=2, size=BAR + 8)
        .encode(x=alt.X("tick:Q", scale=scale, axis=None))
    )
    layers = (drawn, *_intervals(base, rows, scale), ticks, labels, row_names(rows, canvas))
    return told(framed(canvas, rows.height * canvas.step, *layers), bars_of(rows))


def _intervals(base: alt.Chart, rows: pl.DataFrame, scale: alt.Scale) -> list[alt.Chart]:
    """A line from low to high over the end of the bar, set off by paper."""
    if "low" not in rows.columns:
        return []
    known = base.transform_filter("isValid(datum.low)")
    low, high = alt.X("low:Q", scale=scale, axis=None), alt.X2("high:Q")
    return [
        known.mark_rule(color=LIGHT["paper"], strokeWidth=4).encode(x=low, x2=high),
        known.mark_rule(color=LIGHT["ink"], strokeWidth=1.5).encode(x=low, x2=high),
    ]


def _most(rows: pl.DataFrame, canvas: Canvas) -> float:
    """The end of the scale: the first at which every label has room after its bar and tick."""
    ends = rows.select(pl.max_horizontal(pl.col(_marks(rows)).cast(pl.Float64))).to_series()
    labels = rows["text"].str.len_chars() * LETTER + GAP
    left = (canvas.plot - labels).clip(lower_bound=canvas.plot / 4) / canvas.plot
    return max([1e-9, *(ends / left).to_list()])


def _marks(rows: pl.DataFrame) -> list[str]:
    """What may reach furthest to the right, of what is drawn."""
    return [name for name in ("value", "tick", "high") if name in rows.columns]
