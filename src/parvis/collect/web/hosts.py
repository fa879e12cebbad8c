"""Whose turn it is: so many fetches at once, and each host in its own time."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager
from dataclasses import dataclass
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
        while (wait := host.free_at - self._clock.steady()) > 0:
            if wait > patience:
                raise RateLimitedError.at(
                    ask.shown, "its host wants to be left alone", f"wait {wait:.0f} seconds"
                ).after(wait)
            await self._clock.sleep(wait)

    def rest(self, ask: Ask, seconds: float) -> None:
        """Leave a host alone for so long."""
        self._free(self._of(ask), seconds)

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
            busy = {k: v for k, v in self._hosts.items() if v.users or v.free_at > now}
            self._hosts = busy
