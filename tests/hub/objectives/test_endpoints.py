"""Objectives by the API: stated, refused, activated, read with what their figures rest on."""

from __future__ import annotations

import pytest

from parvis.hub.accounts import services as accounts
from parvis.hub.common.acts import Act
from parvis.hub.objectives import services
from parvis.hub.objectives.models import Entry, Kpi, Objective
from tests.hub.asking import by_key, send
from tests.hub.goals import RATIO


@pytest.fixture
def client(org):
    return by_key(org, "analyst", acts=[Act.DECIDE])


def stated(goals):
    said = {"statement": "More is solved at once", "family": "care", "why": "Help"}
    return said | {"owner_id": goals.by.person.pk, "begins_on": goals.today.isoformat()}


def a_kpi(goals):
    told = {name: value for name, value in RATIO.items() if name != "measured_in"}
    return told | {"unit": "%", "since": "2026-01-01", "due": "2099-01-01"}


def test_an_objective_comes_to_life_by_the_gate(goals, org, client):
    made = send(client, "post", f"/units/{org.volcan.pk}/objectives", stated(goals))
    assert (made.status_code, made.json()["state"]) == (201, "draft")
    at = f"/objectives/{made.json()['id']}"
    refused = send(client, "post", f"{at}/activate")
    assert (refused.status_code, refused.json()["code"]) == (422, "no_kpi")
    offered = send(client, "get", f"{at}/kpis/offered").json()
    assert {"key", "formula", "unit", "better", "counter"} <= set(offered[0])
    picked = send(client, "post", f"{at}/kpis/pick", {"keys": [offered[0]["key"]]}).json()
    lacking = send(client, "post", f"{at}/activate")
    assert (lacking.json()["code"], bool(picked[0]["missing"])) == ("incomplete", True)
    days = {"baseline": 10, "target": 20, "since": "2026-01-01", "due": "2099-01-01"}
    whole = send(client, "patch", f"/kpis/{picked[0]['id']}", days)
    assert whole.json()["missing"] == []
    live = send(client, "post", f"{at}/activate").json()
    assert (live["state"], live["standing"]) == ("live", "nothing")
    assert send(client, "delete", f"/kpis/{picked[0]['id']}").status_code == 422
    assert send(client, "post", f"{at}/close").json()["state"] == "closed"


def test_a_request_sent_twice_states_one_objective(goals, org, client):
    url, key = f"/units/{org.volcan.pk}/objectives", {"Idempotency-Key": "one"}
    sent = [send(client, "post", url, stated(goals), **key).json() for _ in range(2)]
    assert sent[0] == sent[1]
    assert Objective.objects.count() == 1


def test_a_reading_carries_value_unit_class_interval_and_a_sentence(goals, org):
    live = goals.live()
    kpi = live.kpis.get()
    for weeks in range(4):
        goals.enter(org.volcan, weeks, solved_at_once=70 + weeks, asked=100)
    goals.reckon()
    client = by_key(org, "reader", acts=[])
    told = send(client, "get", f"/objectives/{live.pk}").json()
    assert told["standing"] == "on track"
    assert told["said"].startswith("On track since")
    figure = told["kpis"][0]["reading"]["figure"]
    assert (figure["unit"], figure["class"]) == ("%", "measured")
    assert figure["interval"]["low"] < figure["value"] < figure["interval"]["high"]
    assert figure["interval"]["level"] == 0.95
    read = send(client, "get", f"/kpis/{kpi.pk}/readings").json()
    assert [one["period"] for one in read] == sorted(one["period"] for one in read)
    assert len(read) == 4


def test_what_is_counted_is_entered_corrected_and_removed(goals, org, client):
    at = f"/units/{org.volcan.pk}/entries"
    body = {"measure": "asked", "period": "2026-06-07", "value": 12, "class": "judged"}
    refused = send(client, "post", at, body)
    assert (refused.status_code, refused.json()["field"]) == (422, "judged_by")
    body |= {"judged_by": "Lea"}
    for value in (12, 13):
        told = send(client, "post", at, body | {"value": value}).json()
    figure = {"value": 13.0, "unit": "questions", "class": "judged", "judged_by": "Lea"}
    assert figure.items() <= told["figure"].items()
    assert [one["id"] for one in send(client, "get", at).json()["items"]] == [told["id"]]
    assert send(client, "delete", f"/entries/{told['id']}").status_code == 204
    assert not Entry.objects.exists()


def test_a_measure_of_one_s_own_is_counted_by_the_units_under_it(org, client):
    body = {"name": "rooms", "unit": "rooms", "words": "Rooms sold"}
    made = send(client, "post", f"/units/{org.volcan.pk}/measures", body)
    assert made.status_code == 201
    listed = send(client, "get", f"/units/{org.lyon.pk}/measures").json()
    assert made.json() in listed
    assert send(client, "delete", f"/measures/{made.json()['id']}").status_code == 204


def test_a_key_that_reads_decides_nothing(goals, org):
    live = goals.live()
    client = by_key(org, "analyst", acts=[])
    assert send(client, "post", f"/objectives/{live.pk}/close").status_code == 403
    assert send(client, "patch", f"/objectives/{live.pk}", {"why": "x"}).status_code == 403
    assert send(client, "delete", f"/kpis/{live.kpis.get().pk}").status_code == 403
    assert Kpi.objects.count() == 1


def test_nobody_elsewhere_is_named_as_owner(goals, org, client):
    body = stated(goals) | {"owner_id": org.person("reader", "orage").pk}
    answer = send(client, "post", f"/units/{org.volcan.pk}/objectives", body)
    assert (answer.status_code, answer.json()["field"]) == (422, "owner_id")


def test_why_is_answered_to_whoever_sees_the_thing_and_not_its_objective(goals, org):
    live = goals.live()
    account = accounts.add_account(
        org.actor("manager", "volcan"), org.lyon, network="mastodon", handle="@lyon",
        objective=live, why="Rooms", audience="412", primary=org.person("agent", "lyon"),
        backup=org.person("agent", "volcan"),
    )  # fmt: skip
    accounts.activate(org.actor("manager", "volcan"), account)
    client = by_key(org, "reader", "lyon", at=org.lyon, acts=[])
    told = send(client, "get", f"/why/account/{account.pk}").json()
    assert told["question"] == "Why do we have this account?"
    assert (told["objective"]["statement"], told["objective"]["may_open"]) == (str(live), False)
    assert send(client, "get", f"/objectives/{live.pk}").status_code == 404
    assert live.pk in [
        one["id"] for one in send(client, "get", f"/units/{org.lyon.pk}/objectives").json()
    ]
    share = {one["kind"]: one for one in send(client, "get", "/coverage").json()}["account"]
    assert (share["share"]["value"], share["active"]["value"]) == (100.0, 1.0)


def test_a_page_of_objectives_costs_the_same_however_many_there_are(
    goals, org, django_assert_num_queries
):
    client = by_key(org, "reader", acts=[])
    for _ in range(3):
        goals.live()
    send(client, "get", "/objectives")
    with django_assert_num_queries(6):
        assert len(send(client, "get", "/objectives?state=live").json()["items"]) == 3
    services.close(goals.by, Objective.objects.first())
    assert len(send(client, "get", "/objectives?state=closed").json()["items"]) == 1
