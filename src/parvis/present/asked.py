"""The first part of the report: what was asked, and how far each KPI is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from parvis.present.hygiene import clean

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
        baseline=_value(desk, kpi.baseline, kpi.unit if kpi.unit == "%" else ""),
        target=_value(desk, kpi.target, kpi.unit),
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
    return desk.words("asked.now", value=_value(desk, figure.value, kpi.unit or figure.unit))


def _value(desk: Desk, value: float, unit: str) -> str:
    """Write a value with its unit; a percentage, as percentages are written."""
    if unit == "%":
        return desk.tongue.percent(value)
    number = desk.tongue.number(value, digits=0 if abs(value) >= 100 else 1)
    return f"{number}\u00a0{clean(unit, limit=30)}" if unit else number
