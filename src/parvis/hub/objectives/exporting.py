"""All that the KPIs of an objective read, as a table that keeps how each figure was come by."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from parvis.hub.objectives.catalogue import name_of
from parvis.hub.objectives.selectors import histories
from parvis.hub.web.files import harmless

if TYPE_CHECKING:
    from collections.abc import Iterator

    from parvis.hub.objectives.models import Kpi, Objective, Reading

HEAD: Final = (
    "objective", "kpi", "period", "value", "unit", "class", "judged_by", "low", "high", "required",
    "status",
)  # fmt: skip


def rows(objective: Objective) -> Iterator[tuple[str | float | None, ...]]:
    """Yield the head and a row for each reading, the oldest of each KPI first (row 6)."""
    yield HEAD
    kpis = list(objective.kpis.select_related("objective"))
    held = histories(kpis)
    for kpi in kpis:
        yield from (_row(kpi, read) for read in held[kpi.pk])


def _row(kpi: Kpi, read: Reading) -> tuple[str | float | None, ...]:
    return (
        harmless(kpi.objective.statement), harmless(name_of(kpi)), read.period.isoformat(),
        read.value, harmless(kpi.measured_in), read.grade, harmless(read.judged_by), read.low,
        read.high, read.required, read.status,
    )  # fmt: skip
