"""Pages on their way to the lake, which wait in a room that holds so many items and no more."""

from __future__ import annotations

import asyncio
from collections import deque
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from parvis.live.keeping import Arrived

ROOM: Final = 20_000
"""Items that wait at most; a page more where it begins below."""


class Waiting:
    """Pages that wait; who brings one to a full room waits with it.

    Arguments:
        room: for how many items.
    """

    def __init__(self, room: int = ROOM) -> None:
        self._room = room
        self._pages: deque[Arrived] = deque()
        self._items = 0
        self._changed = asyncio.Condition()

    @property
    def is_empty(self) -> bool:
        """Whether no page waits."""
        return not self._pages

    async def put(self, page: Arrived) -> None:
        """Bring a page, as soon as there is room."""
        async with self._changed:
            await self._changed.wait_for(lambda: self._items < self._room)
            self._pages.append(page)
            self._items += _weight(page)
            self._changed.notify_all()

    async def some(self, most: int, *, within: float) -> list[Arrived]:
        """Take the pages that wait, until they hold so many items; none where none came in time.

        Arguments:
            most: items; the last page may go beyond.
            within: seconds.
        """
        async with self._changed:
            try:
                async with asyncio.timeout(within):
                    await self._changed.wait_for(lambda: not self.is_empty)
            except TimeoutError:
                return []
            pages: list[Arrived] = []
            while self._pages and sum(page.size for page in pages) < most:
                pages.append(self._pages.popleft())
            self._items -= sum(map(_weight, pages))
            self._changed.notify_all()
        return pages


def _weight(page: Arrived) -> int:
    """A page of nothing takes room too."""
    return max(1, page.size)
