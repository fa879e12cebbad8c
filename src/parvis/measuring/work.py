"""What the figures of a measure are made with: the plan, its tables, a study's figures."""

from __future__ import annotations

import datetime as dt
import re
import tomllib
from dataclasses import dataclass, field, replace
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Any, Final

from parvis.definitions import Definer
from parvis.present.tongue import HARD, Tongue

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from parvis.errors import RefusedError
    from parvis.figures import Figure, Value
    from parvis.measuring.plan import Plan
    from parvis.measuring.tables import Tables

ROOM: Final = "parvis.measuring"
_DAY: Final = re.compile(r"\d{4}-\d{2}-\d{2}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """What the figures of a measure are made with.

    Arguments:
        plan: the measure file.
        tables: that it names.
        study: figures of a study, as they stand in its summary.json.
        today: the day on which it is asked.
        said: what definitions say in curly brackets.
        judge: who answers for judged figures, where it is not who answers for all of the plan.
    """

    plan: Plan
    tables: Tables
    study: Sequence[Mapping[str, Any]] = ()
    today: dt.date = field(default_factory=lambda: dt.datetime.now(dt.UTC).date())
    said: Mapping[str, str] = field(default_factory=dict)
    judge: str = ""

    @property
    def define(self) -> Definer:
        """What makes figures, in the language of the plan."""
        said = {"currency": self.plan.currency, **self.said}
        prose = {name: self._in_prose(text) for name, text in said.items()}
        judge = self.judge or self.plan.judged_by or None
        return Definer(room=ROOM, language=self.plan.language, said=said, prose=prose, judge=judge)

    def _in_prose(self, text: str) -> str:
        """A day in words, a method by its name, anything else as it is."""
        tongue = Tongue(self.plan.language)
        if _DAY.fullmatch(text):
            return tongue.day(dt.date.fromisoformat(text), style="d MMMM y").replace(" ", HARD)
        return named(text, self.plan.language)

    def saying(self, **said: str) -> Work:
        """Return the same, for figures whose definitions say something of their own."""
        return replace(self, said={**self.said, **said})

    def money(
        self, key: str, cents: float | None, by: Mapping[str, str | int] | None = None
    ) -> Figure:
        """Return a figure of money, in the currency of the plan."""
        value = None if cents is None else cents / 100
        return replace(self.define(key, value, by=by), unit=self.plan.currency)

    def refused(
        self, key: str, error: RefusedError, by: Mapping[str, str | int] | None = None
    ) -> Figure:
        """Return a figure that is not given, with the reason in the language of the plan."""
        reason = in_words(str(error), self.plan.language)
        return replace(self.define(key, None, by=by), reason=reason, query=None)

    def told(
        self,
        key: str,
        value: Value,
        unit: str,
        *,
        by: Mapping[str, str | int] | None = None,
        interval: tuple[float | None, float | None] = (None, None),
    ) -> Figure:
        """Return a figure whose unit the plan knows."""
        return replace(self.define(key, value, by=by, interval=interval), unit=unit)


def in_words(refusal: str, language: str) -> str:
    """Say why a figure is refused.

    Arguments:
        refusal: the text of the error.
        language: "en" or "fr".

    >>> in_words("lift: 2 periods before and 9 after. What to do: wait.", "fr")[:21]
    '2 périodes avant et 9'
    """
    _, _, told = refusal.partition(": ")
    for pattern, said in _refusals():
        if language == "fr" and (match := pattern.search(told)):
            return said.format(**match.groupdict())
    return told.rstrip(".").replace(". What to do: ", ": ")


@cache
def _named() -> dict[str, dict[str, str]]:
    """What a measure file calls by a key, in words."""
    return tomllib.loads((resources.files(ROOM) / "names.toml").read_text("utf-8"))


def named(key: str, language: str) -> str:
    """Return what a measure file calls by a key, in words; the key where it has no other name.

    Arguments:
        key: of a source or a method.
        language: "en" or "fr".

    >>> named("inbox", "fr"), named("fax", "fr")
    ('boîte de réception', 'fax')
    """
    return _named().get(key, {}).get(language, key)


@cache
def _refusals() -> tuple[tuple[re.Pattern[str], str], ...]:
    text = (resources.files(ROOM) / "refusals.toml").read_text("utf-8")
    return tuple((re.compile(one["en"]), one["fr"]) for one in tomllib.loads(text)["refusal"])
