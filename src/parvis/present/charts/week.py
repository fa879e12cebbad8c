"""The hours of the week: the darker, the more people; the strongest windows framed."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

import altair as alt
import polars as pl

from parvis.present.charts.canvas import framed
from parvis.present.theme import LIGHT

if TYPE_CHECKING:
    from collections.abc import Sequence

    from parvis.present.charts.canvas import Canvas

GUTTER: Final = {False: 92, True: 44}
ROW: Final = {False: 28, True: 17}
HEAD: Final = 26
EVERY: Final = 3  # hours named
DARKEST: Final = 0.9
_FRAME: Final = 2


def week(
    cells: pl.DataFrame,
    frames: pl.DataFrame,
    canvas: Canvas,
    *,
    days: Sequence[str],
    hours: Sequence[str],
) -> alt.LayerChart:
    """Draw the hours across and the weekdays down; the other way where the canvas is narrow.

    Arguments:
        cells: columns weekday (1 to 7), hour (0 to 23) and people; none left out.
        frames: columns weekday, hour (the first of each), days and hours (how many) to frame.
        canvas: the room.
        days: names of the weekdays, short where it is narrow.
        hours: names of the hours.

    >>> from parvis.present.charts.canvas import WIDE
    >>> cell = pl.DataFrame([{"weekday": 1, "hour": 9, "people": 3}])
    >>> window = pl.DataFrame([{"weekday": 1, "hour": 9, "days": 1, "hours": 3}])
    >>> names = {"days": ["Monday"] * 7, "hours": ["09:00"] * 24}
    >>> week(cell, window, WIDE, **names).to_dict()["height"]
    222
    """
    room = replace(canvas, gutter=GUTTER[canvas.is_narrow])
    step = ROW[room.is_narrow]
    height = HEAD + step * (24 if room.is_narrow else 7)
    x = alt.X("x:Q", scale=alt.Scale(domain=[0, room.plot], nice=False), axis=None)
    y = alt.Y("y:Q", scale=alt.Scale(domain=[0, height], reverse=True, nice=False), axis=None)
    most = max([1, *cells["people"].to_list()])
    shade = DARKEST * pl.col("people") / most
    spans = {"x": x, "x2": alt.X2("x2:Q"), "y": y, "y2": alt.Y2("y2:Q")}
    placed = _placed(cells.with_columns(shade=shade, days=pl.lit(1), hours=pl.lit(1)), room)
    squares = (
        alt.Chart(placed)
        .mark_rect(color=LIGHT["brand-1"], stroke=LIGHT["hairline"], strokeWidth=0.5)
        .encode(**spans, fillOpacity=alt.FillOpacity("shade:Q", scale=None))
    )
    framing = (
        alt.Chart(_placed(frames, room))
        .mark_rect(filled=False, stroke=LIGHT["ink"], strokeWidth=_FRAME)
        .encode(**spans)
    )
    layers = (squares, framing, *_names(room, x, y, days, hours))
    return framed(room, height, *layers)


def _placed(cells: pl.DataFrame, room: Canvas) -> pl.DataFrame:
    """Give each run of hours and days its rectangle, in pixels."""
    across, step = _steps(room)
    day, hour = pl.col("weekday") - 1, pl.col("hour")
    if room.is_narrow:
        left, right, top, down = day, day + pl.col("days"), hour, hour + pl.col("hours")
    else:
        left, right, top, down = hour, hour + pl.col("hours"), day, day + pl.col("days")
    return cells.with_columns(
        x=left * across, x2=right * across, y=HEAD + top * step, y2=HEAD + down * step
    )


def _steps(room: Canvas) -> tuple[float, int]:
    """Width and height of an hour."""
    return room.plot / (7 if room.is_narrow else 24), ROW[room.is_narrow]


def _names(
    room: Canvas, x: alt.X, y: alt.Y, days: Sequence[str], hours: Sequence[str]
) -> list[alt.Chart]:
    """Name the weekdays, and every third hour where it begins."""
    across, step = _steps(room)
    named = [(place, name) for place, name in enumerate(hours) if place % EVERY == 0]
    if room.is_narrow:
        over = [(across * (place + 0.5), HEAD / 2, name) for place, name in enumerate(days)]
        side = [(-float(room.gutter), HEAD + step * (place + 0.5), name) for place, name in named]
    else:
        over = [(across * place, HEAD / 2, name) for place, name in named]
        side = [(-float(room.gutter), HEAD + step * (n + 0.5), name) for n, name in enumerate(days)]
    heads = {
        "align": "center" if room.is_narrow else "left",
        "color": LIGHT["muted"],
        "fontSize": 12,
    }
    return [
        _written(over, x, y, heads),
        _written(side, x, y, {"align": "left", "fontSize": 12 if room.is_narrow else 13}),
    ]


def _written(
    words: list[tuple[float, float, str]], x: alt.X, y: alt.Y, mark: dict[str, Any]
) -> alt.Chart:
    rows = pl.DataFrame(words, {"x": float, "y": float, "text": str}, orient="row")
    drawn = alt.Chart(rows).mark_text(baseline="middle", **mark)
    return drawn.encode(x=x, y=y, text=alt.Text("text:N"))
