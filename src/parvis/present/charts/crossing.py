"""Two criteria crossed: what each cell holds beside what chance would put there."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import altair as alt
import polars as pl

from parvis.present.charts.canvas import framed
from parvis.present.theme import LIGHT

if TYPE_CHECKING:
    from parvis.present.charts.canvas import Canvas

ROW = 46
HEAD = 38
GUTTER = {False: 150, True: 92}
_WIDEST = 150
_LIFT = 8  # of the count over the middle of its cell, and of the expected under it


def cross(cells: pl.DataFrame, canvas: Canvas) -> alt.LayerChart:
    """Draw a table whose cells that stand out are filled and carry a sign.

    Arguments:
        cells: columns row and column (names to show, in order), text (what the cell holds), under
            (what is expected), colour (null where the cell does not stand out); none left out.
        canvas: the room.

    >>> from parvis.present.charts.canvas import WIDE
    >>> cell = {"row": "forum", "column": "Free", "text": "▲ 3", "under": "1", "colour": "#1F4E8C"}
    >>> cross(pl.DataFrame([cell]), WIDE).to_dict()["height"]
    84
    """
    room = replace(canvas, gutter=GUTTER[canvas.is_narrow])
    placed = _placed(cells, room)
    height = HEAD + ROW * cells["row"].n_unique()
    x = alt.X("x:Q", scale=alt.Scale(domain=[0, room.plot], nice=False), axis=None)
    y = alt.Y("y:Q", scale=alt.Scale(domain=[0, height], reverse=True, nice=False), axis=None)
    squares = (
        alt.Chart(placed)
        .mark_rect(stroke=LIGHT["hairline"], strokeWidth=1)
        .encode(
            x=x,
            y=y,
            x2=alt.X2("x2:Q"),
            y2=alt.Y2("y2:Q"),
            color=alt.Color("fill:N", scale=None),
            fillOpacity=alt.FillOpacity("opacity:Q", scale=None),
        )
    )
    return framed(room, height, squares, *_words(placed, room, x, y))


def _placed(cells: pl.DataFrame, room: Canvas) -> pl.DataFrame:
    width = min(_WIDEST, room.plot / cells["column"].n_unique())
    place = {
        side: pl.col(side).replace_strict(
            {name: n for n, name in enumerate(cells[side].unique(maintain_order=True))},
            return_dtype=pl.Float64,
        )
        for side in ("row", "column")
    }
    left, top = place["column"] * width, HEAD + place["row"] * ROW
    is_out = pl.col("colour").is_not_null()
    return cells.with_columns(
        x=left,
        x2=left + width,
        y=top,
        y2=top + ROW,
        middle=left + width / 2,
        fill=pl.col("colour").fill_null(LIGHT["panel"]),
        opacity=pl.when(is_out).then(0.28).otherwise(0.0),
        weight=pl.when(is_out).then(pl.lit("bold")).otherwise(pl.lit("normal")),
        limit=pl.lit(width - 6),
    )


def _words(placed: pl.DataFrame, room: Canvas, x: alt.X, y: alt.Y) -> list[alt.Chart]:
    """What each cell holds and what is expected; the names of rows and columns around."""
    centre = pl.col("y") + ROW / 2
    is_bold = pl.col("weight") == "bold"
    counts = placed.select("text", is_bold=is_bold, x="middle", y=centre - _LIFT)
    under = placed.select(text="under", x="middle", y=centre + _LIFT + 2)
    heads = placed.select(text=pl.col("column").str.split(" "), x="middle", y=pl.lit(HEAD / 2))
    sides = placed.select(text="row", x=pl.lit(-float(room.gutter)), y=centre)
    small = 11 if room.is_narrow else 12
    limit = placed["limit"].to_list()[0]
    head = {"fontWeight": 600, "limit": limit, "fontSize": small, "lineHeight": small + 2}

    def written(rows: pl.DataFrame, mark: dict[str, Any]) -> alt.Chart:
        return (
            alt.Chart(rows.unique(["text", "x", "y"], maintain_order=True))
            .mark_text(baseline="middle", **mark)
            .encode(x=x, y=y, text=alt.Text("text:N"))
        )

    return [
        written(counts.filter("is_bold"), {"fontWeight": 700}),
        written(counts.filter(~pl.col("is_bold")), {}),
        written(under, {"color": LIGHT["muted"], "fontSize": small}),
        written(heads, head),
        written(sides, {"align": "left", "limit": room.gutter - 8}),
    ]
