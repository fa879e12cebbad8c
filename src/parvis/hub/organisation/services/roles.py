"""Roles are given and taken back, by a person or by the groups of single sign-on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from parvis.hub.audit.public import record
from parvis.hub.common.acts import Act
from parvis.hub.common.errors import RefusedError
from parvis.hub.common.reach import require
from parvis.hub.events import bus
from parvis.hub.events.organisation import RolesChanged
from parvis.hub.organisation.models import Grant, GroupRole, Unit

if TYPE_CHECKING:
    from parvis.hub.common.asking import Actor
    from parvis.hub.people.models import Person


@transaction.atomic
def give(by: Actor, person: Person, unit: Unit, role: str) -> Grant:
    """Give a person a role at a unit.

    Raises:
        ForbiddenError: `by` may not manage the unit, or gives more than they hold.
    """
    require_to_give(by, unit, role)
    return given(by.person, person, unit, role)


@transaction.atomic
def take_back(by: Actor, grant: Grant) -> None:
    """Take a role back.

    Raises:
        ForbiddenError: `by` may not manage the unit, or takes more than they hold.
        RefusedError: it is that of the last owner.
    """
    require_to_give(by, grant.unit, grant.role)
    owners = Grant.objects.select_for_update().filter(role="owner", unit__parent=None)
    is_owner = grant.role == "owner" and grant.unit.parent_id is None
    if is_owner and not owners.exclude(person_id=grant.person_id).exists():
        raise RefusedError(_("The organisation keeps one owner at least."), code="last_owner")
    _lose(by.person, grant)


@transaction.atomic
def map_group(by: Actor, unit: Unit, *, group: str, role: str) -> GroupRole:
    """Have a group of single sign-on give a role at a unit."""
    require_to_give(by, unit, role)
    mapped, _is_new = GroupRole.objects.get_or_create(group=group.strip(), unit=unit, role=role)
    _mapping("mapped", by, mapped)
    return mapped


@transaction.atomic
def unmap_group(by: Actor, mapped: GroupRole) -> None:
    """Have it give it no more; who holds the role by it loses it at their next sign-on."""
    require_to_give(by, mapped.unit, mapped.role)
    _mapping("unmapped", by, mapped)
    mapped.delete()


@transaction.atomic
def follow_groups(person: Person, groups: tuple[str, ...]) -> None:
    """Give a person who signed on the roles of their groups, and take back those of others."""
    mapped = GroupRole.objects.filter(group__in=groups).select_related("unit")
    wanted = {(one.unit_id, one.role): one.unit for one in mapped}
    grants = Grant.objects.filter(person=person, origin=Grant.Origin.SIGN_ON).select_related("unit")
    held = {(grant.unit_id, grant.role): grant for grant in grants}
    for (unit_id, role), unit in wanted.items():
        if (unit_id, role) not in held:
            given(None, person, unit, role, origin=Grant.Origin.SIGN_ON)
    for key in held.keys() - wanted.keys():
        _lose(None, held[key])


def require_to_give(by: Actor, unit: Unit, role: str) -> None:
    """Refuse to give what one does not hold oneself: only an owner makes owners."""
    require(by.rights, Act.OWN if role == "owner" else Act.MANAGE, unit.path)


def given(
    by: Person | None, person: Person, unit: Unit, role: str, *, origin: str = Grant.Origin.HERE
) -> Grant:
    """Give a role, nobody asked."""
    grant, is_new = Grant.objects.get_or_create(person=person, unit=unit, role=role, origin=origin)
    if is_new:
        told = {"role": role, "origin": origin}
        record("organisation.role.given", by, path=unit.path, about=f"person:{person.pk}", **told)
        bus.tell(RolesChanged(person.pk))
    return grant


def _lose(by: Person | None, grant: Grant) -> None:
    record(
        "organisation.role.taken_back", by, path=grant.unit.path,
        about=f"person:{grant.person_id}", role=grant.role, origin=grant.origin,
    )  # fmt: skip
    bus.tell(RolesChanged(grant.person_id))
    grant.delete()


def _mapping(verb: str, by: Actor, mapped: GroupRole) -> None:
    record(
        f"organisation.group.{verb}", by.person, path=mapped.unit.path,
        about=f"group_role:{mapped.pk}", group=mapped.group, role=mapped.role,
    )  # fmt: skip
