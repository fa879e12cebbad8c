"""What a source gives at once, and how it is walked: pages, each with where to go on after it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Sequence

    import polars as pl

    from parvis.collect.dead_letters import Rejected

# What a source may send: nothing about its shape is sure.
Item: TypeAlias = Any
Cursor: TypeAlias = Any
"""Where a source is to go on: whatever JSON it understands itself; None is the beginning."""


class Departure(NamedTuple):
    """An account that its network no longer has, or no longer shows.

    Arguments:
        author: the source's own id of it.
        for_good: whether it was deleted, and not only hidden.

    >>> Departure("did:plc:a", for_good=False).author
    'did:plc:a'
    """

    author: str
    for_good: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """What a source gave at once.

    Arguments:
        items: as the source wrote them, in its order.
        cursor: where to go on when the items are kept; it is saved only then.
        origin: where it comes from, for dead letters; without credentials.
        rejected: what came and is no item at all.
        removed: the source's own ids of posts that were taken down.
        departed: accounts that are gone, with all they wrote.
        rows: of the schema, where a source gives such in place of items.

    >>> Page(items=[{"id": 1}], cursor={"floor": 1.0}).removed
    ()
    """

    items: Sequence[Item] = ()
    cursor: Cursor = None
    origin: str = ""
    rejected: Sequence[Rejected] = ()
    removed: Sequence[str] = ()
    departed: Sequence[Departure] = ()
    rows: pl.DataFrame | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """One answer of a source that is read page by page.

    Arguments:
        items: of the page.
        next: what asks for the page after it; None where there is none.
        origin, rejected, removed: as of a `Page`.
    """

    items: Sequence[Item]
    next: Cursor = None
    origin: str = ""
    rejected: Sequence[Rejected] = ()
    removed: Sequence[str] = ()


Ask: TypeAlias = "Callable[[Cursor], Awaitable[Answered]]"
"""Asks for a page: the first one where what it is given is None."""

When: TypeAlias = "Callable[[Item], float | None]"
"""When an item was published or changed, in seconds since 1970; None where it does not say."""
