"""Listening by the API: versions, gate, how sources do, keys that are never told."""

from __future__ import annotations

import pytest
from django.utils import timezone

from parvis.hub.common.acts import Act
from parvis.hub.listening.models import Doing, Source
from tests.hub.asking import by_key, send

FEED = {"name": "Press", "kind": "feed", "settings": {"url": "https://example.org/rss"}}


@pytest.fixture
def client(org):
    return by_key(org, "analyst", acts=[Act.LISTEN])


def test_a_perimeter_has_versions_and_passes_the_gate(goals, org, client):
    at = f"/units/{org.volcan.pk}/perimeters"
    refused = send(client, "post", at, {"name": "Us", "query": "volcan AND ("})
    assert (refused.status_code, refused.json()["field"]) == (422, "query")
    made = send(client, "post", at, {"name": "Us", "query": "volcan"}).json()
    here = f"/perimeters/{made['id']}"
    assert send(client, "patch", here, {"query": "volcan OR #volcan"}).json()["version"] == 2
    assert send(client, "patch", here, {"name": "Our name"}).json()["version"] == 2
    assert [one["number"] for one in send(client, "get", f"{here}/versions").json()] == [2, 1]
    assert send(client, "get", f"{here}/versions").json()[0]["by"]["name"] == "analyst volcan"
    draft = send(client, "post", f"{here}/activate", {"objective_id": goals.draft().pk})
    assert (draft.status_code, draft.json()["field"]) == (422, "objective_id")
    live = goals.live()
    told = send(client, "post", f"{here}/activate", {"objective_id": live.pk}).json()
    assert (told["is_active"], told["objective_id"]) == (True, live.pk)
    why = send(client, "get", f"/why/perimeter/{made['id']}").json()
    assert why["question"] == "Why do we listen to this?"
    assert why["objective"]["id"] == live.pk
    assert not send(client, "post", f"{here}/retire").json()["is_active"]
    assert send(client, "post", f"{here}/retire").status_code == 422


def test_a_source_is_held_against_its_connector_and_tells_how_it_does(org, client):
    at = f"/units/{org.volcan.pk}/sources"
    for wrong in ({"url": 3}, {"uri": "x"}, {"url": "a\x00"}, {"url": "\ud800"}):
        answer = send(client, "post", at, FEED | {"settings": wrong})
        assert (answer.status_code, answer.json()["field"]) == (422, "settings"), wrong
    made = send(client, "post", at, FEED).json()
    assert (made["settings"], made["doing"], made["key"]) == (FEED["settings"], None, None)
    now = timezone.now()
    told = {"told_at": now, "new": 12, "per_hour": 3.5, "last_mention": now, "silent": "a gap"}
    Doing.objects.create(source_id=made["id"], **told)
    doing = send(client, "get", f"/sources/{made['id']}").json()["doing"]
    assert doing["gap"] == "a gap"
    assert doing["rate"]["value"] == 3.5
    assert (doing["rate"]["unit"], doing["new"]["class"]) == ("mentions/hour", "measured")
    assert send(client, "get", "/listening").json()["active"]["value"] == 0
    assert "feed" in [one["kind"] for one in send(client, "get", "/source-kinds").json()]


def test_what_touches_the_machine_is_for_owners(org, client):
    files = {"name": "Files", "kind": "files", "settings": {"path": "a"}}
    assert send(client, "post", f"/units/{org.volcan.pk}/sources", files).status_code == 403


def test_a_key_is_given_by_an_owner_and_never_told(org, client, tmp_path, monkeypatch):
    monkeypatch.setenv("PARVIS_KEYS", str(tmp_path))
    made = send(client, "post", f"/units/{org.volcan.pk}/sources", FEED).json()
    url, body = f"/sources/{made['id']}/key", {"secret": "sesame", "expires": "2099-01-01"}
    assert send(client, "put", url, body).status_code == 403
    owner = by_key(org, "owner", "group", at=org.group, acts=[Act.LISTEN, Act.OWN])
    told = send(owner, "put", url, body)
    assert told.json()["key"]["expires"] == "2099-01-01"
    source = Source.objects.get()
    assert source.settings["key"] == source.key
    for said in (told.text, send(owner, "get", f"/sources/{made['id']}").text):
        assert "sesame" not in said
    from parvis.collect.keys import Keys

    assert Keys(tmp_path).get(source.key) == "sesame"
