"""What a file holds, by day of publication: missing days are gaps, and not zeros."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

HIGH: Final = 80
WIDE: Final = 720


@dataclass(frozen=True, slots=True)
class Bar:
    """A day as it is drawn: left, width and height in the units of the picture."""

    day: dt.date
    count: int
    x: float
    width: float
    y: float
    height: float


@dataclass(frozen=True, slots=True)
class Bars:
    """The days from the first to the last; `silent` of them have nothing."""

    bars: list[Bar]
    most: Bar
    silent: int
    high: int = HIGH
    wide: int = WIDE

    @property
    def newest(self) -> list[Bar]:
        return self.bars[::-1]


def bars(days: Sequence[tuple[str, int]]) -> Bars | None:
    """Draw how many were published each day; None where nothing says when it was.

    >>> drawn = bars([("2026-03-01", 2), ("2026-03-04", 4)])
    >>> drawn.silent, drawn.most.count, [bar.height for bar in drawn.bars]
    (2, 4, [40.0, 80.0])
    """
    if not days:
        return None
    counts = {dt.date.fromisoformat(day): count for day, count in days}
    first, last, most = min(counts), max(counts), max(counts.values())
    span = (last - first).days + 1
    step = WIDE / span
    drawn = [
        Bar(day, count, round((day - first).days * step, 2), round(max(step * 0.8, 1), 2),
            round(HIGH - HIGH * count / most, 2), round(HIGH * count / most, 2))
        for day, count in sorted(counts.items())
    ]  # fmt: skip
    return Bars(drawn, max(drawn, key=lambda bar: bar.count), span - len(drawn))
