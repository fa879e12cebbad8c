"""The API: keys that may less than people, requests that are done once, faults in words."""

from __future__ import annotations

import datetime as dt

import pytest
from django.test import Client
from django.utils import timezone

from parvis.hub.common.acts import Act
from parvis.hub.common.errors import ForbiddenError
from parvis.hub.organisation.keys import actor_of, end_key, make_key
from parvis.hub.organisation.models import ApiKey, Unit
from tests.hub.asking import by_key, send

UNIT = {"name": "Paris", "code": "paris", "kind": "site", "country": "FR"}


def test_a_key_reads_where_it_is_for_and_nowhere_else(org):
    client = by_key(org, "owner", "group", at=org.volcan, acts=[])
    listed = send(client, "get", "/units").json()["items"]
    assert {unit["code"] for unit in listed} == {"volcan", "volcan-fr", "lyon"}
    assert send(client, "get", f"/units/{org.orage.pk}").status_code == 404


def test_a_key_that_is_to_read_changes_nothing(org):
    client = by_key(org, acts=[])
    answer = send(client, "post", f"/units/{org.volcan.pk}/units", UNIT)
    assert answer.status_code == 403
    assert "manage units" in answer.json()["text"]


def test_a_key_may_never_more_than_its_person(org):
    client = by_key(org, "reader", "volcan", acts=[Act.MANAGE, Act.OWN])
    assert send(client, "post", f"/units/{org.volcan.pk}/units", UNIT).status_code == 403
    with pytest.raises(ForbiddenError):
        make_key(org.actor("reader", "volcan"), org.orage, name="Key", acts=[])


def test_a_key_that_ended_or_whose_person_left_opens_nothing(org):
    by = org.actor("reader", "volcan")
    for way in ("expired", "ended", "left"):
        key, text = make_key(by, org.volcan, name="Key", acts=[])
        assert actor_of(text) is not None
        if way == "expired":
            ApiKey.objects.update(expires_at=timezone.now() - dt.timedelta(seconds=1))
        elif way == "ended":
            end_key(by, key)
        else:
            type(by.person).objects.update(is_active=False)
        assert actor_of(text) is None, way


def test_nobody_is_told_how_to_come_in(client, db):
    answer = client.get("/api/v1/units")
    assert (answer.status_code, answer["WWW-Authenticate"]) == (401, "Bearer")
    assert "Bearer parvis_" in answer.json()["text"]


def test_a_session_changes_nothing_without_the_token_against_forgery(org):
    client = Client(enforce_csrf_checks=True)
    client.force_login(org.person("manager", "volcan"))
    assert send(client, "post", f"/units/{org.volcan.pk}/units", UNIT).status_code == 403
    assert send(client, "get", "/units").status_code == 200


def test_a_request_sent_again_is_done_once_and_answered_alike(org):
    client = by_key(org, acts=[Act.MANAGE])
    sent = [
        send(client, "post", f"/units/{org.volcan.pk}/units", UNIT, **{"Idempotency-Key": "one"})
        for _ in range(2)
    ]
    assert [answer.status_code for answer in sent] == [201, 201]
    assert sent[0].json() == sent[1].json()
    assert sent[1]["Idempotent-Replayed"] == "true"
    assert Unit.objects.filter(code="paris").count() == 1


def test_a_key_of_another_request_is_refused_and_a_fault_is_not_kept(org):
    client = by_key(org, acts=[Act.MANAGE])
    key = {"Idempotency-Key": "one"}
    url = f"/units/{org.volcan.pk}/units"
    assert send(client, "post", url, UNIT | {"code": "lyon"}, **key).status_code == 422
    assert send(client, "post", url, UNIT, **key).status_code == 201
    again = send(client, "post", url, UNIT | {"code": "other"}, **key)
    assert (again.status_code, again.json()["code"]) == (422, "reused")


def test_pages_follow_one_another_and_hold_everything_once(org):
    client = by_key(org, acts=[])
    seen, after = [], 0
    while after is not None:
        page = send(client, "get", f"/units?limit=2&after={after}").json()
        seen += [unit["code"] for unit in page["items"]]
        after = page["next"]
    assert sorted(seen) == ["lyon", "volcan", "volcan-fr"]


def test_a_fault_names_the_field(org):
    client = by_key(org, acts=[Act.MANAGE])
    answer = send(client, "post", f"/units/{org.volcan.pk}/units", UNIT | {"country": "France"})
    assert answer.status_code == 422
    assert "country" in answer.json()["field"]


def test_a_key_is_made_on_the_page_and_shown_once(org):
    client = org.client("manager", "volcan")
    said = {"name": "Nightly", "unit": org.volcan.pk, "acts": ["manage"], "days": 30}
    page = client.post("/me/keys/", said).content.decode()
    assert page.count("parvis_") == 1
    assert "parvis_" not in client.get("/me/keys/").content.decode()
    key = ApiKey.objects.get()
    assert key.acts == ["manage", "see"]
    client.post(f"/me/keys/{key.pk}/end/")
    assert not ApiKey.objects.exists()


def test_a_key_of_another_is_not_ended(org):
    key, _ = make_key(org.actor("owner", "group"), org.group, name="Key", acts=[])
    org.client("manager", "volcan").post(f"/me/keys/{key.pk}/end/")
    assert ApiKey.objects.filter(pk=key.pk).exists()
