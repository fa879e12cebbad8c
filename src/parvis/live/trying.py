"""A source asked once, within bounds, to see what it gives; nothing of it is kept."""

from __future__ import annotations

import asyncio
import datetime as dt
from contextlib import aclosing
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, cast

import polars as pl

from parvis.collect.page import Page
from parvis.collect.web import Web
from parvis.live.walking import in_words
from parvis.sources.connector import Read, Visit, rows_of

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, Collection

    from parvis.live.plan import Heard

WITHIN: Final = 15.0
"""Seconds in which a source answers, or is given up."""

SHOWN: Final = 3
"""Texts, and reasons, that are shown of what came."""

_LONGEST: Final = 280


@dataclass(frozen=True, slots=True, kw_only=True)
class Tried:
    """What a source gave when it was tried.

    Arguments:
        read: mentions of its first page.
        rejected: what came with them and could not be read.
        newest: when the newest of them was published; None where none says so.
        texts: of the newest of them, cut where they are long.
        reasons: why some could not be read.
        fault: why it gave nothing, in words; empty where it answered as it should.
        is_quiet: it is a stream in which nothing was said meanwhile, which is no fault.

    >>> Tried(read=2).fault
    ''
    """

    read: int = 0
    rejected: int = 0
    newest: dt.datetime | None = None
    texts: tuple[str, ...] = ()
    reasons: tuple[str, ...] = ()
    fault: str = ""
    is_quiet: bool = False


async def try_source(
    heard: Heard,
    *,
    secret: str | None = None,
    folder: str = ".",
    within: float = WITHIN,
    allow_private: Collection[str] = (),
) -> Tried:
    """Walk a source from its beginning to its first page that holds anything.

    Arguments:
        heard: the source.
        secret: its credentials; None where it has none.
        folder: from which files are found.
        within: seconds in which it answers.
        allow_private: hosts of one's own network that may be fetched.

    Returns: what came; a fault is told in it and never raised.
    """
    try:
        async with asyncio.timeout(within), Web(allow_private=allow_private) as web:
            page = await _first(heard, Visit(web=web, secret=secret, folder=folder))
        read = rows_of(heard.connector, heard.settings, page, dt.datetime.now(dt.UTC))
    except TimeoutError:
        return _late(heard, within)
    except Exception as fault:  # noqa: BLE001 - whatever a source does, it is told
        return Tried(fault=in_words(fault))
    return _told(read)


async def _first(heard: Heard, visit: Visit) -> Page:
    """The first page that holds anything; the last of those that hold nothing."""
    page, walk = Page(), heard.connector.pages(heard.settings, visit)
    async with aclosing(cast("AsyncGenerator[Page]", walk)) as pages:
        async for page in pages:
            if page.items or page.rejected or (page.rows is not None and page.rows.height):
                return page
    return page


def _late(heard: Heard, within: float) -> Tried:
    if heard.connector.streams(heard.settings):
        return Tried(is_quiet=True)
    way_out = "try it again; if it stays, the site is slow, or asks to be visited slowly"
    return Tried(fault=f"nothing came within {within:.0f} seconds. What to do: {way_out}.")


def _told(read: Read) -> Tried:
    newest = read.frame.sort("published_at", descending=True, nulls_last=True)
    texts = newest.select(pl.coalesce("text", "title")).to_series().drop_nulls()
    at = newest["published_at"].max()
    return Tried(
        read=read.frame.height,
        rejected=len(read.rejected),
        newest=at if isinstance(at, dt.datetime) else None,
        texts=tuple(text[:_LONGEST] for text in texts.head(SHOWN)),
        reasons=tuple(dict.fromkeys(one.reason for one in read.rejected))[:SHOWN],
    )
