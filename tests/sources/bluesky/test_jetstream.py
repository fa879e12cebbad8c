"""Jetstream: what its events become, and where it goes on."""

from __future__ import annotations

import asyncio
import datetime as dt
import json
from urllib.parse import parse_qsl, urlsplit

import msgspec
import pytest

from parvis.collect.page import Departure
from parvis.collect.web import Web
from parvis.sources.bluesky.jetstream import CONNECTOR, OVERLAP
from parvis.sources.connector import Visit, rows_of
from tests.sources.contract.peers.bluesky import Jetstream
from tests.sources.contract.post import Post


def heard(peer, *, since=None, **said):
    """Listen until it ends; the pages, and the query it was asked with."""

    async def act():
        async with peer.running() as base, Web(allow_private=[base[7:]]) as web:
            table = {"name": "sky", **peer.settings(), **said}
            settings = msgspec.convert(table, CONNECTOR.settings)
            visit = Visit(web=web, since=since)
            return settings, [page async for page in CONNECTOR.pages(settings, visit)]

    settings, pages = asyncio.run(act())
    return settings, pages, parse_qsl(urlsplit(peer.asked[-1]).query)


class Telling(Jetstream):
    """Tells what it is given, as it is."""

    def _events(self):
        return self.posts


def test_posts_only_are_asked_for_from_a_little_before_the_cursor():
    _, _, query = heard(Jetstream([]), since={"time_us": 9_000_000}, accounts=["did:plc:a"])
    assert ("wantedCollections", "app.bsky.feed.post") in query
    assert ("wantedDids", "did:plc:a") in query
    assert ("cursor", str(9_000_000 - OVERLAP)) in query


def test_the_first_page_says_that_it_lives_before_anyone_speaks():
    _, pages, query = heard(Jetstream([]))
    assert not pages[0].items
    assert pages[0].cursor["time_us"] > 0
    assert "cursor" not in dict(query)


def test_the_cursor_is_the_time_of_the_last_event_whatever_our_clock_says():
    peer = Jetstream([Post.of(3)])
    _, pages, _ = heard(peer)
    assert pages[-1].cursor == {"time_us": peer._events()[-1]["time_us"]}


def test_a_post_is_read_with_its_time_language_card_and_thread():
    record = {
        "$type": "app.bsky.feed.post",
        "text": "La fibre coupe #fibre",
        "createdAt": "2026-11-29T05:59:00Z",
        "langs": ["fr"],
        "embed": {"$type": "app.bsky.embed.external", "external": {"uri": "https://a.example/x"}},
        "reply": {"root": {"uri": "at://did:plc:b/p/1"}, "parent": {"uri": "at://did:plc:b/p/2"}},
    }
    commit = {"operation": "create", "collection": "app.bsky.feed.post", "rkey": "3k"}
    event = {"did": "did:plc:a", "time_us": 5, "kind": "commit"}
    settings, pages, _ = heard(Telling([{**event, "commit": {**commit, "record": record}}]))
    (row,) = rows_of(CONNECTOR, settings, pages[-1], dt.datetime.now(dt.UTC)).frame.to_dicts()
    assert row["id"] == "bluesky:at://did:plc:a/app.bsky.feed.post/3k"
    assert row["author_id"] == "did:plc:a"
    assert (row["declared_language"], row["kind"]) == ("fr", "reply")
    assert row["links"] == ["https://a.example/x"]
    assert row["published_at"] == dt.datetime(2026, 11, 29, 5, 59, tzinfo=dt.UTC)


@pytest.mark.parametrize(
    "event",
    [7, [], {}, {"kind": "commit"}, {"kind": "commit", "time_us": "9", "commit": {}}, None],
    ids=json.dumps,
)
def test_what_is_no_event_is_kept_as_a_dead_letter(event):
    class Odd(Telling):
        async def _tell(self, request, share):
            from aiohttp import web

            socket = web.WebSocketResponse()
            await socket.prepare(request)
            await socket.send_str(json.dumps(event))
            await socket.send_str("{torn")
            await socket.close()
            return socket

    _, pages, _ = heard(Odd([]))
    assert [letter.reason for letter in pages[-1].rejected] == ["no event of Jetstream"] * 2


def test_an_account_that_is_gone_is_told_and_one_that_is_slow_or_back_is_not():
    def account(name, **said):
        event = {"did": name, "time_us": 5, "kind": "account"}
        return {**event, "account": {"did": name, "seq": 1, **said}}

    told = [
        account("did:plc:a", active=False, status="deleted"),
        account("did:plc:b", active=False, status="takendown"),
        account("did:plc:c", active=False, status="desynchronized"),
        account("did:plc:d", active=True),
    ]
    _, pages, _ = heard(Telling(told))
    assert pages[-1].departed == [
        Departure("did:plc:a", for_good=True),
        Departure("did:plc:b", for_good=False),
    ]
