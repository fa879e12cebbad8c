"""Which pages of a site are due: those changed after the last that was read."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from hashlib import sha256
from typing import TYPE_CHECKING, Final, Self

from parvis.sources.sitemaps.parsing import moment

if TYPE_CHECKING:
    from collections.abc import Iterable

    from parvis.collect.page import Cursor
    from parvis.sources.sitemaps.parsing import Entry

MOST_SEEN: Final = 20_000
_BEGINNING: Final = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reached:
    """How far a site is read; kept as its cursor.

    Arguments:
        floor: the time of the last page read; None before the first.
        at: marks of the pages of just that time: many sitemaps tell days alone.
        undated: marks of the pages without a time that are known.

    >>> Reached.of({"floor": "2024-03-12T00:00:00+00:00"}).floor.day
    12
    """

    floor: dt.datetime | None = None
    at: frozenset[str] = frozenset()
    undated: tuple[str, ...] = ()

    @classmethod
    def of(cls, cursor: Cursor) -> Self:
        """Read it from a cursor; one of another make is the beginning."""
        if not isinstance(cursor, dict):
            return cls()
        known = cursor.get("at") or (), cursor.get("undated") or ()
        return cls(
            floor=moment(str(cursor.get("floor"))),
            at=frozenset(map(str, known[0])),
            undated=tuple(map(str, known[1])),
        )

    @property
    def cursor(self) -> Cursor:
        """What is saved of it."""
        floor = self.floor.isoformat() if self.floor else None
        return {"floor": floor, "at": sorted(self.at), "undated": list(self.undated)}

    def after(self, entry: Entry) -> Self:
        """Return how far it is when a page is read too."""
        mark = marked(entry)
        if entry.changed is None:
            return replace(self, undated=(*self.undated, mark)[-MOST_SEEN:])
        if self.floor == entry.changed:
            return replace(self, at=self.at | {mark})
        if self.floor and self.floor > entry.changed:
            return self
        return replace(self, floor=entry.changed, at=frozenset((mark,)))


def marked(entry: Entry) -> str:
    """Return a short mark of an address.

    >>> from parvis.sources.sitemaps.parsing import Entry
    >>> len(marked(Entry("https://example.org/a")))
    12
    """
    return sha256(entry.url.encode("utf-8", "replace")).hexdigest()[:12]


def doubted(entries: Iterable[Entry], now: dt.datetime) -> list[Entry]:
    """Return pages without the times that lie in the future: of a wrong clock, they hide nothing.

    Arguments:
        entries: all that the site lists.
        now: aware.

    >>> from parvis.sources.sitemaps.parsing import Entry
    >>> now = dt.datetime(2024, 3, 1, tzinfo=dt.UTC)
    >>> doubted([Entry("/a", now + dt.timedelta(days=1)), Entry("/b", now)], now)[0].changed is None
    True
    """
    return [
        replace(one, changed=None) if one.changed is not None and one.changed > now else one
        for one in entries
    ]


def due(entries: Iterable[Entry], reached: Reached) -> list[Entry]:
    """Return the pages to read, the oldest first, so that a walk cut off loses none; each once.

    Arguments:
        entries: all that the site lists.
        reached: how far it is read.

    >>> from parvis.sources.sitemaps.parsing import Entry
    >>> old, new = (Entry(f"/{day}", dt.datetime(2024, 3, day, tzinfo=dt.UTC)) for day in (1, 2))
    >>> [entry.url for entry in due([new, old], Reached().after(old))]
    ['/2']
    """
    known = set(reached.undated)
    fresh = {
        entry.url: entry
        for entry in sorted(entries, key=_time)
        if (marked(entry) not in known if entry.changed is None else _is_newer(entry, reached))
    }
    return sorted(fresh.values(), key=_time)


def _time(entry: Entry) -> dt.datetime:
    return entry.changed or _BEGINNING


def _is_newer(entry: Entry, reached: Reached) -> bool:
    if reached.floor is None or entry.changed is None:
        return True
    is_same = entry.changed == reached.floor and marked(entry) not in reached.at
    return entry.changed > reached.floor or is_same
