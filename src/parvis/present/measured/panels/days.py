"""Axes of time and of values for curves: round places, named as the language names them."""

from __future__ import annotations

import datetime as dt
import math
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from parvis.present.desk import Pen

_TICKS = 5  # at most
_SHORT = 120  # days under which ticks name the day
_STEPS = (1, 2, 3, 6, 12, 24, 60, 120, 240)  # months from one tick to the next
_WEEKS = (1, 2, 7, 14, 28)  # days


def day_ticks(desk: Pen, days: Sequence[dt.date]) -> dict[float, str]:
    """Return a few days to name on an axis, by ordinal: as far apart as they look.

    Long times are named by the first days of months, the year where it begins; short ones by days.

    Arguments:
        desk: of the report.
        days: first and last are the ends of the axis.
    """
    first, last = min(days), max(days)
    if (last - first).days <= _SHORT:
        return {float(day.toordinal()): _day(desk, day) for day in _evenly(first, last)}
    months = _months(first, last)
    return {
        float(day.toordinal()): _month(desk, day, is_whole=place == 0 or day.month == 1)
        for place, day in enumerate(months)
    }


def _evenly(first: dt.date, last: dt.date) -> Iterator[dt.date]:
    """Days from the first on, a round number of days apart."""
    span = (last - first).days
    step = next((step for step in _WEEKS if span / step < _TICKS), _WEEKS[-1])
    yield from (first + dt.timedelta(days=place) for place in range(0, span + 1, step))


def _months(first: dt.date, last: dt.date) -> list[dt.date]:
    """First days of months, a round number of months apart, within the axis."""
    begin = first if first.day == 1 else _later(first, 1)
    span = 12 * (last.year - begin.year) + last.month - begin.month
    step = next((step for step in _STEPS if span / step < _TICKS), _STEPS[-1])
    begin = _later(begin, (1 - begin.month) % min(step, 12))
    count = 12 * (last.year - begin.year) + last.month - begin.month
    return [_later(begin, place) for place in range(0, count + 1, step)]


def _later(day: dt.date, months: int) -> dt.date:
    """The first day of a month some months later."""
    years, month = divmod(day.month - 1 + months, 12)
    return dt.date(day.year + years, month + 1, 1)


def _day(desk: Pen, day: dt.date) -> str:
    return desk.tongue.day(day, style="d MMM")


def _month(desk: Pen, day: dt.date, *, is_whole: bool) -> str:
    return desk.tongue.day(day, style="MMM y" if is_whole else "MMM")


def axis_unit(unit: str) -> str:
    """Return the unit of an axis: a percentage or money; what else is said in the title.

    >>> axis_unit("EUR"), axis_unit("contacts")
    ('EUR', '')
    """
    return unit if unit == "%" or unit.isupper() else ""


def levels(values: Sequence[float], write: Callable[[float], str]) -> dict[float, str]:
    """Return a few round values to name on an axis, from below the lowest to the highest.

    Arguments:
        values: that are drawn.
        write: puts one in words.

    >>> levels([3.0, 97.0], lambda value: f"{value:.0f}")
    {0.0: '0', 50.0: '50', 100.0: '100'}
    """
    low, high = min(values), max(values)
    span = high - low or abs(high) or 1.0
    step = 10.0 ** math.floor(math.log10(span))
    step = next(step * times for times in (0.2, 0.5, 1, 2, 5, 10) if span / (step * times) <= 3)
    first = math.floor(low / step) * step
    count = math.ceil((high - first) / step) + 1
    return {round(first + step * place, 9): write(first + step * place) for place in range(count)}
