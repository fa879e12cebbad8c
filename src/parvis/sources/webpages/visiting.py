"""One page of a site, fetched and read: its rows, or why there are none."""

from __future__ import annotations

import asyncio
import datetime as dt
from typing import TYPE_CHECKING, Final, NamedTuple

from parvis import schema
from parvis.collect.dead_letters import Rejected
from parvis.collect.web import Freshness, redacted
from parvis.errors import FetchError, PassingError
from parvis.sources.webpages.extracting import extract
from parvis.sources.webpages.normalise import rows

if TYPE_CHECKING:
    from collections.abc import Sequence

    import polars as pl

    from parvis.collect.web import Answer, Web

_HTML: Final = ("html", "xml")


class Visited(NamedTuple):
    """What a visit to a page gave; no rows where the page has not changed, or was refused.

    >>> Visited(schema.empty("normalise"), (), Freshness()).rows.height
    0
    """

    rows: pl.DataFrame
    rejected: Sequence[Rejected]
    fresh: Freshness


async def visited(
    web: Web, url: str, *, fresh: Freshness | None = None, medium: str | None = None
) -> Visited:
    """Fetch a page as a crawler should, and read it.

    Arguments:
        web: fetches, within bounds.
        url: of the page.
        fresh: what the server said of the version that was read last.
        medium: of its rows, where the page does not show it.

    Raises:
        PassingError: the server does not answer now; it may later.
    """
    fresh = fresh or Freshness()
    try:
        answer = await web.get(url, headers=fresh.headers(), robots=True)
    except PassingError:
        raise
    except FetchError as fault:
        return _refused(url, str(fault), fresh)
    fresh = fresh.after(answer)
    if answer.is_unchanged:
        return Visited(schema.empty("normalise"), (), fresh)
    kind = answer.headers.get("Content-Type", "text/html").partition(";")[0]
    if not any(name in kind for name in _HTML):
        return _refused(url, f"no web page: {kind}", fresh)
    read = await asyncio.to_thread(_read, answer, medium)
    if not read.height:
        return _refused(url, "nothing to read on it; it may need a script", fresh)
    return Visited(read, (), fresh)


def _refused(url: str, reason: str, fresh: Freshness) -> Visited:
    place = redacted(url)
    return Visited(schema.empty("normalise"), [Rejected.of(place, None, reason, place)], fresh)


def _read(answer: Answer, medium: str | None) -> pl.DataFrame:
    """A charset in the headers goes before what the page declares."""
    is_told = "charset=" in answer.headers.get("Content-Type", "").lower()
    page = extract(answer.text() if is_told else answer.body, answer.url)
    return rows([page] * page.says_something, collected=dt.datetime.now(dt.UTC), medium=medium)
