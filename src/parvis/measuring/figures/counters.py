"""The counter-metric beside its KPI: whether it got worse while the KPI got better."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from parvis.measure.objectives import Counter, Default, counter, turn
from parvis.measuring.figures.periods import periods_of
from parvis.measuring.kpis import resolved, rival_of, told_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from parvis.figures import Figure
    from parvis.measuring.entries import Kpi, Objective
    from parvis.measuring.kpis import Resolved
    from parvis.measuring.work import Work


@dataclass(frozen=True, slots=True, kw_only=True)
class _Rival:
    """What a counter-metric is, its sign (1 where higher is better), and what became of it."""

    unit: str = ""
    formula: str = ""
    sign: int = 1
    told: Counter | None = None
    why: str = "no measures"
    reason: str | None = None


def countered(
    work: Work, objective: Objective, kpi: Resolved, found: Mapping[str, Sequence[Figure]]
) -> Iterator[Figure]:
    """Yield what became of a KPI's counter-metric, or why that is not known.

    Arguments:
        work: whose measures are read.
        objective: that the KPI belongs to.
        kpi: whose counter-metric it is; without one nothing is told.
        found: figures of the KPIs of the objective, by name.
    """
    if not kpi.counter:
        return
    by = {"objective": objective.name, "kpi": kpi.name, "counter": kpi.counter}
    rival = _rival(work, objective, kpi, found)
    work = work.saying(formula=rival.formula)
    if rival.told is None or rival.told.value is None:
        why = rival.why if rival.told is None else "zero"
        blank = work.define("counter.value", None, by=by, why=why)
        yield replace(blank, unit=rival.unit, reason=rival.reason or blank.reason)
        return
    bounds = (rival.told.low, rival.told.high)
    yield work.told("counter.value", rival.told.value, rival.unit, by=by, interval=bounds)
    yield from _turned(work, rival, rival.told, by, found[kpi.name], kpi)


def _turned(
    work: Work,
    rival: _Rival,
    told: Counter,
    by: dict[str, str],
    figures: Sequence[Figure],
    kpi: Resolved,
) -> Iterator[Figure]:
    """Where it stood, by how much it changed, and whether that is for the worse."""
    if told.change is None or told.baseline is None:
        return
    yield work.told("counter.baseline", told.baseline, rival.unit, by=by)
    bounds = (told.change_low, told.change_high)
    yield work.told("counter.change", told.change, rival.unit, by=by, interval=bounds)
    status = turn(told, sign=rival.sign)
    is_paid_for = status == "worse" and _is_better(kpi, figures)
    yield work.define("counter.status", "at its expense" if is_paid_for else status, by=by)


def _rival(
    work: Work, objective: Objective, kpi: Resolved, found: Mapping[str, Sequence[Figure]]
) -> _Rival:
    rival = rival_of(objective, kpi.entry)
    if rival is None:
        return _Rival(why="no such counter")
    if isinstance(rival, Default):
        return _default(work, kpi, rival)
    return _ours(work, objective, rival, found)


def _default(work: Work, kpi: Resolved, rival: Default) -> _Rival:
    """A default KPI of the family, from the measures it names."""
    formula, unit = told_of(work.plan, rival)
    table = periods_of(work, formula)
    is_told = table is not None and table.drop_nulls(sorted(formula.names)).height > 0
    return _Rival(
        unit=unit,
        formula=formula.text,
        sign=1 if rival.better == "higher" else -1,
        told=counter(formula, unit, table, since=kpi.entry.since)
        if is_told and table is not None
        else None,
    )


def _ours(
    work: Work, objective: Objective, rival: Kpi, found: Mapping[str, Sequence[Figure]]
) -> _Rival:
    """Another KPI of the objective, whose baseline the measure file says."""
    other = resolved(work.plan, objective, rival)
    figure = next(one for one in found[other.name] if one.key == "kpi.value")
    value, low, high = figure.value, figure.low, figure.high
    return _Rival(
        unit=other.unit,
        formula=other.formula.text if other.formula else str(rival.figure),
        sign=1 if rival.target > rival.baseline else -1,
        told=_since(value, low, high, rival.baseline) if isinstance(value, int | float) else None,
        reason=figure.reason,
    )


def _since(value: float, low: float | None, high: float | None, baseline: float) -> Counter:
    return Counter(
        value=value,
        low=low,
        high=high,
        baseline=baseline,
        change=value - baseline,
        change_low=None if low is None else low - baseline,
        change_high=None if high is None else high - baseline,
    )


def _is_better(kpi: Resolved, figures: Sequence[Figure]) -> bool:
    """Whether the whole interval of a KPI lies beyond its baseline, towards its target."""
    value = next(one for one in figures if one.key == "kpi.value")
    entry = kpi.entry
    bound = value.low if entry.target > entry.baseline else value.high
    end = value.value if bound is None else bound
    if not isinstance(end, int | float):
        return False
    return (end - entry.baseline) * (entry.target - entry.baseline) > 0
