"""What every part of a measure's report is written with."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from typing_extensions import override

from parvis.present.desk import Pen
from parvis.present.hygiene import clean
from parvis.present.ledger import Ledger
from parvis.present.numeral import Numeral
from parvis.present.tongue import DASH, HARD, MINUS, Tongue
from parvis.present.wording import Words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from parvis.figures import Figure
    from parvis.present.measured.story import MeasureStory

SENTENCE = 200  # longest name of a KPI or statement of an objective, in characters
_FINE = 20  # under which a number is written with a decimal
_SIGNS = {"EUR": "€", "USD": "$", "GBP": "£", "CHF": "CHF"}


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasureDesk(Pen):
    """The desk the report of a measure is written at.

    Arguments:
        story: what is told.
        ledger, words, tongue: as of every pen.
    """

    story: MeasureStory

    @classmethod
    def of(cls, story: MeasureStory) -> MeasureDesk:
        """Lay out the desk for a story."""
        tongue = Tongue(story.language, story.timezone)
        return cls(
            story=story,
            ledger=Ledger(story.figures),
            words=Words(tongue, kind="measure"),
            tongue=tongue,
        )

    @override
    def name(self, name: str) -> str:
        """Return a name that came from outside, fit to print; KPIs and statements are sentences."""
        return self.text(name)

    def text(self, text: str, *, limit: int = SENTENCE) -> str:
        """Return a sentence that came from outside, fit to print and set as its language sets it.

        Arguments:
            text: of the measure file.
            limit: letters of it that are shown.
        """
        return self.words.typeset(clean(text, limit=limit))

    def day(self, day: dt.date, *, style: str = "d MMMM y") -> str:
        """Write a day, which no line parts.

        Arguments:
            day: to write.
            style: a pattern of CLDR.
        """
        return self.tongue.day(day, style=style).replace(" ", HARD)

    def money(self, amount: float) -> Numeral:
        """Write an amount in the currency of the measure, whole where cents would tell nothing."""
        if abs(amount) < _FINE and amount != round(amount):
            return self.cents(amount)
        return self._priced(self.signed(amount))

    def cents(self, amount: float) -> Numeral:
        """Write an amount to the cent, for a column that adds up."""
        return self._priced(self.signed(amount, digits=2, is_fixed=True))

    def _priced(self, number: Numeral) -> Numeral:
        sign = _SIGNS.get(self.story.currency, self.story.currency)
        return number.with_unit(sign, f"\u00a0{sign}")

    def signed(self, value: float, *, digits: int = 0, is_fixed: bool = False) -> Numeral:
        """Write a number, with a true minus where it is below zero."""
        number = self.tongue.number(abs(value), digits=digits, is_fixed=is_fixed)
        sign = MINUS if round(value, digits) < 0 else ""
        return Numeral.of(f"{sign}{number}", value, decimals=number.decimals)

    def value(self, value: float, unit: str) -> Numeral:
        """Write a value of a KPI in its unit."""
        if unit == self.story.currency:
            return self.money(value)
        number = self.signed(value, digits=0 if abs(value) >= _FINE else 1)
        if unit == "%":
            return number.with_unit("%", "\u202f%" if self.story.language == "fr" else "%")
        said = self.unit(unit)
        return number.with_unit(said, f"\u00a0{said}") if said else number

    def unit(self, unit: str) -> str:
        """Write a unit in words."""
        return self.words.name("unit", self.name(unit))

    def between(self, figure: Figure) -> str:
        """Write the bounds of a figure, nothing where there are none."""
        if figure.low is None or figure.high is None:
            return ""
        low, high = (self.value(end, figure.unit) for end in (figure.low, figure.high))
        bare = low.removesuffix("%").rstrip("\u202f").partition("\u00a0")[0]
        return f"{bare}{self.joint(low, high)}{high}"

    def joint(self, low: str, high: str) -> str:
        """Write what stands between two bounds: a dash, or a word where a dash would be misread.

        Arguments:
            low: bound.
            high: bound.
        """
        is_dash = self.story.language == "en" and MINUS not in low + high
        return DASH if is_dash else f"{HARD}{self.words('measure.and')}{HARD}"

    def bounds(self, figure: Figure, *, digits: int = 0) -> str:
        """Write the bounds of a number, nothing where they are unknown.

        Arguments:
            figure: whose they are.
            digits: decimals.
        """
        if figure.low is None or figure.high is None:
            return ""
        low, high = (self.tongue.number(end, digits=digits) for end in (figure.low, figure.high))
        return f"{low}{self.joint(low, high)}{high}"

    def joined(self, sentences: Sequence[str]) -> str:
        """Write sentences as one, each after a semicolon.

        Arguments:
            sentences: one at least.
        """
        first, *others = sentences
        for other in others:
            first = self.words("board.came.both", one=first, more=other)
        return first

    def day_of(self, key: str) -> str:
        """Write the day that a figure says; nothing where it is not known.

        Arguments:
            key: of the figure.
        """
        figure = self.ledger.find(key)
        if figure is None or figure.value is None:
            return ""
        return self.day(dt.date.fromisoformat(str(figure.value)))

    def why(self, figure: Figure) -> str:
        """Write why a figure is not told, nothing where it is."""
        return self.words.typeset(figure.reason or "")

    def percent(self, value: float) -> Numeral:
        """Write a percentage that may be below zero."""
        return self.value(value, "%")
