"""How times are written: the patterns, the zones' abbreviations and the months' names."""

from __future__ import annotations

from functools import cache

from babel import Locale

_CLOCK = (
    r"(?:(?:[T\s,·]|à|at)*\s*(?P<hour>\d{1,2})[:hH](?P<minute>\d{2})"
    r"(?:[:m](?P<second>\d{2})(?:[.,](?P<fraction>\d{1,9}))?)?\s*(?P<half>[AaPp]\.?[Mm]\.?)?)?"
)
_TIGHT_CLOCK = r"(?:T?(?P<hour>\d{2})(?P<minute>\d{2})(?P<second>\d{2})?(?P<zone>Z)?)?$"
_TWITTER_CLOCK = (
    r"(?P<hour>\d{2}):(?P<minute>\d{2}):(?P<second>\d{2})"
    r"\s+(?P<zone>[+-]\d{4}|[A-Z]{3,4})\s+(?P<year>\d{4})$"
)
_ZONE = r"\s*(?P<zone>[A-Za-z]{1,5}|(?:UTC|GMT)?\s*[+-]\d{2}:?(?:\d{2})?)?(?:\s*\([^)]*\))?$"
PARTS = (
    "year", "month", "day", "name", "one", "two",
    "hour", "minute", "second", "fraction", "half", "zone",
)  # fmt: skip

_WEEKDAY = r"^(?:\p{L}+\.?,?\s+)?"

DATES = (
    # 2022-11-08T15:38:17.000Z, 2022/11/08 15:38
    r"^(?P<year>\d{4})[-/.](?P<month>\d{1,2})[-/.](?P<day>\d{1,2})" + _CLOCK + _ZONE,
    # 20221108, 20221108153817
    r"^(?P<year>(?:19|20)\d{2})(?P<month>\d{2})(?P<day>\d{2})" + _TIGHT_CLOCK,
    # 08/11/2022 15:38, 11/8/22 3:38 PM
    r"^(?P<one>\d{1,2})[-/.](?P<two>\d{1,2})[-/.](?P<year>\d{4}|\d{2})" + _CLOCK + _ZONE,
    # Tue Nov 08 15:38:17 +0000 2022
    r"^\p{L}{3}\s+(?P<name>\p{L}{3})\s+(?P<day>\d{1,2})\s+" + _TWITTER_CLOCK,
    # mardi 8 novembre 2022 à 15h38, Tue, 08 Nov 2022 15:38:17 +0000, 08-Nov-2022 03:38PM
    _WEEKDAY + r"(?P<day>\d{1,2})(?:er|st|nd|rd|th|\.)?[\s-]+(?:de\s+)?(?P<name>\p{L}{3,12})\.?"
    r"[\s,-]+(?:de\s+)?(?P<year>\d{4}|\d{2})" + _CLOCK + _ZONE,
    # November 8, 2022 3:38 PM
    _WEEKDAY + r"(?P<name>\p{L}{3,12})\.?\s+(?P<day>\d{1,2})(?:st|nd|rd|th)?,?\s+(?P<year>\d{4})"
    + _CLOCK + _ZONE,
)  # fmt: skip

# 3:38 PM · Nov 8, 2022: the clock before the date, as pages of X show it
SHOWN_FIRST = r"^(\d{1,2}:\d{2}(?:\s*[AaPp]\.?[Mm]\.?)?)\s*[·\x{2013}-]\s*(.+)$"

# Minutes east of Greenwich. Abbreviations that two continents share are left out.
ZONES = {
    "Z": 0, "UTC": 0, "GMT": 0, "WET": 0, "WEST": 60, "BST": 60, "CET": 60, "CEST": 120,
    "EET": 120, "EEST": 180, "MSK": 180, "EST": -300, "EDT": -240, "CST": -360, "CDT": -300,
    "MST": -420, "MDT": -360, "PST": -480, "PDT": -420, "JST": 540, "AEST": 600, "AEDT": 660,
}  # fmt: skip


@cache
def months() -> dict[str, int]:
    """Names and abbreviations of the months, lower case, without a point → 1 to 12.

    >>> months()["février"], months()["aout"], months()["sep"]
    (2, 8, 9)
    """
    named = {"fevrier": 2, "fev": 2, "aout": 8, "decembre": 12, "sept": 9}
    for language in ("pt", "it", "de", "es", "fr", "en"):
        for width in ("wide", "abbreviated"):
            for number, name in Locale(language).months["format"][width].items():
                named[name.lower().rstrip(".")] = number
    return named
