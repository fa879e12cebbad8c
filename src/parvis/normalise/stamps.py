"""Times as machines write them, read in one compiled pass: 2022-11-08T15:38:17.000Z."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
import polars as pl

from parvis.compiled import compiled, step
from parvis.frames import utf8
from parvis.schema import UTC_TIME

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from parvis.compiled import Whole

_NONE: Final = np.iinfo(np.int64).min
_SHORTEST: Final = 20  # 2022-11-08T15:38:17Z
_MICRO: Final = 1_000_000
_LENGTHS: Final = np.array([31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31])
_BEFORE: Final = np.concatenate([[0], np.cumsum(_LENGTHS)[:-1]])  # days before each month
_LAYOUT: Final = np.frombuffer(b"0000-00-00T00:00:00", np.uint8)
_ZERO, _NINE = ord("0"), ord("9")
_POINT, _PLUS, _MINUS, _COLON, _Z = (ord(sign) for sign in ".+-:Z")


def stamps(values: pl.Series) -> pl.Series | None:
    """Read a column whose every time is written in full, with its zone, as ISO 8601 has it.

    Arguments:
        values: strings; a null stays null.

    Returns: the times in UTC; None where any is written in another way.

    >>> stamps(pl.Series(["2022-11-08T15:38:17.5+01:00", None])).dt.to_string("iso").to_list()
    ['2022-11-08 14:38:17.500000+00:00', None]
    >>> stamps(pl.Series(["2022-11-08"])) is None
    True
    """
    data, rows = utf8(values)
    found = np.full(len(values), _NONE, np.int64)
    _read_all(data, rows, found)
    is_read = pl.Series(found != _NONE)
    if not (is_read | values.is_null()).all():
        return None
    return pl.Series(values.name, found).set(~is_read, None).cast(UTC_TIME)


@compiled
def _read_all(data: NDArray[np.uint8], rows: NDArray[np.int64], found: NDArray[np.int64]) -> None:
    for row in range(found.size):
        start, end = rows[row], rows[row + 1]
        if end - start >= _SHORTEST and _is_laid_out(data, start):
            found[row] = _moment(data, start, end)


@step
def _is_laid_out(data: NDArray[np.uint8], start: Whole) -> bool:
    for place in range(_LAYOUT.size):
        sign, wanted = data[start + place], _LAYOUT[place]
        is_right = _ZERO <= sign <= _NINE if wanted == _ZERO else sign == wanted
        if not is_right:
            return False
    return True


@step
def _moment(data: NDArray[np.uint8], start: Whole, end: Whole) -> Whole:
    """Microseconds since 1970, _NONE where the calendar or the clock has no such time."""
    year, month = _number(data, start, 4), _number(data, start + 5, 2)
    day, hour = _number(data, start + 8, 2), _number(data, start + 11, 2)
    minute, second = _number(data, start + 14, 2), _number(data, start + 17, 2)
    if not 1 <= month <= 12 or hour > 23 or minute > 59 or second > 59:
        return _NONE
    if not 1 <= day <= _LENGTHS[month - 1] + (month == 2 and _is_leap(year)):
        return _NONE
    place, micros = _fraction(data, start + _LAYOUT.size, end)
    east = _minutes_east(data, place, end)
    if east == _NONE:
        return _NONE
    days = _days(year, month, day)
    return ((days * 24 + hour) * 60 + minute - east) * 60 * _MICRO + second * _MICRO + micros


@step
def _number(data: NDArray[np.uint8], start: Whole, digits: Whole) -> Whole:
    value: Whole = 0
    for place in range(start, start + digits):
        value = value * 10 + np.int64(data[place]) - _ZERO
    return value


@step
def _is_leap(year: Whole) -> bool:
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


@step
def _days(year: Whole, month: Whole, day: Whole) -> Whole:
    """Days since 1970, in the Gregorian calendar."""
    past = year - 1
    leaps = past // 4 - past // 100 + past // 400 - 477  # 477 before 1970
    is_after = month > 2 and _is_leap(year)
    return (year - 1970) * 365 + leaps + _BEFORE[month - 1] + is_after + day - 1


@step
def _fraction(data: NDArray[np.uint8], place: Whole, end: Whole) -> tuple[Whole, Whole]:
    """Where the fraction of a second ends, and how many whole microseconds it is."""
    if data[place] != _POINT:
        return place, 0
    first, unit = place + 1, _MICRO // 10
    micros: Whole = 0
    place = first
    while place < end and place < first + 9 and _ZERO <= data[place] <= _NINE:
        micros += (np.int64(data[place]) - _ZERO) * unit
        unit //= 10
        place += 1
    return (place, micros) if place > first else (end, 0)


@step
def _minutes_east(data: NDArray[np.uint8], place: Whole, end: Whole) -> Whole:
    """What the zone adds to UTC; _NONE where none is named in digits or as Z."""
    if end - place == 1 and data[place] == _Z:
        return 0
    is_apart = end - place == 6 and data[place + 3] == _COLON
    if not (is_apart or end - place == 5) or data[place] not in (_PLUS, _MINUS):
        return _NONE
    for digit in (place + 1, place + 2, end - 2, end - 1):
        if not _ZERO <= data[digit] <= _NINE:
            return _NONE
    minutes = _number(data, place + 1, 2) * 60 + _number(data, end - 2, 2)
    return minutes if data[place] == _PLUS else -minutes
