"""What is to be known of perimeters, of sources and of how they do."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from django.db.models import F, Max, Sum
from django.utils import timezone

from parvis.hub.common.acts import Act
from parvis.hub.common.reach import finds
from parvis.hub.listening.models import Doing, Ear, Heard, Import, Perimeter, Source, Trial

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from parvis.hub.common.rights import Rights
    from parvis.hub.objectives.public import Objective

T = TypeVar("T", bound=Heard)
MOST = 200
SILENT_AFTER = dt.timedelta(minutes=2)
_ACTIVE_FIRST = (F("active_since").asc(nulls_last=True), "unit__path", "name")


@finds("perimeter")
def perimeter(key: int) -> tuple[Perimeter, str] | None:
    found = Perimeter.objects.select_related("unit", "objective__unit").filter(pk=key).first()
    return (found, found.unit.path) if found else None


@finds("source")
def source(key: int) -> tuple[Source, str] | None:
    held = Source.objects.select_related("unit", "objective__unit", "doing", "imported")
    found = held.filter(pk=key).first()
    return (found, found.unit.path) if found else None


@finds("trial")
def trial(key: int) -> tuple[Trial, str] | None:
    found = Trial.objects.select_related("unit", "source").filter(pk=key).first()
    return (found, found.unit.path) if found else None


@finds("file")
def file(key: int) -> tuple[Import, str] | None:
    found = Import.objects.select_related("unit", "source", "by").filter(pk=key).first()
    return (found, found.unit.path) if found else None


def visible(heard: QuerySet[T], rights: Rights) -> QuerySet[T]:
    """Keep the perimeters, or the sources, that somebody may see."""
    return heard.filter(rights.within(Act.SEE, "unit__path")).select_related("unit")


def perimeters(rights: Rights) -> QuerySet[Perimeter]:
    """Return the perimeters that somebody may see, those that are active first."""
    return visible(Perimeter.objects.all(), rights).order_by(*_ACTIVE_FIRST)[:MOST]


def perimeters_of(objective: Objective, rights: Rights) -> QuerySet[Perimeter]:
    """Return the perimeters of an objective that somebody may see, by name."""
    held = visible(Perimeter.objects.filter(objective=objective), rights)
    return held.order_by("name", "pk")[:MOST]


def sources(rights: Rights) -> QuerySet[Source]:
    """Return the sources that somebody may see, with how they do, those that are active first."""
    return (
        visible(Source.objects.all(), rights)
        .select_related("doing", "imported")
        .order_by(*_ACTIVE_FIRST)[:MOST]
    )


@dataclass(frozen=True, slots=True)
class Whole:
    """How listening does as a whole, as far as somebody may see.

    Arguments:
        active: sources that are listened to.
        faulty: those of them that give nothing.
        silent: those that are silent beyond what is usual of them.
        per_hour: mentions that come.
        last: when the newest mention was published.
        is_heard: whether the listener told of itself lately.
        is_behind: whether it does not go yet by what was changed last.
        has_perimeter: whether anything is listened for, anywhere.
        fault, doing: of the listener.
    """

    active: int
    faulty: int
    silent: int
    per_hour: float
    last: dt.datetime | None
    is_heard: bool
    is_behind: bool
    has_perimeter: bool
    fault: str
    doing: str


def whole(rights: Rights) -> Whole:
    """Return how listening does as a whole."""
    active = Source.objects.filter(rights.within(Act.SEE, "unit__path"), active_since__isnull=False)
    doing = Doing.objects.filter(source__in=active)
    told = doing.aggregate(rate=Sum("per_hour"), last=Max("last_mention"))
    ear = Ear.objects.filter(id=1).first() or Ear()
    heard = ear.told_at is not None and timezone.now() - ear.told_at < SILENT_AFTER
    return Whole(
        active=active.count(),
        faulty=doing.exclude(fault="").count(),
        silent=doing.filter(fault="").exclude(silent="").count(),
        per_hour=told["rate"] or 0.0,
        last=told["last"],
        is_heard=heard,
        is_behind=ear.heeded != ear.version,
        has_perimeter=Perimeter.objects.filter(active_since__isnull=False).exists(),
        fault=ear.fault,
        doing=ear.doing,
    )
