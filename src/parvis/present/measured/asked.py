"""What was asked: each KPI from its baseline to its target, and how it stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from parvis.present.asked import Goal
from parvis.present.measured.state import states_of

if TYPE_CHECKING:
    from parvis.present.measured.desk import MeasureDesk
    from parvis.present.measured.state import State


def goals(desk: MeasureDesk) -> tuple[Goal, ...]:
    """Return the KPIs of all objectives.

    Arguments:
        desk: of the report.
    """
    return tuple(_goal(desk, state) for _, state in states_of(desk))


def _goal(desk: MeasureDesk, state: State) -> Goal:
    kpi = state.kpi
    return Goal(
        name=desk.text(kpi.name, limit=160),
        baseline=desk.value(kpi.baseline, kpi.unit if kpi.unit == "%" else ""),
        target=desk.value(kpi.target, kpi.unit),
        date=desk.words("asked.by", date=desk.day(kpi.due)),
        level=desk.words(f"level.{kpi.level}") if kpi.level else None,
        warning=_warning(desk, state),
        now=_now(desk, state),
    )


def _warning(desk: MeasureDesk, state: State) -> str | None:
    """That it is an output, and what became of its counter-metric."""
    said = [desk.words("asked.output")] if state.kpi.level == "output" else []
    if state.counter:
        said.append(state.counter.sentence(desk))
    return " ".join(said) or None


def _now(desk: MeasureDesk, state: State) -> str:
    if state.now is None or state.value is None:
        return desk.words("goals.now.unmeasured")
    status = desk.words(f"goals.status.{state.status}")
    fields = {"now": desk.value(state.now, state.kpi.unit), "status": status}
    between = desk.between(state.value)
    if between:
        return desk.words("goals.now.between", between=between, **fields)
    return desk.words("goals.now.plain", **fields)
