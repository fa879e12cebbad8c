"""A day of faults, put together in time: no source stalls without being told."""

from __future__ import annotations

import asyncio
import datetime as dt
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np
import polars as pl
import pytest

from parvis.analyse.arrivals import law
from parvis.collect.page import Page
from parvis.errors import CredentialsError, RateLimitedError, UnavailableError
from parvis.live.gaps import Watch
from parvis.live.plan import Heard
from parvis.live.states import State, States
from parvis.live.walking import Round, Walker
from parvis.normalise.rows import Habits
from parvis.sources.connector import Connector, Settings, Visit
from tests.live.hours import BEGIN, Hours, pass_time

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from parvis.live.keeping import Arrived

EVERY, RATE = 300.0, 12.0  # seconds between visits; mentions an hour
FAULTY_FROM, FAULTY_TO = 9 * 3600.0, 14 * 3600.0
SPACING = 3600.0 / RATE


class Source:
    """It has a mention every five minutes, and between two hours of the day something is wrong."""

    def __init__(self, fault: str, loop: Hours, *, is_stream: bool) -> None:
        self.fault, self.loop, self.is_stream = fault, loop, is_stream
        self.given = 0.0

    @property
    def is_faulty(self) -> bool:
        return FAULTY_FROM <= self.loop.time() < FAULTY_TO

    async def pages(self, _settings: Settings, _visit: Visit) -> AsyncIterator[Page]:
        while True:
            if self.is_faulty:
                await self._err()
            due = np.arange(self.given + SPACING, self.loop.time() + 1e-6, SPACING).tolist()
            if self.is_faulty and self.fault in {"empty", "repeats", "heart beats on"}:
                due = []
            self.given = max([self.given, *due])
            items = due or ([self.given] if self.fault == "repeats" else [])
            yield Page(items=items, cursor=self.given)
            if not self.is_stream:
                return
            await asyncio.sleep(20.0)

    async def _err(self) -> None:
        if self.fault in RAISED:
            raise RAISED[self.fault]
        if self.fault == "hangs":
            await asyncio.sleep(1e6)
        while self.fault == "drips":  # an answer that never ends
            await asyncio.sleep(1.0)


RAISED = {
    "503": UnavailableError("no answer"),
    "429 for hours": RateLimitedError("too often", wait=7_200.0),
    "key ran out": CredentialsError("the key is not accepted"),
    "a bug of ours": KeyError("nobody expected this"),
    "ends at once": UnavailableError("closed"),
}


def listen_for_a_day(
    source: Source, loop: Hours, folder: Path
) -> tuple[list[tuple[float, bool]], State]:
    """When the watch told of the source, look by look, one a minute."""
    connector = Connector(
        kind="faulty",
        habits=Habits(source="faulty"),
        record=lambda item: item,
        settings=Settings,
        pages=source.pages,
        is_stream=source.is_stream,
    )
    heard = Heard(connector, Settings(name="it", every=EVERY))
    state = State(name="it", kind="faulty", every=EVERY, began=BEGIN)
    history = [BEGIN - dt.timedelta(seconds=SPACING * n) for n in range(int(28 * 24 * RATE))]
    known = law(pl.Series(sorted(history)), until=BEGIN)
    watch = Watch(folder / "gaps.jsonl", {"it": known})
    told: list[tuple[float, bool]] = []

    async def give(arrived: Arrived) -> None:
        for at in arrived.page.items:
            state.last_mention = BEGIN + dt.timedelta(seconds=float(at))

    async def look() -> None:
        while loop.time() < 24 * 3600:
            gaps = watch.look(States(of={"it": state}), loop.now())
            told.append((loop.time(), bool(gaps)))
            await asyncio.sleep(60.0)

    async def day() -> None:
        stop = asyncio.Event()
        visit: Any = Visit(web=None)  # type: ignore[arg-type]
        one = Round(heard=heard, walk=source.pages, name="it", visit=replace(visit, since=None))
        walker = asyncio.create_task(Walker(one, state, give, stop, now=loop.now).run())
        await look()
        walker.cancel()
        await asyncio.gather(walker, return_exceptions=True)

    pass_time(day(), loop)
    return told, state


FAULTS = ("hangs", "drips", *RAISED, "empty", "repeats")


@pytest.mark.parametrize("is_stream", [False, True], ids=["visited", "stream"])
@pytest.mark.parametrize("fault", [*FAULTS, "none"])
def test_no_source_stalls_without_being_told(fault: str, *, is_stream: bool, tmp_path: Path):
    loop = Hours()
    told, _ = listen_for_a_day(Source(fault, loop, is_stream=is_stream), loop, tmp_path)
    alarms = [at for at, is_told in told if is_told]
    if fault == "none":
        assert alarms == []
        return
    assert not [at for at in alarms if at < FAULTY_FROM]
    assert min(alarms) <= FAULTY_FROM + _latest(fault)
    assert not [at for at in alarms if at > FAULTY_TO + 2 * 3600 + 2 * EVERY]
    accounts = (tmp_path / "gaps.jsonl").read_text().splitlines()
    assert len(accounts) == 2  # one gap, told once and ended once


def _latest(fault: str) -> float:
    """Two intervals between visits where nothing is answered; else what the law allows, and two."""
    if fault in {"empty", "repeats"}:
        return 24 * SPACING
    return 2 * EVERY + 60.0
