"""Where each KPI stands, computed anew from what was counted, and kept as its history."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

import polars as pl
from django.db import transaction

from parvis.errors import MeasureError
from parvis.hub.common.errors import RefusedError
from parvis.hub.objectives.catalogue import counted, formula_of
from parvis.hub.objectives.gathering import GRADES, gathered
from parvis.hub.objectives.models import Kpi, Reading
from parvis.hub.objectives.rules import missing
from parvis.measure.objectives import Goal, progress
from parvis.measure.objectives.progress import WINDOW

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


def reckon(kpis: Iterable[Kpi]) -> int:
    """Compute KPIs anew, each kept in a transaction of its own; return how many have a reading.

    Arguments:
        kpis: with objective and unit.
    """
    return sum(_reckoned(kpi) for kpi in kpis)


def _reckoned(kpi: Kpi) -> bool:
    readings = list(_readings(kpi))
    if readings:
        readings[-1].is_last = True
    with transaction.atomic():
        Kpi.objects.select_for_update().filter(pk=kpi.pk).first()  # one worker at a time
        Reading.objects.filter(kpi=kpi).delete()
        Reading.objects.bulk_create(readings, batch_size=500)
    return bool(readings)


def _readings(kpi: Kpi) -> Iterator[Reading]:
    """The readings of a KPI, the oldest first; none where no period is whole."""
    if missing(kpi):
        return
    path = kpi.objective.unit.path
    try:
        goal = _goal(kpi, path)
        known = counted(path)
        table = gathered(path, [known[name] for name in sorted(goal.formula.names)])
        table = table.filter(pl.col("period") >= goal.since).drop_nulls(list(goal.formula.names))
        periods = progress(goal, table).periods
    except (MeasureError, RefusedError):
        return
    runs = _runs(periods)
    for row, judged in zip(runs.iter_rows(named=True), _judged(table), strict=True):
        yield Reading(kpi=kpi, **row, **judged)


def _goal(kpi: Kpi, path: str) -> Goal:
    return Goal(
        formula=formula_of(kpi.formula, kpi.measured_in, path),
        unit=kpi.measured_in,
        baseline=kpi.baseline or 0.0,
        target=kpi.target or 0.0,
        since=kpi.since or dt.date.min,
        due=kpi.due or dt.date.max,
    )


def _runs(periods: pl.DataFrame) -> pl.DataFrame:
    """Each period with the one from which on its status has been what it is."""
    return periods.with_columns(since=pl.col("period").first().over(pl.col("status").rle_id()))


def _judged(table: pl.DataFrame) -> list[dict[str, Any]]:
    """Of each period: the least sure grade of the periods its value is taken from, who judged."""
    grades, names = table["grade"].to_list(), table["judged_by"].to_list()
    spans = [slice(max(0, at + 1 - WINDOW), at + 1) for at in range(table.height)]
    return [
        {
            "grade": GRADES[max(grades[span])],
            "judged_by": ", ".join(sorted({who for some in names[span] for who in some}))[:300],
        }
        for span in spans
    ]
