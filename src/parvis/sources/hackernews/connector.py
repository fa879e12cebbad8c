"""Listens to Hacker News: all of it, or what holds some words.

Source: hn.algolia.com/api, read in November 2026.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from parvis.collect.page import Answered
from parvis.collect.walks import newest_first
from parvis.normalise.rows import Habits
from parvis.sources.connector import Connector, Settings
from parvis.sources.hackernews.normalise import record
from parvis.sources.payload import dig, objects

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from parvis.collect.page import Cursor, Item, Page
    from parvis.sources.connector import Visit

MOST: Final = 500
"""Items of a page; of one question no more than a thousand are given, however it is paged."""

EDITABLE: Final = 7_200.0
"""Seconds for which a comment may be edited, and is looked at again."""


class HackerNews(Settings, frozen=True, kw_only=True):
    """What a listen file says of Hacker News.

    Arguments:
        search: words; all that is said where there are none.
        author: whose items.
        tags: kinds of items, as Algolia writes them.
        server: its address.
    """

    search: str = ""
    author: str | None = None
    tags: str = "(story,comment,poll,job)"
    server: str = "https://hn.algolia.com"


def pages(settings: HackerNews, visit: Visit) -> AsyncIterator[Page]:
    """Walk from the newest item down to those that were kept."""
    return newest_first(_Search(settings, visit).ask, visit.since, when, overlap=EDITABLE)


def history(settings: HackerNews, visit: Visit) -> AsyncIterator[Page]:
    """Walk from the newest item down to the first, of 2006."""
    return newest_first(_Search(settings, visit).ask, visit.since, when, is_whole=True)


def when(item: Item) -> float | None:
    """Return when an item was published, in seconds since 1970.

    >>> when({"created_at_i": 1795932000})
    1795932000.0
    """
    at = dig(item, "created_at_i")
    return float(at) if isinstance(at, int | float) else None


class _Search:
    """Asks for items before a moment, as pages of one question end early."""

    def __init__(self, settings: HackerNews, visit: Visit) -> None:
        self._settings, self._visit = settings, visit

    async def ask(self, token: Cursor) -> Answered:
        before, page = (token["before"], token["page"]) if token else (None, 0)
        answer = await self._visit.web.get(
            f"{self._settings.server.rstrip('/')}/api/v1/search_by_date",
            params=self._params(before, page),
        )
        items = objects(dig(answer.json(), "hits"))
        following = _after(items, before, page)
        return Answered(items=items, next=following, origin=self._settings.name)

    def _params(self, before: int | None, page: int) -> dict[str, str | int]:
        said = self._settings
        tags = [said.tags, *([f"author_{said.author}"] if said.author else [])]
        told: dict[str, str | int] = {"tags": ",".join(tags), "hitsPerPage": MOST, "page": page}
        if said.search:
            told["query"] = said.search
        if before is not None:
            told["numericFilters"] = f"created_at_i<={before}"
        return told


def _after(items: list[Item], before: int | None, page: int) -> Cursor:
    """What asks for the items below: from the last second on, or its next page if it fills this.

    >>> _after([], 7, 0)
    """
    times = [int(at) for at in map(when, items) if at is not None]
    if len(items) < MOST or not times:
        return None
    if min(times) == before:
        return {"before": before, "page": page + 1}
    return {"before": min(times), "page": 0}


CONNECTOR: Final = Connector(
    kind="hackernews",
    habits=Habits(source="hackernews", medium="forum", is_html=True),
    record=record,
    settings=HackerNews,
    pages=pages,
    history=history,
)
