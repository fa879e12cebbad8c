"""The default KPIs of each family of objectives: formula, unit, level, source, counter-metric."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any, Literal, TypeAlias

from parvis.measure.expressions import Formula, parse

Level: TypeAlias = Literal["output", "out-take", "outcome", "impact"]
Better: TypeAlias = Literal["higher", "lower"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """Something counted: its unit, where it is usually found, and what it is in each language."""

    name: str
    unit: str
    source: str
    en: str
    fr: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Default:
    """A KPI that a family of objectives begins with.

    Arguments:
        key: its name in files.
        formula, unit: over `measures`.
        level: what it tells of (AMEC framework).
        better: in which direction it is to go.
        counter: the KPI of its family that gets worse when this one is reached by the wrong way.
        en, fr: its name in words.
    """

    key: str
    formula: str
    unit: str
    level: Level
    better: Better
    counter: str
    en: str
    fr: str

    @property
    def parsed(self) -> Formula:
        """Its formula, understood."""
        return parse(self.formula, {name: measure.unit for name, measure in measures().items()})

    @property
    def sources(self) -> tuple[str, ...]:
        """Where its measures are usually found, each once."""
        found = (measures()[name].source for name in sorted(self.parsed.names))
        return tuple(dict.fromkeys(found))


@cache
def measures() -> dict[str, Measure]:
    """Return the measures that default KPIs are made of, by name.

    >>> measures()["call_cost"].unit
    'EUR/call'
    """
    return {name: Measure(name=name, **told) for name, told in _table("measures.toml").items()}


@cache
def families() -> dict[str, dict[str, Default]]:
    """Return the default KPIs of each family, by key.

    Source: levels of AMEC's integrated evaluation framework; families of row 4 of the capabilities.

    >>> sorted(families()), families()["sales"]["return_rate"].counter
    (['awareness', 'care', 'co-creation', 'loyalty', 'recruitment', 'sales'], 'conversion')
    """
    return {
        family: {key: Default(key=key, **told) for key, told in kpis.items()}
        for family, kpis in _table("families.toml").items()
    }


def _table(name: str) -> dict[str, Any]:
    file = resources.files("parvis.measure.kinds") / name
    return tomllib.loads(file.read_text("utf-8"))
