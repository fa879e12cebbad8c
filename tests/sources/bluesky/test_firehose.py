"""A firehose: what its frames become, and where it goes on."""

from __future__ import annotations

import asyncio

import msgspec
import pytest

from parvis.collect.page import Departure
from parvis.collect.web import Web
from parvis.errors import BadAnswerError
from parvis.sources.bluesky.firehose import CONNECTOR
from parvis.sources.connector import Visit
from tests.sources.contract.peers.bluesky import Firehose
from tests.sources.contract.peers.dag_cbor import encoded
from tests.sources.contract.post import Post


def heard(peer, *, since=None):
    """Listen until it ends."""

    async def act():
        async with peer.running() as base, Web(allow_private=[base[7:]]) as web:
            table = {"name": "pds", **peer.settings()}
            settings = msgspec.convert(table, CONNECTOR.settings)
            visit = Visit(web=web, since=since)
            return [page async for page in CONNECTOR.pages(settings, visit)]

    return asyncio.run(act())


class Telling(Firehose):
    """Sends the frames it is given."""

    def after(self, _cursor):
        return self.posts


def test_it_goes_on_after_the_last_commit():
    peer = Firehose([Post.of(number) for number in range(3)])
    since = heard(peer)[-1].cursor
    assert since == {"seq": 6}
    assert peer.asked[-1].endswith("subscribeRepos")
    assert not any(page.items for page in heard(peer, since=since))
    assert peer.asked[-1].endswith("cursor=6")


def test_frames_that_are_none_and_posts_without_a_record_are_kept_as_dead_letters():
    whole = Firehose([Post.of(1)]).after(0)[-1]
    bare = (
        {"op": 1, "t": "#commit"},
        {
            "seq": 9,
            "ops": [{"action": "create", "path": "app.bsky.feed.post/3k", "cid": None}],
        },
    )
    page = heard(Telling([b"\xff", whole[:-40], b"".join(map(encoded, bare)), whole]))[-1]
    assert len(page.rejected) == 3
    assert len(page.items) == 1


def test_other_records_than_posts_are_passed_over():
    body = {"seq": 9, "ops": [{"action": "create", "path": "app.bsky.feed.like/3k", "cid": None}]}
    page = heard(Telling([encoded({"op": 1, "t": "#commit"}) + encoded(body)]))[-1]
    assert (page.items, page.removed, page.rejected) == ([], [], [])
    assert page.cursor == {"seq": 9}


def test_a_server_that_cannot_go_on_is_believed():
    body = {"error": "FutureCursor", "message": "not yet"}
    with pytest.raises(BadAnswerError, match="FutureCursor not yet"):
        heard(Telling([encoded({"op": -1}) + encoded(body)]))


def test_an_account_that_is_gone_is_told():
    body = {"seq": 9, "did": "did:plc:a", "time": "", "active": False, "status": "deleted"}
    page = heard(Telling([encoded({"op": 1, "t": "#account"}) + encoded(body)]))[-1]
    assert page.departed == [Departure("did:plc:a", for_good=True)]
    assert page.cursor == {"seq": 9}
