"""Accounts by the API: evidence asked for, people chosen among those who may, absences."""

from __future__ import annotations

import datetime as dt

import pytest
from django.utils import timezone

from parvis.hub.common.acts import Act
from tests.hub.asking import by_key, send


@pytest.fixture
def client(org):
    return by_key(org, acts=[Act.MANAGE])


@pytest.fixture
def body(goals, org):
    people = {"primary_id": org.person("agent", "lyon").pk}
    people |= {"backup_id": org.person("agent", "volcan").pk}
    told = {"network": "mastodon", "handle": "@lyon", "why": "Rooms", "audience": "412 asked"}
    return told | people | {"objective_id": goals.live().pk}


def test_an_account_is_activated_once_it_is_in_order(org, client, body):
    made = send(client, "post", f"/units/{org.lyon.pk}/accounts", body | {"backup_id": None}).json()
    at = f"/accounts/{made['id']}"
    assert [fault["code"] for fault in made["health"]["faults"]] == ["no_backup"]
    refused = send(client, "post", f"{at}/activate")
    assert (refused.status_code, refused.json()["code"]) == (422, "people")
    told = send(client, "patch", at, {"backup_id": body["backup_id"]}).json()
    assert told["health"]["is_in_order"]
    active = send(client, "post", f"{at}/activate").json()
    assert (active["state"], active["health"]["acting"]["id"]) == ("active", body["primary_id"])
    numbers = send(client, "get", "/accounts/overview").json()
    assert numbers["in_order"]["value"] == 1
    assert numbers["in_order"]["unit"] == "accounts"
    assert send(client, "post", f"{at}/retire").json()["state"] == "retired"
    assert send(client, "get", f"/units/{org.lyon.pk}/accounts?state=active").json()["items"] == []


def test_only_people_who_may_answer_and_objectives_that_hold_there_are_chosen(org, client, body):
    at = f"/units/{org.lyon.pk}/accounts"
    for field, other in (
        ("primary_id", org.person("reader", "lyon").pk),
        ("backup_id", org.person("agent", "orage").pk),
        ("objective_id", body["objective_id"] + 1),
    ):
        answer = send(client, "post", at, body | {field: other})
        assert (answer.status_code, answer.json()["field"]) == (422, field)


def test_whoever_answers_there_says_why_again_and_a_key_to_read_does_not(org, client, body):
    made = send(client, "post", f"/units/{org.lyon.pk}/accounts", body).json()
    said = {"why": "Rooms tonight", "audience": "500 asked"}
    url = f"/accounts/{made['id']}/why"
    agent = {"role": "agent", "code": "lyon", "at": org.lyon}
    assert send(by_key(org, **agent, acts=[]), "post", url, said).status_code == 403
    told = send(by_key(org, **agent, acts=[Act.ANSWER]), "post", url, said)
    assert (told.status_code, told.json()["why"]) == (200, "Rooms tonight")


def test_an_absence_is_one_s_own(org):
    today = timezone.localdate()
    days = {"first": today.isoformat(), "last": (today + dt.timedelta(7)).isoformat()}
    mine = by_key(org, "agent", "lyon", at=org.lyon, acts=[Act.ANSWER])
    made = send(mine, "post", "/me/absences", days)
    assert made.status_code == 201
    other = by_key(org, "agent", "volcan", acts=[Act.ANSWER])
    assert send(other, "get", "/me/absences").json() == []
    assert send(other, "delete", f"/me/absences/{made.json()['id']}").status_code == 404
    assert send(mine, "delete", f"/me/absences/{made.json()['id']}").status_code == 204
