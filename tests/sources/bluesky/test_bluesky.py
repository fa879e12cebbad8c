"""Bluesky: who is asked what, and how often one logs in."""

from __future__ import annotations

import asyncio
from contextlib import nullcontext

import msgspec
import pytest

from parvis.collect.web import Limits, Web
from parvis.errors import CredentialsError, SourceError
from parvis.sources.bluesky.connector import CONNECTOR, Bluesky, when
from parvis.sources.connector import Visit
from tests.sources.contract.peer import status
from tests.sources.contract.peers.bluesky import Search
from tests.sources.contract.post import Post


async def exhausted(pages):
    async for _ in pages:
        pass


def visits(peer, times, *, secret=Search.secret, hurt=None):
    """Visit a peer so many times, and return what it was asked for."""

    async def act():
        async with (
            peer.running() as base,
            Web(allow_private=[base.removeprefix("http://")], limits=Limits(tries=1)) as web,
        ):
            settings = msgspec.convert({"name": "words", **peer.settings()}, Bluesky)
            for number in range(times):
                peer.faults.extend([status(401)] if hurt == number else [])
                with pytest.raises(CredentialsError) if hurt == number else nullcontext():
                    await exhausted(CONNECTOR.pages(settings, Visit(web=web, secret=secret)))

    asyncio.run(act())
    return [path.partition("?")[0].rpartition(".")[2] for path in peer.asked]


def test_one_logs_in_once_for_many_visits():
    asked = visits(Search([Post.of(1)]), 3)
    assert asked == ["createSession", *["searchPosts"] * 3]


def test_one_logs_in_anew_when_a_session_was_refused():
    asked = visits(Search([Post.of(1)]), 3, hurt=1)
    assert asked.count("createSession") == 2
    assert asked[-1] == "searchPosts"


@pytest.mark.parametrize(("secret", "what"), [(None, "app password"), ("abcd", "no account")])
def test_a_search_without_an_account_says_what_is_wanted(secret, what):
    with pytest.raises(SourceError, match=what):
        visits(Search([]), 1, secret=secret)


def test_a_source_that_does_not_say_what_to_listen_to_is_refused():
    peer = Search([])
    peer.chosen = {}
    with pytest.raises(SourceError, match="write search, author or repository"):
        visits(peer, 1)


@pytest.mark.parametrize(
    "item",
    [
        {"record": {"createdAt": "2019-01-01T00:00:00Z"}, "indexedAt": "2026-11-29T06:00:00Z"},
        {
            "post": {"indexedAt": "2020-01-01T00:00:00Z", "record": {}},
            "reason": {"indexedAt": "2026-11-29T06:00:00Z"},
        },
        {"record": {"createdAt": "2026-11-29T06:00:00Z"}},
    ],
    ids=["a post dated back", "a repost", "a record"],
)
def test_a_post_is_placed_where_the_network_saw_it(item):
    assert when(item) == 1795932000.0


@pytest.mark.parametrize("item", [None, {}, {"post": 7}, {"indexedAt": "yesterday"}])
def test_what_is_misshapen_has_no_time(item):
    assert when(item) is None
