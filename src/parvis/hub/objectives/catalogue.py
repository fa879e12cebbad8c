"""What the library knows of KPIs and measures, and what units add of their own.

The library is imported where it is used: it brings numerics along that no other page needs.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from django.db.models import Q
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from parvis.errors import FormulaError, UnitError
from parvis.hub.common.errors import RefusedError
from parvis.hub.common.rights import below
from parvis.hub.objectives.models import Measure

if TYPE_CHECKING:
    from parvis.hub.objectives.models import Kpi
    from parvis.measure.expressions import Formula, Unit
    from parvis.measure.kinds import Default

NOT_ADDITIVE: Final = frozenset({"call_cost", "mentions_market", "reached"})
"""A price is no sum of prices; one market, and one person reached, is counted by each unit."""


@dataclass(frozen=True, slots=True)
class Counted:
    """A measure that a formula may name.

    Arguments:
        name: in formulas.
        unit: that it is counted in.
        words: what is counted, in the reader's language.
        is_additive: whether a unit's figure is the sum of those of the units under it.
        is_own: whether a unit added it.
    """

    name: str
    unit: str
    words: str
    is_additive: bool
    is_own: bool = False


def defaults(family: str) -> dict[str, Default]:
    """Return the KPIs that a family of objectives begins with, by key."""
    from parvis.measure.kinds import families

    return families()[family]


def counted(path: str) -> dict[str, Counted]:
    """Return the measures that formulas at a unit may name: the library's, and those of the unit
    and of the units above it, in one query.
    """
    from parvis.measure.kinds import measures

    known = {
        name: Counted(name, one.unit, _either(one.fr, one.en), name not in NOT_ADDITIVE)
        for name, one in measures().items()
    }
    return known | {
        one.name: Counted(one.name, one.measured_in, one.words, one.is_additive, is_own=True)
        for one in Measure.objects.filter(unit_id__in=path.strip("/").split("/"))
    }


def is_taken(path: str, name: str) -> bool:
    """Tell whether a unit, one above or one under it has a measure of a name."""
    near = Q(unit_id__in=path.strip("/").split("/")) | below(path, "unit__path")
    return name in counted(path) or Measure.objects.filter(near, name=name).exists()


def formula_of(text: str, measured_in: str, path: str) -> Formula:
    """Understand a formula at a unit.

    Raises:
        RefusedError: it cannot be understood, or does not give the unit of its KPI.
    """
    from parvis.measure.expressions import parse

    units = {name: one.unit for name, one in counted(path).items()}
    try:
        formula = parse(text, units)
    except FormulaError as fault:
        raise RefusedError(_pointed(fault), code="formula", field="formula") from None
    except UnitError:
        text = _("It adds or compares things of different units.")
        raise RefusedError(text, code="units", field="formula") from None
    if not formula.unit.is_like(unit_read(measured_in)):
        told = {"gives": str(formula.unit), "unit": measured_in}
        text = _("The formula gives %(gives)s, which cannot be told in %(unit)s.") % told
        raise RefusedError(text, code="unlike", field="measured_in")
    return formula


def unit_read(said: str) -> Unit:
    """Understand a unit.

    Raises:
        RefusedError: it is none.
    """
    from parvis.measure.expressions import unit

    try:
        return unit(said)
    except UnitError:
        text = _("This is no unit. Write it as EUR, %, questions or EUR/hour.")
        raise RefusedError(text, code="unit", field="measured_in") from None


def names_of(formula: str) -> set[str]:
    """Return the words of a formula, without understanding it.

    >>> sorted(names_of("min(asked, 3) / calls"))
    ['3', 'asked', 'calls', 'min']
    """
    return set(re.findall(r"\w+", formula))


def level_of(name: str) -> str:
    """Return what a KPI tells of by the words of its name; empty where they tell nothing."""
    from parvis.measure.kinds import level_of

    return level_of(name) or ""


def name_of(kpi: Kpi) -> str:
    """Return what a KPI is called in the reader's language."""
    return _called(kpi.objective.family, kpi.key) or kpi.name


def counter_of(kpi: Kpi) -> str:
    """Return what gets worse when a KPI is reached by the wrong way."""
    return _called(kpi.objective.family, kpi.counter) or kpi.counter


def words_of(default: Default) -> str:
    """Return what a default KPI is called in the reader's language."""
    return _either(default.fr, default.en)


def _called(family: str, key: str) -> str:
    """The words of a default KPI of a family; empty where there is none of this key."""
    default = defaults(family).get(key) if key else None
    return words_of(default) if default else ""


def _either(fr: str, en: str) -> str:
    return fr.replace("'", "’") if (get_language() or "en").startswith("fr") else en  # noqa: RUF001


def _pointed(fault: FormulaError) -> str:
    told = {"before": fault.text[max(0, fault.position - 40) : fault.position + 20]}
    if fault.expected == "a measure":
        return _("There is no such measure: “%(before)s”. Add it first, or name another.") % told
    return (
        _("It cannot be understood near “%(before)s”. Write it as answered / asked.") % told
        if told["before"]
        else _("Write it as answered / asked.")
    )
