"""What a stream tells one by one, taken together, and a sign of life while it tells nothing."""

from __future__ import annotations

import asyncio
import time
from typing import TYPE_CHECKING, Final, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

Given = TypeVar("Given")

MOST: Final = 500
"""Of a batch, at most."""

WITHIN: Final = 1.0
"""Seconds for which the first of a batch waits for others, at most."""

ALIVE: Final = 20.0
"""Seconds without anything after which a batch of nothing says that the stream is still open."""


async def batches(
    items: AsyncIterator[Given],
    *,
    most: int = MOST,
    within: float = WITHIN,
    alive: float = ALIVE,
) -> AsyncIterator[list[Given]]:
    """Take what comes together; what came before a fault is given before the fault is raised.

    Arguments:
        items: of a stream.
        most: of a batch.
        within: seconds for which the first of a batch waits for others.
        alive: seconds without anything after which an empty batch is given.

    Raises:
        Exception: whatever the stream raised.

    >>> async def told():
    ...     for number in range(5):
    ...         yield number
    >>> async def listen():
    ...     return [batch async for batch in batches(told(), most=2)]
    >>> asyncio.run(listen())
    [[0, 1], [2, 3], [4]]
    """
    stream = _Stream(items)
    try:
        while not stream.is_over:
            batch = await stream.batch(most, within, alive)
            if batch or not stream.is_over:
                yield batch
    finally:
        stream.leave()
    if stream.fault is not None:
        raise stream.fault


class _Stream(Generic[Given]):
    """A stream whose next item is waited for without giving it up when it takes too long."""

    def __init__(self, items: AsyncIterator[Given]) -> None:
        self._items = items
        self._next: asyncio.Future[Given] | None = None
        self.is_over = False
        self.fault: Exception | None = None

    async def batch(self, most: int, within: float, alive: float) -> list[Given]:
        batch = await self._within(alive)
        due = time.monotonic() + within
        while batch and len(batch) < most:
            more = await self._within(due - time.monotonic())
            if not more:
                break
            batch += more
        return batch

    async def _within(self, seconds: float) -> list[Given]:
        """The next item where it comes in time, else none."""
        if self.is_over:
            return []
        self._next = self._next or asyncio.ensure_future(anext(self._items))
        await asyncio.wait({self._next}, timeout=max(seconds, 0.0))
        if not self._next.done():
            return []
        came, self._next = self._next, None
        try:
            return [came.result()]
        except StopAsyncIteration:
            self.is_over = True
        except Exception as fault:  # noqa: BLE001 - told when what came before it is given
            self.is_over, self.fault = True, fault
        return []

    def leave(self) -> None:
        if self._next is not None:
            self._next.cancel()
