"""Values in words, as their unit is written."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from parvis.present.hygiene import clean

if TYPE_CHECKING:
    from parvis.figures import Figure
    from parvis.present.desk import Pen

_COUNTED = ("mentions", "points", "people", "texts", "rows", "times", "share")


def valued(desk: Pen, value: float, unit: str) -> str:
    """Write a value with its unit; a percentage, as percentages are written.

    Arguments:
        desk: of the report.
        value: what is written.
        unit: any words, which stand after it; none where empty.
    """
    if unit == "%":
        return desk.tongue.percent(value)
    number = desk.tongue.number(value, digits=0 if abs(value) >= 100 else 1)
    return f"{number}\u00a0{clean(unit, limit=30)}" if unit else number


def figured(desk: Pen, figure: Figure) -> str:
    """Write the value of a figure inside a sentence that says what is counted.

    Arguments:
        desk: of the report.
        figure: a number, or a name that came from outside.
    """
    if not isinstance(figure.value, int | float):
        return _text(desk, figure)
    if figure.unit == "%":
        return desk.tongue.estimate(figure.value, figure.low, figure.high)
    if figure.unit == "minutes":
        return desk.tongue.duration(figure.value)
    return valued(desk, figure.value, "" if figure.unit in _COUNTED else figure.unit)


def _text(desk: Pen, figure: Figure) -> str:
    if figure.value is None:
        return "\u2014"
    if figure.unit == "day":
        return desk.tongue.day(dt.date.fromisoformat(str(figure.value)), style="d MMMM y")
    return desk.name(str(figure.value))
