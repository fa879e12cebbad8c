"""No secret in any error, log or `repr`, however it comes back."""

from __future__ import annotations

import asyncio
import base64
import logging
import traceback
from urllib.parse import quote

import pytest
from aiohttp import web
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from parvis.collect.web import Web, redacted
from parvis.collect.web.redaction import is_secret, secrets_of
from parvis.errors import FetchError
from tests.collect.web.serving import QUICK, Hands, raw, served

SECRET = st.text("abcdefXYZ0189-_.~+/= é", min_size=8, max_size=24).filter(
    lambda s: s == s.strip() and len(s.split()) == 1
)
NAMES = [
    "key", "api_key", "apiKey", "apikey", "X-Api-Key", "token", "access_token", "accessToken",
    "auth", "password", "passwd", "signature", "X-Amz-Signature", "client_secret", "sig", "jwt",
    "refresh_token", "subscription-key", "Authorization", "Cookie", "Set-Cookie",
    "Proxy-Authorization",
]  # fmt: skip
PLAIN = ["q", "hashtag", "monkey_business", "tokenize", "limit", "since_id", "author", "Accept"]


@pytest.mark.parametrize("name", NAMES)
def test_names_of_secrets_are_known(name):
    assert is_secret(name)


@pytest.mark.parametrize("name", PLAIN)
def test_other_names_are_shown(name):
    assert not is_secret(name)


@given(SECRET, st.sampled_from([name for name in NAMES if name.isascii()]), st.booleans())
def test_an_address_is_shown_without_its_secrets(secret, name, in_fragment):
    mark = "#" if in_fragment else "?"
    url = (
        f"https://lea:{quote(secret, safe='')}@a.example/x{mark}q=1&{name}={quote(secret, safe='')}"
    )
    shown = redacted(url)
    assert secret not in shown
    assert quote(secret, safe="") not in shown
    assert shown.startswith("https://a.example/x")


def test_line_breaks_of_an_address_do_not_reach_a_log():
    assert "\n" not in redacted("https://a.example/\nERROR all is well")


FAULTS = {
    "echo": lambda s: web.Response(status=400, text=f"the key {s} is not valid"),
    "echo in an address": lambda s: web.Response(status=400, text=f"see https://a/?k=1&token={s}"),
    "unauthorised": lambda s: web.Response(status=401, text=f"{{'given': '{s}'}}"),
    "many": lambda _: web.Response(status=429),
    "fault": lambda s: web.Response(status=500, text=s),
    "elsewhere": lambda s: web.Response(status=302, headers={"Location": f"http://10.0.0.1/?token={quote(s)}"}),
    "elsewhere as a user": lambda s: web.Response(
        status=302, headers={"Location": f"http://lea:{quote(s, safe='')}@a.example/"}
    ),
    "packed": lambda _: web.Response(body=b"no", headers={"Content-Encoding": "gzip"}),
    "no json": lambda s: web.Response(text=s),
}  # fmt: skip


async def said_of(out, site, secret):
    """All that is told of every way to send a secret: words, causes, traces."""
    told = []
    ways = [
        {"headers": {"Authorization": f"Bearer {secret}"}},
        {"headers": {"X-Api-Key": secret}},
        {"params": {"access_token": secret}},
    ]
    asked = [out.get(site.url("/x"), **way) for way in ways]
    asked.append(out.post(site.url("/x"), json={"who": ["lea", {"pass": secret}]}))
    for asking in asked:
        try:
            (await asking).json()
        except FetchError as error:
            told += [str(error), repr(error), "".join(traceback.format_exception(error))]
            told += [repr(error.__context__), repr(error.__cause__)]
    return told


def leaks(told, secret):
    forms = {secret, quote(secret, safe=""), base64.b64encode(secret.encode()).decode()}
    return [text for text in told for form in forms if form in text]


@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(secret=SECRET.filter(str.isascii))
@pytest.mark.parametrize("fault", FAULTS)
def test_no_error_and_no_log_holds_a_secret(fault, secret, caplog):
    async def run():
        async with (
            served(lambda _: FAULTS[fault](secret)) as site,
            Web(allow_private=[site.host], limits=QUICK, clock=Hands().clock) as out,
        ):
            return await said_of(out, site, secret)

    caplog.set_level(logging.DEBUG)
    told = asyncio.run(run(), debug=False)
    assert told
    assert leaks(told, secret) == []
    mine = [record.getMessage() for record in caplog.records if record.name != "aiohttp.access"]
    assert leaks(mine, secret) == []


async def _cut_off(writer):
    writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n[1, 2")


async def _no_http(writer):
    writer.write(b"token=sesame-open-1234 \r\n\r\n")


async def _silence(_):
    await asyncio.sleep(3)


@pytest.mark.parametrize("speak", [_cut_off, _no_http, _silence])
def test_faults_of_the_connection_hold_no_secret_either(speak):
    secret = "-".join(["sesame", "open", "1234"])

    async def run():
        async with (
            raw(speak) as site,
            Web(allow_private=[site.host], limits=QUICK, clock=Hands().clock) as out,
        ):
            return await said_of(out, site, secret)

    assert leaks(asyncio.run(run()), secret) == []


def test_a_name_and_password_of_basic_are_known_apart():
    given = base64.b64encode(b"lea:sesame-open").decode()
    known = secrets_of("https://a.example/", {"Authorization": f"Basic {given}"})
    assert {given, "sesame-open"} <= known
