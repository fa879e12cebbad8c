"""How a source is walked once, where it never ends by itself."""

from __future__ import annotations

import asyncio
import datetime as dt

import msgspec
import pytest

from parvis.collect.page import Page
from parvis.live.plan import Heard
from parvis.live.states import State
from parvis.live.walking import Round, Walker
from parvis.sources.bluesky.jetstream import CONNECTOR
from parvis.sources.connector import Visit


@pytest.mark.parametrize(("bare_after", "every", "most"), [(3, 60.0, 4), (10**9, 0.1, 100)])
def test_a_stream_heard_once_is_left_when_it_falls_silent_or_never_does(bare_after, every, most):
    taken = []

    async def walk(_settings, _visit):
        number = 0
        while True:
            await asyncio.sleep(0.01)
            yield Page(items=[] if number >= bare_after else [{"n": number}], cursor=number)
            number += 1

    async def give(arrived):
        taken.append(arrived.page)

    settings = msgspec.convert({"name": "sky", "every": every}, CONNECTOR.settings)
    one = Round(
        heard=Heard(CONNECTOR, settings), walk=walk, name="sky", visit=Visit(web=None), is_once=True
    )
    state = State(name="sky", kind="jetstream", every=every, began=dt.datetime.now(dt.UTC))
    walker = Walker(one, state, give, asyncio.Event())
    asyncio.run(asyncio.wait_for(walker.run(), 20))
    assert 1 < len(taken) <= most
