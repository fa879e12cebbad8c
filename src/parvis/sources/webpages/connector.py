"""Reads pages that are named, each again when it has changed: articles and their comments."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from parvis.collect.page import Page
from parvis.collect.web import Freshness, redacted
from parvis.normalise.rows import Habits
from parvis.sources.connector import Connector, Seconds, Settings
from parvis.sources.webpages.normalise import SOURCE
from parvis.sources.webpages.visiting import visited

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from parvis.collect.page import Cursor
    from parvis.sources.connector import Visit
    from parvis.sources.platform import Record


class Pages(Settings, frozen=True, kw_only=True):
    """What a listen file says of pages that are read again and again.

    Arguments:
        urls: addresses of the pages: articles whose comments go on, threads of a forum.
    """

    urls: tuple[str, ...]
    every: Seconds = 3_600.0


async def pages(settings: Pages, visit: Visit) -> AsyncIterator[Page]:
    """Yield the article and comments of each page that is new or has changed.

    A page that cannot be read is told as a dead letter, and asked for at the next visit again.

    Arguments:
        settings: of the source.
        visit: whose cursor holds, of each page, what its server said of the version read.
    """
    known = dict(visit.since) if isinstance(visit.since, dict) else {}
    for url in settings.urls:
        fresh = _fresh(known.get(url))
        done = await visited(visit.web, url, fresh=fresh, medium=settings.medium)
        known[url] = [done.fresh.etag, done.fresh.modified]
        yield Page(rows=done.rows, rejected=done.rejected, origin=redacted(url), cursor=dict(known))


def _fresh(kept: Cursor) -> Freshness:
    is_known = isinstance(kept, list) and len(kept) == 2
    return Freshness(*map(str, kept)) if is_known else Freshness()


def unread(_item: object) -> Record | str:
    """Refuse an item: pages come as rows.

    >>> unread({})
    'a web page comes as rows'
    """
    return "a web page comes as rows"


CONNECTOR: Final = Connector(
    kind="pages",
    habits=Habits(source=SOURCE),
    record=unread,
    settings=Pages,
    pages=pages,
    keep="matching",
    polite=300.0,
)
