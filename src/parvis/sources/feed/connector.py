"""Listens to feeds, asking only for what is newer, and to the feeds of comments they name."""

from __future__ import annotations

import asyncio
from dataclasses import asdict, replace
from typing import TYPE_CHECKING, Any, Final

from parvis.collect.dead_letters import Rejected
from parvis.collect.page import Answered, Page
from parvis.collect.walks import newest_first
from parvis.collect.web import Freshness, Limits
from parvis.errors import FetchError, PassingError
from parvis.normalise.rows import Habits
from parvis.sources.connector import Connector, Settings
from parvis.sources.feed.normalise import record
from parvis.sources.feed.reading import Feed, read
from parvis.sources.payload import dig, moment

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Sequence

    from parvis.collect.page import Cursor, Item
    from parvis.sources.connector import Visit

LIMITS: Final = Limits(wire=10 << 20, body=20 << 20)
"""Of one feed; the largest of podcasts have some megabytes."""

AT_ONCE: Final = 500
"""Items of a page."""

MOST_COMMENTED: Final = 50
"""Feeds of comments that are visited: those of the newest items."""


class FeedSettings(Settings, frozen=True, kw_only=True):
    """What a listen file says of a feed.

    Arguments:
        url: its address.
        comments: whether the feeds of comments that its items name are listened to as well.
    """

    url: str
    comments: bool = False


async def pages(settings: FeedSettings, visit: Visit) -> AsyncIterator[Page]:
    """Walk from the newest items down to those that were kept, where it names older ones."""
    kept: dict[str, Any] = dict(visit.since or {})
    asking = _Asking(settings, visit, kept.get("fresh", {}))
    async for page in newest_first(asking.ask, kept, when):
        before, talks = kept, _talks(kept.get("talks", {}), page.items)
        kept = {**page.cursor, "fresh": asking.fresh, "talks": talks if settings.comments else {}}
        for part in _parts(page, before, kept):
            yield part
    for url in kept.get("talks", {}):
        yield await _comments(settings, visit, url, kept)


async def history(settings: FeedSettings, visit: Visit) -> AsyncIterator[Page]:
    """Walk to the oldest items, where the feed is paged or archived."""
    asking, before = _Asking(settings, visit, {}), visit.since
    async for page in newest_first(asking.ask, before, when, is_whole=True):
        for part in _parts(page, before, page.cursor):
            yield part
        before = page.cursor


def when(item: Item) -> float | None:
    """Return when an item was published or changed, in seconds since 1970.

    >>> when({"changed": "2026-11-29T06:00:00Z"})
    1795932000.0
    """
    return moment(dig(item, "changed") or dig(item, "published"))


class _Asking:
    """Asks for the pages of a feed; the first of them only where it is newer."""

    def __init__(self, settings: FeedSettings, visit: Visit, fresh: dict[str, str]) -> None:
        self._settings, self._visit, self.fresh = settings, visit, fresh
        self._asked: set[str] = set()

    async def ask(self, token: Cursor) -> Answered:
        self._asked.add(str(token or self._settings.url))
        if token is None:
            feed, self.fresh = await _fetched(self._visit, self._settings.url, self.fresh)
        else:
            feed, _ = await _fetched(self._visit, str(token), {})
        following = None if feed.next in self._asked else feed.next
        return Answered(items=feed.items, next=following, origin=self._settings.name)


async def _fetched(visit: Visit, url: str, fresh: dict[str, str]) -> tuple[Feed, dict[str, str]]:
    """A feed where it is newer, and what to tell the server the next time."""
    known = Freshness(**fresh)
    answer = await visit.web.get(url, headers=known.headers(), limits=LIMITS)
    if answer.is_unchanged:
        return Feed([]), fresh
    feed = await asyncio.to_thread(read, answer)
    return feed, {} if feed.is_cut else asdict(known.after(answer))


def _parts(page: Page, before: Cursor, after: Cursor) -> list[Page]:
    """A page in parts of bounded size; only the last says that all was read."""
    starts = range(0, max(1, len(page.items)), AT_ONCE)
    parts = [replace(page, items=page.items[at : at + AT_ONCE], cursor=before) for at in starts]
    return [*parts[:-1], replace(parts[-1], cursor=after)]


def _talks(known: dict[str, Any], items: Sequence[Item]) -> dict[str, Any]:
    """The feeds of comments of the newest items, each with what its server said of it."""
    named = {
        str(item["answers"]): {"thread": item.get("id")} for item in items if dig(item, "answers")
    }
    merged = {**named, **{url: about for url, about in known.items() if url not in named}}
    return {url: known.get(url, about) for url, about in list(merged.items())[:MOST_COMMENTED]}


async def _comments(settings: FeedSettings, visit: Visit, url: str, kept: dict[str, Any]) -> Page:
    """The comments of one item; a feed of comments that is gone stops no other."""
    about = kept["talks"][url]
    try:
        feed, fresh = await _fetched(visit, url, about.get("fresh", {}))
    except PassingError:
        raise
    except FetchError as fault:
        letter = Rejected.of(settings.name, None, str(fault), url)
        return Page(rejected=[letter], origin=settings.name, cursor=kept)
    kept["talks"] = {**kept["talks"], url: {**about, "fresh": fresh}}
    items = [
        {**item, "thread": about["thread"]} if isinstance(item, dict) else item
        for item in feed.items
    ]
    return Page(items=items, origin=settings.name, cursor=dict(kept))


CONNECTOR: Final = Connector(
    kind="feed",
    habits=Habits(source="feed", kind="article", is_html=True),
    record=record,
    settings=FeedSettings,
    pages=pages,
    history=history,
)
