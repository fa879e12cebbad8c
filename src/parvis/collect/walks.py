"""Walks over sources read page by page, of which none forgets a post when it is cut off."""

from __future__ import annotations

import time
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final, Self

from parvis.collect.page import Page

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable

    from parvis.collect.page import Answered, Ask, Cursor, When

OVERLAP: Final = 600.0
"""Seconds that a walk goes on below where the last one began: posts arrive late and are edited."""

MOST_PAGES: Final = 10_000
"""Pages of one walk: a source whose pages never end is left, and said to be."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Descent:
    """A walk from the newest post down, as its cursor keeps it.

    Arguments:
        floor: below which all is kept already, in seconds since 1970; None at the first walk.
        top: where this walk began; the floor of the next.
        next: what asks for the page to go on with; None when the walk is over.
    """

    floor: float | None = None
    top: float | None = None
    next: Cursor = None

    @classmethod
    def of(cls, cursor: Cursor) -> Self:
        """Read it from a cursor; one of another make is the beginning."""
        if not isinstance(cursor, dict):
            return cls()
        return cls(floor=cursor.get("floor"), top=cursor.get("top"), next=cursor.get("next"))

    @property
    def cursor(self) -> Cursor:
        """What is saved of it."""
        kept = {"floor": self.floor, "top": self.top, "next": self.next}
        return {name: value for name, value in kept.items() if value is not None}


async def newest_first(
    ask: Ask,
    since: Cursor,
    when: When,
    *,
    is_whole: bool = False,
    overlap: float = OVERLAP,
    now: Callable[[], float] = time.time,
) -> AsyncIterator[Page]:
    """Walk down from the newest post to where the last walk began, a page at a time.

    A walk that was cut off goes on where it was, and only then do its newest posts become the
    floor of the next: whatever the moment, no post between the two is passed over. The first walk
    ever reads one page, unless all is wanted. A post dated in the future is taken for one of now,
    so that a clock that is wrong does not hide what follows.

    Arguments:
        ask: for a page.
        since: the cursor of the last page kept.
        when: an item was published.
        is_whole: whether the first walk goes down to the very first post.
        overlap: seconds to go on below the floor.
        now: seconds since 1970.
    """
    walk = Descent.of(since)
    for _ in range(MOST_PAGES):
        answered = await ask(walk.next)
        times = [min(at, now()) for at in map(when, answered.items) if at is not None]
        walk = _after(walk, answered, times, overlap, is_whole=is_whole)
        yield page_of(answered, walk.cursor)
        if walk.next is None:
            return


def page_of(answered: Answered, cursor: Cursor) -> Page:
    """Return an answer as a page that goes on at a cursor."""
    return Page(
        items=answered.items,
        cursor=cursor,
        origin=answered.origin,
        rejected=answered.rejected,
        removed=answered.removed,
    )


def _after(
    walk: Descent, answered: Answered, times: list[float], overlap: float, *, is_whole: bool
) -> Descent:
    """Where a walk is after a page: lower down, or over.

    The end of a page says how far down it is, not its lowest post: old ones may be pinned to the
    top, or be dated back.
    """
    top = walk.top if walk.top is not None else max(times, default=None)
    is_below = walk.floor is not None and max(times[-2:], default=walk.floor) < walk.floor - overlap
    is_first = walk.floor is None and not is_whole
    is_over = answered.next is None or not answered.items or is_below or is_first
    if not is_over:
        return replace(walk, top=top, next=answered.next)
    ends = [end for end in (walk.floor, top) if end is not None]
    return Descent(floor=max(ends, default=None))


async def oldest_first(ask: Ask, since: Cursor) -> AsyncIterator[Page]:
    """Walk on from where the last walk ended, to the newest post there is.

    Arguments:
        ask: for the page that a cursor asks for; its `next` asks for what comes after.
        since: the cursor of the last page kept.
    """
    cursor = since
    for _ in range(MOST_PAGES):
        answered = await ask(cursor)
        is_over = answered.next is None or answered.next == cursor or not answered.items
        cursor = cursor if answered.next is None else answered.next
        yield page_of(answered, cursor)
        if is_over:
            return
