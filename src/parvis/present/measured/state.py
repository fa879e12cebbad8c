"""How a KPI stands: its figures gathered, and the sentence that says it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from parvis.present.ledger import number_of
from parvis.present.measured.countered import countered_of

if TYPE_CHECKING:
    from parvis.figures import Figure
    from parvis.present.measured.countered import Countered
    from parvis.present.measured.desk import MeasureDesk
    from parvis.present.measured.story import Aim, Target


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """How a KPI stands.

    Arguments:
        kpi: as the measure file says.
        value: its figure of today; None where there is none.
        required: what a steady way asks for today; None where it is not measured.
        status: on track, behind, cannot tell, or unmeasured.
        since: since when, where it is known.
        periods: its figure of each period, oldest first.
        counter: what became of its counter-metric; None where it has none.
    """

    kpi: Target
    value: Figure | None
    required: float | None
    status: str
    since: dt.date | None
    periods: tuple[Figure, ...]
    counter: Countered | None = None

    @property
    def now(self) -> float | None:
        """Its value today, where it is known."""
        return number_of(self.value) if self.value else None

    @property
    def is_met(self) -> bool:
        """Whether the target is reached, by the value of today."""
        if self.now is None:
            return False
        is_up = self.kpi.target > self.kpi.baseline
        return self.now >= self.kpi.target if is_up else self.now <= self.kpi.target

    def sentence(self, desk: MeasureDesk) -> str:
        """Say how it stands."""
        fields = {
            "kpi": desk.name(self.kpi.name),
            "target": desk.value(self.kpi.target, self.kpi.unit),
            "due": desk.day(self.kpi.due),
        }
        if self.now is None:
            return desk.words("goals.says.unmeasured", **fields)
        since = desk.day(self.since) if self.since else ""
        key = "met" if self.is_met else self.status
        dated = "dated" if self.since and key != "met" else "plain"
        now = desk.value(self.now, self.kpi.unit)
        return desk.words(f"goals.says.{key}.{dated}", now=now, since=since, **fields)


def state_of(desk: MeasureDesk, aim: Aim, kpi: Target) -> State:
    """Gather what the figures say of a KPI.

    Arguments:
        desk: of the report.
        aim: that it belongs to.
        kpi: as the measure file says.
    """
    by: dict[str, str | int] = {"objective": aim.name, "kpi": kpi.name}
    value = desk.ledger.find("kpi.value", **by)
    status = desk.ledger.find("kpi.status", **by)
    since = desk.ledger.find("kpi.since", **by)
    periods = desk.ledger.table("kpi.period", "objective", "kpi", "period")
    return State(
        kpi=kpi,
        value=value,
        required=desk.ledger.number("kpi.required", **by),
        status=str(status.value) if status and value and value.value is not None else "unmeasured",
        since=dt.date.fromisoformat(str(since.value)) if since and since.value else None,
        periods=tuple(row for row in periods if row.by.items() >= by.items()),
        counter=countered_of(desk, aim, kpi),
    )


def states_of(desk: MeasureDesk) -> tuple[tuple[int, State], ...]:
    """Return how every KPI stands, each with the number of its objective.

    Arguments:
        desk: of the report.
    """
    return tuple(
        (place, state_of(desk, aim, kpi))
        for place, aim in enumerate(desk.story.objectives, start=1)
        for kpi in aim.kpis
    )


def unwatched(desk: MeasureDesk) -> list[str]:
    """Return the counter-metrics of which no value is known, quoted, each once.

    Arguments:
        desk: of the report.
    """
    counters = (state.counter for _, state in states_of(desk))
    names = (one.name for one in counters if one and one.now is None)
    return [desk.words("quoted", text=desk.name(name)) for name in dict.fromkeys(names)]
