"""What is to be known of objectives: which there are, how they stand, what waits."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from django.db.models import Max, Prefetch, Q
from django.utils import timezone
from django.utils.translation import ngettext

from parvis.hub.common.acts import Act
from parvis.hub.common.reach import finds
from parvis.hub.objectives import catalogue
from parvis.hub.objectives.models import Entry, Kpi, Measure, Objective, Reading
from parvis.hub.objectives.standing import Overall, Stand
from parvis.hub.organisation.public import holds

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.db.models import QuerySet

    from parvis.hub.common.rights import Rights
    from parvis.hub.organisation.models import Unit
    from parvis.hub.people.models import Person

MOST = 200
_LED = holds(Act.SEE, "owner", "unit__path")
_OF_LATE = dt.timedelta(days=90)


@finds("objective")
def objective(key: int) -> tuple[Objective, str] | None:
    held = Objective.objects.select_related("unit", "owner", "central__unit")
    found = held.filter(pk=key).first()
    return (found, found.unit.path) if found else None


@finds("kpi")
def kpi(key: int) -> tuple[Kpi, str] | None:
    held = Kpi.objects.select_related("objective__unit", "objective__central__unit")
    found = held.filter(pk=key).first()
    return (found, found.objective.unit.path) if found else None


@finds("entry")
def entry(key: int) -> tuple[Entry, str] | None:
    found = Entry.objects.select_related("unit").filter(pk=key).first()
    return (found, found.unit.path) if found else None


@finds("measure")
def measure(key: int) -> tuple[Measure, str] | None:
    found = Measure.objects.select_related("unit").filter(pk=key).first()
    return (found, found.unit.path) if found else None


def board(objectives: QuerySet[Objective], most: int | None = MOST) -> list[Overall]:
    """Return how objectives stand, in three queries however many they are.

    Arguments:
        objectives: which.
        most: of them at the most; None for all.
    """
    last = Prefetch("readings", Reading.objects.filter(is_last=True), to_attr="last")
    kpis = Prefetch("kpis", Kpi.objects.select_related("objective").prefetch_related(last))
    held = objectives.annotate(is_led=_LED).select_related("unit", "owner").prefetch_related(kpis)
    return [Overall(one, _stands(one), is_led=one.is_led) for one in held[:most]]


def overall(objective: Objective) -> Overall:
    """Return how one objective stands."""
    return board(Objective.objects.filter(pk=objective.pk))[0]


def stand(kpi: Kpi) -> Stand:
    """Return how one KPI stands."""
    return Stand(kpi, kpi.readings.filter(is_last=True).first())


def visible(rights: Rights) -> QuerySet[Objective]:
    """Return the objectives of the units that somebody may see."""
    return Objective.objects.filter(rights.within(Act.SEE, "unit__path"))


def holding_at(unit: Unit) -> QuerySet[Objective]:
    """Return the objectives that hold at a unit: its own, and those of the units above it."""
    return Objective.objects.filter(unit_id__in=unit.path.strip("/").split("/"))


def choosable(unit: Unit) -> QuerySet[Objective]:
    """Return the live objectives that something at a unit may serve."""
    return holding_at(unit).filter(state="live")


def at_a_glance(rights: Rights, most: int = 6) -> list[Overall]:
    """Return how live objectives stand, those that are behind first."""
    order = {"behind": 0, "nothing": 1, "cannot tell": 2, "on track": 3}
    held = board(visible(rights).filter(state="live"))
    return sorted(held, key=lambda one: order[one.state])[:most]


def drafts(person: Person, rights: Rights) -> list[Objective]:
    """Return the drafts that somebody owns, and may decide upon."""
    held = Objective.objects.filter(owner=person, state="draft").select_related("unit")
    return list(held.filter(rights.within(Act.DECIDE, "unit__path"))[:10])


def leaderless(rights: Rights) -> QuerySet[Objective]:
    """Return the live objectives whose owner left, where somebody may name another."""
    found = Objective.objects.filter(rights.within(Act.DECIDE, "unit__path"), ~Q(_LED))
    return found.filter(state="live").select_related("unit", "owner")[:10]


def leaderless_at(unit: Unit) -> str:
    """Return how many live objectives of a unit have lost their owner, in words."""
    n = Objective.objects.filter(~Q(_LED), unit=unit, state="live").count()
    words = ngettext("%(n)d without an owner", "%(n)d without an owner", n)
    return words % {"n": n} if n else ""


def history(kpi: Kpi) -> list[Reading]:
    """Return what a KPI read in each period, the oldest first."""
    return list(kpi.readings.order_by("period"))


def histories(kpis: Iterable[Kpi]) -> dict[int, list[Reading]]:
    """Return the history of each KPI, in one query."""
    found: dict[int, list[Reading]] = {kpi.pk: [] for kpi in kpis}
    for reading in Reading.objects.filter(kpi_id__in=found).order_by("period"):
        found[reading.kpi_id].append(reading)
    return found


def entries_at(unit: Unit) -> QuerySet[Entry]:
    """Return what was entered at a unit, the newest periods first."""
    return Entry.objects.filter(unit=unit).select_related("by")[:MOST]


def measures_at(unit: Unit) -> QuerySet[Measure]:
    """Return the measures that a unit and the units above it added."""
    return Measure.objects.filter(unit_id__in=unit.path.strip("/").split("/")).select_related(
        "unit"
    )


def asked_for(unit: Unit) -> dict[str, catalogue.Counted]:
    """Return the measures that the KPIs of live objectives at a unit and above it are made of."""
    known = catalogue.counted(unit.path)
    kpis = Kpi.objects.filter(objective__in=choosable(unit)).values_list("formula", flat=True)
    words = {word for formula in kpis for word in catalogue.names_of(formula)}
    return {name: one for name, one in known.items() if name in words}


def asked_of_nobody(rights: Rights) -> list[tuple[str, dt.date]]:
    """Return the measures counted of late that no KPI of a live objective names (row 3)."""
    since = timezone.localdate() - _OF_LATE
    live = Kpi.objects.filter(objective__state="live").values_list("formula", flat=True)
    named = {word for formula in live for word in catalogue.names_of(formula)}
    entered = Entry.objects.filter(rights.within(Act.SEE, "unit__path"), period__gte=since)
    latest = entered.values_list("measure").order_by("measure").annotate(last=Max("period"))
    return sorted((name, day) for name, day in latest if name not in named)


def silent(rights: Rights) -> list[Kpi]:
    """Return the KPIs of live objectives for which nothing is counted."""
    kpis = Kpi.objects.filter(rights.within(Act.SEE, "objective__unit__path"))
    found = kpis.filter(objective__state="live").filter(~Q(readings__is_last=True))
    return list(found.select_related("objective__unit")[:100])


def _stands(objective: Objective) -> list[Stand]:
    return [Stand(kpi, next(iter(kpi.last), None)) for kpi in objective.kpis.all()]  # type: ignore[attr-defined]
