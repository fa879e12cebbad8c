"""How a KPI and an objective stand, as a sentence that somebody who decides understands."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Final

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from parvis.hub.objectives import catalogue
from parvis.hub.objectives.figures import DASH, places_of, range_of, value_of
from parvis.hub.objectives.rules import doubts, missing

if TYPE_CHECKING:
    import datetime as dt

    from parvis.hub.objectives.models import Kpi, Objective, Reading

NOTHING: Final = "nothing"
_WORST_FIRST: Final = ("behind", NOTHING, "cannot tell", "on track")
STATES: Final = {
    "on track": gettext_lazy("On track"),
    "behind": gettext_lazy("Behind"),
    "cannot tell": gettext_lazy("Cannot be told yet"),
    NOTHING: gettext_lazy("Nothing counted yet"),
}


@dataclass(frozen=True)
class Stand:
    """How a KPI stands.

    Arguments:
        kpi: with its objective.
        reading: the newest; None where nothing was counted.
    """

    kpi: Kpi
    reading: Reading | None

    @property
    def state(self) -> str:
        return self.reading.status if self.reading else NOTHING

    @property
    def words(self) -> str:
        return str(STATES[self.state])

    @cached_property
    def name(self) -> str:
        return catalogue.name_of(self.kpi)

    @cached_property
    def counter(self) -> str:
        return catalogue.counter_of(self.kpi)

    @property
    def missing(self) -> list[str]:
        return missing(self.kpi)

    @property
    def value(self) -> str:
        """The newest value, rounded to what its interval allows."""
        read = self.reading
        if read is None or read.value is None:
            return DASH
        return value_of(read.value, self.kpi.measured_in, places=places_of(read.low, read.high))

    @property
    def interval(self) -> str:
        """The interval that holds it in 95 of 100 cases; empty where there is none."""
        read = self.reading
        if read is None or read.low is None or read.high is None:
            return ""
        return range_of(read.low, read.high, self.kpi.measured_in)

    @property
    def required(self) -> str:
        return self._said(self.reading.required if self.reading else None)

    @property
    def baseline(self) -> str:
        return self._said(self.kpi.baseline)

    @property
    def target(self) -> str:
        return self._said(self.kpi.target)

    @property
    def way(self) -> int | None:
        """How much of the way from baseline to target is done, in percent."""
        kpi, read = self.kpi, self.reading
        if read is None or read.value is None or kpi.baseline is None or kpi.target is None:
            return None
        return round(100 * (read.value - kpi.baseline) / (kpi.target - kpi.baseline))

    @property
    def sentence(self) -> str:
        """Whether it is on track: its value and interval, what is asked for, since when."""
        if self.missing:
            return _("It lacks: %(missing)s.") % {"missing": ", ".join(self.missing)}
        if self.reading is None:
            told = {"formula": self.kpi.formula}
            return _("Nothing is counted for it yet. It is %(formula)s.") % told
        return _SENTENCES[self.state] % self._told(self.reading)

    def _told(self, read: Reading) -> dict[str, str]:
        within = _(" (%(interval)s in 95 of 100 cases)") % {"interval": self.interval}
        return {
            "since": date_format(read.since),
            "value": self.value + (within if self.interval else ""),
            "required": self.required,
            "target": self.target,
            "due": date_format(self.kpi.due) if self.kpi.due else DASH,
        }

    def _said(self, value: float | None) -> str:
        return DASH if value is None else value_of(value, self.kpi.measured_in)


_SENTENCES: Final = {
    "on track": gettext_lazy(
        "On track since %(since)s: %(value)s, where %(required)s is asked for by now to reach"
        " %(target)s by %(due)s."
    ),
    "behind": gettext_lazy(
        "Behind since %(since)s: %(value)s, where %(required)s is asked for by now to reach"
        " %(target)s by %(due)s."
    ),
    "cannot tell": gettext_lazy(
        "It cannot be told yet whether it is on track: %(value)s, where %(required)s is asked for"
        " by now to reach %(target)s by %(due)s."
    ),
}


@dataclass(frozen=True)
class Overall:
    """How an objective stands.

    Arguments:
        objective: with its unit and owner.
        stands: of its KPIs.
        is_led: whether its owner holds a role at its unit.
    """

    objective: Objective
    stands: list[Stand]
    is_led: bool

    @cached_property
    def state(self) -> str:
        """That of the KPI that stands worst."""
        return self._worst.state if self._worst else NOTHING

    @property
    def words(self) -> str:
        return str(STATES[self.state])

    @property
    def sentence(self) -> str:
        """The KPI that stands worst in a sentence, and how many others there are on track."""
        worst = self._worst
        if worst is None:
            return _("It has no KPI yet, so that nobody could tell whether it is met.")
        if len(self.stands) == 1:
            return worst.sentence
        said = _("%(kpi)s: %(sentence)s") % {"kpi": worst.name, "sentence": worst.sentence}
        return f"{said} {self._others(worst)}"

    @property
    def doubts(self) -> list[str]:
        left = [] if self.is_led or self.objective.state == "closed" else [self._left]
        return [*left, *doubts(self.objective, [stand.kpi for stand in self.stands])]

    @property
    def due(self) -> dt.date | None:
        """The last day by which any of its KPIs is due."""
        return max((stand.kpi.due for stand in self.stands if stand.kpi.due), default=None)

    @property
    def _left(self) -> str:
        told = {"name": self.objective.owner, "unit": self.objective.unit}
        return _("%(name)s owns it and works at %(unit)s no more. Give it another owner.") % told

    @cached_property
    def _worst(self) -> Stand | None:
        return min(self.stands, key=lambda one: _WORST_FIRST.index(one.state), default=None)

    def _others(self, worst: Stand) -> str:
        others = [one for one in self.stands if one is not worst]
        n, on = len(others), sum(one.state == "on track" for one in others)
        return ngettext(
            "Of %(n)d other KPI, %(on)d is on track.",
            "Of %(n)d other KPIs, %(on)d are on track.",
            n,
        ) % {"n": n, "on": on}
