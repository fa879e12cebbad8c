"""Objectives and KPIs: where each began, where it is, where it is to be."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import polars as pl

from parvis.measure.objectives import Goal, progress, warnings
from parvis.measuring.figures.borrowed import borrowed
from parvis.measuring.figures.counters import countered
from parvis.measuring.figures.periods import periods_of
from parvis.measuring.kpis import resolved

if TYPE_CHECKING:
    from collections.abc import Iterator

    from parvis.figures import Figure
    from parvis.measure.objectives import Progress
    from parvis.measuring.entries import Objective
    from parvis.measuring.kpis import Resolved
    from parvis.measuring.work import Work


def kpis(work: Work) -> Iterator[Figure]:
    """Yield what each objective's KPIs say, and what is wrong with how they were chosen."""
    for objective in work.plan.objective:
        work = replace(work, judge=objective.judged_by)
        told = [resolved(work.plan, objective, kpi) for kpi in objective.kpi]
        for warning in warnings([kpi.level for kpi in told]) if told else ("no KPI",):
            by = {"objective": objective.name, "warning": warning}
            yield work.define("objective.warning", warning, by=by)
        figures = [list(_kpi(work, objective, kpi)) for kpi in told]
        found = {kpi.name: own for kpi, own in zip(told, figures, strict=True)}
        for kpi, own in zip(told, figures, strict=True):
            yield from own
            yield from countered(work, objective, kpi, {**found, kpi.name: own})


def _kpi(work: Work, objective: Objective, kpi: Resolved) -> Iterator[Figure]:
    by = {"objective": objective.name, "kpi": kpi.name}
    entry = kpi.entry
    yield work.told("kpi.baseline", entry.baseline, kpi.unit, by=by)
    yield work.told("kpi.target", entry.target, kpi.unit, by=by)
    if kpi.level:
        yield work.define("kpi.level", kpi.level, by=by)
    if kpi.formula is None:
        yield from borrowed(work, kpi, by)
        return
    table = periods_of(work, kpi.formula)
    if table is None:
        yield replace(work.define("kpi.value", None, by=by, why="no measures"), unit=kpi.unit)
        return
    goal = Goal(
        formula=kpi.formula,
        unit=kpi.unit,
        baseline=entry.baseline,
        target=entry.target,
        since=entry.since,
        due=entry.due,
    )
    known = table.filter(pl.col("period") >= entry.since)
    judged = known.filter(pl.col("period") >= (objective.stated or entry.since))
    if judged.is_empty():
        why = "not since stated"
        yield replace(work.define("kpi.value", None, by=by, why=why), unit=kpi.unit)
    else:
        yield from _progress(work, kpi, progress(goal, judged), by)
    yield from _course(work, kpi, progress(goal, known), by)


def _progress(work: Work, kpi: Resolved, found: Progress, by: dict[str, str]) -> Iterator[Figure]:
    fields = {"formula": kpi.formula.text if kpi.formula else "", "source": kpi.source}
    work = work.saying(**fields)
    bounds = (found.low, found.high)
    why = None if found.value is not None else "zero"
    value = work.define("kpi.value", found.value, by=by, interval=bounds, why=why)
    yield replace(value, unit=kpi.unit)
    yield work.told("kpi.required", found.required, kpi.unit, by=by)
    if found.way is not None:
        yield work.define("kpi.way", 100 * found.way, by=by)
    yield work.define("kpi.status", found.status, by=by)
    yield work.define("kpi.since", found.since.isoformat(), by=by)


def _course(work: Work, kpi: Resolved, found: Progress, by: dict[str, str]) -> Iterator[Figure]:
    """The KPI of each period, those before its objective was written down as well."""
    work = work.saying(formula=kpi.formula.text if kpi.formula else "")
    for row in found.periods.drop_nulls("value").iter_rows(named=True):
        period = {**by, "period": row["period"].isoformat()}
        interval = (row["low"], row["high"])
        yield work.told("kpi.period", row["value"], kpi.unit, by=period, interval=interval)
