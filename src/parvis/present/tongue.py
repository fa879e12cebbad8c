"""How a language writes numbers, dates and durations, rounded to what they allow."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from babel import Locale
from babel.dates import format_date
from babel.lists import format_list
from babel.numbers import format_decimal

from parvis.present.numeral import Numeral

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from parvis.present.story import Language

NARROW = "\u202f"  # no-break, as French sets it in thousands and before ; ! ? %
MINUS = "\u2212"
HARD = "\u00a0"  # no-break
DASH = "\u2013"  # between two bounds
_LOCALES = {"en": "en_GB", "fr": "fr_FR"}
_MARKS = {"en": ".", "fr": ","}  # of decimals
_FIRST = re.compile(r"\b1(?= |$)")
_HOUR, _DAY, _FORTNIGHT = 60, 24 * 60, 14 * 24 * 60


class Tongue:
    """Writes values as one language does, in one time zone.

    >>> Tongue("fr").number(1234.5, digits=1) == f"1{NARROW}234,5"
    True
    >>> Tongue("en").percent(41.3)
    '41%'
    """

    def __init__(self, language: Language, timezone: str = "UTC") -> None:
        self.language: Language = language
        self.locale = Locale.parse(_LOCALES[language])
        self.zone = ZoneInfo(timezone)

    def number(self, value: float, *, digits: int = 0, is_fixed: bool = False) -> Numeral:
        """Write a number with at most so many decimals, or always so many where they are fixed.

        >>> Tongue("en").number(1234.0, digits=1), Tongue("fr").number(0.5, digits=2, is_fixed=True)
        ('1,234', '0,50')
        """
        return self._told(self._decimal(value, ("0" if is_fixed else "#") * digits), value)

    def signed(self, value: float, *, digits: int = 0) -> Numeral:
        r"""Write a difference: with its sign, unless it rounds to nothing.

        >>> Tongue("en").signed(1.26, digits=1), Tongue("en").signed(-12), Tongue("en").signed(0.2)
        ('+1.3', '\u221212', '0')
        """
        rounded = round(value, digits)
        sign = "+" if rounded > 0 else MINUS if rounded < 0 else ""
        return self._told(sign + self.number(abs(rounded), digits=digits), value)

    def _told(self, text: str, value: float, unit: str = "") -> Numeral:
        """Let a text know its number."""
        decimals = text.removesuffix(self._sign).partition(_MARKS[self.language])[2]
        return Numeral.of(text, value, decimals=len(decimals), unit=unit)

    def _decimal(self, value: float, places: str) -> str:
        """Write a number with as many decimals as places: # where it may be left out, 0 else."""
        pattern = f"#,##0.{places}" if places else "#,##0"
        return str(format_decimal(round(value, len(places)), pattern, locale=self.locale))

    def percent(self, value: float, *, digits: int | None = None) -> Numeral:
        """Write a percentage given from 0 to 100; what is not quite all is never written 100.

        Arguments:
            value: 0 to 100.
            digits: decimals, as in a column; only those that tell something by default.

        >>> Tongue("en").percent(99.96), Tongue("en").percent(4.26), Tongue("en").percent(0)
        ('99.9%', '4.3%', '0%')
        """
        if 0 < value < 0.1:
            return self._told(f"{self._under}{HARD}{self.percent(0.1)}", value, "%")
        tells = "#" if value < 10 or 99 < value < 100 else ""
        places = tells if digits is None else "0" * digits
        most = value if value >= 100 else 100 - 10.0 ** -len(places)
        return self._told(self._decimal(min(value, most), places) + self._sign, value, "%")

    @property
    def _under(self) -> str:
        return "moins de" if self.language == "fr" else "under"

    @property
    def _sign(self) -> str:
        return f"{NARROW}%" if self.language == "fr" else "%"

    def estimate(self, value: float, low: float | None, high: float | None) -> Numeral:
        """Write an estimated percentage, rounded to what its interval allows.

        >>> Tongue("en").estimate(47.3, 38.1, 56.4)
        '47%'
        """
        return self.percent(value, digits=_digits(low, high))

    def interval(self, low: float, high: float) -> str:
        r"""Write the two bounds of a percentage.

        >>> Tongue("fr").interval(38.1, 56.4)
        '38\u201356\u202f%'
        """
        digits = _digits(low, high)
        return f"{self.number(low, digits=digits)}{DASH}{self.percent(high, digits=digits)}"

    def bounds(self, low: float | None, high: float | None, *, digits: int = 0) -> str:
        r"""Write the two bounds of a number, nothing where they are unknown.

        >>> Tongue("en").bounds(1180.2, 1320.8), Tongue("en").bounds(None, None)
        ('1,180\u20131,321', '')
        """
        if low is None or high is None:
            return ""
        return f"{self.number(low, digits=digits)}{DASH}{self.number(high, digits=digits)}"

    def day(self, day: dt.date, *, style: str = "EEEE d MMMM y") -> str:
        """Write a day, as Tuesday 22 October 2024, or with a pattern of CLDR.

        >>> import datetime as dt
        >>> Tongue("fr").day(dt.date(2024, 10, 1), style="d MMMM y")
        '1ᵉʳ octobre 2024'
        """
        text = str(format_date(day, style, locale=self.locale))
        return _FIRST.sub("1ᵉʳ", text, count=1) if self.language == "fr" else text

    def weekday(self, number: int) -> str:
        """Write the name of a weekday; 1 is Monday.

        >>> Tongue("fr").weekday(7)
        'dimanche'
        """
        return str(self.locale.days["format"]["wide"][number - 1])

    def hour(self, hour: int) -> str:
        r"""Write a full hour of the clock.

        >>> Tongue("fr").hour(9), Tongue("en").hour(9)
        ('9\xa0h', '09:00')
        """
        return f"{hour:02d}:00" if self.language == "en" else f"{hour}{HARD}h"

    def moment(self, moment: dt.datetime) -> str:
        r"""Write a moment in the study's zone, to the minute.

        >>> import datetime as dt
        >>> Tongue("fr").moment(dt.datetime(2024, 10, 22, 14, 5, tzinfo=dt.UTC))
        '22\xa0octobre\xa02024, 14\xa0h\xa005'
        """
        local = moment.astimezone(self.zone)
        clock = (
            f"{local:%H:%M}" if self.language == "en" else f"{local.hour}{HARD}h{HARD}{local:%M}"
        )
        day = self.day(local.date(), style="d MMMM y").replace(" ", HARD)
        return f"{day}, {clock}"

    def duration(self, minutes: float) -> Numeral:
        """Write a duration given in minutes with its two largest units.

        >>> Tongue("fr").duration(65) == f"1{HARD}h{HARD}05"
        True
        >>> Tongue("en").duration(0.2) == f"under{HARD}1{HARD}min"
        True
        """
        return Numeral.of(self._lasting(minutes), minutes, unit="min")

    def _lasting(self, minutes: float) -> str:
        if minutes < 1:
            return f"{self._under}{HARD}1{HARD}min"
        whole = round(minutes)
        if whole < _HOUR:
            return f"{whole}{HARD}min"
        return self._hours(whole) if whole < 2 * _DAY else self._days(whole)

    def _hours(self, minutes: int) -> str:
        hours, rest = divmod(minutes, _HOUR)
        tail = f"{rest:02d}" if self.language == "fr" else f"{rest}{HARD}min"
        return f"{hours}{HARD}h" + (f"{HARD}{tail}" if rest else "")

    def _days(self, minutes: int) -> str:
        days, rest = divmod(round(minutes / _HOUR), 24)
        unit = "j" if self.language == "fr" else "d"
        is_long = minutes >= _FORTNIGHT or not rest
        return f"{self.number(days)}{HARD}{unit}" + ("" if is_long else f" {rest}{HARD}h")

    def score(self, value: float) -> Numeral:
        """Write a score between -1 and 1 with its two decimals.

        >>> Tongue("fr").score(0.6)
        '0,60'
        """
        text = str(format_decimal(abs(value), "0.00", locale=self.locale))
        return self._told(MINUS * (round(value, 2) < 0) + text, value)

    def listing(self, items: Sequence[str]) -> str:
        """Write a list: A, B and C."""
        return str(format_list(list(items), locale=self.locale)) if items else ""

    def language_name(self, code: str) -> str:
        """Write the name of a language given by its ISO 639-1 code.

        >>> Tongue("fr").language_name("en")
        'anglais'
        """
        return str(self.locale.languages.get(code, code))

    def plural(self, count: float) -> str:
        """Return `one` or `other`, as the language counts.

        >>> Tongue("fr").plural(0), Tongue("en").plural(0)
        ('one', 'other')
        """
        form = str(self.locale.plural_form(count))
        return "one" if form == "one" else "other"


def _digits(low: float | None, high: float | None) -> int:
    """Decimals of a percentage: none where its interval is wider than a point each way."""
    return 0 if low is None or high is None or high - low >= 2 else 1
