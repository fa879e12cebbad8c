"""Keys: made into tokens and renewed, counted, and said to be used up."""

from __future__ import annotations

import datetime as dt

import pytest
from aiohttp import web

from parvis.errors import CredentialsError, RateLimitedError, SourceError
from parvis.sources.youtube.quota import Quota
from tests.sources.contract.peers.keyed import Reddit, YouTube
from tests.sources.contract.test_contract import Listening, posts, run


def test_a_token_is_made_once_and_again_when_it_ends():
    peer = Reddit(posts(5))

    async def act(heard: Listening) -> None:
        await heard.visit()
        await heard.visit()

    run(peer, act)
    assert peer.made == 1
    brief = Reddit(posts(5))
    brief.lasting = 60
    run(brief, act)
    assert brief.made == 2


def test_a_token_that_is_refused_is_forgotten():
    peer = Reddit(posts(5))

    async def act(heard: Listening) -> None:
        await heard.visit()
        peer.made = 7
        with pytest.raises(CredentialsError, match="the key was not accepted"):
            await heard.visit()
        await heard.visit()

    assert len(run(peer, act).ids) == 5
    assert peer.made == 8


@pytest.mark.parametrize("secret", [None, "of-nobody", ":"])
def test_a_key_that_is_none_is_told(secret):
    peer = Reddit(posts(5))
    peer.secret = secret

    async def act(heard: Listening) -> None:
        with pytest.raises(SourceError, match=r"it needs the id|its key names no application"):
            await heard.visit()
        peer.secret = Reddit.secret
        await heard.visit()

    assert len(run(peer, act).ids) == 5


def test_the_thousand_things_reddit_lists_are_its_history():
    peer = Reddit(posts(1200))
    heard = run(peer, lambda heard: heard.visit(walk="history"))
    assert heard.ids == {peer.id_of(post) for post in posts(1000, first=200)}


class Search(YouTube):
    """Videos by a search, whose words are asked for apart."""

    said = {"search": "fibre", "searches": 2}  # noqa: RUF012 - as of its parent

    async def serve(self, request: web.Request) -> web.StreamResponse:
        if request.path.endswith("/search"):
            items = [{"id": {"videoId": str(post.number)}} for post in self.newest()]
            return web.json_response({"items": items})
        named = request.query["id"].split(",")
        items = [
            {
                "kind": "youtube#video",
                "id": str(post.number),
                "snippet": {"description": post.text, "publishedAt": post.at.isoformat()},
                "statistics": {"viewCount": "7"},
            }
            for post in self.posts
            if str(post.number) in named
        ]
        return web.json_response({"items": items})


def test_videos_of_a_search_come_with_their_words_until_the_bound_of_the_day():
    peer = Search(posts(5))

    async def act(heard: Listening) -> None:
        await heard.visit()
        await heard.visit()
        asked = len(peer.asked)
        with pytest.raises(RateLimitedError, match="2 searches of YouTube's quota") as told:
            await heard.visit()
        assert told.value.wait
        assert 0 < told.value.wait <= 90_000
        assert len(peer.asked) == asked

    heard = run(peer, act)
    assert heard.texts["youtube:3"] == "Post 3 says so"
    assert heard.cursor["asked"]["searches"] == 2


def test_a_quota_begins_anew_at_midnight_in_california():
    at = dt.datetime(2026, 11, 29, 7, tzinfo=dt.UTC)
    quota = Quota("videos", {"questions": 1}, None, lambda: at)
    quota.ask("questions")
    at += dt.timedelta(minutes=59)
    with pytest.raises(RateLimitedError) as told:
        quota.ask("questions")
    assert told.value.wait == 60
    at += dt.timedelta(minutes=1)
    quota.ask("questions")
