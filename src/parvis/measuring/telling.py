"""From a measure to the account its report tells: the plan and the figures in its words."""

from __future__ import annotations

import datetime as dt
import hashlib
from typing import TYPE_CHECKING

import parvis
from parvis.measuring.kpis import resolved
from parvis.present import measured as told

if TYPE_CHECKING:
    from collections.abc import Iterator

    from parvis.measuring.entries import Objective
    from parvis.measuring.found import Measured
    from parvis.measuring.plan import Plan


def tell(found: Measured) -> told.MeasureStory:
    """Return all that the report tells of a measure."""
    plan = found.plan
    return told.MeasureStory(
        title=plan.title or plan.objective[0].statement,
        language=plan.language,
        timezone=plan.timezone,
        currency=plan.currency,
        objectives=tuple(_objective(plan, objective) for objective in plan.objective),
        figures=tuple(found.figures),
        created_at=dt.datetime.now(dt.UTC),
        version=parvis.__version__,
        source_hash=fingerprint(plan),
        owner=plan.owner,
        review=plan.review,
        rivals=tuple(_rivals(plan)),
    )


def fingerprint(plan: Plan) -> str:
    """Return the SHA-256 of the measure file, hexadecimal."""
    return hashlib.sha256(plan.text.encode()).hexdigest()


def _rivals(plan: Plan) -> Iterator[tuple[str, ...]]:
    """Trials of the same units from the same day on, told by several methods."""
    told: dict[tuple[object, ...], list[str]] = {}
    for lift in plan.lift:
        told.setdefault((frozenset(lift.treated), lift.start, lift.unit), []).append(lift.name)
    yield from (tuple(names) for names in told.values() if len(names) > 1)


def _objective(plan: Plan, objective: Objective) -> told.Aim:
    kpis = (resolved(plan, objective, kpi) for kpi in objective.kpi)
    return told.Aim(
        name=objective.name,
        statement=objective.statement,
        family=objective.family,
        stated=objective.stated,
        owner=objective.owner,
        review=objective.review,
        kpis=tuple(
            told.Target(
                name=kpi.name,
                unit=kpi.unit,
                level=kpi.level,
                counter=kpi.counter,
                source=kpi.source,
                formula=kpi.formula.text if kpi.formula else "",
                baseline=kpi.entry.baseline,
                target=kpi.entry.target,
                since=kpi.entry.since,
                due=kpi.entry.due,
            )
            for kpi in kpis
        ),
    )
