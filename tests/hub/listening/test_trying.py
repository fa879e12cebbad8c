"""A source is tried by the worker, its key is kept sealed, and its page tells how it does."""

from __future__ import annotations

import dataclasses
import datetime as dt
import json
import threading
from zoneinfo import ZoneInfo

import numpy as np
import pytest
from django.urls import reverse
from django.utils import timezone

from parvis.analyse.arrivals import Law
from parvis.collect.page import Page
from parvis.hub.common.errors import ForbiddenError, RefusedError
from parvis.hub.listening import expecting, keeping, reckoning, services, trying
from parvis.hub.listening.models import Doing, Source, Trial
from parvis.hub.work.worker import Worker
from parvis.live.trying import Tried
from parvis.sources import connectors
from tests.hub.asking import by_key, send

FEED = 'url = "http://127.0.0.1/rss"\n'
WORD = "sesame"
SKY = {"account": "us", "subreddit": "france"}


@pytest.fixture
def by(org):
    return org.actor("analyst", "volcan")


@pytest.fixture
def source(org, by):
    return services.add_source(by, org.volcan, name="Paper", kind="feed", settings=FEED)


@pytest.fixture(autouse=True)
def _keys(tmp_path, monkeypatch):
    monkeypatch.setenv("PARVIS_KEYS", str(tmp_path / "keys"))


def work():
    assert Worker(threading.Event()).step()


def test_a_test_is_done_by_the_worker_and_its_fault_is_told(org, source):
    client = org.client("analyst", "volcan")
    begun = client.post(reverse("try_source", args=[source.pk]))
    at = reverse("trial", args=[Trial.objects.get().pk])
    assert begun.url == at
    assert "Being tested" in client.get(at).content.decode()
    work()
    for page in (at, reverse("source", args=[source.pk])):
        assert "an address that is not public" in client.get(page).content.decode()
    assert not Doing.objects.exists()


def test_what_it_gives_is_told_and_texts_do_no_harm(org, source, monkeypatch):
    async def walk(_settings, _visit):
        post = {
            "id": "1",
            "summary": "&lt;script&gt;alert(1) Volcan",
            "published": 1_700_000_000,
        }
        yield Page(items=[post, "none"])

    feed = dataclasses.replace(
        connectors.CONNECTORS["feed"], pages=walk,
        record=lambda item: {"id": item["id"], "text": item["summary"],
                             "published_at": item["published"]},
    )  # fmt: skip
    monkeypatch.setitem(connectors.CONNECTORS, "feed", feed)
    client = org.client("analyst", "volcan")
    add = reverse("try_settings", args=[org.volcan.pk, "feed"])
    htmx = {"HX-Request": "true"}
    begun = client.post(add, {"settings": FEED}, headers=htmx).content.decode()
    assert "hx-get" in begun
    assert "<html" not in begun
    work()
    told = client.get(reverse("trial", args=[Trial.objects.get().pk])).content.decode()
    assert "gives 1 mention" in told
    assert "1 item could not be read" in told
    assert "&lt;script&gt;" in told
    assert "<script>alert" not in told


def test_what_cannot_be_tried_is_refused_in_words(org, by):
    client = org.client("analyst", "volcan")
    wrong = client.post(
        reverse("try_settings", args=[org.volcan.pk, "feed"]), {"settings": "url ="}
    )
    assert "message alarm" in wrong.content.decode()
    with pytest.raises(ForbiddenError):
        trying.try_settings(by, org.volcan, kind="files", settings={"path": "x"})
    with pytest.raises(ForbiddenError):
        trying.try_settings(by, org.volcan, kind="feed", settings=FEED, secret=WORD)
    owner = org.actor("owner", "group")
    with pytest.raises(RefusedError, match="send something"):
        trying.try_settings(owner, org.volcan, kind="webhook", settings={"hook": "a"})
    for _ in range(trying.MOST):
        trying.try_settings(by, org.volcan, kind="feed", settings=FEED)
    with pytest.raises(RefusedError, match="Wait"):
        trying.try_settings(by, org.volcan, kind="feed", settings=FEED)


def test_the_key_of_a_test_goes_with_it(org, monkeypatch):
    seen = []

    async def tried(heard, *, secret, folder):
        seen.append((heard.settings.key, secret))
        return Tried(read=1)

    monkeypatch.setattr("parvis.live.trying.try_source", tried)
    owner = org.actor("owner", "group")
    trial = trying.try_settings(owner, org.volcan, kind="reddit", settings=SKY, secret=WORD)
    assert WORD not in json.dumps(trial.settings)
    work()
    assert seen == [(trial.key, WORD)]
    assert keeping.all_known() == []


def test_a_key_is_given_renewed_and_told_a_week_before_it_ends(org, source):
    client = org.client("owner", "group")
    page, here = (reverse(name, args=[source.pk]) for name in ("source_key", "source"))
    past = client.post(page, {"secret": "sesame", "expires": "2020-01-01"})
    assert "That day is over" in past.content.decode()
    zone = ZoneInfo(org.actor("owner", "group").person.zone)
    soon = timezone.localdate(timezone=zone) + dt.timedelta(days=3)
    kept = client.post(page, {"secret": "sesame", "expires": soon.isoformat()})
    assert kept.url == here
    source.refresh_from_db()
    for told in (client.get(here), client.get(page), client.get(reverse("listening"))):
        assert "ends in 3 days" in told.content.decode()
        assert "sesame" not in told.content.decode()
    client.post(page, {"secret": "another", "expires": ""})
    assert keeping.secret(source.key) == "another"
    assert "no end is known" in client.get(here).content.decode()
    analyst = org.client("analyst", "volcan")
    assert "Ask one of them" in analyst.get(page).content.decode()
    assert analyst.post(page, {"secret": "x"}).status_code == 403


def test_a_source_is_added_together_with_its_key(org):
    client = org.client("owner", "group")
    add = reverse("add_source", args=[org.volcan.pk, "reddit"])
    settings = 'account = "us"\nsubreddit = "france"\n'
    said = {"name": "Subreddit", "settings": settings, "secret": "id:secret", "expires": ""}
    client.post(add, said)
    made = Source.objects.get()
    assert keeping.secret(made.key) == "id:secret"
    assert made.settings["key"] == made.key
    assert 'name="secret"' not in org.client("analyst", "volcan").get(add).content.decode()


def test_its_law_its_next_try_and_its_gaps_are_told(org, source, monkeypatch, settings, tmp_path):
    settings.LAKE = tmp_path / "lake"
    (settings.LAKE / "listening").mkdir(parents=True)
    at = timezone.now()
    lines = [
        {"source": source.key, "told_at": at.isoformat(), "why": "no answer since then"},
        {"source": source.key, "ended_at": at.isoformat()},
        {"source": "s0", "told_at": at.isoformat(), "why": "of another"},
        {"source": source.key, "told_at": at.isoformat(), "why": "no mention since then"},
    ]
    (settings.LAKE / "listening" / "gaps.jsonl").write_text("\n".join(map(json.dumps, lines)))
    Doing.objects.create(
        source=source, told_at=at, last_mention=at, next_visit=at, standing="waiting"
    )
    Source.objects.filter(pk=source.pk).update(active_since=at)
    law = Law(np.full(168, 4.0), longest=10)
    monkeypatch.setattr(reckoning, "expected", lambda one: expecting._told(law, at, one))
    source.refresh_from_db()
    client = org.client("reader", "volcan")
    told = client.get(reverse("source_days", args=[source.pk])).content.decode()
    assert "about every 15 minutes" in told
    assert "about 96; on most days between" in told
    assert "it counts as silent" in told
    assert "no answer since then" in told
    assert "not over yet" in told
    assert "of another" not in told
    assert "Next try" in client.get(reverse("source", args=[source.pk])).content.decode()


def test_of_very_many_mentions_the_worker_counts_the_days(org, source, monkeypatch):
    monkeypatch.setattr(reckoning, "LARGE", 0)
    client, page = org.client("reader", "volcan"), reverse("source_days", args=[source.pk])
    assert "being counted" in client.get(page).content.decode()
    work()
    assert "Nothing has come" in client.get(page).content.decode()


def test_by_the_api_a_source_is_tried(org, source):
    client = by_key(org, "analyst", acts=["listen"])
    begun = send(client, "post", f"/units/{org.volcan.pk}/trials",
                 {"kind": "feed", "settings": {"url": "http://10.0.0.1/rss"}})  # fmt: skip
    assert (begun.status_code, begun.json()["told"]) == (202, None)
    work()
    told = send(client, "get", f"/trials/{begun.json()['id']}").json()
    assert "not public" in told["told"]["fault"]
    assert send(client, "post", f"/sources/{source.pk}/trials").status_code == 202


def test_trials_are_forgotten_after_a_day_with_their_keys(org, by, source):
    Trial.objects.create(unit=org.volcan, by=by.person, kind="feed")
    Trial.objects.update(made_at=timezone.now() - dt.timedelta(days=2))
    keeping.keep(trying.KEY + "a", "sesame", None)
    trying.forget()
    assert not Trial.objects.exists()
    assert [one.name for one in keeping.all_known()] == [trying.KEY + "a"]
