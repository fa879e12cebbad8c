"""Two lists that face each other across the middle, each with bars that grow away from it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

import altair as alt
import polars as pl

from parvis.present.charts.canvas import framed
from parvis.present.charts.plot import bars_of, told
from parvis.present.theme import LIGHT

if TYPE_CHECKING:
    from collections.abc import Mapping

    from parvis.present.charts.canvas import Canvas

STEP: Final = 58  # of a row: the name, its bar, its numbers
HEAD: Final = 30
THICK: Final = 8
GAP: Final = 14  # from the middle to each list
LINES: Final = {"name": 12, "bar": 26, "text": 42}  # middles of the lines of a row, from its top


def facing(rows: pl.DataFrame, canvas: Canvas, *, heads: Mapping[str, str]) -> alt.LayerChart:
    """Draw one list to the left of the middle and one to the right of it.

    Arguments:
        rows: columns side (left or right), name, value (the bar), text (under it) and colour; in
            the order of each list.
        canvas: the room.
        heads: what stands over each side.

    >>> from parvis.present.charts.canvas import WIDE
    >>> row = {"side": "left", "name": "incident", "value": 9.0, "text": "9%", "colour": "#1F4E8C"}
    >>> heads = {"left": "They say", "right": "You say"}
    >>> facing(pl.DataFrame([row]), WIDE, heads=heads).to_dict()["height"]
    88
    """
    placed, middle = _placed(rows, canvas), canvas.width / 2
    height = HEAD + STEP * placed.select(pl.col("rank").max() + 1).item()
    across = alt.Scale(domain=[0, canvas.width], nice=False)
    down = alt.Scale(domain=[0, height], reverse=True, nice=False)
    line = pl.DataFrame({"x": [middle], "top": [HEAD], "foot": [height - LINES["name"]]})
    axis = (
        alt.Chart(line)
        .mark_rule(color=LIGHT["hairline"])
        .encode(x=_x("x", across), y=_y("top", down), y2=alt.Y2("foot:Q"))
    )
    layers = [axis, *_bars(placed, across, down)]
    for side, way in (("left", -1), ("right", 1)):
        text: dict[str, Any] = {
            "align": "right" if way < 0 else "left",
            "baseline": "middle",
            "x": middle + way * GAP,
            "limit": middle - GAP,
        }
        layers += _written(placed.filter(side=side), text, heads[side], down)
    chart = framed(replace(canvas, gutter=0), height, *layers)
    return told(chart, bars_of(rows.with_columns(name=_named(heads))))


def _named(heads: Mapping[str, str]) -> pl.Expr:
    """A name after the head of its side: in one list it would not say who says it."""
    return pl.format("{} · {}", pl.col("side").replace_strict(dict(heads)), pl.col("name"))


def _placed(rows: pl.DataFrame, canvas: Canvas) -> pl.DataFrame:
    """Where each row and its bar stand, in pixels."""
    room = canvas.width / 2 - GAP
    most = pl.col("value").max().clip(lower_bound=1e-9)
    way = pl.when(pl.col("side") == "left").then(-1).otherwise(1)
    ranked = rows.with_columns(rank=pl.int_range(pl.len()).over("side"), way=way)
    begin = canvas.width / 2 + pl.col("way") * GAP
    top = HEAD + STEP * pl.col("rank")
    return ranked.with_columns(
        begin=begin,
        end=begin + pl.col("way") * (room * pl.col("value") / most).clip(lower_bound=1),
        **{f"y_{name}": top + at for name, at in LINES.items()},
    )


def _bars(placed: pl.DataFrame, across: alt.Scale, down: alt.Scale) -> list[alt.Chart]:
    bars = (
        alt.Chart(placed)
        .mark_rule(strokeWidth=THICK)
        .encode(
            x=_x("begin", across),
            x2=alt.X2("end:Q"),
            y=_y("y_bar", down),
            color=alt.Color("colour:N", scale=None),
        )
    )
    return [bars]


def _written(
    rows: pl.DataFrame, text: dict[str, Any], head: str, down: alt.Scale
) -> list[alt.Chart]:
    """The head of a side, and what stands over and under its bars."""
    over = alt.Chart(pl.DataFrame({"y": [HEAD / 3], "head": [head]}))
    base = alt.Chart(rows)
    return [
        over.mark_text(**text).encode(y=_y("y", down), text=alt.Text("head:N")),
        base.mark_text(**text, fontWeight=600, fontSize=15).encode(
            y=_y("y_name", down), text=alt.Text("name:N")
        ),
        base.mark_text(**text, color=LIGHT["muted"]).encode(
            y=_y("y_text", down), text=alt.Text("text:N")
        ),
    ]


def _x(name: str, scale: alt.Scale) -> alt.X:
    return alt.X(f"{name}:Q", scale=scale, axis=None)


def _y(name: str, scale: alt.Scale) -> alt.Y:
    return alt.Y(f"{name}:Q", scale=scale, axis=None)
