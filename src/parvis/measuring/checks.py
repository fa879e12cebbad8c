"""What is wrong with a measure file that can be read: each fault with the way out."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from parvis.errors import ParvisError
from parvis.measure.objectives import families
from parvis.measuring.kpis import resolved

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from parvis.measuring.entries import Kpi, Objective
    from parvis.measuring.plan import Plan


def faults(plan: Plan) -> Iterator[tuple[str, str]]:
    """Yield each fault of a measure file and what to do about it.

    Arguments:
        plan: as decoded.
    """
    yield from _names(plan)
    yield from _world(plan)
    yield from _followed(plan)
    yield from _foreknown(plan)
    for objective in plan.objective:
        for kpi in objective.kpi:
            yield from _kpi(plan, objective, kpi)


def _names(plan: Plan) -> Iterator[tuple[str, str]]:
    objectives = [objective.name for objective in plan.objective]
    for what, names in (
        ("objectives", objectives),
        ("campaigns", [campaign.name for campaign in plan.campaign]),
        ("lifts", [lift.name for lift in plan.lift]),
    ):
        for name in _twice(names):
            yield f"two {what} are called '{name}'", "give each its own name"
    for objective in plan.objective:
        if not objective.statement.strip():
            yield f"the objective '{objective.name}' has no statement", "say what is wanted"
    for campaign in plan.campaign:
        if campaign.objective not in {None, *objectives}:
            way_out = f"write one of {', '.join(objectives)}, or leave it out"
            yield f"the campaign has no such objective '{campaign.objective}'", way_out


def _twice(names: Iterable[str]) -> set[str]:
    return {name for name, count in Counter(names).items() if count > 1}


def _world(plan: Plan) -> Iterator[tuple[str, str]]:
    if not re.fullmatch("[A-Z]{3}", plan.currency):
        yield f"'{plan.currency}' is no currency", "write three capitals, as EUR"
    try:
        ZoneInfo(plan.timezone)
    except (KeyError, ValueError, OSError):
        yield f"there is no time zone '{plan.timezone}'", "write one such as Europe/Paris"


def _followed(plan: Plan) -> Iterator[tuple[str, str]]:
    """Whether customers can be followed from the one day to the other."""
    days = plan.retention
    if days is not None and days.until <= days.at:
        yield f"retention ends on {days.until}, not after {days.at}", "give a later `until`"


def _foreknown(plan: Plan) -> Iterator[tuple[str, str]]:
    """Whether who left is told by anything but that they left."""
    churn = plan.churn
    if churn is not None and churn.left in churn.columns:
        yield f"churn is told by '{churn.left}', which says it", "name what was known before"


def _kpi(plan: Plan, objective: Objective, kpi: Kpi) -> Iterator[tuple[str, str]]:
    told = kpi.name or kpi.key or "without a name"
    yield from _identity(objective, kpi, told)
    if kpi.target == kpi.baseline:
        yield f"the KPI '{told}' has its baseline for a target", "set a target apart from it"
    elif kpi.due <= kpi.since:
        yield f"the KPI '{told}' is due on {kpi.due}, not after {kpi.since}", "give a later day"
    else:
        yield from _formula(plan, objective, kpi, told)


def _identity(objective: Objective, kpi: Kpi, told: str) -> Iterator[tuple[str, str]]:
    """Whether it is known what the KPI is."""
    known = ", ".join(families()[objective.family])
    if kpi.key is not None and kpi.key not in families()[objective.family]:
        yield f"{objective.family} has no KPI '{kpi.key}'", f"write one of {known}"
    elif kpi.key is None and not (kpi.name and (kpi.formula or kpi.figure)):
        fault = f"the KPI '{told}' has neither a key, nor a name with a formula or a figure"
        yield fault, f"give a key ({known}), or a name, a formula and a unit"


def _formula(plan: Plan, objective: Objective, kpi: Kpi, told: str) -> Iterator[tuple[str, str]]:
    """Whether its formula is understood and gives its unit."""
    try:
        resolved(plan, objective, kpi)
    except ParvisError as error:
        fault, _, way_out = str(error).rstrip(".").partition(". What to do: ")
        yield f"the KPI '{told}': {fault}", way_out or "mend its formula"
