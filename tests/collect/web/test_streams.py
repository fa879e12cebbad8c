"""Streams and sockets, against a real server."""

from __future__ import annotations

import asyncio
from dataclasses import replace

import aiohttp
import pytest
from aiohttp import web
from hypothesis import given
from hypothesis import strategies as st

from parvis.collect.web import Event, events
from parvis.errors import (
    BadAnswerError,
    CredentialsError,
    FetchError,
    FetchRefusedError,
    TooLargeError,
    UnavailableError,
)
from tests.collect.web.serving import QUICK, ask, raw


async def listened(out, site, **how):
    async with out.stream(site.url("/stream"), **how) as lines:
        return [event async for event in events(lines)]


def streamed(*chunks, then=None):
    async def answer(request):
        response = web.StreamResponse(headers={"Content-Type": "text/event-stream"})
        await response.prepare(request)
        for chunk in chunks:
            await response.write(chunk)
            await asyncio.sleep(0)
        if then:
            await then()
        return response

    return answer


def test_events_arrive_as_they_were_told():
    told = (
        ":thump\n",
        "event: update\r\nid: 7\r\nda",
        'ta: {"a":\ndata: "é"}\n\n',
        "data: x\n\n",
        "data: cut",
    )
    assert ask(streamed(*(piece.encode() for piece in told)), listened) == [
        Event("update", '{"a":\n"é"}', "7"),
        Event("message", "x", "7"),
    ]


@given(
    st.lists(
        st.text(st.characters(exclude_characters="\n\r\0", exclude_categories=["Cs"])), min_size=1
    ),
    st.integers(1, 7),
)
def test_events_are_the_same_however_the_bytes_are_cut(words, size):
    whole = "".join(f"data: {word}\n\n" for word in words).encode()

    class Cut:
        url, headers, content_length = "https://a.example", {}, None

        class content:  # noqa: N801 - as aiohttp names it
            @staticmethod
            async def iter_any():
                for start in range(0, len(whole), size):
                    yield whole[start : start + size]

    async def read():
        from parvis.collect.web.streaming import lines

        return [event.data async for event in events(lines(Cut(), 10_000))]

    assert asyncio.run(read()) == words


def test_a_stream_that_falls_silent_is_given_up():
    async def hush():
        await asyncio.sleep(5)

    async def run(out, site):
        async with out.stream(site.url(), silence=0.2) as lines:
            first = await anext(lines)
            with pytest.raises(UnavailableError, match="too long"):
                await anext(lines)
            return first

    assert ask(streamed(b"data: x\n", then=hush), run) == "data: x"


def test_a_stream_outlives_the_time_of_a_fetch_while_it_shows_that_it_lives():
    async def answer(request):
        response = web.StreamResponse()
        await response.prepare(request)
        for _ in range(10):
            await response.write(b":thump\n")
            await asyncio.sleep(0.05)
        return response

    async def run(out, site):
        async with out.stream(site.url(), silence=0.3, limits=replace(QUICK, total=0.2)) as lines:
            return [line async for line in lines]

    assert ask(answer, run) == [":thump"] * 10


def test_a_line_and_an_event_without_an_end_are_bounded():
    async def run(out, site):
        with pytest.raises(TooLargeError, match="longer than 1,000 bytes"):
            await listened(out, site, limits=replace(QUICK, message=1_000))

    ask(streamed(*[b"x" * 500] * 9), run)

    async def run_events(out, site):
        with pytest.raises(TooLargeError, match="an event"):
            await listened(out, site)

    ask(streamed(*[b"data: " + b"x" * 60_000 + b"\n"] * 80), run_events)


def test_a_stream_cut_off_is_a_fault_that_passes():
    async def cut(writer):
        writer.write(
            b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n8\r\ndata: x\n\r\n40\r\nda"
        )

    async def run(out, site):
        with pytest.raises(UnavailableError) as raised:
            await listened(out, site)
        return raised.value.__context__

    assert ask(cut, run, using=raw) is None


def test_a_stream_that_is_refused_says_why():
    async def run(out, site):
        with pytest.raises(CredentialsError, match="401"):
            await listened(out, site, headers={"Authorization": "Bearer 12345"})

    ask(lambda _: web.Response(status=401), run)


def test_an_error_of_ones_own_inside_a_stream_stays_ones_own():
    async def run(out, site):
        async with out.stream(site.url()) as lines:
            await anext(lines)
            raise OSError("my disk")

    with pytest.raises(OSError, match="my disk"):
        ask(streamed(b"data: x\n"), run)


def speaking(messages, then, *, pongs):
    async def answer(request):
        ws = web.WebSocketResponse(autoping=pongs)
        await ws.prepare(request)
        for message in messages:
            await (ws.send_str if isinstance(message, str) else ws.send_bytes)(message)
        if then:
            await then(ws)
        return ws

    return answer


def talk(*messages, then=None, pongs=True, silence=1.0, says=None):
    """What is heard on a socket that says these and then does something; why it ended."""
    got = []
    heard = got.append  # message by message: what came before a fault counts

    async def run(out, site):
        limits, url = replace(QUICK, message=1_000), site.url("/ws").replace("http", "ws", 1)
        async with out.socket(url, silence=silence, limits=limits) as socket:
            if says:
                await socket.send(says)
            async for message in socket:
                heard(message)

    try:
        ask(speaking(messages, then, pongs=pongs), run)
    except FetchError as error:
        return got, error
    return got, None


def test_messages_arrive_and_a_good_end_is_an_end():
    assert talk("oui", b"\x00", "é") == (["oui", b"\x00", "é"], None)


def test_what_is_sent_arrives():
    async def echo(ws):
        await ws.send_str((await ws.receive()).data.upper())

    assert talk(then=echo, says="oui") == (["OUI"], None)


def test_a_long_message_is_not_taken():
    got, fault = talk("x" * 999, "x" * 1_001)
    assert got == ["x" * 999]
    assert isinstance(fault, TooLargeError)


async def _hush(ws):
    await asyncio.sleep(4)


async def _quiet_but_alive(ws):
    with pytest.raises(TimeoutError):
        await asyncio.wait_for(ws.receive(), 1.5)
    await ws.close()


async def _pings(ws):
    for _ in range(8):
        await ws.ping()
        await asyncio.sleep(0.1)
    await ws.close()


def test_silence_is_a_fault():
    got, fault = talk("oui", then=_hush, pongs=False, silence=0.4)
    assert got == ["oui"]
    assert isinstance(fault, UnavailableError)


@pytest.mark.parametrize("alive", [_quiet_but_alive, _pings])
def test_quiet_is_none_where_the_server_shows_that_it_lives(alive):
    assert talk("oui", then=alive, silence=0.5) == (["oui"], None)


def test_hanging_up_is_a_fault_that_passes():
    async def hang_up(ws):
        ws._req.transport.abort()
        await asyncio.sleep(0.1)

    fault = talk("oui", then=hang_up)[1]
    assert isinstance(fault, UnavailableError)
    assert fault.__context__ is None

    async def restart(ws):
        await ws.close(code=aiohttp.WSCloseCode.SERVICE_RESTART)

    assert isinstance(talk(then=restart)[1], UnavailableError)


def test_a_socket_is_sent_nowhere_else():
    async def run(out, site):
        async with out.socket(site.url().replace("http", "ws", 1)):
            raise AssertionError("it was opened")

    elsewhere = {"Location": "http://10.0.0.1/"}
    with pytest.raises(BadAnswerError, match="302"):
        ask(lambda _: web.Response(status=302, headers=elsewhere), run)


def test_a_socket_goes_to_no_private_address():
    async def run(out, site):
        with pytest.raises(FetchRefusedError):
            async with out.socket(site.url().replace("http", "ws", 1)):
                pass
        return len(site.seen)

    assert ask(lambda _: web.Response(), run, allow_private=[]) == 0
