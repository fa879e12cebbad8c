"""An organisation of two brands, and people who hold each role at each place in it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import pytest
from django.core.cache import caches
from django.db import connection
from django.test import Client, TransactionTestCase

from parvis.hub.audit.guard import guard, unguard
from parvis.hub.common.asking import Actor
from parvis.hub.common.rights import Rights
from parvis.hub.organisation import services
from parvis.hub.organisation.models import Unit
from parvis.hub.organisation.selectors import rights_of
from parvis.hub.organisation.services.roles import given
from parvis.hub.people.models import Person
from tests.hub.goals import Goals

if TYPE_CHECKING:
    from collections.abc import Iterator

EVERYTHING = Rights([("/", "owner")])


ASKING = {"org", "db", "transactional_db", "live_server"}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Whatever asks for the database here may use it, and is marked: it runs on PostgreSQL too."""
    for item in items:
        if "/tests/hub/" in str(item.path) and ASKING & set(getattr(item, "fixturenames", ())):
            kept = any(mark.name == "django_db" for mark in item.iter_markers())
            if not kept:
                item.add_marker(pytest.mark.django_db)


@pytest.fixture(autouse=True, scope="session")
def _lines_may_go_after_a_test() -> Iterator[None]:
    """Tests that commit empty their tables at the end, which the trail refuses."""
    held = TransactionTestCase._fixture_teardown

    def teardown(case: TransactionTestCase) -> None:
        unguard(connection)
        try:
            held(case)
        finally:
            guard(connection)

    TransactionTestCase._fixture_teardown = teardown
    yield
    TransactionTestCase._fixture_teardown = held


@dataclass
class Org:
    """A group of two brands, the first with a country and a hotel.

    group ── volcan ── volcan-fr ── lyon
          └─ orage
    """

    group: Unit
    volcan: Unit
    france: Unit
    lyon: Unit
    orage: Unit
    people: dict[tuple[str, str], Person] = field(default_factory=dict)

    def person(self, role: str, code: str) -> Person:
        """Whoever holds a role at a unit, and no other."""
        key = (role, code)
        if key not in self.people:
            email = f"{role}.{code}@example.org"
            person = Person.objects.create_user(email, "a long enough word", name=f"{role} {code}")
            if role != "stranger":
                given(None, person, Unit.objects.get(code=code), role)
            self.people[key] = person
        return self.people[key]

    def actor(self, role: str, code: str) -> Actor:
        person = self.person(role, code)
        return Actor(person, rights_of(person.pk))

    def client(self, role: str, code: str) -> Client:
        client = Client()
        client.force_login(self.person(role, code))
        return client


@pytest.fixture
def org(request: pytest.FixtureRequest) -> Org:
    live = {"transactional_db", "live_server", "page", "hub"} & set(request.fixturenames)
    request.getfixturevalue("transactional_db" if live else "db")
    caches["figures"].clear()  # keys of a test are those of the next
    return organised(services.found("Group", "group"))


def organised(root: Unit) -> Org:
    """Give an organisation its two brands."""
    someone = Person.objects.create_user("founder@example.org", None, name="Founder")
    by = Actor(someone, EVERYTHING)

    def under(parent: Unit, name: str, code: str, kind: str) -> Unit:
        return services.add_unit(by, parent, name=name, code=code, kind=kind, country="")

    volcan = under(root, "Volcan", "volcan", "brand")
    france = under(volcan, "Volcan France", "volcan-fr", "country")
    lyon = under(france, "Volcan Lyon", "lyon", "site")
    return Org(root, volcan, france, lyon, under(root, "Orage", "orage", "brand"))


@pytest.fixture
def goals(org: Org) -> Goals:
    return Goals(org)
