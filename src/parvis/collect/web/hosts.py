"""Whose turn it is: so many fetches at once, each host in its own time, and what of it it says."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from parvis.errors import RateLimitedError

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from parvis.collect.web.asking import Ask
    from parvis.collect.web.limits import Clock, Manners

MOST_KEPT = 4_096


@dataclass(slots=True)
class _Host:
    alone: asyncio.Lock
    seats: asyncio.Semaphore
    free_at: float = 0.0
    users: int = 0
    spent: dict[str, float] = field(default_factory=dict)

    def free_for(self, path: str) -> float:
        """From when a path of it may be asked."""
        return max(self.free_at, self.spent.get(path, 0.0))

    def is_resting(self, now: float) -> bool:
        """Whether any of it is left alone."""
        return max(self.free_at, *self.spent.values(), 0.0) > now


class Hosts:
    """The hosts of a run: who is on its way to them, and from when they may be asked again.

    Arguments:
        manners: how many at once, how often.
        clock: the time.
    """

    def __init__(self, manners: Manners, clock: Clock) -> None:
        self._manners, self._clock = manners, clock
        self._all = asyncio.Semaphore(manners.at_once)
        self._hosts: dict[str, _Host] = {}

    @asynccontextmanager
    async def turn(
        self, ask: Ask, *, interval: float | None, patience: float
    ) -> AsyncIterator[None]:
        """Wait for one's turn, and have it for the length of the block.

        Arguments:
            ask: what is to be asked.
            interval: seconds until the next turn of its host, which then has one at a time; None
                where the host has no such rule.
            patience: seconds that a host which wants to be left alone is waited for.

        Raises:
            RateLimitedError: the host wants to be left alone for longer.
        """
        host = self._of(ask)
        host.users += 1
        try:
            async with host.seats if interval is None else host.alone:
                await self.wait(ask, patience)
                async with self._all:
                    yield
        finally:
            host.users -= 1
            if interval is not None:
                self._free(host, interval)

    async def wait(self, ask: Ask, patience: float) -> None:
        """Wait until the host may be asked.

        Raises:
            RateLimitedError: that is later than the patience allows.
        """
        host = self._of(ask)
        while (wait := host.free_for(ask.url.path) - self._clock.steady()) > 0:
            if wait > patience:
                raise RateLimitedError.at(
                    ask.shown, "its host wants to be left alone", f"wait {wait:.0f} seconds"
                ).after(wait)
            await self._clock.sleep(wait)

    def rest(self, ask: Ask, seconds: float) -> None:
        """Leave a host alone for so long."""
        self._free(self._of(ask), seconds)

    def spare(self, ask: Ask, seconds: float) -> None:
        """Leave alone what was asked of a host, whose limit is spent; the rest of it is asked on.

        Networks limit each of their endpoints, or all together, and do not say which: where a
        second one is spent meanwhile, the limit is taken for the host's.
        """
        host, now = self._of(ask), self._clock.steady()
        host.spent = {path: until for path, until in host.spent.items() if until > now}
        host.spent[ask.url.path] = now + seconds
        if len(host.spent) > 1:
            self._free(host, seconds)

    def _free(self, host: _Host, seconds: float) -> None:
        host.free_at = max(host.free_at, self._clock.steady() + seconds)

    def _of(self, ask: Ask) -> _Host:
        name = f"{ask.url.host}:{ask.url.port}"
        if name not in self._hosts:
            self._forget()
            seats = asyncio.Semaphore(self._manners.per_host)
            self._hosts[name] = _Host(asyncio.Lock(), seats)
        return self._hosts[name]

    def _forget(self) -> None:
        """Keep the memory flat over months: hosts nobody is on the way to, and that may be."""
        if len(self._hosts) >= MOST_KEPT:
            now = self._clock.steady()
            busy = {k: v for k, v in self._hosts.items() if v.users or v.is_resting(now)}
            self._hosts = busy
