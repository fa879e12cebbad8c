"""How much of anything a fetch may take, and how politely it is done."""

from __future__ import annotations

import asyncio
import random
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import aiohttp

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

MEBIBYTE = 1 << 20


@dataclass(frozen=True, slots=True)
class Limits:
    """The bounds of one fetch.

    Arguments:
        connect: seconds to reach the server.
        silence: seconds without a byte after which it is given up.
        total: seconds for one try, however slowly the bytes come.
        wire: bytes as they are sent.
        body: bytes once unpacked.
        message: bytes of one line of a stream, or of one message of a socket.
        redirects: followed at most.
        tries: of a fetch that fails for a reason that may pass.
        patience: seconds to sleep between tries and for the server's turn, altogether.

    >>> Limits(body=1_000).body
    1000
    """

    connect: float = 10.0
    silence: float = 30.0
    total: float = 120.0
    wire: int = 20 * MEBIBYTE
    body: int = 50 * MEBIBYTE
    message: int = MEBIBYTE
    redirects: int = 5
    tries: int = 5
    patience: float = 120.0

    def timeout(self, *, endless: bool = False) -> aiohttp.ClientTimeout:
        """Say it as aiohttp does; an endless stream has no total.

        >>> Limits(silence=9).timeout(endless=True).sock_read
        9
        """
        return aiohttp.ClientTimeout(
            total=None if endless else self.total,
            connect=self.connect,
            sock_connect=self.connect,
            sock_read=self.silence,
        )


@dataclass(frozen=True, slots=True)
class Manners:
    """How many fetches there are at once, and how often a site is visited.

    Arguments:
        at_once: fetches under way, over all hosts.
        per_host: fetches under way on one host that is not visited as a crawler does.
        interval: seconds between two pages of a site whose robots.txt is obeyed; such a site
            has one fetch at a time.
        longest_delay: seconds between two pages that a site may ask for (`Crawl-delay`); a
            longer one counts as this.

    >>> Manners(interval=5.0).at_once
    20
    """

    at_once: int = 20
    per_host: int = 4
    interval: float = 1.0
    longest_delay: float = 60.0


@dataclass(frozen=True, slots=True)
class Clock:
    """Time and chance, so that a test need not wait for either.

    Arguments:
        now: seconds since 1970, which may jump.
        steady: seconds since whenever, which never jump.
        sleep: lets so many seconds pass.
        chance: a number from 0 up to 1.

    >>> 0 <= Clock().chance() < 1
    True
    """

    now: Callable[[], float] = time.time
    steady: Callable[[], float] = time.monotonic
    sleep: Callable[[float], Awaitable[None]] = asyncio.sleep
    chance: Callable[[], float] = field(default=random.SystemRandom().random)
