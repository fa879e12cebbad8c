"""A source is tried: what it gives is told and not kept, and no fault of it is raised."""

from __future__ import annotations

import asyncio
import dataclasses
import datetime as dt

import msgspec
import pytest

from parvis.collect.page import Page
from parvis.errors import CredentialsError
from parvis.live.plan import Heard
from parvis.live.trying import try_source
from parvis.sources.bluesky.jetstream import CONNECTOR as JETSTREAM
from parvis.sources.connectors import CONNECTORS
from parvis.sources.hackernews.connector import CONNECTOR as HACKERNEWS


def heard(walk, connector=HACKERNEWS, **said):
    settings = msgspec.convert({"name": "it", **said}, connector.settings)
    return Heard(dataclasses.replace(connector, pages=walk), settings)


def tried(walk, connector=HACKERNEWS, **said):
    return asyncio.run(try_source(heard(walk, connector, **said), within=0.5))


def post(number, text="Volcan est en panne"):
    return {"objectID": str(number), "comment_text": text, "created_at_i": 1_700_000_000 + number}


def test_the_first_page_that_holds_anything_is_told_and_the_walk_is_left():
    closed = []

    async def walk(_settings, visit):
        assert visit.since is None
        try:
            yield Page()
            yield Page(items=[post(1), post(2, "Merci"), {"odd": 1}, "none"])
            raise AssertionError("it asked for more than a page")
        finally:
            closed.append(True)

    told = tried(walk)
    assert (told.read, told.rejected, told.fault) == (2, 2, "")
    assert told.newest == dt.datetime.fromtimestamp(1_700_000_002, dt.UTC)
    assert told.texts[0] == "Merci"
    assert told.reasons[-1] == "no JSON object"
    assert closed == [True]


@pytest.mark.parametrize(
    "fault", [CredentialsError("it: 401. What to do: renew the key."), KeyError("x")]
)
def test_a_fault_is_told_in_words(fault):
    async def walk(_settings, _visit):
        raise fault
        yield

    assert tried(walk).fault in {str(fault), "KeyError: 'x'"}


def test_a_source_that_takes_too_long_is_given_up_and_a_quiet_stream_is_no_fault():
    async def walk(_settings, _visit):
        await asyncio.sleep(60)
        yield Page()

    assert "within 0 seconds. What to do" in tried(walk).fault
    told = tried(walk, JETSTREAM)
    assert (told.is_quiet, told.fault) == (True, "")


def test_no_private_address_is_fetched():
    settings = {"url": "http://127.0.0.1/rss"}
    told = tried(CONNECTORS["feed"].pages, CONNECTORS["feed"], **settings)
    assert "not public" in told.fault
