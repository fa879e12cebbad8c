"""Interfaces without a key, where they give less than there is."""

from __future__ import annotations

from dataclasses import replace

from aiohttp import web

from tests.sources.contract.peers.open import AppStore, Gdelt
from tests.sources.contract.test_contract import everything, posts, run


def test_what_gdelt_does_not_show_of_a_quarter_of_an_hour_is_told():
    at = posts(1, first=100)[0].at
    peer = Gdelt([*posts(5), *(replace(post, at=at) for post in posts(300, first=100))])
    heard = run(peer, everything)
    assert {peer.id_of(post) for post in posts(5)} <= heard.ids
    assert len(heard.ids) == 255
    (letter,) = [letter for page in heard.pages for letter in page.rejected]
    assert "more than 250 articles in a quarter of an hour" in letter.reason


def test_a_title_with_a_backslash_spoils_no_other():
    class Backslash(Gdelt):
        async def serve(self, request: web.Request) -> web.StreamResponse:
            whole = await super().serve(request)
            body = bytes(whole.body).replace(b"Post 3", rb"L\'autre")
            return web.Response(body=body, content_type="application/json")

    heard = run(Backslash(posts(5)), everything)
    assert heard.texts["gdelt:https://a.example/3"] == "L'autre says so"


def test_each_country_of_a_shop_has_its_own_walk_of_five_hundred_reviews():
    class Two(AppStore):
        def settings(self):
            return {**super().settings(), "countries": ["FR", "be"]}

    peer = Two(posts(700))
    heard = run(peer, lambda heard: heard.visit(walk="history"))
    assert heard.ids == {peer.id_of(post) for post in posts(500, first=200)}
    assert set(heard.cursor) == {"FR", "be"}
    assert {page.items[0]["country"] for page in heard.pages if page.items} == {"fr", "be"}
