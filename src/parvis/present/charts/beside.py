"""The same rows told several ways: a column of bars for each way, all on one scale."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

import altair as alt
import polars as pl

from parvis.present.charts.canvas import framed, row_names, row_scale
from parvis.present.charts.plot import Plot, Series, told
from parvis.present.theme import LIGHT

if TYPE_CHECKING:
    from collections.abc import Mapping

    from parvis.present.charts.canvas import Canvas

HEAD: Final = 26
THICK: Final = 8
FULL: Final = 0.86  # of its column, the longest bar
BRANDS: Final = 8  # colours of the theme
RISE: Final = 9  # of the number over its bar


def beside(rows: pl.DataFrame, canvas: Canvas, *, ways: Mapping[str, str]) -> alt.LayerChart:
    """Draw one bar for each row and way, with its number over it.

    Arguments:
        rows: columns name, way, value, text and colour; a value for each name and way.
        canvas: the room.
        ways: from left to right, each with the head of its column.

    >>> from parvis.present.charts.canvas import WIDE
    >>> row = {"name": "video", "value": 41.0, "text": "41%", "colour": "#1F4E8C"}
    >>> rows = pl.DataFrame([row | {"way": "First"}, row | {"way": "Last"}])
    >>> beside(rows, WIDE, ways={"First": "1st", "Last": "2nd"}).to_dict()["height"]
    46
    """
    canvas = replace(canvas, step=64 if canvas.is_narrow else 46)
    places = {way: place for place, way in enumerate(ways)}
    most = float(str(rows["value"].max())) or 1.0
    start = pl.col("way").replace_strict(places, return_dtype=pl.Float64)
    placed = rows.with_columns(start=start, end=start + FULL * pl.col("value") / most)
    names = rows.unique("name", maintain_order=True)
    across = alt.Scale(domain=[0, len(ways)], range=[0, canvas.plot], nice=False)
    sink = 18 if canvas.is_narrow else RISE
    base = alt.Chart(placed).encode(
        x=alt.X("start:Q", scale=across, axis=None), y=row_scale(names, canvas)
    )
    bar = base.mark_bar(size=THICK, yOffset=sink).encode(
        x2=alt.X2("end:Q"), color=alt.Color("colour:N", scale=None)
    )
    number = base.mark_text(align="left", baseline="middle", dy=sink - RISE - THICK / 2)
    layers = (bar, number.encode(text=alt.Text("text:N")), _heads(ways, across, canvas))
    height = names.height * canvas.step
    chart = framed(canvas, height, *layers, row_names(names, canvas), head=HEAD)
    return told(chart, _plot(rows, ways))


def _heads(ways: Mapping[str, str], across: alt.Scale, canvas: Canvas) -> alt.Chart:
    """What each column tells, over it."""
    data = pl.DataFrame(
        {"way": list(ways.values()), "start": [float(place) for place in range(len(ways))]}
    )
    text = alt.Chart(data).mark_text(
        align="left",
        baseline="bottom",
        y=-6,
        color=LIGHT["muted"],
        limit=canvas.plot / len(ways) - 4,
    )
    return text.encode(x=alt.X("start:Q", scale=across, axis=None), text=alt.Text("way:N"))


def _plot(rows: pl.DataFrame, ways: Mapping[str, str]) -> Plot:
    """A series for each way, each of its own colour: bars of all ways stand together there."""
    series = [
        Series(
            name=ways[way],
            values=part["value"].to_list(),
            colours=[LIGHT[f"brand-{1 + place % BRANDS}"]],
            texts=part["text"].to_list(),
        )
        for place, way in enumerate(ways)
        for part in [rows.filter(pl.col("way") == way)]
    ]
    return Plot(
        kind="bars", categories=rows["name"].unique(maintain_order=True).to_list(), series=series
    )
