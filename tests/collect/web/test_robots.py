"""robots.txt, obeyed, and a site visited as a crawler should."""

from __future__ import annotations

import asyncio
from dataclasses import replace

import pytest
from aiohttp import web

from parvis.collect.web import Answer, Manners
from parvis.collect.web.robots import KEPT, LONGEST, Rules, concerning
from parvis.errors import ForbiddenByRobotsError, UnavailableError
from tests.collect.web.serving import QUICK, Hands, ask

CLOSED = "User-agent: *\nDisallow: /\n"


def visits(robots, *paths, hands=None, **how):
    """Paths seen by a site whose robots.txt answers so, and the fault there was."""

    def answer(request):
        if request.path != "/robots.txt":
            return web.Response(text="page")
        given = robots(request) if callable(robots) else robots
        return web.Response(text=given) if isinstance(given, str) else given

    async def run(out, site):
        fault = None
        for path in paths or ("/page",):
            try:
                await out.get(site.url(path), robots=True)
            except (ForbiddenByRobotsError, UnavailableError) as error:
                fault = error
        return [request.path for request in site.seen], fault

    return ask(answer, run, clock=(hands or Hands()).clock, **how)


@pytest.mark.parametrize(
    ("text", "allowed"),
    [
        ("", True),
        (CLOSED, False),
        ("User-agent: Parvis\nDisallow: /page\n", False),
        ("User-agent: parvis/1.0\nDisallow: /page\n", False),
        ("User-agent: Par\nDisallow: /page\n", True),
        ("User-agent: other\nUser-agent: Parvis\nDisallow: /\n", False),
        ("User-agent: other\nDisallow: /\n", True),
        ("User-agent: *\nDisallow: /\n\nUser-agent: Parvis\nAllow: /\n", True),
        ("User-agent: *\nDisallow: /\nAllow: /page$\n", True),
        ("User-agent: *\nDisallow: /pa*e\n", False),
        ("\ufeffUser-agent: *\r\nDisallow: /\r\n", False),
        ("<html>nothing here</html>", True),
    ],
)
def test_what_a_site_asks_is_done(text, allowed):
    seen, fault = visits(text)
    assert seen == ["/robots.txt", *(["/page"] if allowed else [])]
    assert isinstance(fault, ForbiddenByRobotsError) is not allowed


@pytest.mark.parametrize(
    ("status", "allowed"),
    [(404, True), (403, True), (401, True), (400, True), (500, False), (503, False), (429, False)],
)
def test_no_robots_txt_allows_and_a_server_that_cannot_say_forbids_for_now(status, allowed):
    seen, fault = visits(lambda _: web.Response(status=status))
    assert ("/page" in seen) is allowed
    if not allowed:
        assert isinstance(fault, UnavailableError)
        assert fault.wait == 600


def test_it_is_read_once_a_day_and_a_fault_is_asked_again_after_ten_minutes():
    hands = Hands()
    texts = [web.Response(status=500), "", CLOSED]

    def answer(request):
        if request.path == "/robots.txt":
            given = texts.pop(0)
            return web.Response(text=given) if isinstance(given, str) else given
        return web.Response()

    async def run(out, site):
        async def get():
            await out.get(site.url("/page"), robots=True)

        with pytest.raises(UnavailableError):
            await get()
        with pytest.raises(UnavailableError):
            await get()
        hands.time += 601
        await get()
        await get()
        hands.time += KEPT + 1
        with pytest.raises(ForbiddenByRobotsError):
            await get()
        return [request.path for request in site.seen].count("/robots.txt")

    assert ask(answer, run, clock=hands.clock) == 3


def test_many_pages_at_once_read_it_once_and_come_one_at_a_time():
    under_way, most = [0], [0]

    async def answer(request):
        under_way[0] += 1
        most[0] = max(most[0], under_way[0])
        await asyncio.sleep(0.01)
        under_way[0] -= 1
        return web.Response()

    async def run(out, site):
        await asyncio.gather(*(out.get(site.url(f"/{i}"), robots=True) for i in range(5)))
        return [request.path for request in site.seen].count("/robots.txt")

    hands = Hands()
    assert ask(answer, run, clock=hands.clock) == 1
    assert most[0] == 1
    assert sum(hands.slept) == pytest.approx(4.0)


@pytest.mark.parametrize(
    ("text", "between"),
    [
        ("", 1.0),
        ("User-agent: *\nCrawl-delay: 7\n", 7.0),
        ("User-agent: *\nCrawl-delay: 0.1\n", 1.0),
        ("User-agent: *\nCrawl-delay: 86400\n", 60.0),
        ("User-agent: *\nCrawl-delay: nan\n", 1.0),
        ("User-agent: *\nCrawl-delay: -3\n", 1.0),
        ("User-agent: *\nRequest-rate: 1/9\n", 9.0),
    ],
)
def test_a_site_says_how_often_it_is_visited(text, between):
    hands = Hands()
    visits(text, "/1", "/2", "/3", hands=hands)
    assert hands.slept == [between, between]


def test_the_interval_is_ours_to_choose():
    hands = Hands()
    visits("", "/1", "/2", hands=hands, manners=Manners(interval=3.0))
    assert hands.slept == [3.0]


def test_a_redirect_is_held_against_the_rules_too():
    def answer(request):
        if request.path == "/robots.txt":
            return web.Response(text="User-agent: *\nDisallow: /secret\n")
        return web.Response(status=302, headers={"Location": "/secret"})

    async def run(out, site):
        with pytest.raises(ForbiddenByRobotsError):
            await out.get(site.url("/page"), robots=True)
        return [request.path for request in site.seen]

    assert "/secret" not in ask(answer, run)


def test_its_first_500_kib_count_and_the_rest_is_not_read():
    before = "# " + "x" * LONGEST + "\n" + CLOSED
    assert visits(before)[1] is None
    assert isinstance(visits(CLOSED + "# " + "x" * LONGEST)[1], ForbiddenByRobotsError)


def test_a_file_made_to_fill_the_memory_does_not():
    agents = "".join(f"User-agent: a{i}\n" for i in range(15_000))
    rules = "".join(f"Disallow: /{i}\n" for i in range(15_000))
    text = concerning((agents + rules)[:LONGEST], "Parvis")
    assert text.count("~") == 15_000
    rules = Rules.of(Answer(200, "https://a.example/robots.txt", body=text.encode()), "Parvis")
    assert rules.read is not None
    assert len(rules.read._user_agents) == 1


def test_without_robots_nobody_asks_for_it():
    async def run(out, site):
        await out.get(site.url("/api"), limits=replace(QUICK, tries=1))
        return [request.path for request in site.seen]

    assert ask(lambda _: web.Response(), run) == ["/api"]
