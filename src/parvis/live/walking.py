"""How a source is walked, again and again: patience, what a fault costs, when it is asked again."""

from __future__ import annotations

import asyncio
import contextlib
import datetime as dt
import random
import time
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final, TypeAlias

from parvis.errors import ParvisError, PassingError
from parvis.live.keeping import Arrived

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable

    from parvis.collect.page import Page
    from parvis.live.plan import Heard
    from parvis.live.states import State
    from parvis.sources.connector import Visit, Walk

PATIENCE: Final = 60.0
"""Seconds in which a page comes at the least; a stream gives one of nothing, to show it lives."""

FIRST_WAIT, LONGEST_WAIT = 1.0, 3600.0
"""Seconds before a source that failed is asked again: doubled each time, and never more."""

Give: TypeAlias = "Callable[[Arrived], Awaitable[None]]"
"""Takes a page on, and waits where there is no room for it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Round:
    """A walk that is done over and over.

    Arguments:
        heard: the source.
        walk: what walks it.
        name: under which its cursor is saved.
        visit: with the cursor to begin with.
        is_once: whether it ends with its first walk, whatever came of it.
        is_backfill: whether it is the source's history, which ends when it was walked whole.
    """

    heard: Heard
    walk: Walk
    name: str
    visit: Visit
    is_once: bool = False
    is_backfill: bool = False

    @property
    def is_stream(self) -> bool:
        """Whether its source tells of posts as they come."""
        return self.heard.connector.streams(self.heard.settings) and not self.is_backfill

    @property
    def patience(self) -> float:
        """Seconds after which a page that does not come is given up."""
        return max(PATIENCE, self.heard.settings.every)


class Walker:
    """Walks a source until it is enough, handing each page on; faults are told, and waited out.

    Arguments:
        one: what is walked.
        state: of the source; it is told what happens.
        give: what takes pages on.
        stop: ends it after the page at hand.
        now: the time, aware.
    """

    def __init__(
        self,
        one: Round,
        state: State,
        give: Give,
        stop: asyncio.Event,
        *,
        now: Callable[[], dt.datetime] = lambda: dt.datetime.now(dt.UTC),
    ) -> None:
        self._one, self._state, self._give, self._stop = one, state, give, stop
        self._now = now
        self._visit, self._asked_to_wait = one.visit, 0.0

    async def run(self) -> None:
        """Walk, wait, and walk again."""
        while not self._stop.is_set():
            await self._walk()
            is_whole = self._one.is_backfill and not self._state.failures
            if self._one.is_once or is_whole:
                return
            await self._pause(self._wait())

    async def _walk(self) -> None:
        self._state.standing = "reading"
        try:
            await self._hand_on()
        except Exception as fault:  # noqa: BLE001 - whatever a source does, the others go on
            self._state.failed(in_words(fault))
            self._asked_to_wait = fault.wait or 0.0 if isinstance(fault, PassingError) else 0.0
        else:
            self._state.succeeded(self._now())
            self._state.standing = "waiting"

    async def _hand_on(self) -> None:
        begun = time.monotonic()
        async for page in self._pages():
            self._state.standing = "held up"
            await self._give(self._arrived(page))
            self._state.standing = "reading"
            self._visit = replace(self._visit, since=page.cursor)
            self._state.succeeded(self._now())
            if self._stop.is_set() or self._is_enough(page, begun):
                return

    def _is_enough(self, page: Page, begun: float) -> bool:
        """Whether who listens once has heard enough of a stream: it falls silent, or never does."""
        if not (self._one.is_once and self._one.is_stream):
            return False
        is_silent = not (page.items or page.removed or page.rejected)
        return is_silent or time.monotonic() - begun > self._one.heard.settings.every

    async def _pages(self) -> AsyncIterator[Page]:
        """The pages of a walk; a page that does not come in time is a fault."""
        pages = aiter(self._one.walk(self._one.heard.settings, self._visit))
        while True:
            try:
                async with asyncio.timeout(self._one.patience):
                    page = await anext(pages)
            except StopAsyncIteration:
                return
            except TimeoutError:
                fault = f"nothing came for {self._one.patience:.0f} seconds"
                raise TimeoutError(fault) from None
            yield page

    def _arrived(self, page: Page) -> Arrived:
        one = self._one
        return Arrived(heard=one.heard, page=page, walk=one.name, is_backfill=one.is_backfill)

    def _wait(self) -> float:
        """Seconds to the next visit; a stream that ended is begun again at once."""
        settings, polite = self._one.heard.settings, self._one.heard.connector.polite
        if not self._state.failures:
            return FIRST_WAIT if self._one.is_stream else max(settings.every, polite)
        doubled = FIRST_WAIT * 2.0 ** min(self._state.failures, 12)
        spread = min(doubled, LONGEST_WAIT) * random.uniform(0.5, 1.0)  # noqa: S311 - no secret
        return max(spread, self._asked_to_wait)

    async def _pause(self, seconds: float) -> None:
        self._state.next_visit = self._now() + dt.timedelta(seconds=seconds)
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await self._stop.wait()
        self._state.next_visit = None


def in_words(fault: Exception) -> str:
    """Return a fault as it is told: one of ours says what to do, another is named.

    >>> in_words(KeyError("items"))
    "KeyError: 'items'"
    """
    if isinstance(fault, ParvisError | TimeoutError):
        return str(fault)
    return f"{type(fault).__name__}: {fault}"[:500]
