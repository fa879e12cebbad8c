"""Times as pages write them: found in attributes and in short texts, and ages counted back."""

from __future__ import annotations

import re
from datetime import timedelta
from functools import cache
from typing import TYPE_CHECKING, Final

from parvis.normalise.time_patterns import months

if TYPE_CHECKING:
    from datetime import datetime

    from lxml.html import HtmlElement

LONGEST: Final = 120
_ASIDE: Final = 12
_ATTRIBUTES: Final = ("datetime", "data-datetime", "data-timestamp", "data-time", "data-utime",
                      "data-date", "data-created", "data-epoch")  # fmt: skip
_CLOCK: Final = (
    r"(?:[\s,|·/-]*(?:à|at|um|a las|alle|@|\(|-)?\s*(?P<hour>\d{1,2})\s?[:.hH]\s?(?P<minute>\d{2})"
    r"(?::\d{2})?(?P<half>\s?[AaPp]\.?[Mm]\b\.?)?)?"
)
_NUMERIC: Final = (
    r"(?<![\d.,/])(?:\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}[-/.]\d{1,2}(?:[-/.]|[.,]\s?)(?:\d{4}|\d{2}))"
    r"(?![\d/])"
)
_ISO: Final = re.compile(r"^\s*\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:?\d{2}.{0,20})?\s*$")
_UNITS: Final = {
    "second": 0, "seconde": 0, "sekunde": 0, "sec": 0, "min": 0, "mn": 0, "minute": 0,
    "hour": 1 / 24, "heure": 1 / 24, "stunde": 1 / 24, "hr": 1 / 24, "h": 1 / 24,
    "day": 1, "jour": 1, "tag": 1, "j": 1, "d": 1, "week": 7, "semaine": 7, "woche": 7,
    "month": 30, "mois": 30, "monat": 30, "year": 365, "an": 365, "année": 365, "jahr": 365,
}  # fmt: skip
_UNIT: Final = "|".join(sorted(_UNITS, key=len, reverse=True))
_AGES: Final = re.compile(
    rf"\b(?:il y a|vor)\s+(?P<past>\d{{1,3}}|une?|einem|einer)\s+(?P<unit>{_UNIT})(?:en|n|s|e)?\b"
    rf"|\b(?P<ago>\d{{1,3}}|an?)\s+(?P<back>{_UNIT})s?\s+ago\b",
    re.IGNORECASE,
)
_CLOCK_FIRST: Final = re.compile(
    r"(\d{1,2}[:hH]\d{2}(?::\d{2})?(?:\s?[AaPp][Mm])?)\s*(?:Uhr\s*)?(?:[,|·-]|am|le|on)?\s*$"
)

_YEARLESS: Final = re.compile(
    r"^(?P<day>\d{1,2})(?:er|\.)?\s*(?P<name>[^\W\d]{3,10})\.?(?P<clock>(?:\s\d{1,2}:\d{2}.{0,5})?)$"
)


@cache
def _pattern() -> re.Pattern[str]:
    """A date in figures or in words, with the clock behind it."""
    names = sorted({*months(), "août"}, key=len, reverse=True)
    name = "(?:" + "|".join(map(re.escape, names)) + r")\b\.?"
    worded = (
        rf"\d{{1,2}}(?:er|st|nd|rd|th|\.)?[\s-]*(?:de\s+|of\s+)?{name}(?:[\s,-]*(?:de\s+)?\d{{4}})?"
        rf"|\b{name}\s*\d{{1,2}}(?:st|nd|rd|th)?\b(?:,?\s*\d{{4}})?"
    )
    return re.compile(rf"(?P<date>{_NUMERIC}|(?<!\w)(?:{worded})){_CLOCK}", re.IGNORECASE)


def stated(element: HtmlElement) -> str | None:
    """The time that an element's attributes state.

    >>> from lxml import html
    >>> stated(html.fromstring("<time datetime='2024-03-12T10:00:00+01:00'>hier</time>"))
    '2024-03-12T10:00:00+01:00'
    """
    values = [element.get(name) for name in _ATTRIBUTES]
    if "date" in (element.get("itemprop") or "").lower():
        values.append(element.get("content"))
    values += [_iso(element.get("data-content")), _titled(element.get("title"))]
    return next((value.strip()[:60] for value in values if value and _is_time(value)), None)


def _iso(value: str | None) -> str | None:
    return value if value and _ISO.match(value[:60]) else None


def _titled(title: str | None) -> str | None:
    """The date that a title is: what shows an age says the day when it is pointed at."""
    if not title or len(title) > LONGEST:
        return None
    return _iso(title) or (found(title) if len(without(title)) <= _ASIDE else None)


def _is_time(value: str) -> bool:
    return len(value) <= 60 and any(map(str.isdigit, value))


def found(text: str) -> str | None:
    """The first date of a short text, with its clock; also an age, such as "il y a 2 jours".

    >>> found("Rédigé par Anna | le 12 mars 2008 à 09:21"), found("posted 3 days ago by Bob")
    ('12 mars 2008 09:21', '3 days ago')
    """
    if len(text) > LONGEST or (not any(map(str.isdigit, text)) and "ago" not in text):
        return None
    dated = _pattern().search(text)
    if dated:
        return f"{_plain(dated['date'])} {_clock(text, dated)}".strip()
    aged = _AGES.search(text)
    return aged[0] if aged else None


def _plain(date: str) -> str:
    """A date as `normalise` reads it: 17.07, 2011 is 17.07.2011."""
    return re.sub(r"^(\d{1,2}\.\d{1,2})[.,]\s?(?=\d)", r"\1.", date.strip(" ,|·-("))


def _clock(text: str, dated: re.Match[str]) -> str:
    """The clock behind a date, else the one right ahead of it."""
    if dated["hour"]:
        return f"{dated['hour']}:{dated['minute']}{dated['half'] or ''}"
    before = _CLOCK_FIRST.search(text[: dated.start()])
    return before[1] if before else ""


def without(text: str) -> str:
    """Take the dates and ages out of a short text.

    >>> without("12 mars 2008 à 09:21, Anna")
    ', Anna'
    """
    return _AGES.sub("", _pattern().sub("", text)).strip()


def settled(written: str | None, collected: datetime | None) -> str | None:
    """Turn an age into the day it speaks of, and give a day without a year its last one.

    Anything else stays as it is written.

    Arguments:
        written: a time as a page writes it.
        collected: when the page was fetched; an age says nothing without it.

    >>> from datetime import datetime, UTC
    >>> settled("il y a 2 jours", datetime(2026, 3, 12, 9, tzinfo=UTC))
    '2026-03-10'
    """
    aged = _AGES.search(written or "")
    if aged:
        return _day_of(aged, collected) if collected else None
    yearless = _YEARLESS.match(written or "")
    if not yearless or not collected:
        return written
    number = months().get(yearless["name"].lower().rstrip("."), 1)
    year = collected.year - ((number, int(yearless["day"])) > (collected.month, collected.day))
    return f"{yearless['day']} {yearless['name']} {year}{yearless['clock']}"


def _day_of(aged: re.Match[str], collected: datetime) -> str:
    many = aged["past"] or aged["ago"]
    unit = (aged["unit"] or aged["back"]).lower()
    days = (int(many) if many.isdigit() else 1) * _UNITS[unit]
    return f"{collected - timedelta(days=days):%Y-%m-%d}"
