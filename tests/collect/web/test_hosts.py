"""What a host is left alone for: all of it, or one of its endpoints."""

from __future__ import annotations

from aiohttp import web

from tests.collect.web.serving import Hands, ask

SPENT = {"X-RateLimit-Remaining": "0", "X-RateLimit-Reset": "30"}


def waits(headers, paths, *, status=200):
    """Ask for paths one after another; the seconds waited before each."""
    hands = Hands()

    def answer(_request):
        return web.Response(headers=headers if len(asked) == 0 else {}, status=status)

    asked: list[float] = []

    async def query(out, site):
        for path in paths:
            before = hands.time
            await out.get(site.url(path))
            asked.append(hands.time - before)

    ask(answer, query, clock=hands.clock)
    return asked


def test_where_one_endpoint_is_spent_the_others_are_asked_on():
    assert waits(SPENT, ["/search?q=a", "/timeline", "/search?q=b"]) == [0.0, 0.0, 30.0]


def test_a_host_that_asks_to_be_left_alone_is_as_a_whole():
    assert waits({**SPENT, "Retry-After": "20"}, ["/search", "/timeline"]) == [0.0, 30.0]


def test_where_two_endpoints_are_spent_the_limit_is_taken_for_the_hosts():
    hands = Hands()

    async def query(out, site):
        for path in ("/one", "/two"):
            await out.get(site.url(path))
        before = hands.time
        await out.get(site.url("/three"))
        return hands.time - before

    assert ask(lambda _: web.Response(headers=SPENT), query, clock=hands.clock) == 30.0
