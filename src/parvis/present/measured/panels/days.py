"""Axes of time and of values for curves: round places, named as the language names them."""

from __future__ import annotations

import datetime as dt
import math
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from parvis.present.desk import Pen

_TICKS = 4
_SHORT = 120  # days under which ticks name the day


def day_ticks(desk: Pen, days: Sequence[dt.date]) -> dict[float, str]:
    """Return a few days to name on an axis, by ordinal.

    Arguments:
        desk: of the report.
        days: first and last are the ends of the axis.
    """
    first, last = min(days), max(days)
    span = max((last - first).days, 1)
    style = "d MMM" if span <= _SHORT else "MMM y"
    step = max(1, span // _TICKS)
    places = [first + dt.timedelta(days=step * place) for place in range(_TICKS)]
    names: dict[float, str] = {}
    for day in places:
        name = desk.tongue.day(day, style=style)
        if name not in names.values() and day <= last:
            names[float(day.toordinal())] = name
    return names


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
