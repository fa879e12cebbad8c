"""From what is written behind a field's colon to the test its value must pass."""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING, Final, NamedTuple
from zoneinfo import ZoneInfo

from parvis.perimeter.language import faults
from parvis.perimeter.language.fields import FIELDS, IS, field_named, nearest, plain, value_named
from parvis.perimeter.language.terms import LeafError
from parvis.perimeter.language.tree import Between, Field, Is, Known, Like, Place, Test

if TYPE_CHECKING:
    from collections.abc import Callable

    from parvis.perimeter.language.faults import Fault
    from parvis.perimeter.language.fields import FieldSpec

_RANGE: Final = re.compile(
    r"(?P<open>[\[{])\s*(?P<low>.+?)\s+(?:TO|À)\s+(?P<high>.+?)\s*(?P<close>[\]}])"
)
_COMPARISON: Final = re.compile(r"(?P<sign>>=|<=|>|<|=)?\s*(?P<value>.+)", re.S)
_NUMBER: Final = re.compile(r"(\d[\d\u00a0\u202f' ]*(?:[.,]\d+)?)\s*([kKmM]?)")
_DAY: Final = re.compile(
    r"(\d{4})(?:-(\d\d?)(?:-(\d\d?)(?:[T ](\d\d?):(\d\d)(?::(\d\d))?(?:Z|\+00:00)?)?)?)?"
)
_CLOCK: Final = re.compile(r"(\d\d?)[:h](\d\d)?")
_LANGUAGE: Final = re.compile(r"[a-z]{2,3}(?:-[a-z0-9]+)*")
_TRUE: Final = frozenset({"true", "yes", "1", "vrai", "oui"})
_FALSE: Final = frozenset({"false", "no", "0", "faux", "non"})
_FACTOR: Final = {"": 1, "k": 1_000, "m": 1_000_000}
_MINUTES_OF_A_DAY: Final = 1_440


class Written(NamedTuple):
    """A value as it was written.

    Arguments:
        text: without its quotes.
        at: where it stands.
        is_range: it stands in brackets.
    """

    text: str
    at: Place
    is_range: bool = False


def of_field(spec: FieldSpec, value: Written) -> Field:
    """Read the value of a field.

    >>> of_field(FIELDS["followers"], Written(">=10k", (0, 5))).test
    Between(low=10000.0)
    """
    if value.is_range and spec.shape not in {"number", "day", "clock"}:
        raise LeafError(faults.NO_RANGE.about(name=spec.name, example=spec.example))
    if not value.text.strip():
        raise LeafError(faults.NO_VALUE.about(name=spec.name, example=spec.example))
    return Field(spec.name, _READERS[spec.shape](spec, value), value.at)


def of_is(value: Written) -> Field:
    """Read what `is:` says.

    >>> of_is(Written("reply", (0, 5)))
    Field(name='kind', test=Is(value='reply'), at=(0, 5))
    """
    name, what = IS.get(plain(value.text), _by_choice(value.text))
    if not name:
        known = {**IS, **dict.fromkeys(FIELDS["kind"].values)}
        near = nearest(value.text, known) or "is:reply, is:question or is:verified"
        raise LeafError(faults.NOT_A_CHOICE.about(values=", ".join(known), near=near))
    return Field(name, Is(what) if what else Known(), value.at)


def of_has(value: Written) -> Field:
    """Read what `has:` says: a field that is known.

    >>> of_has(Written("link", (0, 4))).test
    Known()
    """
    spec = field_named(value.text)
    if spec is None:
        near = nearest(value.text) or ", ".join(list(FIELDS)[:8])
        raise LeafError(faults.UNKNOWN_FIELD.about(near=near))
    return Field(spec.name, Known(), value.at)


def _by_choice(text: str) -> tuple[str, str]:
    """The French for a kind, a tonality or an interaction."""
    for name in ("kind", "tonality", "interaction"):
        if value := value_named(FIELDS[name], text):
            return name, value
    return "", ""


def _name(spec: FieldSpec, value: Written) -> Test:
    text = (
        value.text.strip().lstrip("@#")
        if spec.name in {"author", "hashtag", "mention"}
        else value.text.strip()
    )
    if not text.strip("*"):
        raise LeafError(faults.LONE_STAR)
    if spec.name == "lang" and not _LANGUAGE.fullmatch(text.lower()):
        raise LeafError(faults.NOT_A_LANGUAGE)
    return Like(text) if "*" in text or "?" in text else Is(text)


def _address(spec: FieldSpec, value: Written) -> Test:
    text = value.text.strip()
    if not text.strip("*"):
        raise LeafError(faults.LONE_STAR)
    # A question mark is part of an address; a star is not.
    return Like(text) if "*" in text else Is(text)


def _choice(spec: FieldSpec, value: Written) -> Test:
    chosen = value_named(spec, value.text)
    if chosen is None:
        near = nearest(value.text, spec.values) or next(iter(spec.values))
        raise LeafError(faults.NOT_A_CHOICE.about(values=", ".join(spec.values), near=near))
    return Is(chosen)


def _flag(spec: FieldSpec, value: Written) -> Test:
    said = plain(value.text.strip())
    if said not in _TRUE | _FALSE:
        raise LeafError(faults.NOT_A_FLAG.about(name=spec.name))
    return Is("true" if said in _TRUE else "false")


def _number(spec: FieldSpec, value: Written) -> Test:
    return _between(value, _whole_number, faults.NOT_A_NUMBER.about(name=spec.name))


def _day(spec: FieldSpec, value: Written) -> Test:
    return _between(value, _span_of_day, faults.NOT_A_DAY.about(name=spec.name))


def _clock(spec: FieldSpec, value: Written) -> Test:
    """A range that ends before it begins goes round midnight."""
    fault = faults.NOT_A_CLOCK.about(name=spec.name)
    last = value.text.strip("[]{} ").rpartition(" ")[2]
    zone = last if "/" in last or last == "UTC" else ""
    if zone and not _is_zone(zone):
        raise LeafError(fault)
    text = value.text.replace(f" {zone}", "") if zone else value.text
    test = _between(Written(text, value.at, value.is_range), _span_of_minute, fault)
    return Between(test.low, test.high, test.has_low, test.has_high, zone or "UTC")


def _between(
    value: Written, span: Callable[[str], tuple[float, float, bool] | None], fault: Fault
) -> Between:
    """Read a range or a comparison of things that each fill a span, as a day does."""
    written = _RANGE.fullmatch(value.text) if value.is_range else None
    if written:
        low, high = _end(written["low"], span, fault), _end(written["high"], span, fault)
        has_low, has_high = written["open"] == "[", written["close"] == "]"
        return _joined(low, high, has_low=has_low, has_high=has_high)
    compared = _COMPARISON.fullmatch(value.text.strip())
    if compared is None or value.is_range:
        raise LeafError(fault)
    sign, end = compared["sign"] or "=", _end(compared["value"], span, fault)
    return _joined(
        end if sign in {">", ">=", "="} else None,
        end if sign in {"<", "<=", "="} else None,
        has_low=sign != ">",
        has_high=sign != "<",
    )


Span = tuple[float, float, bool]  # begins, ends, whether its end belongs to it


def _end(text: str, span: Callable[[str], Span | None], fault: Fault) -> Span | None:
    if text.strip() == "*":
        return None
    found = span(text.strip())
    if found is None:
        raise LeafError(fault)
    return found


def _joined(low: Span | None, high: Span | None, *, has_low: bool, has_high: bool) -> Between:
    """From the first of one span to the last of another; an end left out leaves the span out."""
    return Between(
        low=None if low is None else low[0] if has_low else low[1],
        high=None if high is None else high[1] if has_high else high[0],
        has_low=low is None or has_low or not low[2],
        has_high=high is None or (has_high and high[2]),
    )


def _whole_number(text: str) -> Span | None:
    written = _NUMBER.fullmatch(text)
    if written is None:
        return None
    digits = re.sub(r"[\u00a0\u202f' ]", "", written[1]).replace(",", ".")
    number = float(digits) * _FACTOR[written[2].lower()]
    return number, number, True


def _span_of_day(text: str) -> Span | None:
    """A year, a month, a day or a minute of UTC, in microseconds; it ends where the next begins."""
    written = _DAY.fullmatch(text)
    if written is None:
        return None
    parts = [int(part) for part in written.groups() if part is not None]
    try:
        start = _utc([*parts, 1, 1][: max(3, len(parts))])
    except ValueError:
        return None
    return _microseconds(start), _microseconds(_next(start, len(parts))), False


def _utc(parts: list[int]) -> dt.datetime:
    year, month, day, *rest = parts
    hour, minute, second = [*rest, 0, 0, 0][:3]
    return dt.datetime(year, month, day, hour, minute, second, tzinfo=dt.UTC)


def _next(start: dt.datetime, parts: int) -> dt.datetime:
    if parts == 1:
        return start.replace(year=start.year + 1)
    if parts == 2:
        return (start + dt.timedelta(days=32)).replace(day=1)
    steps = {3: dt.timedelta(days=1), 5: dt.timedelta(minutes=1), 6: dt.timedelta(seconds=1)}
    return start + steps[parts]


def _microseconds(time: dt.datetime) -> float:
    return float((time - dt.datetime(1970, 1, 1, tzinfo=dt.UTC)) // dt.timedelta(microseconds=1))


def _span_of_minute(text: str) -> Span | None:
    written = _CLOCK.fullmatch(text)
    minutes = int(written[1]) * 60 + int(written[2] or 0) if written else _MINUTES_OF_A_DAY
    return None if minutes >= _MINUTES_OF_A_DAY else (float(minutes), float(minutes), True)


def _is_zone(name: str) -> bool:
    try:
        ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        return False
    return True


_READERS: Final[dict[str, Callable[[FieldSpec, Written], Test]]] = {
    "name": _name,
    "choice": _choice,
    "site": _address,
    "address": _address,
    "number": _number,
    "day": _day,
    "clock": _clock,
    "flag": _flag,
}
