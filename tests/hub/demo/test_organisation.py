"""The demo is made once, by what people would do, and mixes with nobody else's organisation."""

from __future__ import annotations

import pytest

from parvis.hub.audit.public import verify
from parvis.hub.common.acts import Act
from parvis.hub.common.errors import RefusedError
from parvis.hub.demo.making import make, to_come_in
from parvis.hub.organisation.models import Unit
from parvis.hub.organisation.selectors import rights_of
from parvis.hub.organisation.services import found
from parvis.hub.people.models import Person

pytestmark = pytest.mark.django_db


@pytest.fixture
def home(tmp_path):
    found("Organisation", "organisation")
    make(tmp_path)
    return tmp_path


def test_it_has_three_brands_in_two_countries_and_twelve_people(home):
    assert Unit.objects.filter(kind="brand").count() == 3
    assert set(Unit.objects.exclude(country="").values_list("country", flat=True)) == {"FR", "CA"}
    assert Person.objects.count() == 12
    roles = set(Person.objects.values_list("grants__role", flat=True))
    assert roles == {"owner", "manager", "analyst", "agent", "publisher", "reader"}


def test_what_was_done_for_it_stands_in_the_trail(home):
    verdict = verify()
    assert verdict.broken_at is None
    assert verdict.lines > 30


def test_whoever_is_told_of_can_sign_in_and_sees_only_theirs(home, client):
    first, *lines = to_come_in(home)
    password = first.rpartition(" ")[2]
    assert len(lines) == 12
    assert all(Person.objects.get(email=line.split()[0]).check_password(password) for line in lines)
    agent = Person.objects.get(email="samir.haddad@aubrac.example")
    assert not rights_of(agent.pk).may(Act.SEE, Unit.objects.get(code="talmio").path)


def test_it_is_made_once(home):
    make(home)
    assert Person.objects.count() == 12


def test_a_home_with_an_organisation_is_left_alone(tmp_path):
    found("Organisation", "organisation")
    Person.objects.create_user("lea@example.org", None, name="Léa")
    with pytest.raises(RefusedError, match="--home"):
        make(tmp_path)
    assert Person.objects.count() == 1
