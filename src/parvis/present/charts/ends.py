"""The names of curves: where each ends, or in a key over the picture where it is narrow."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal

import altair as alt
import polars as pl

from parvis.present.charts.labels import BOLDER, LETTER
from parvis.present.theme import LIGHT, SIZE

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from parvis.present.charts.canvas import Canvas

HEIGHT: Final = 260
LINE: Final = 16  # between the names of two curves that end near each other
_APART: Final = 8  # a name from the end of its curve
_LEAST, _MOST = 90, 280  # pixels for names beside the picture
_ROW: Final = 18  # of the key
_SAMPLE: Final = 22  # of a curve, before its name in the key


def beside(names: Iterable[str], canvas: Canvas) -> int:
    """Return the room that names take right of the curves; none where they stand over them.

    Arguments:
        names: of the curves.
        canvas: the room of the whole picture.

    >>> from parvis.present.charts.canvas import NARROW, WIDE
    >>> beside(["Cost"], WIDE), beside(["Cost"], NARROW)
    (90, 0)
    """
    if canvas.is_narrow:
        return 0
    longest = max(map(len, names), default=0) * LETTER * BOLDER * SIZE + 2 * _APART
    return round(min(max(longest, _LEAST), _MOST))


def over(count: int, canvas: Canvas) -> int:
    """Return the room that the key takes over the curves; none where names stand beside them.

    Arguments:
        count: of curves.
        canvas: the room of the whole picture.
    """
    return count * _ROW if canvas.is_narrow else 0


def named(
    last: pl.DataFrame, canvas: Canvas, across: alt.Scale, up: alt.Scale, *, head: int
) -> list[alt.Chart]:
    """Return the layers that name curves.

    Arguments:
        last: the last row of each curve: name, colour, x, value, and is_dashed.
        canvas: the room of the whole picture.
        across: scale of places.
        up: scale of values.
        head: room over the curves below the key, in pixels.
    """
    ranked = last.sort("value", descending=True)
    if canvas.is_narrow:
        return [layer for layers in _key(ranked, canvas, head) for layer in layers]
    low, high = up.domain
    wanted = [HEIGHT * (high - value) / (high - low) for value in ranked["value"]]
    placed = ranked.with_columns(
        at=high - pl.Series(spread(wanted), dtype=pl.Float64) / HEIGHT * (high - low),
        x=pl.lit(across.domain[1], pl.Float64),
    )
    text = alt.Chart(placed).mark_text(
        align="left",
        baseline="middle",
        dx=_APART,
        fontWeight=600,
        limit=beside(last["name"], canvas) - _APART,
    )
    return [
        text.encode(
            x=alt.X("x:Q", scale=across),
            y=alt.Y("at:Q", scale=up),
            text=alt.Text("name:N"),
            color=alt.Color("colour:N", scale=None),
        )
    ]


def _key(ranked: pl.DataFrame, canvas: Canvas, head: int) -> Iterator[tuple[alt.Chart, alt.Chart]]:
    """A line of each curve and its name, one under another, from the left edge of the picture."""
    left = -canvas.gutter
    for place, row in enumerate(ranked.iter_rows(named=True)):
        data = pl.DataFrame({"name": [row["name"]]})
        at = -head - _ROW * (ranked.height - place - 0.5)
        dash: list[float] = [5, 4] if row["is_dashed"] else [1, 0]
        line = alt.Chart(data).mark_rule(strokeWidth=2.5, strokeDash=dash)
        side: Literal["left"] = "left"
        text = alt.Chart(data).mark_text(
            align=side,
            baseline="middle",
            x=left + _SAMPLE + _APART,
            y=at,
            color=LIGHT["ink"],
            fontWeight=600,
            limit=canvas.width - _SAMPLE - _APART,
        )
        yield (
            line.encode(
                x=alt.value(left),
                x2=alt.value(left + _SAMPLE),
                y=alt.value(at),
                color=alt.value(row["colour"]),
            ),
            text.encode(text=alt.Text("name:N")),
        )


def spread(wanted: list[float]) -> list[float]:
    """Return places from the top, each a line under the one before, all inside the picture.

    >>> spread([100.0, 104.0]), spread([250.0, 259.0])
    ([100.0, 116.0], [244, 260])
    """
    placed: list[float] = []
    for place in wanted:
        placed.append(max(place, placed[-1] + LINE) if placed else place)
    over = max(0.0, placed[-1] - HEIGHT) if placed else 0.0
    return [
        min(place, HEIGHT - LINE * (len(placed) - 1 - number)) if over else place
        for number, place in enumerate(placed)
    ]
