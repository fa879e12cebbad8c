"""Whether a figure is beyond what was asked, and whether it has gone back."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from parvis.hub.alerts.figures import Looked
    from parvis.hub.alerts.models import Alert

BACK: Final = 0.1
"""Part of the level by which a figure goes back before it may fire again, so that one that swings
about the level is not told of at each swing."""


def is_beyond(alert: Alert, looked: Looked) -> bool:
    """Tell whether an alert fires: the whole interval is beyond the level."""
    now, level = looked.now, alert.level
    match alert.condition:
        case "above":
            return now.low > level
        case "below":
            return now.high < level
        case "absence":
            return now.value == 0
        case "rise":
            return _counts(alert, looked) and _changes(looked)[0] > level
        case _:
            return _counts(alert, looked) and _changes(looked)[2] < -level


def is_back(alert: Alert, looked: Looked) -> bool:
    """Tell whether the figure itself has gone back, clearly."""
    now, slack = looked.now, BACK * abs(alert.level)
    match alert.condition:
        case "above":
            return now.value <= alert.level - slack
        case "below":
            return now.value >= alert.level + slack
        case "absence":
            return now.value > 0
        case "rise":
            return _changes(looked)[1] <= alert.level - slack
        case _:
            return _changes(looked)[1] >= -alert.level + slack


def change_of(value: float, base: float) -> float:
    """Return a change in per cent; it is without bounds from nothing.

    >>> change_of(150, 100), change_of(0, 0), change_of(3, 0)
    (50.0, 0.0, inf)
    """
    if base == 0:
        return math.copysign(math.inf, value) if value else 0.0
    return 100.0 * (value - base) / abs(base)


def _changes(looked: Looked) -> tuple[float, float, float]:
    """The least change that the intervals allow, the change itself, and the greatest."""
    now, base = looked.now, looked.base
    if base is None:
        return 0.0, 0.0, 0.0
    return (
        change_of(now.low, base.high),
        change_of(now.value, base.value),
        change_of(now.high, base.low),
    )


def _counts(alert: Alert, looked: Looked) -> bool:
    """Whether there are mentions enough for their change to tell anything."""
    base = looked.base
    if base is None or looked.now.unit != "mentions" or alert.figure != alert.Kind.MENTIONS:
        return base is not None
    return max(looked.now.value, base.value) >= alert.least
