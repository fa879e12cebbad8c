"""Accounts of the demo: where the organisation is present, who answers there, who is away."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any, Final

from django.utils import timezone

from parvis.hub.accounts import services
from parvis.hub.accounts.public import Account
from parvis.hub.common.asking import Actor
from parvis.hub.demo.organisation import address_of
from parvis.hub.objectives.public import Objective
from parvis.hub.organisation.public import Unit, rights_of
from parvis.hub.people.models import Person

if TYPE_CHECKING:
    from collections.abc import Mapping

AS_THEY_ARE: Final = ("network", "handle", "url", "why", "audience")


def make_presences(by: Actor, told: Mapping[str, Any]) -> None:
    """Add the accounts, activate what the gate lets through, and have people be away.

    Arguments:
        by: the owner of the organisation.
        told: as `presences.toml` has it.
    """
    for said in told["account"]:
        _settle(by, _added(by, said), said)
    today = timezone.localdate()
    for said in told["absence"]:
        first = today - dt.timedelta(days=said["since"])
        person = _person(said["person"])
        services.be_absent(
            Actor(person, rights_of(person.pk)),
            first=first,
            last=first + dt.timedelta(said["days"]),
        )


def _added(by: Actor, said: Mapping[str, Any]) -> Account:
    return services.add_account(
        by,
        Unit.objects.get(code=said["unit"]),
        primary=_person(said["primary"]),
        backup=_person(said["backup"]),
        objective=Objective.objects.get(unit__code=said["serves"]),
        **{name: said[name] for name in AS_THEY_ARE},
    )


def _settle(by: Actor, account: Account, said: Mapping[str, Any]) -> None:
    """Have an account be what it is said to be by now."""
    if said.get("is_draft"):
        return
    services.activate(by, account)
    if "answered" in said:
        answered = timezone.now() - dt.timedelta(days=said["answered"])
        Account.objects.filter(pk=account.pk).update(answered_at=answered)
    if said.get("is_retired"):
        services.retire(by, account)


def _person(name: str) -> Person:
    return Person.objects.get(email=address_of(name))
