"""A KPI as it is told: what the file says of it, and what its family's default says otherwise."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from parvis.errors import UnitError
from parvis.measure.expressions import parse, unit
from parvis.measure.objectives import Default, families, level_of, measures
from parvis.measuring.work import named

if TYPE_CHECKING:
    from parvis.measure.expressions import Formula
    from parvis.measuring.entries import Kpi, Level, Objective
    from parvis.measuring.plan import Plan


@dataclass(frozen=True, slots=True, kw_only=True)
class Resolved:
    """A KPI with nothing left to look up.

    Arguments:
        name, unit, level, counter, source: in words; empty or None where unknown.
        formula: None where a figure of a study measures it.
        entry: as the file has it.
    """

    name: str
    unit: str
    level: Level | None
    counter: str
    source: str
    formula: Formula | None
    entry: Kpi


def resolved(plan: Plan, objective: Objective, kpi: Kpi) -> Resolved:
    """Fill in what a KPI leaves to its family.

    Arguments:
        plan: whose language and units hold.
        objective: that it belongs to.
        kpi: as written.

    Raises:
        FormulaError, UnitError: its formula cannot be understood, or does not give its unit.
    """
    default = families()[objective.family].get(kpi.key or "")
    name = kpi.name or (_named(default, plan) if default else kpi.key or "")
    return Resolved(
        name=name,
        unit=_unit(plan, kpi, default),
        level=kpi.level or _level(name, default),
        counter=_counter(plan, objective, kpi),
        source=kpi.source or _sources(plan, default),
        formula=None if kpi.figure else _formula(plan, kpi, default),
        entry=kpi,
    )


def units_of(plan: Plan) -> dict[str, str]:
    """Return the unit of every measure that a formula may name, in the currency of the file."""
    ours = {name: measure.unit for name, measure in measures().items()}
    return {name: _priced(plan, said) for name, said in ours.items()} | plan.units


def _priced(plan: Plan, said: str) -> str:
    """A unit of the default measures, in the currency of the file."""
    return said.replace("EUR", plan.currency)


def _named(default: Default, plan: Plan) -> str:
    return default.fr if plan.language == "fr" else default.en


def _sources(plan: Plan, default: Default | None) -> str:
    sources = default.sources if default else ()
    return ", ".join(named(source, plan.language) for source in sources)


def _level(name: str, default: Default | None) -> Level | None:
    return default.level if default else level_of(name)


def _unit(plan: Plan, kpi: Kpi, default: Default | None) -> str:
    if kpi.unit is not None:
        return kpi.unit
    return _priced(plan, default.unit) if default else ""


def rival_of(objective: Objective, kpi: Kpi) -> Kpi | Default | None:
    """Return the counter-metric of a KPI: another KPI of the objective, or one of its family.

    Arguments:
        objective: that the KPI belongs to.
        kpi: as written.

    Returns: None where none is named, or the one named is neither.
    """
    key = _rival(objective, kpi)
    ours = (one for one in objective.kpi if one is not kpi and key in {one.key, one.name})
    return next(ours, None) or families()[objective.family].get(key)


def told_of(plan: Plan, default: Default) -> tuple[Formula, str]:
    """Return the formula and the unit of a default KPI, in the currency of the file."""
    return parse(default.formula, units_of(plan)), _priced(plan, default.unit)


def _rival(objective: Objective, kpi: Kpi) -> str:
    default = families()[objective.family].get(kpi.key or "")
    return kpi.counter or (default.counter if default else "")


def _counter(plan: Plan, objective: Objective, kpi: Kpi) -> str:
    """The counter-metric in words; a key becomes its name."""
    rival = rival_of(objective, kpi)
    if rival is None:
        return _rival(objective, kpi)
    if not isinstance(rival, Default):
        if rival.name:
            return rival.name
        rival = families()[objective.family][rival.key or ""]
    return _named(rival, plan)


def _formula(plan: Plan, kpi: Kpi, default: Default | None) -> Formula:
    formula = parse(kpi.formula or (default.formula if default else ""), units_of(plan))
    wanted = unit(_unit(plan, kpi, default))
    if not formula.unit.is_like(wanted):
        fault = f"its formula gives {formula.unit}, and its unit is {wanted}"
        raise UnitError(f"{fault}. What to do: mend the formula or the unit.")
    return formula
