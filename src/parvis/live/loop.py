"""From sources to the lake, until stopped: what comes waits in a short queue, never in memory."""

from __future__ import annotations

import asyncio
import datetime as dt
import time
from contextlib import AsyncExitStack
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from parvis.collect.cursors import Cursors
from parvis.collect.dead_letters import DeadLetters
from parvis.collect.web import Web
from parvis.errors import StoreError
from parvis.live.backfill import is_whole
from parvis.live.backfill import once as backfill
from parvis.live.keeping import Arrived, Keeper
from parvis.live.pipeline import Pipeline
from parvis.live.remarking import Remarker
from parvis.live.states import State, States
from parvis.live.walking import Round, Walker
from parvis.sources.connector import Visit
from parvis.store import create_lake

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from parvis.live.plan import Heard, Plan
    from parvis.store import Lake, Writer

QUEUE: Final = 32
"""Pages that wait for the lake; a source whose page finds no room waits itself."""

TOGETHER: Final = 5_000
"""Items that are taken to the lake together, at most."""

EVERY: Final = 1.0
"""Seconds between two times that what was taken is brought to the disk."""

FULL: Final = 5.0
"""Seconds after which a lake that could take nothing is tried again."""


class Listener:
    """Listens to the sources of a listen file.

    Arguments:
        plan: the listen file.
        secrets: credentials by the name under which they are kept; None where there are none.
        tick: called each second with the states, and at the end.
    """

    def __init__(
        self,
        plan: Plan,
        *,
        secrets: Callable[[str], str | None] = lambda _name: None,
        tick: Callable[[States], None] | None = None,
    ) -> None:
        self.plan, self._secrets = plan, secrets
        self._tick = tick or (lambda _: None)
        self.stop = asyncio.Event()
        self.states = States()
        self._queue: asyncio.Queue[Arrived] = asyncio.Queue(QUEUE)
        self._walking = 0

    async def run(self, *, once: bool = False) -> States:
        """Listen until stopped; or visit each source once.

        Raises:
            LeaseError: another process writes the lake.
            LakeError: the folder holds a lake of a later version.
            StoreError: the lake could take nothing, and each source was visited once.
        """
        lake = create_lake(self.plan.lake_folder)
        folder = self.plan.state_folder
        folder.mkdir(exist_ok=True)
        cursors = Cursors(folder / "cursors.json")
        letters = DeadLetters(folder / "dead-letters.jsonl")
        async with AsyncExitStack() as held:
            web = await held.enter_async_context(Web(allow_private=self.plan.allow_private))
            writer = held.enter_context(lake.writing("listening"))
            pipeline = await asyncio.to_thread(Pipeline, self.plan)
            keeper = Keeper(writer, pipeline, self.states, letters, cursors)
            rounds = list(self._rounds(web, cursors, once=once))
            self._walking = len(rounds)
            walks = [asyncio.create_task(self._walk(one)) for one in rounds]
            ticking = asyncio.create_task(self._ticking())
            try:
                await asyncio.to_thread(self._mark_anew, lake, writer, folder)
                await self._keep(keeper, once=once)
            finally:
                for task in (*walks, ticking):
                    task.cancel()
                await asyncio.gather(*walks, ticking, return_exceptions=True)
        self._tick(self.states)
        return self.states

    def _rounds(self, web: Web, cursors: Cursors, *, once: bool) -> Iterator[Round]:
        """What is walked: each source, and the history of those that are asked for it."""
        for heard in self.plan.heard:
            name, connector = heard.name, heard.connector
            self.states.of[name] = State(
                name=name, kind=connector.kind, every=heard.settings.every, began=_now()
            )
            secret, folder = self._secret(heard), self.plan.folder
            visit = Visit(web=web, since=cursors.of(name), secret=secret, folder=folder)
            yield Round(heard=heard, walk=connector.pages, name=name, visit=visit, is_once=once)
            past = f"{name} (history)"
            if connector.history and heard.settings.history and not is_whole(cursors.of(past)):
                yield Round(
                    heard=heard,
                    walk=backfill(connector.history),
                    name=past,
                    visit=replace(visit, since=cursors.of(past)),
                    is_once=once,
                    is_backfill=True,
                )

    def _mark_anew(self, lake: Lake, writer: Writer, folder: Path) -> None:
        """Apply what was edited of the perimeter to what the lake holds."""
        remarker = Remarker(folder)
        for perimeter in self.plan.perimeters:
            if remarker.is_due(perimeter):
                remarker.apply(perimeter, lake, writer, self.states.is_marking)
        self.states.doing = None

    def _secret(self, heard: Heard) -> str | None:
        name = heard.settings.key
        return None if name is None else self._secrets(name)

    async def _walk(self, one: Round) -> None:
        state = self.states.of[one.heard.name]
        try:
            await Walker(one, state, self._queue.put, self.stop).run()
        finally:
            state.standing = "failing" if state.fault else "stopped"
            self._walking -= 1

    async def _keep(self, keeper: Keeper, *, once: bool) -> None:
        """Take pages to the lake until nothing more can come."""
        flushed = time.monotonic()
        while True:
            is_over = (self._walking == 0 or self.stop.is_set()) and self._queue.empty()
            pages = [] if is_over else await self._some()
            if pages:
                await self._until_taken(keeper.take, pages, once=once)
            if is_over or time.monotonic() - flushed >= EVERY:
                await self._until_taken(keeper.flush, once=once)
                flushed = time.monotonic()
            if is_over:
                return

    async def _some(self) -> list[Arrived]:
        """The pages that wait, until they are enough; none after a second without any."""
        try:
            pages = [await asyncio.wait_for(self._queue.get(), EVERY)]
        except TimeoutError:
            return []
        while not self._queue.empty() and sum(each.size for each in pages) < TOGETHER:
            pages.append(self._queue.get_nowait())
        return pages

    async def _until_taken(self, work: Callable[..., None], *given: object, once: bool) -> None:
        """Do something of the lake, in a thread; where it has no room, wait until it has."""
        while True:
            try:
                await asyncio.to_thread(work, *given)
            except (StoreError, OSError) as fault:
                self.states.full = str(fault)
                if once or self.stop.is_set():
                    raise
                await asyncio.sleep(FULL)
            else:
                self.states.full = None
                return

    async def _ticking(self) -> None:
        while True:
            self._tick(self.states)
            await asyncio.sleep(1.0)


def _now() -> dt.datetime:
    return dt.datetime.now(dt.UTC)
