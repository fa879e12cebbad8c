"""A Mastodon stream: what its events become, and that nothing is passed over around it."""

from __future__ import annotations

import asyncio
import json
from dataclasses import replace

import msgspec
import pytest

from parvis.collect.web import Web
from parvis.errors import SourceError
from parvis.sources.connector import Visit
from parvis.sources.mastodon.connector import CONNECTOR
from tests.sources.contract.peers.mastodon import MastodonStream
from tests.sources.contract.post import Post


def heard(peer, *, since=None, **said):
    """The pages of a stream until it ends."""

    async def act():
        async with peer.running() as base, Web(allow_private=[base[7:]]) as web:
            table = {"name": "fibre", **peer.settings(), **said}
            settings = msgspec.convert(table, CONNECTOR.settings)
            visit = Visit(web=web, since=since, secret="a-token")  # noqa: S106 - of nobody
            return [page async for page in CONNECTOR.pages(settings, visit)]

    return asyncio.run(act())


def telling(*events):
    peer = MastodonStream([])
    peer.events = [
        (name, data if isinstance(data, str) else json.dumps(data)) for name, data in events
    ]
    return peer


def test_posts_edits_and_deletions_are_told_in_their_order():
    peer = telling()
    status = peer.item(Post.of(7))
    edited = {**status, "content": "<p>Edited</p>", "edited_at": Post.of(9).at.isoformat()}
    peer = telling(
        ("update", status),
        ("status.update", edited),
        ("notification", {"id": "1"}),
        ("filters_changed", "null"),
        ("delete", "1007"),
    )
    page = heard(peer)[-1]
    assert [item["content"] for item in page.items] == ["<p>Post 7 says so</p>", "<p>Edited</p>"]
    assert page.removed == ["1007"]
    assert page.cursor == {"floor": Post.of(9).at.timestamp()}


def test_what_is_no_status_is_kept_as_a_dead_letter():
    page = heard(telling(("update", "{torn"), ("update", "{}")))[-1]
    assert [letter.content for letter in page.rejected] == ["{torn"]
    assert page.items == [{}]


def test_what_was_said_during_a_break_is_asked_for_before_the_stream_is_read():
    peer = MastodonStream([Post.of(number) for number in range(100)])
    peer.events = [("update", json.dumps(peer.item(Post.of(100))))]
    since = {"floor": Post.of(20).at.timestamp()}
    numbers = [int(item["id"]) - 1000 for page in heard(peer, since=since) for item in page.items]
    assert set(range(20, 101)) <= set(numbers)
    assert numbers[-1] == 100
    places = [place for place, path in enumerate(peer.asked) if "streaming/" in path]
    assert places == [1]  # opened before anything was asked for


def test_the_clock_of_a_post_moves_the_floor_no_further_than_now():
    late = replace(Post.of(1), at=Post.of(10**7).at)
    page = heard(telling(("update", MastodonStream([]).item(late))))[-1]
    assert page.cursor["floor"] < late.at.timestamp()


@pytest.mark.parametrize(
    ("said", "path"),
    [
        ({}, "/api/v1/streaming/hashtag?tag=fibre"),
        ({"hashtag": None, "timeline": "public"}, "/api/v1/streaming/public"),
        ({"hashtag": None, "timeline": "local"}, "/api/v1/streaming/public/local"),
        ({"hashtag": None, "timeline": "home"}, "/api/v1/streaming/user"),
    ],
)
def test_each_timeline_has_its_stream(said, path):
    peer = telling()
    heard(peer, **said)
    assert path in peer.asked


def test_an_older_server_streams_where_it_is():
    class Old(MastodonStream):
        async def serve(self, request):
            from aiohttp import web

            if request.path == "/api/v2/instance":
                return web.Response(status=404)
            return await super().serve(request)

    peer = Old([])
    heard(peer)
    assert any("streaming" in path for path in peer.asked)


def test_a_search_has_no_stream():
    with pytest.raises(SourceError, match="no stream"):
        heard(telling(), hashtag=None, search="fibre")
