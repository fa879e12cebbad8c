"""The first part of the report: what was asked, and how far each KPI is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from parvis.present.hygiene import clean
from parvis.present.valued import valued

if TYPE_CHECKING:
    from parvis.present.desk import Desk
    from parvis.present.story import Kpi


@dataclass(frozen=True, slots=True, kw_only=True)
class Goal:
    """A KPI in words: from a baseline to a target by a day, and what the study measures today."""

    name: str
    baseline: str
    target: str
    date: str
    level: str | None
    warning: str | None
    now: str


def goals(desk: Desk) -> tuple[Goal, ...]:
    """Return the KPIs of the objective, each with what this study says of it."""
    return tuple(_goal(desk, kpi) for kpi in desk.story.objective.kpis)


def _goal(desk: Desk, kpi: Kpi) -> Goal:
    return Goal(
        name=clean(kpi.name, limit=160),
        baseline=valued(desk, kpi.baseline, kpi.unit if kpi.unit == "%" else ""),
        target=valued(desk, kpi.target, kpi.unit),
        date=desk.words("asked.by", date=desk.tongue.day(kpi.date, style="d MMMM y")),
        level=desk.words(f"level.{kpi.level}") if kpi.level else None,
        warning=desk.words("asked.output") if kpi.level == "output" else None,
        now=_now(desk, kpi),
    )


def _now(desk: Desk, kpi: Kpi) -> str:
    figure = desk.ledger.find(kpi.figure, **kpi.by) if kpi.figure else None
    if figure is None:
        return desk.words("asked.unmeasured")
    if not isinstance(figure.value, int | float):
        return desk.words("asked.unknown", reason=figure.reason or "")
    if figure.low is not None and figure.high is not None:
        between = desk.tongue.interval(figure.low, figure.high)
        return desk.words("asked.between", value=between)
    return desk.words("asked.now", value=valued(desk, figure.value, kpi.unit or figure.unit))
