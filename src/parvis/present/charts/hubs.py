"""Two rankings of the same authors, joined by lines: by PageRank and by popularity."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import altair as alt
import polars as pl

from parvis.present.charts.canvas import framed
from parvis.present.theme import LIGHT

if TYPE_CHECKING:
    from parvis.present.charts.canvas import Canvas

STEP = 28
ROOM = 0.8  # of the margin, for a name: the page's type may be wider than the one measured


def rankings(rows: pl.DataFrame, canvas: Canvas, *, heads: tuple[str, str]) -> alt.LayerChart:
    """Draw who leads by PageRank beside who leads by popularity.

    Arguments:
        rows: columns author; pagerank and popularity, ranks from 1, null where the author is not
            among those drawn; colour.
        canvas: the room.
        heads: what stands over the left and the right ranking.

    >>> from parvis.present.charts.canvas import WIDE
    >>> row = {"author": "lou", "pagerank": 1, "popularity": None, "colour": "#1F4E8C"}
    >>> chart = rankings(pl.DataFrame([row]), WIDE, heads=("By PageRank", "By popularity"))
    >>> chart.to_dict()["height"]
    56
    """
    last = int(rows.select(pl.max_horizontal("pagerank", "popularity").max()).item())
    inner = canvas.width * (0.38 if canvas.is_narrow else 0.34)
    ends = {"pagerank": inner, "popularity": canvas.width - inner}
    y = alt.Scale(domain=[-0.5, last + 0.5], reverse=True, nice=False)
    links = _links(rows, y, ends=(inner + 10, canvas.width - inner - 10), width=canvas.width)
    sides = [
        layer
        for side, head in zip(ends, heads, strict=True)
        for layer in _side(rows, y, side=side, at=ends[side], head=head, room=ROOM * inner)
    ]
    return framed(replace(canvas, gutter=0), STEP * (last + 1), links, *sides)


def _links(rows: pl.DataFrame, y: alt.Scale, *, ends: tuple[float, float], width: int) -> alt.Chart:
    """A line for each author of both rankings."""
    both = rows.drop_nulls(["pagerank", "popularity"])
    placed = both.with_columns(left=pl.lit(ends[0]), right=pl.lit(ends[1]))
    across = alt.Scale(domain=[0, width], nice=False)
    return (
        alt.Chart(placed)
        .mark_rule(strokeWidth=2)
        .encode(
            x=alt.X("left:Q", scale=across, axis=None),
            x2=alt.X2("right:Q"),
            y=alt.Y("pagerank:Q", scale=y, axis=None),
            y2=alt.Y2("popularity:Q"),
            color=alt.Color("colour:N", scale=None),
        )
    )


def _side(
    rows: pl.DataFrame, y: alt.Scale, *, side: str, at: float, head: str, room: float
) -> tuple[alt.Chart, ...]:
    """One ranking: a dot and a name for each author, under its head."""
    is_left = side == "pagerank"
    label = pl.format("{}  {}", *(("author", side) if is_left else (side, "author")))
    ranked = rows.drop_nulls(side).with_columns(label=label)
    base = alt.Chart(ranked).encode(y=alt.Y(f"{side}:Q", scale=y, axis=None))
    text: dict[str, Any] = {
        "align": "right" if is_left else "left",
        "baseline": "middle",
        "x": at,
        "dx": -10 if is_left else 10,
    }
    heading = (
        alt.Chart(pl.DataFrame({"rank": [0], "head": [head]}))
        .mark_text(**text, color=LIGHT["muted"])
        .encode(y=alt.Y("rank:Q", scale=y, axis=None), text=alt.Text("head:N"))
    )
    colour = alt.Color("colour:N", scale=None)
    return (
        heading,
        base.mark_point(filled=True, size=60, opacity=1, x=at).encode(color=colour),
        base.mark_text(**text, limit=room).encode(text=alt.Text("label:N")),
    )
