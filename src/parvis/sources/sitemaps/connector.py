"""Reads the pages that a site's sitemaps tell to be new or changed."""

from __future__ import annotations

import asyncio
import datetime as dt
from typing import TYPE_CHECKING, Final
from urllib.parse import urljoin

from parvis import schema
from parvis.collect.page import Page
from parvis.collect.web import redacted
from parvis.errors import FetchError, PassingError, SourceError
from parvis.normalise.rows import Habits
from parvis.sources.connector import Connector, Seconds, Settings
from parvis.sources.sitemaps import parsing
from parvis.sources.sitemaps.due import Reached, doubted, due
from parvis.sources.webpages.connector import unread
from parvis.sources.webpages.normalise import SOURCE
from parvis.sources.webpages.visiting import visited

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from parvis.sources.connector import Visit
    from parvis.sources.sitemaps.parsing import Entry

MOST_MAPS: Final = 200
MOST_LISTED: Final = 500_000
MOST_PAGES: Final = 1_000
"""Sitemaps looked into and pages listed, and pages read at one visit; the rest is due at the next.

A history is walked whole: it is not come back to.
"""

_MAPS: Final = (".xml", ".xml.gz", ".gz", ".txt")
_LATE: Final = dt.timedelta(days=2)


class Site(Settings, frozen=True, kw_only=True):
    """What a listen file says of a site.

    Arguments:
        site: its address, or that of a sitemap of it.
        under: only pages whose address begins so.
    """

    site: str
    under: str = ""
    every: Seconds = 3_600.0


def pages(settings: Site, visit: Visit) -> AsyncIterator[Page]:
    """Walk the pages changed after the last that was read, the oldest first.

    At the first visit those of the last two days are read; what is older, and what says no time,
    is known from then on and left to `history`.
    """
    return _walk(settings, visit, is_whole=False)


def history(settings: Site, visit: Visit) -> AsyncIterator[Page]:
    """Walk all pages that the sitemaps list, the oldest first."""
    return _walk(settings, visit, is_whole=True)


async def _walk(settings: Site, visit: Visit, *, is_whole: bool) -> AsyncIterator[Page]:
    reached = Reached.of(visit.since)
    entries = [
        one for one in await _listed(settings, visit, reached) if one.url.startswith(settings.under)
    ]
    if visit.since is None and not is_whole:
        reached = _first(entries)
    waiting = due(doubted(entries, dt.datetime.now(dt.UTC)), reached)
    for entry in waiting if is_whole else waiting[:MOST_PAGES]:
        done = await visited(visit.web, entry.url, medium=settings.medium)
        reached = reached.after(entry)
        origin = redacted(entry.url)
        yield Page(rows=done.rows, rejected=done.rejected, origin=origin, cursor=reached.cursor)
    yield Page(rows=schema.empty("normalise"), origin=settings.name, cursor=reached.cursor)


def _first(entries: list[Entry]) -> Reached:
    """All is known but what changed in the last days."""
    reached = Reached(floor=dt.datetime.now(dt.UTC) - _LATE)
    for entry in entries:
        reached = reached.after(entry) if entry.changed is None else reached
    return reached


async def _listed(settings: Site, visit: Visit, reached: Reached) -> list[Entry]:
    """The pages of a site's sitemaps, each looked into once, those that are as old as before not.

    Raises:
        SourceError: the site has no sitemap.
        PassingError: it does not answer now.
    """
    waiting = await _named(settings, visit)
    looked: set[str] = set()
    listed: list[Entry] = []
    has_maps = False
    while waiting and len(looked) < MOST_MAPS and len(listed) < MOST_LISTED:
        url = waiting.pop(0)
        if url in looked:
            continue
        looked.add(url)
        if (found := await _map(url, settings, visit)) is not None:
            listed += found.pages
            waiting += [entry.url for entry in found.maps if not _is_old(entry, reached)]
            has_maps |= bool(found.maps)
    if not listed and not has_maps:
        way_out = 'name the address of its sitemap, or the pages themselves (kind = "pages")'
        raise SourceError.at(settings.name, f"no sitemap lists pages of {settings.site}", way_out)
    return listed


def _is_old(entry: Entry, reached: Reached) -> bool:
    return bool(reached.floor and entry.changed and entry.changed < reached.floor)


async def _named(settings: Site, visit: Visit) -> list[str]:
    """The sitemap given, else those that robots.txt names, else where one usually lies."""
    if settings.site.lower().partition("?")[0].endswith(_MAPS):
        return [settings.site]
    robots = urljoin(settings.site, "/robots.txt")
    try:
        named = parsing.named_in((await visit.web.get(robots)).text(), robots)
    except PassingError:
        raise
    except FetchError:
        named = []
    return named or [urljoin(settings.site, "/sitemap.xml")]


async def _map(url: str, settings: Site, visit: Visit) -> parsing.Sitemap | None:
    """One sitemap; None where there is none at its address."""
    try:
        answer = await visit.web.get(url, robots=True)
    except PassingError:
        raise
    except FetchError:
        return None
    return await asyncio.to_thread(parsing.read, answer.body, answer.url, site=settings.site)


CONNECTOR: Final = Connector(
    kind="site",
    habits=Habits(source=SOURCE),
    record=unread,
    settings=Site,
    pages=pages,
    history=history,
    keep="matching",
    polite=300.0,
)
