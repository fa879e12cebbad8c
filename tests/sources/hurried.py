"""Time that passes at once, for sources that are asked politely."""

from __future__ import annotations

import asyncio
import time

from parvis.collect.web import Clock


class Hurried:
    """A clock on which a wait takes no time, and has passed all the same."""

    def __init__(self) -> None:
        self._slept = 0.0

    def clock(self) -> Clock:
        return Clock(
            now=lambda: time.time() + self._slept,
            steady=lambda: time.monotonic() + self._slept,
            sleep=self._sleep,
        )

    async def _sleep(self, seconds: float) -> None:
        self._slept += seconds
        await asyncio.sleep(0)
