"""Units and people of the demo, who come in by invitation as anybody does."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING, Any

from parvis.hub.common.asking import Actor
from parvis.hub.organisation import services
from parvis.hub.organisation.public import Unit, rights_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from parvis.hub.people.models import Person


def make_organisation(told: Mapping[str, Any], password: str) -> Actor:
    """Have its owner come in, add the units and invite the others.

    Arguments:
        told: as `organisation.toml` has it.
        password: of everybody.

    Returns: the owner.
    """
    root = Unit.objects.get(parent=None)
    first, *others = told["person"]
    owner = _come_in(services.invite_first_owner(root), first, password)
    by = Actor(owner, rights_of(owner.pk))
    services.change_unit(by, root, name=told["name"], code=told["code"])
    for unit in told["unit"]:
        _add(by, unit, told["code"])
    for person in others:
        _invite(by, person, password)
    return by


def address_of(name: str) -> str:
    """Return the address of somebody's mail.

    >>> address_of("Inès Benhaddou")
    'ines.benhaddou@aubrac.example'
    """
    plain = unicodedata.normalize("NFKD", name.lower()).encode("ascii", "ignore").decode()
    return f"{plain.replace(' ', '.')}@aubrac.example"


def _add(by: Actor, unit: Mapping[str, str], root: str) -> None:
    parent = Unit.objects.get(code=unit.get("under", root))
    told = {field: unit.get(field, "") for field in ("name", "code", "kind", "country")}
    services.add_unit(by, parent, **told)


def _invite(by: Actor, told: Mapping[str, Any], password: str) -> None:
    """Invite somebody to the first of their roles, and give the others once they are in."""
    (code, role), *more = told["roles"].items()
    place, email = Unit.objects.get(code=code), address_of(told["name"])
    token = services.invite(by, place, email=email, role=role)[1]
    person = _come_in(token, told, password)
    for other, held in more:
        services.give(by, person, Unit.objects.get(code=other), held)


def _come_in(token: str, told: Mapping[str, Any], password: str) -> Person:
    return services.accept(
        token,
        email=address_of(told["name"]),
        password=password,
        name=told["name"],
        language=told.get("language", "en"),
        zone=told.get("zone", "Europe/Paris"),
    )
