"""Fills the home of the environment with one thing of each kind, and tells what is in it.

`python -m tests.hub.browser.filled` prints JSON: an owner for each language, with what they sign in
by and a session of theirs, and every address of the router with ids that are there.
"""

from __future__ import annotations

import json
import sys
import time
from typing import TYPE_CHECKING, Any

from parvis.hub.serving.setting_up import set_up

if TYPE_CHECKING:
    from parvis.hub.people.models import Person
    from tests.hub.conftest import Org

PASSWORD = "a long enough word"  # noqa: S105 - of a home that is gone after the tests
WORKING = {"analyst": "Camille Roux", "agent": "Sacha Morel", "manager": "Lou Perrin"}
ZONES = {"en": "Europe/London", "fr": "Europe/Paris"}


def fill() -> dict[str, Any]:
    """Fill it, and return what is in it."""
    from django.db import transaction

    from parvis.hub.organisation.models import Unit
    from parvis.hub.serving.prepare import prepare
    from tests.hub.conftest import organised

    prepare()
    with transaction.atomic():
        org = organised(Unit.objects.get(parent=None))
        owners = {language: _owner(org, language) for language in ZONES}
        addresses = _addresses(org, owners["en"])
        people = {language: _told(person) for language, person in owners.items()}
        heard = _heard(org)
        working = {language: _working(org, language) for language in ZONES}
    told = {"addresses": addresses, "signing_in": _signing_in(), "units": _units(org)}
    told |= heard | {"to_activate": _to_activate(org)}
    return told | {"people": people, "working": working}


def _owner(org: Org, language: str) -> Person:
    from parvis.hub.organisation.services.roles import given
    from parvis.hub.people.models import Person

    told = {"name": f"Owner {language}", "language": language, "zone": ZONES[language]}
    person = Person.objects.create_user(f"owner.{language}@example.org", PASSWORD, **told)
    given(None, person, org.group, "owner")
    return person


def _working(org: Org, language: str) -> dict[str, str]:
    """The addresses of people who work at Volcan, by their role."""
    from parvis.hub.organisation.services.roles import given
    from parvis.hub.people.models import Person

    found = {}
    for role, name in WORKING.items():
        found[role] = f"{role}.{language}@example.org"
        told = {"name": name, "language": language, "zone": ZONES[language]}
        given(None, Person.objects.create_user(found[role], PASSWORD, **told), org.volcan, role)
    return found


def _addresses(org: Org, owner: Person) -> list[str]:
    """Every address of the router, with the ids of things that are there."""
    from tests.hub.goals import Goals
    from tests.hub.test_isolation import EVERY, _url, rules, things

    org.people["owner", "group"] = owner
    goals = Goals(org)
    goals.live(org.lyon)
    goals.live(org.volcan)
    for weeks in range(1, 9):
        for unit in (org.lyon, org.volcan):
            goals.enter(unit, weeks, asked=100, solved_at_once=68 - weeks // 2)
    goals.reckon()
    held = things(org)
    return [_url(address, one, held) for address, one in EVERY if "GET" in rules(one)]


def _heard(org: Org) -> dict[str, int]:
    """A perimeter of which a month of mentions is held, one to compare it with, one of few."""
    from django.conf import settings
    from django.utils import timezone

    from parvis.hub.listening.models import Perimeter
    from parvis.hub.objectives.models import Objective
    from tests.hub.browser.hearing import FEW, PEACE, TROUBLE, evening, hear, month

    def listened_for(name: str, **told: Any) -> Perimeter:
        return Perimeter.objects.create(unit=org.volcan, name=name, query=name.lower(), **told)

    goal = Objective.objects.get(unit=org.volcan, state="live")
    live = {"objective": goal, "active_since": timezone.now()}
    ours, theirs = (listened_for("Volcan", **live), listened_for("Orage", is_ours=False, **live))
    few = listened_for("Lagune", **live)
    hear(settings.LAKE, ours.key, "Volcan", PEACE, month(160))
    hear(settings.LAKE, ours.key, "Volcan", TROUBLE, evening(80))
    hear(settings.LAKE, theirs.key, "Orage", PEACE, month(120))
    hear(settings.LAKE, few.key, "Lagune", FEW, range(12))
    return {"heard": ours.pk, "few": few.pk}


def _to_activate(org: Org) -> int:
    """A perimeter of the hotel, for which nobody listens yet."""
    from parvis.hub.listening.models import Perimeter

    return Perimeter.objects.create(unit=org.lyon, name="Lyon", query="lave OR volcan").pk


def _signing_in() -> list[str]:
    """Every address of allauth that names nothing, and that of a link that is over."""
    from django.urls import get_resolver

    from tests.hub.test_isolation import ALLAUTH, addresses

    found = [address for address, _one in addresses(get_resolver().url_patterns)]
    plain = {f"/{one}" for one in found if one.startswith(ALLAUTH) and not set("<^(") & set(one)}
    return [*sorted(plain), "/sign-in/password/reset/key/1-set-password/"]


def _told(person: Person) -> dict[str, str]:
    from parvis.hub.people.models import Person

    sessions = {"owner_session": _session(person), "guarded_session": _session(_guarded(person))}
    told = {"language": person.language, "zone": person.zone}
    others = {who: f"{who}.{person.email}" for who in ("forgetful", "keyholder")}
    for who, email in others.items():
        Person.objects.create_user(email, PASSWORD, name=who.title(), **told)
    return {"email": person.email, "password": PASSWORD} | sessions | others


def _guarded(owner: Person) -> Person:
    """Somebody with an app and recovery codes."""
    from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
    from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret

    from parvis.hub.people.models import Person

    told = {"name": "Guarded", "language": owner.language, "zone": owner.zone}
    person = Person.objects.create_user(f"guarded.{owner.email}", PASSWORD, **told)
    TOTP.activate(person, generate_totp_secret())
    RecoveryCodes.activate(person)
    return person


def _session(person: Person) -> str:
    """A session in which the person has just confirmed who they are."""
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.contrib.sessions.backends.db import SessionStore

    session = SessionStore()
    session[SESSION_KEY] = str(person.pk)
    session[BACKEND_SESSION_KEY] = "allauth.account.auth_backends.AuthenticationBackend"
    session[HASH_SESSION_KEY] = person.get_session_auth_hash()
    session["account_authentication_methods"] = [
        {"method": "password", "at": time.time(), "reauthenticated": True}
    ]
    session["account_authentication_methods_user"] = str(person.pk)
    session.create()
    return str(session.session_key)


def _units(org: Org) -> dict[str, int]:
    return {unit.code: unit.pk for unit in (org.group, org.volcan, org.orage, org.lyon)}


if __name__ == "__main__":
    set_up()
    json.dump(fill(), sys.stdout)
