"""Interaction by tonality, one block a medium: the fuller the colour, the more mentions."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import altair as alt
import polars as pl

from parvis.present.charts.canvas import framed
from parvis.present.theme import LIGHT

if TYPE_CHECKING:
    from parvis.present.charts.canvas import Canvas

CELL = 30  # height of a row
_HEAD = 56  # names of a medium and of the tonalities, over its block
_GAP = 26
_NAMES = 116  # width of the interactions' names, where the canvas gives them none
_WIDEST = 96  # of a cell
_FULLEST = 0.6  # of the colour, so that ink is read on it


def heat(cells: pl.DataFrame, canvas: Canvas) -> alt.LayerChart:
    """Draw the matrix: media side by side, or one under another where the canvas is narrow.

    Arguments:
        cells: columns medium, interaction and tonality (names to show, in order), mentions, text,
            and colour (of the tonality); one row a cell, none left out.
        canvas: the room.

    >>> from parvis.present.charts.canvas import WIDE
    >>> cell = {"medium": "forum", "interaction": "question", "tonality": "neutral"}
    >>> cell |= {"mentions": 3, "text": "3", "colour": "#A59F93"}
    >>> heat(pl.DataFrame([cell]), WIDE).to_dict()["height"]
    86
    """
    room = replace(canvas, gutter=canvas.gutter or _NAMES)
    placed = _placed(cells, room)
    height = int(max(placed["y2"].to_list()))
    scales = {
        "x": alt.Scale(domain=[0, room.plot], nice=False),
        "y": alt.Scale(domain=[0, height], reverse=True, nice=False),
    }
    x, y = (alt.X("x:Q", scale=scales["x"], axis=None), alt.Y("y:Q", scale=scales["y"], axis=None))
    squares = (
        alt.Chart(placed)
        .mark_rect(stroke=LIGHT["paper"], strokeWidth=2)
        .encode(
            x=x,
            y=y,
            x2=alt.X2("x2:Q"),
            y2=alt.Y2("y2:Q"),
            color=alt.Color("colour:N", scale=None),
            fillOpacity=alt.FillOpacity("part:Q", scale=None),
        )
    )
    return framed(room, height, squares, *_words(placed, room, x, y))


def _placed(cells: pl.DataFrame, room: Canvas) -> pl.DataFrame:
    """Give each cell its place in pixels and how full it is."""
    order = {
        name: {value: place for place, value in enumerate(cells[name].unique(maintain_order=True))}
        for name in ("medium", "interaction", "tonality")
    }
    blocks, rows, columns = (len(order[name]) for name in ("medium", "interaction", "tonality"))
    across = 1 if room.is_narrow else blocks
    width = min(_WIDEST, (room.plot - _GAP * (across - 1)) / across / columns)
    place = {
        name: pl.col(name).replace_strict(order[name], return_dtype=pl.Int64) for name in order
    }
    block_x = place["medium"] * (0 if room.is_narrow else columns * width + _GAP)
    block_y = place["medium"] * (rows * CELL + _HEAD if room.is_narrow else 0) + _HEAD
    x, y = block_x + place["tonality"] * width, block_y + place["interaction"] * CELL
    fullest = max([1, *cells["mentions"].to_list()])
    part = (pl.col("mentions") / fullest).sqrt() * _FULLEST
    return cells.with_columns(
        x=x,
        x2=x + width,
        y=y,
        y2=y + CELL,
        head=block_y,
        block=block_x,
        part=part,
        width=pl.lit(width),
    )


def _words(placed: pl.DataFrame, room: Canvas, x: alt.X, y: alt.Y) -> list[alt.Chart]:
    """The count in each cell; the names of media, tonalities and interactions around."""
    middle = pl.col("x") + pl.col("width") / 2
    some, none = (
        placed.filter(here).select("text", x=middle, y=pl.col("y") + CELL / 2)
        for here in (pl.col("mentions") > 0, pl.col("mentions") == 0)
    )
    heads = placed.select("tonality", text="tonality", x=middle, y=pl.col("head") - 12)
    media = placed.select(text="medium", x="block", y=pl.col("head") - 38)
    first = placed.filter((pl.col("block") == 0) if not room.is_narrow else pl.lit(value=True))
    sides = first.select(text="interaction", x=-float(room.gutter), y=pl.col("y") + CELL / 2)

    def written(rows: pl.DataFrame, mark: dict[str, Any]) -> alt.Chart:
        return (
            alt.Chart(rows.unique(["text", "x", "y"], maintain_order=True))
            .mark_text(baseline="middle", **mark)
            .encode(x=x, y=y, text=alt.Text("text:N"))
        )

    quiet = {"color": LIGHT["muted"]}
    return [
        written(some, {}),
        written(none, quiet),
        written(heads, quiet | {"fontSize": 12}),
        written(media, {"align": "left", "fontWeight": 600}),
        written(sides, {"align": "left", "limit": room.gutter - 8}),
    ]
