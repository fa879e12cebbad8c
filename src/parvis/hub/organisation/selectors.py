"""What is to be known of units and of who holds which role."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Count, Exists, F, OuterRef, Q
from django.db.models.functions import StrIndex

from parvis.hub.common.acts import ROLES
from parvis.hub.common.reach import finds
from parvis.hub.common.rights import Rights, below
from parvis.hub.organisation.models import ApiKey, Grant, GroupRole, Invitation, Unit, Upload
from parvis.hub.people.models import Person

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.db.models import QuerySet

    from parvis.hub.common.acts import Act

MOST_FOUND = 50


def rights_of(person_id: int) -> Rights:
    """Return what a person may do, in one query."""
    return Rights(Grant.objects.filter(person_id=person_id).values_list("unit__path", "role"))


def rights_of_all(person_ids: Iterable[int]) -> dict[int, Rights]:
    """Return what each of these people may do, in one query."""
    held: dict[int, list[tuple[str, str]]] = {key: [] for key in person_ids}
    grants = Grant.objects.filter(person_id__in=held, person__is_active=True)
    for person, path, role in grants.values_list("person_id", "unit__path", "role"):
        held[person].append((path, role))
    return {person: Rights(roles) for person, roles in held.items()}


@finds("unit")
def unit(key: int) -> tuple[Unit, str] | None:
    found = Unit.objects.filter(pk=key).first()
    return (found, found.path) if found else None


@finds("grant")
def grant(key: int) -> tuple[Grant, str] | None:
    found = Grant.objects.select_related("unit", "person").filter(pk=key).first()
    return (found, found.unit.path) if found else None


@finds("invitation")
def invitation(key: int) -> tuple[Invitation, str] | None:
    found = Invitation.objects.select_related("unit", "by").filter(pk=key).first()
    return (found, found.unit.path) if found else None


@finds("upload")
def upload(key: int) -> tuple[Upload, str] | None:
    found = Upload.objects.select_related("unit").filter(pk=key).first()
    return (found, found.unit.path) if found else None


@finds("api_key")
def api_key(key: int) -> tuple[ApiKey, str] | None:
    found = ApiKey.objects.select_related("unit", "person").filter(pk=key).first()
    return (found, found.unit.path) if found else None


@finds("group_role")
def group_role(key: int) -> tuple[GroupRole, str] | None:
    found = GroupRole.objects.select_related("unit").filter(pk=key).first()
    return (found, found.unit.path) if found else None


def units(rights: Rights, act: Act) -> QuerySet[Unit]:
    """Return the units at which an act is allowed, in the order of the tree."""
    return Unit.objects.filter(rights.within(act))


def tops(rights: Rights, act: Act) -> QuerySet[Unit]:
    """Return the units that a person's tree begins with."""
    return _with_children(Unit.objects.filter(path__in=rights.roots(act)).order_by("name"))


def children(unit: Unit) -> QuerySet[Unit]:
    """Return the units right under one, by name."""
    return _with_children(Unit.objects.filter(parent=unit).order_by("name", "id"))


def matching(rights: Rights, act: Act, words: str) -> list[Unit]:
    """Return the first fifty units whose name or code holds every word."""
    found = with_words(units(rights, act), words)
    return list(found.order_by("name", "id")[:MOST_FOUND])


def with_words(found: QuerySet[Unit], words: str) -> QuerySet[Unit]:
    """Keep the units whose name or code holds every word, of eight at most."""
    for word in words.replace("\0", " ").split()[:8]:
        found = found.filter(Q(name__icontains=word) | Q(code__icontains=word))
    return found


def above(units_: Iterable[Unit]) -> dict[int, list[Unit]]:
    """Return the ancestors of each unit, the root first, in one query."""
    ways = {
        found.pk: [int(part) for part in found.path.strip("/").split("/")[:-1]] for found in units_
    }
    held = Unit.objects.in_bulk({key for way in ways.values() for key in way})
    return {pk: [held[key] for key in way if key in held] for pk, way in ways.items()}


def grants_at(unit: Unit) -> QuerySet[Grant]:
    """Return who holds which role here, of this unit or of one above it."""
    held = Grant.objects.filter(unit_id__in=_way(unit.path)).select_related("person", "unit")
    return held.order_by("person__name", "person_id", "unit__path", "role")


def people(unit: Unit, act: Act) -> QuerySet[Person]:
    """Return who may do an act at a unit, by a role held there or above it."""
    roles = [role for role, acts in ROLES.items() if act in acts]
    held = Grant.objects.filter(unit_id__in=_way(unit.path), role__in=roles)
    return Person.objects.filter(is_active=True, pk__in=held.values("person_id"))


def holds(act: Act, person: str, path: str) -> Exists:
    """Return the condition that a person of a row may do an act at its unit.

    Arguments:
        act: that is to be allowed.
        person: field of the row that holds the person.
        path: field of the row that holds the unit's path.
    """
    roles = [role for role, acts in ROLES.items() if act in acts]
    held = Grant.objects.filter(person=OuterRef(person), person__is_active=True, role__in=roles)
    return Exists(held.annotate(at=StrIndex(OuterRef(path), F("unit__path"))).filter(at=1))


def open_invitations(unit: Unit) -> list[Invitation]:
    """Return the invitations to a unit whose link still lets in."""
    made = Invitation.objects.filter(unit=unit, accepted_at=None).select_related("by", "unit")
    return [one for one in made if one.is_open]


def group_roles(rights: Rights, act: Act) -> QuerySet[GroupRole]:
    """Return which group of single sign-on gives which role, where that may be known."""
    return (
        GroupRole.objects.filter(rights.within(act, "unit__path"))
        .select_related("unit")
        .order_by("group", "unit__path", "role")
    )


def size(unit: Unit) -> int:
    """Return how many units are under one."""
    return Unit.objects.filter(below(unit.path)).count() - 1


def has_owner() -> bool:
    """Tell whether anybody owns the organisation yet."""
    return Grant.objects.filter(role="owner", unit__parent=None).exists()


def _way(path: str) -> list[int]:
    """The ids of a unit's ancestors and its own."""
    return [int(part) for part in path.strip("/").split("/")]


def _with_children(found: QuerySet[Unit]) -> QuerySet[Unit]:
    return found.annotate(
        has_children=Exists(Unit.objects.filter(parent=OuterRef("pk"))),
        held=Count("grants", distinct=True),
    )
