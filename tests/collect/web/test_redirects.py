"""Where a server sends one on, and what goes along."""

from __future__ import annotations

import pytest
from aiohttp import web
from yarl import URL

from parvis.collect.web.asking import Ask, sent_on
from parvis.errors import BadAnswerError, FetchRefusedError
from tests.collect.web.serving import ask, served

KEY = {"Authorization": "Bearer 1234", "X-Api-Key": "5678", "Accept": "text/html"}


def to(location, status=302):
    return web.Response(status=status, headers={"Location": location})


def test_it_is_followed_relative_and_whole_and_the_answer_says_where_it_came_from():
    def answer(request):
        ways = {"/1": to("2"), "/2": to(f"http://{request.host}/3#x", 308)}
        return ways.get(request.path) or web.Response(text="oui")

    answer_ = ask(answer, lambda out, site: out.get(site.url("/1")))
    assert answer_.text() == "oui"
    assert answer_.url.endswith("/3")


def test_a_loop_ends():
    async def run(out, site):
        with pytest.raises(BadAnswerError, match="more than 5 times"):
            await out.get(site.url())
        return len(site.seen)

    assert ask(lambda _: to("/"), run) == 6


@pytest.mark.parametrize(
    "location",
    [
        "http://169.254.169.254/latest/meta-data/", "http://[::1]/", "http://10.0.0.1/",
        "http://localhost:1/", "ftp://a.example/", "file:///etc/passwd", "http://0x7f.1/",
        "http://lea:pass@a.example/", "javascript:alert(1)", "", "http://[",
    ],
)  # fmt: skip
def test_it_leads_nowhere_one_would_not_go(location):
    async def run(out, site):
        with pytest.raises((FetchRefusedError, BadAnswerError)) as raised:
            await out.get(site.url())
        return str(raised.value)

    assert "pass@" not in ask(lambda _: to(location), run)


def test_an_allowed_host_opens_no_other_port_of_itself():
    async def run(out, site):
        async with served(lambda _: web.Response()) as other:
            site.other = other.url()
            with pytest.raises(FetchRefusedError, match="not public"):
                await out.get(site.url())
            return len(other.seen)

    site_of = {}

    def answer(request):
        return to(site_of["url"]())

    async def begin(out, site):
        site_of["url"] = lambda: site.other
        return await run(out, site)

    assert ask(answer, begin) == 0


def test_keys_go_to_no_other_origin_and_harmless_headers_do():
    async def run(out, site):
        async with served(lambda _: web.Response()) as other:
            out._allowed._hosts |= {other.host}
            site.other = other.url("/x")
            await out.get(site.url(), headers=KEY)
            return site.seen[0].headers, other.seen[0].headers

    places = {}

    def answer(_):
        return to(places["site"].other)

    async def begin(out, site):
        places["site"] = site
        return await run(out, site)

    first, second = ask(answer, begin)
    assert first["Authorization"] == "Bearer 1234"
    assert "Authorization" not in second
    assert "X-Api-Key" not in second
    assert second["Accept"] == "text/html"


def test_keys_stay_within_an_origin():
    def answer(request):
        return to("/2") if request.path == "/1" else web.json_response(dict(request.headers))

    said = ask(answer, lambda out, site: out.get(site.url("/1"), headers=KEY)).json()
    assert said["X-Api-Key"] == "5678"


@pytest.mark.parametrize("url", ["https://a.example/?api_key=1", "https://a.example/"])
def test_a_key_is_not_said_aloud(url):
    headers = {} if "key" in url else KEY
    with pytest.raises(FetchRefusedError, match="not private"):
        sent_on(Ask("GET", URL(url), headers), 301, "http://a.example/")


def test_without_a_key_a_page_may_go_on_in_the_open():
    assert str(sent_on(Ask("GET", URL("https://a.example/")), 301, "http://b.example/").url)


@pytest.mark.parametrize(
    ("status", "method", "body"),
    [
        (301, "GET", None),
        (302, "GET", None),
        (303, "GET", None),
        (307, "POST", b"x"),
        (308, "POST", b"x"),
    ],
)
def test_what_is_posted_is_posted_on_only_where_the_status_says_so(status, method, body):
    posted = Ask("POST", URL("https://a.example/1"), {"Content-Type": "text/plain"}, b"x")
    then = sent_on(posted, status, "/2")
    assert (then.method, then.body) == (method, body)
    assert ("Content-Type" in then.headers) == (body is not None)


def test_what_is_posted_goes_to_no_other_host():
    posted = Ask("POST", URL("https://a.example/1"), {}, b"password=x")
    with pytest.raises(FetchRefusedError, match="another host"):
        sent_on(posted, 307, "https://b.example/")
    assert sent_on(posted, 303, "https://b.example/").body is None
