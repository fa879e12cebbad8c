"""How far an objective that a unit adapted has drifted from the central one (row 111)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from django.utils.formats import localize
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from parvis.hub.objectives.catalogue import name_of
from parvis.hub.objectives.figures import DASH, value_of
from parvis.hub.objectives.models import Kpi, Objective
from parvis.hub.objectives.rules import NEEDED

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from django.db.models import Model, QuerySet
    from django.utils.functional import _StrPromise

OF_OBJECTIVES: Final = {
    "statement": gettext_lazy("What is to be reached"),
    "family": gettext_lazy("Family"),
    "why": gettext_lazy("Why would someone want to talk with us?"),
}
OF_KPIS: Final = {
    name: NEEDED[name] for name in ("formula", "measured_in", "level", "target", "due")
}
"""Baselines are each unit's own, and no drift."""


@dataclass(frozen=True, slots=True)
class Difference:
    """Something that is said otherwise at a unit.

    Arguments:
        what: is said otherwise.
        central, local: what either says, in words.
    """

    what: str
    central: str
    local: str


@dataclass(frozen=True, slots=True)
class Adapted:
    """An objective as a unit adapted it.

    Arguments:
        objective: with its unit.
        differences: from the central one.
    """

    objective: Objective
    differences: list[Difference]


def drift(objective: Objective) -> list[Difference]:
    """Return how an objective differs from the central one; nothing where it was stated here."""
    central = objective.central
    return list(_differences(central, objective)) if central else []


def adaptations(central: Objective) -> list[Adapted]:
    """Return what units made of an objective, and how each differs, in three queries."""
    held = central.adapted.exclude(state="closed").select_related("unit")
    held = held.prefetch_related("kpis__objective").order_by("unit__path")[:200]
    known = list(central.kpis.select_related("objective"))
    return [Adapted(one, list(_differences(central, one, known))) for one in held]


def proposals(central: Objective) -> QuerySet[Kpi]:
    """Return the KPIs that units propose for an objective, the oldest first."""
    found = Kpi.objects.filter(objective__central=central, proposed_at__isnull=False)
    return found.select_related("objective__unit").order_by("proposed_at")


def _differences(
    central: Objective, local: Objective, known: list[Kpi] | None = None
) -> Iterator[Difference]:
    yield from _of_fields(central, local, OF_OBJECTIVES)
    own = {kpi.central_id: kpi for kpi in local.kpis.all() if kpi.central_id}
    for kpi in known if known is not None else central.kpis.select_related("objective"):
        name = name_of(kpi)
        if kpi.pk in own:
            yield from _of_fields(kpi, own[kpi.pk], OF_KPIS, f"{name} · ")
        else:
            yield Difference(name, _("is there"), _("is not there"))
    for kpi in local.kpis.all():
        if kpi.central_id is None:
            yield Difference(name_of(kpi), _("is not there"), _("is there"))


def _of_fields(
    central: Model, local: Model, fields: Mapping[str, _StrPromise], before: str = ""
) -> Iterator[Difference]:
    for name, words in fields.items():
        if getattr(central, name) != getattr(local, name):
            what = f"{before}{words}"
            yield Difference(what, _said(central, name), _said(local, name))


def _said(one: Model, name: str) -> str:
    display, value = getattr(one, f"get_{name}_display", None), getattr(one, name)
    if value is None:
        return DASH
    if isinstance(one, Kpi) and name == "target":
        return value_of(value, one.measured_in)
    return str(display() if display else localize(value))
