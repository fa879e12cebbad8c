"""From sources to the lake, until stopped: what comes waits in a short queue, never in memory."""

from __future__ import annotations

import asyncio
import datetime as dt
import time
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Final

from parvis.collect.cursors import Cursors
from parvis.collect.dead_letters import DeadLetters
from parvis.collect.web import Web
from parvis.errors import StoreError
from parvis.live.departing import FILE as DEPARTED
from parvis.live.departing import Departed, see_to
from parvis.live.gaps import Watch, laws_of
from parvis.live.keeping import Keeper
from parvis.live.pipeline import RECALLED, Pipeline, recall_of
from parvis.live.rounds import rounds_of
from parvis.live.states import State, States
from parvis.live.upkeep import EVERY as TIDIED
from parvis.live.upkeep import mark_anew, tidy
from parvis.live.waiting import Waiting
from parvis.live.walking import Walker
from parvis.store import create_lake

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable

    from parvis.live.plan import Plan
    from parvis.live.walking import Round
    from parvis.store import Lake

TOGETHER: Final = 20_000
"""Items that are taken to the lake together, at most: a batch costs much, one more item little."""

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
        recalled: texts that are remembered, so that repeats are known as such.
        together: items that are taken to the lake together, at most: fewer take less memory.
    """

    def __init__(
        self,
        plan: Plan,
        *,
        secrets: Callable[[str], str | None] = lambda _name: None,
        tick: Callable[[States], None] | None = None,
        recalled: int = RECALLED,
        together: int = TOGETHER,
    ) -> None:
        self.plan, self._secrets = plan, secrets
        self._recalled, self._together = recalled, together
        self._tick = tick or (lambda _: None)
        self.stop = asyncio.Event()
        self.states = States()
        self._waiting = Waiting()
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
        cursors, letters = (
            Cursors(folder / "cursors.json"),
            DeadLetters(folder / "dead-letters.jsonl"),
        )
        departed = Departed(folder / DEPARTED)
        recall = await asyncio.to_thread(recall_of, lake, _now(), self._recalled)
        pipeline = await asyncio.to_thread(Pipeline, self.plan, recall)
        watch = Watch(folder / "gaps.jsonl", await asyncio.to_thread(laws_of, lake, _now()))
        async with (
            Web(allow_private=self.plan.allow_private) as web,
            self._walks(list(rounds_of(self.plan, web, cursors, self._secrets, once=once))),
            self._ticking(watch),
        ):
            while not self._is_over:
                await asyncio.to_thread(see_to, departed, lake, self.states, self.plan.departed)
                with lake.writing("listening") as writer:
                    keeper = Keeper(writer, pipeline, self.states, letters, cursors, departed)
                    await asyncio.to_thread(mark_anew, lake, writer, self.plan, self.states, folder)
                    await self._keep(keeper, once=once)
                await self._tidy(lake, watch, once=once)
        self._tick(self.states)
        return self.states

    @property
    def _is_over(self) -> bool:
        """Whether nothing more can come."""
        return (self._walking == 0 or self.stop.is_set()) and self._waiting.is_empty

    @asynccontextmanager
    async def _walks(self, rounds: list[Round]) -> AsyncIterator[None]:
        """Let each source be walked, all at once."""
        for one in rounds:
            kind, every = one.heard.connector.kind, one.heard.settings.every
            state = State(name=one.heard.name, kind=kind, every=every, began=_now())
            self.states.of[one.heard.name] = state
        self._walking = len(rounds)
        tasks = [asyncio.create_task(self._walk(one)) for one in rounds]
        try:
            yield
        finally:
            await _cancelled(*tasks)

    async def _walk(self, one: Round) -> None:
        state = self.states.of[one.heard.name]
        try:
            await Walker(one, state, self._waiting.put, self.stop).run()
        finally:
            if not one.is_backfill:
                state.standing = "failing" if state.fault else "stopped"
            self._walking -= 1

    async def _keep(self, keeper: Keeper, *, once: bool) -> None:
        """Take pages to the lake, until nothing more can come or the lake wants tidying."""
        began = flushed = time.monotonic()
        is_last = False
        while not is_last:
            is_last = self._is_over or time.monotonic() - began >= TIDIED
            pages = [] if is_last else await self._waiting.some(self._together, within=EVERY)
            if pages:
                await self._until_taken(keeper.take, pages, once=once)
            if is_last or time.monotonic() - flushed >= EVERY:
                await self._until_taken(keeper.flush, once=once)
                flushed = time.monotonic()

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

    async def _tidy(self, lake: Lake, watch: Watch, *, once: bool) -> None:
        """Keep the lake in order between two spells of writing."""
        if once or self._is_over:
            return
        today = _now().date()
        await asyncio.to_thread(tidy, lake, self.plan, today)
        watch.laws = await asyncio.to_thread(laws_of, lake, _now())

    @asynccontextmanager
    async def _ticking(self, watch: Watch) -> AsyncIterator[None]:
        """Look at the sources each second, and show them."""

        async def tick() -> None:
            while True:
                watch.look(self.states, _now())
                self._tick(self.states)
                await asyncio.sleep(1.0)

        task = asyncio.create_task(tick())
        try:
            yield
        finally:
            await _cancelled(task)


async def _cancelled(*tasks: asyncio.Task[None]) -> None:
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)


def _now() -> dt.datetime:
    return dt.datetime.now(dt.UTC)
