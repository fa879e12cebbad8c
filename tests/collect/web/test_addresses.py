"""Which addresses may be named, and that no name or number leads to one's own network."""

from __future__ import annotations

import asyncio
import socket

import pytest
from aiohttp import web
from aiohttp.abc import AbstractResolver
from hypothesis import given
from hypothesis import strategies as st
from yarl import URL

from parvis.collect.web import Web
from parvis.collect.web.addresses import Allowed, checked
from parvis.collect.web.connecting import NotPublicError, public_socket
from parvis.errors import FetchRefusedError, UnavailableError
from tests.collect.web.serving import QUICK, Hands, served

NOBODY = Allowed([])


@pytest.mark.parametrize(
    "address",
    [
        "ftp://a.example/", "file:///etc/passwd", "gopher://a.example:70/", "a.example", "",
        "//a.example/x", "http://", "http:///x", "https://lea:pass@a.example/", "https://lea@a.example/",
        "http://a.example:22/", "http://a.example:6379/", "http://a.example:99999/",
        "http://[::1",
        "http://2130706433/", "http://0x7f000001/", "http://0177.0.0.1/", "http://127.1/",
        "http://0x7f.0.0.1/", "http://127.0.0.1.:80x/", "http://010.0.0.1/", "http://1.2.3.4.5/",
    ],
)  # fmt: skip
def test_what_is_no_address_of_the_web_is_refused_before_anything_is_resolved(address):
    with pytest.raises(FetchRefusedError, match="What to do: ") as raised:
        checked(address, NOBODY)
    assert "pass@" not in str(raised.value)


@pytest.mark.parametrize(
    "address",
    [
        "https://a.example/",
        "http://a.example:8080/x?y=1",
        "wss://a.example/",
        "https://例え.example/",
    ],
)
def test_addresses_of_the_web_pass(address):
    assert checked(address, NOBODY) == URL(address)


@given(st.text(max_size=40))
def test_any_text_is_refused_or_is_an_address_of_the_web(text):
    try:
        url = checked(text, NOBODY)
    except FetchRefusedError:
        return
    assert url.scheme in {"http", "https", "ws", "wss"}
    assert url.host


def test_a_host_is_allowed_whole_or_for_one_port():
    ours = Allowed(["Wiki.Local", "10.0.0.7:8443", "[::1]:9000", "fd00::7"])
    inside = ["http://wiki.local/", "https://wiki.local:99/", "https://10.0.0.7:8443/"]
    inside += ["http://[::1]:9000/", "http://[fd00::7]/"]
    outside = ["http://10.0.0.7/", "http://[::1]/", "http://xwiki.local/", "http://10.0.0.8:8443/"]
    assert all(URL(url) in ours for url in inside)
    assert not any(URL(url) in ours for url in outside)


class Fickle(AbstractResolver):
    """A name server that answers something else each time."""

    def __init__(self, *answers: list[str]) -> None:
        self.answers, self.asked = list(answers), 0

    async def resolve(self, host, port=0, family=socket.AF_UNSPEC):
        hosts = self.answers[min(self.asked, len(self.answers) - 1)]
        self.asked += 1
        return [
            {"hostname": host, "host": place, "port": port, "proto": 0, "flags": 0,
             "family": socket.AF_INET6 if ":" in place else socket.AF_INET}
            for place in hosts
        ]  # fmt: skip

    async def close(self):
        pass


def reached(resolver, url):
    """How often somebody reaches the server of this machine, and why not."""

    async def run():
        async with (
            served(lambda _: web.Response()) as site,
            Web(limits=QUICK, clock=Hands().clock, resolver=resolver) as out,
        ):
            with pytest.raises((FetchRefusedError, UnavailableError)) as raised:
                await out.get(url.replace("PORT", str(site.port)))
            return len(site.seen), raised.value

    return asyncio.run(run())


@pytest.mark.parametrize(
    "places",
    [["127.0.0.1"], ["::1"], ["::ffff:127.0.0.1"], ["169.254.169.254"], ["1.1.1.1", "127.0.0.1"]],
)
def test_a_name_that_leads_inside_is_refused(places):
    seen, error = reached(Fickle(places), "http://a.example:PORT/")
    assert seen == 0
    assert isinstance(error, FetchRefusedError)


def test_a_name_that_first_leads_outside_and_then_inside_never_leads_inside(monkeypatch):
    tried = []

    async def connect(_loop, _socket, address):
        tried.append(address[0])
        raise OSError("nobody is reached in this test")

    resolver = Fickle(["1.1.1.1"], ["127.0.0.1"])

    async def run():
        monkeypatch.setattr(type(asyncio.get_running_loop()), "sock_connect", connect)
        async with Web(limits=QUICK, clock=Hands().clock, resolver=resolver) as out:
            with pytest.raises(UnavailableError):
                await out.get("http://a.example/")
            with pytest.raises(FetchRefusedError, match="not public"):
                await out.get("http://a.example:8080/")

    asyncio.run(run())
    assert (resolver.asked, tried) == (2, ["1.1.1.1"])


def test_a_resolver_that_checks_nothing_does_not_help_since_the_socket_is_held_too():
    place = (socket.AF_INET, socket.SOCK_STREAM, 6, "", ("127.0.0.1", 80))
    with pytest.raises(NotPublicError):
        public_socket(place)
    place = (socket.AF_INET6, socket.SOCK_STREAM, 6, "", ("fe80::1%lo", 80, 0, 1))
    with pytest.raises(NotPublicError):
        public_socket(place)
    public_socket((socket.AF_INET, socket.SOCK_STREAM, 6, "", ("1.1.1.1", 80))).close()


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "localhost", "[::1]", "[::ffff:7f00:1]", "[::ffff:127.0.0.1]", "0.0.0.1"]
)
def test_this_machine_written_as_a_number_is_refused(host):
    seen, error = reached(None, f"http://{host}:PORT/")
    assert seen == 0
    assert "not public" in str(error)


def test_a_connection_kept_open_to_an_allowed_host_serves_no_other_name():
    async def run():
        async with served(lambda _: web.Response()) as site:
            given = {"limits": QUICK, "resolver": Fickle(["127.0.0.1"])}
            async with Web(allow_private=[f"ours.example:{site.port}"], **given) as out:
                await out.get(f"http://ours.example:{site.port}/")
                with pytest.raises(FetchRefusedError):
                    await out.get(f"http://evil.example:{site.port}/")
            return len(site.seen)

    assert asyncio.run(run()) == 1
