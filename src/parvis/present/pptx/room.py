"""Room for the texts of a chart on a slide: bars leave some, points share it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import msgspec

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from parvis.present.charts.plot import Plot, Series

_ACROSS: Final = 120  # letters that a chart is wide, and lines that it is high
_DOWN: Final = 18
_BEYOND: Final = 1.05  # of the longest interval
_MOST: Final = 0.6  # of the width, for the text beside a bar


def ends(plot: Plot) -> tuple[float, float]:
    """Return the ends of the axis of bars: every interval is within, every text has room.

    Arguments:
        plot: bars.

    >>> from parvis.present.charts.plot import Plot, Series
    >>> series = Series(name="", values=[10.0], colours=["#1F4E8C"], low=[-4.0], high=[20.0])
    >>> ends(Plot(kind="bars", categories=["Free"], series=[series]))
    (-4.2, 21.0)
    """
    lows, highs = zip(*(_ends(series, plot.categories) for series in plot.series), strict=True)
    least, most = min(lows), max(highs)
    return least, most if least or most else 1.0


def _ends(series: Series, names: Sequence[str]) -> tuple[float, float]:
    values = [value or 0.0 for value in series.values]
    bounds = [end for end in (*series.low, *series.high) if end is not None]
    if bounds:
        return _BEYOND * min(0.0, *bounds, *values), _BEYOND * max(0.0, *bounds, *values)
    room = _ACROSS - max(map(len, names), default=0)
    texts = series.texts or [""] * len(values)
    longest = [
        value / (1 - min(_MOST, (len(text) + 2) / room))
        for value, text in zip(values, texts, strict=True)
    ]
    return min(0.0, *longest), max(0.0, *longest)


def apart(plot: Plot) -> Plot:
    """Return points of which those keep their text that overlap no text before them.

    Arguments:
        plot: points; the notes of a slide name every one.

    >>> from parvis.present.charts.plot import Plot, Series
    >>> told = {"colours": ["#1F4E8C"], "texts": ["Free", "price", "SFR"]}
    >>> series = Series(name="", values=[0.0, 0.1, 9.0], at=[0.0, 0.1, 9.0], **told)
    >>> apart(Plot(kind="points", categories=[], series=[series])).series[0].texts
    ['Free', '', 'SFR']
    """
    across = _placed([at for series in plot.series for at in series.at], _ACROSS)
    down = _placed([value or 0.0 for series in plot.series for value in series.values], _DOWN)
    texts = [text for series in plot.series for text in series.texts]
    left = iter(_kept(zip(across, down, texts, strict=True)))
    shown = [
        msgspec.structs.replace(series, texts=[next(left) for _ in series.texts])
        for series in plot.series
    ]
    return msgspec.structs.replace(plot, series=shown)


def _kept(placed: Iterable[tuple[float, float, str]]) -> Iterator[str]:
    """Each text, or nothing where one before it is in the way."""
    kept: list[tuple[float, float, int]] = []
    for x, y, text in placed:
        is_met = any(_meet(x, y, len(text), other) for other in kept)
        yield "" if is_met else text
        if not is_met:
            kept.append((x, y, len(text)))


def _placed(values: Sequence[float], room: int) -> list[float]:
    """Where values stand, in letters or lines."""
    low, high = min(values), max(values)
    return [room * (value - low) / ((high - low) or 1.0) for value in values]


def _meet(x: float, y: float, letters: int, other: tuple[float, float, int]) -> bool:
    left, height, length = other
    return abs(y - height) < 1 and x < left + length + 2 and left < x + letters + 2
