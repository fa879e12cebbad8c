"""The demo is present where people talk: in order, handed over, asked again, refused, left."""

from __future__ import annotations

import pytest

from parvis.hub.accounts import jobs, services
from parvis.hub.accounts.models import Account
from parvis.hub.accounts.selectors import one_health, overview
from parvis.hub.common.asking import Actor
from parvis.hub.common.errors import RefusedError
from parvis.hub.common.rights import Rights
from parvis.hub.demo.making import make
from parvis.hub.organisation.models import Unit
from parvis.hub.organisation.services import found
from parvis.hub.people.models import Person

pytestmark = pytest.mark.django_db
ALL = Rights([("/", "owner")])


@pytest.fixture(autouse=True)
def made(tmp_path):
    found("Organisation", "organisation")
    make(tmp_path)
    jobs.ask_again({})


def test_each_brand_is_present_and_most_accounts_are_in_order():
    seen = overview(Rights([(Unit.objects.get(parent=None).path, "owner")]))
    assert (seen.active, seen.in_order, seen.orphan_count) == (6, 5, 0)
    assert {one.unit.code for one in seen.branches} == {"orvelle", "talmio", "veldane"}
    assert set(Account.objects.values_list("state", flat=True)) == {"active", "draft", "retired"}


def test_one_is_asked_again_why_it_is_there():
    assert [one.account.handle for one in overview(ALL).wrong] == ["@TalmioSAV"]
    assert [one.faults for one in overview(ALL).wrong] == [("why_due",)]


def test_who_is_away_has_handed_over():
    forum = one_health(Account.objects.get(handle="Entraide Orvelle"))
    assert forum.is_handed_over
    assert str(forum.acting) == "Samir Haddad"


def test_the_draft_is_one_that_the_gate_refuses():
    draft = Account.objects.get(state="draft")
    owner = Person.objects.get(grants__role="owner")
    with pytest.raises(RefusedError) as refused:
        services.activate(Actor(owner, ALL), draft)
    assert refused.value.code == "draft"
