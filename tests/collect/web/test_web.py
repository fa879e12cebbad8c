"""The way out, against a real server."""

from __future__ import annotations

import asyncio
import gzip
import zlib
from dataclasses import replace

import pytest
from aiohttp import web

from parvis.collect.web import Answer, Limits, Manners, Web
from parvis.errors import (
    BadAnswerError,
    BadRequestError,
    CredentialsError,
    FetchRefusedError,
    NotFoundError,
    PassingError,
    RateLimitedError,
    TooLargeError,
    UnavailableError,
)
from tests.collect.web.serving import QUICK, Hands, ask, raw


def get(answer, path="/", *, using=None, web_=None, **how):
    """What one get comes to."""
    more = {"using": using} if using else {}
    return ask(answer, lambda out, site: out.get(site.url(path), **how), **more, **(web_ or {}))


def test_an_answer_has_its_status_headers_words_and_address():
    answer = get(lambda _: web.Response(text="été", charset="latin-1"), "/feed?q=a%20b")
    assert (answer.status, answer.text(), answer.body) == (200, "été", b"\xe9t\xe9")
    assert answer.headers["content-TYPE"] == "text/plain; charset=latin-1"
    assert answer.url.endswith("/feed?q=a%20b")


def test_parameters_join_those_of_the_address():
    answer = get(lambda r: web.json_response(dict(r.query)), "/x?a=1", params={"q": "é&=", "n": 2})
    assert answer.json() == {"a": "1", "q": "é&=", "n": "2"}


def test_what_is_posted_arrives_as_json_or_as_a_form():
    async def echo(request):
        return web.json_response([request.content_type, await request.text()])

    async def both(out, site):
        first = await out.post(site.url(), json={"text": "été"})
        return first.json(), (await out.post(site.url(), data={"a": "b c&"})).json()

    as_json, as_form = ask(echo, both)
    assert as_json == ["application/json", '{"text":"été"}']
    assert as_form == ["application/x-www-form-urlencoded", "a=b+c%26"]


@pytest.mark.parametrize(
    ("status", "kind"),
    [
        (400, BadRequestError),
        (401, CredentialsError),
        (403, CredentialsError),
        (404, NotFoundError),
        (410, NotFoundError),
        (408, UnavailableError),
        (422, BadRequestError),
        (429, RateLimitedError),
        (500, UnavailableError),
        (503, UnavailableError),
    ],
)
def test_a_refusal_says_its_kind_and_its_status(status, kind):
    with pytest.raises(kind) as raised:
        get(lambda _: web.Response(status=status))
    assert raised.value.status == status
    assert "What to do: " in str(raised.value)


@pytest.mark.parametrize("headers", [{"Content-Encoding": "br"}, {"Content-Encoding": "gzip"}])
def test_a_refusal_whose_words_are_damaged_is_that_refusal(headers):
    with pytest.raises(NotFoundError):
        get(lambda _: web.Response(status=404, body=b"no", headers=headers))


async def _cut_off_refusal(writer):
    writer.write(b"HTTP/1.1 401 No\r\nContent-Length: 100\r\n\r\nwho")


def test_a_refusal_cut_off_is_that_refusal():
    with pytest.raises(CredentialsError):
        get(_cut_off_refusal, using=raw)


def test_the_servers_own_words_are_told_and_a_page_is_not():
    with pytest.raises(BadRequestError, match=r"accept the request \(400\): no such instance\."):
        get(lambda _: web.Response(status=400, text="no such\n instance"))
    with pytest.raises(BadRequestError, match=r"accept the request \(400\)\. What"):
        get(lambda _: web.Response(status=400, text="<html>sorry"))


def test_what_has_not_changed_is_no_fault():
    answer = get(lambda _: web.Response(status=304), headers={"If-None-Match": '"1"'})
    assert (answer.status, answer.is_unchanged, answer.body) == (304, True, b"")


@pytest.mark.parametrize(
    "body", ["<html>", "", '{"posts": [1, ', '{"a": 1} and more', "[" * 100_000]
)
def test_what_is_no_json_or_is_cut_off_raises(body):
    with pytest.raises(BadAnswerError, match="no JSON"):
        get(lambda _: web.Response(text=body)).json()


def test_half_a_surrogate_pair_is_read_as_networks_send_it():
    assert get(lambda _: web.Response(body=b'["\\ud83d"]')).json() == ["\ud83d"]


def packed(body: bytes, how: str) -> web.Response:
    return web.Response(body=body, headers={"Content-Encoding": how})


@pytest.mark.parametrize(
    ("how", "pack"),
    [
        ("gzip", gzip.compress),
        ("gzip", lambda b: gzip.compress(b[:9], mtime=0) + gzip.compress(b[9:])),
        ("deflate", zlib.compress),
        ("deflate", lambda b: zlib.compress(b, wbits=-15)),
        ("gzip", lambda b: gzip.compress(b, mtime=0) + bytes(9)),
        ("identity", bytes),
    ],
)
def test_packed_answers_are_unpacked(how, pack):
    words = b"".join(b"%d oui " % i for i in range(50_000))
    answer = get(lambda _: packed(pack(words), how))
    assert answer.body == words


def test_many_members_are_no_way_to_keep_a_machine_busy():
    with pytest.raises(BadAnswerError, match="damaged"):
        get(lambda _: packed(gzip.compress(b"", mtime=0) * 5_000, "gzip"))


def test_only_what_can_be_bounded_is_asked_for_and_taken():
    assert get(lambda r: web.Response(text=r.headers["Accept-Encoding"])).text() == "gzip, deflate"
    with pytest.raises(BadAnswerError, match="'br', which was not asked for"):
        get(lambda _: packed(b"abc", "br"))


@pytest.mark.parametrize(
    "body", [b"not packed", gzip.compress(b"oui" * 99, mtime=0)[:-9] + b"123456789"]
)
def test_a_damaged_packed_body_raises(body):
    with pytest.raises((BadAnswerError, UnavailableError)):
        get(lambda _: packed(body, "gzip"))


def test_a_bomb_is_let_go_within_its_bound():
    bomb = gzip.compress(bytes(200_000_000), mtime=0)
    with pytest.raises(TooLargeError, match="longer than 1,000,000 bytes"):
        get(lambda _: packed(bomb, "gzip"), limits=replace(QUICK, body=1_000_000))


def test_a_long_body_is_not_read_whether_it_says_its_length_or_not():
    limits = replace(QUICK, wire=10_000)
    with pytest.raises(TooLargeError, match="longer than 10,000 bytes"):
        get(lambda _: web.Response(body=bytes(10_001)), limits=limits)

    async def endless(writer):
        writer.write(b"HTTP/1.1 200 OK\r\n\r\n")
        while True:
            writer.write(bytes(4_096))
            await writer.drain()

    with pytest.raises(TooLargeError, match="longer than 10,000 bytes"):
        get(endless, using=raw, limits=limits)


def test_a_body_of_the_very_bound_is_taken():
    limits = replace(QUICK, wire=10_000, body=10_000)
    assert len(get(lambda _: web.Response(body=bytes(10_000)), limits=limits).body) == 10_000


async def _cut_off(writer):
    writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n[1, 2")


async def _half_a_chunk(writer):
    writer.write(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n40\r\n[1,")


async def _half_a_gzip(writer):
    body = gzip.compress(b"oui" * 9, mtime=0)[:-4]
    writer.write(b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n" + body)


async def _nothing(_writer):
    pass


async def _drip(writer):
    writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n")
    for _ in range(1_000):
        writer.write(b"x")
        await writer.drain()
        await asyncio.sleep(0.05)


async def _silence(_writer):
    await asyncio.sleep(5)


async def _huge_header(writer):
    writer.write(b"HTTP/1.1 200 OK\r\nX-A: " + b"a" * 100_000 + b"\r\n\r\n")


async def _many_headers(writer):
    writer.write(b"HTTP/1.1 200 OK\r\n" + b"".join(b"X-%d: a\r\n" % i for i in range(9_999)))
    writer.write(b"\r\n")


async def _no_http(writer):
    writer.write(b"SSH-2.0-OpenSSH_9.2\r\n\r\n")


@pytest.mark.parametrize(
    "speak", [_cut_off, _half_a_chunk, _half_a_gzip, _nothing, _silence, _drip]
)
def test_a_server_that_stops_or_drips_is_given_up_and_may_be_asked_later(speak):
    with pytest.raises(UnavailableError):
        get(speak, using=raw, limits=replace(QUICK, total=1.0))


@pytest.mark.parametrize(
    ("speak", "kind"),
    [(_huge_header, TooLargeError), (_many_headers, BadAnswerError), (_no_http, BadAnswerError)],
)
def test_headers_are_bounded_and_must_be_http(speak, kind):
    with pytest.raises(kind):
        get(speak, using=raw)


def test_what_may_pass_is_tried_again_ever_later():
    hands, left = Hands(), [500, 502, 503, 429]

    def answer(_):
        return web.Response(status=left.pop(0)) if left else web.Response(text="oui")

    given = get(answer, limits=replace(QUICK, tries=5), web_={"clock": hands.clock})
    assert given.text() == "oui"
    assert hands.slept == [0.5, 1.0, 2.0, 4.0]


def test_a_body_cut_off_is_fetched_again():
    tries = []

    async def speak(writer):
        tries.append(1)
        if len(tries) == 1:
            await _cut_off(writer)
        else:
            writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\n[1]")

    assert get(speak, using=raw, limits=replace(QUICK, tries=2)).json() == [1]


def test_what_lasts_is_not_tried_again():
    def tell(out, site):
        return _count(out.get(site.url(), limits=replace(QUICK, tries=5)), site)

    assert ask(lambda _: web.Response(status=404), tell) == 1


async def _count(asked, site):
    with pytest.raises((NotFoundError, PassingError)):
        await asked
    return len(site.seen)


@pytest.mark.parametrize(
    ("status", "again", "seen"), [(500, False, 1), (500, True, 3), (503, False, 3)]
)
def test_what_was_posted_is_not_said_twice_unless_it_may(status, again, seen):
    limits = replace(QUICK, tries=3)

    def tell(out, site):
        return _count(out.post(site.url(), json={}, again=again, limits=limits), site)

    assert ask(lambda _: web.Response(status=status), tell) == seen


def test_the_server_says_when_and_is_obeyed():
    hands, left = Hands(), [web.Response(status=429, headers={"Retry-After": "40"})]

    def answer(_):
        return left.pop() if left else web.Response()

    get(answer, limits=replace(QUICK, tries=2), web_={"clock": hands.clock})
    assert sum(hands.slept) == pytest.approx(40.5)


def test_a_wait_beyond_patience_is_told_and_not_slept():
    hands = Hands()
    headers = {"Retry-After": "4000"}
    with pytest.raises(RateLimitedError) as raised:
        get(
            lambda _: web.Response(status=429, headers=headers),
            limits=replace(QUICK, tries=5),
            web_={"clock": hands.clock},
        )
    assert raised.value.wait == 4_000
    assert hands.slept == []


def test_a_host_whose_limit_is_spent_is_left_alone_before_it_must_say_so():
    hands = Hands()
    headers = {"X-RateLimit-Remaining": "0", "X-RateLimit-Reset": "30"}

    async def twice(out, site):
        await out.get(site.url())
        await out.get(site.url())
        with pytest.raises(RateLimitedError) as raised:
            await out.get(site.url(), limits=replace(QUICK, patience=1.0))
        return raised.value.wait

    wait = ask(lambda _: web.Response(headers=headers), twice, clock=hands.clock)
    assert wait == pytest.approx(30)
    assert hands.slept == [30.0]


def test_a_403_with_a_spent_limit_is_a_limit_and_no_matter_of_keys():
    headers = {"X-RateLimit-Remaining": "0", "X-RateLimit-Reset": "600"}
    with pytest.raises(RateLimitedError):
        get(lambda _: web.Response(status=403, headers=headers))


def test_so_many_at_once_over_all_and_on_one_host():
    under_way, most = [0], [0]

    async def slow(_):
        under_way[0] += 1
        most[0] = max(most[0], under_way[0])
        await asyncio.sleep(0.02)
        under_way[0] -= 1
        return web.Response()

    async def many(out, site):
        await asyncio.gather(*(out.get(site.url(f"/{i}")) for i in range(12)))
        return most[0]

    assert ask(slow, many, manners=Manners(per_host=3)) == 3
    most[0] = 0
    assert ask(slow, many, manners=Manners(at_once=2, per_host=9)) == 2


def test_without_permission_this_machine_is_not_reached():
    async def run(out, site):
        with pytest.raises(FetchRefusedError, match=r"leads to 127\.0\.0\.1, an address"):
            await out.get(site.url())
        return len(site.seen)

    assert ask(lambda _: web.Response(), run, allow_private=[]) == 0


def test_nothing_is_reached_where_nobody_listens():
    async def run(out, site):
        return site.port

    port = ask(lambda _: web.Response(), run)

    async def closed():
        async with Web(allow_private=["127.0.0.1"], limits=QUICK) as out:
            await out.get(f"http://127.0.0.1:{port}/")

    with pytest.raises(UnavailableError, match="no connection"):
        asyncio.run(closed())


def test_an_answer_shows_no_secret():
    assert repr(Answer(200, "https://a.example/?token=12", body=b"x")) == (
        "Answer(200, 'https://a.example/?token=•••', 1 bytes)"
    )
    assert Limits().tries > 1
