"""Hears a Mastodon server as it is spoken to: posts, their edits and their deletion.

Source: docs.joinmastodon.org, "Streaming timelines", read in November 2026.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Final

import msgspec

from parvis.collect.batches import batches
from parvis.collect.dead_letters import Rejected
from parvis.collect.page import Page
from parvis.collect.walks import Descent, newest_first
from parvis.collect.web import events
from parvis.errors import FetchError, PassingError, SourceError
from parvis.sources.mastodon.server import Mastodon, Server, when
from parvis.sources.payload import dig

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Sequence

    from parvis.collect.page import Item
    from parvis.collect.web import Event
    from parvis.sources.connector import Visit

TELLING: Final = ("update", "status.update")
"""Events that hold a status; others tell of filters, announcements and the like."""

_TIMELINES: Final = {"public": "public", "local": "public/local", "home": "user"}


async def pages(settings: Mastodon, visit: Visit) -> AsyncIterator[Page]:
    """Yield what was said since the cursor, and then what is said, as it is said.

    A server does not tell a stream again. So the stream is opened first, then what it missed is
    asked for, page by page, and only then is it read.

    Arguments:
        settings: of the source.
        visit: whose cursor is that of the walk that catches up.
    """
    server, since = Server(settings, visit), visit.since
    address = await _address(settings, visit)
    async with visit.web.stream(address, headers=server.headers()) as lines:
        async for page in newest_first(server.ask, since, when):
            since = page.cursor
            yield page
        floor = Descent.of(since).floor
        async for told in batches(events(lines)):
            page = _page(settings.name, told, floor)
            floor = Descent.of(page.cursor).floor
            yield page


async def _address(settings: Mastodon, visit: Visit) -> str:
    """Where the stream is; large servers keep it on a host of its own, and say which."""
    server = settings.server.rstrip("/")
    try:
        answer = await visit.web.get(f"{server}/api/v2/instance")
        said = dig(answer.json(), "configuration", "urls", "streaming")
    except PassingError:
        raise
    except FetchError:
        said = None
    host = str(said).replace("ws", "http", 1).rstrip("/") if said else server
    return f"{host}/api/v1/streaming/{_stream(settings)}"


def _stream(settings: Mastodon) -> str:
    if settings.hashtag:
        return f"hashtag?tag={settings.hashtag.removeprefix('#')}"
    if settings.timeline:
        return _TIMELINES[settings.timeline]
    way_out = "leave `stream` out, or listen to a hashtag or a timeline"
    raise SourceError.at(settings.name, "an account or a search has no stream", way_out)


def _page(origin: str, told: Sequence[Event], floor: float | None) -> Page:
    items: list[Item] = []
    rejected, removed = [], []
    for event in told:
        if event.name == "delete":
            removed.append(event.data.strip().strip('"'))
        elif event.name in TELLING:
            status = _status(event.data)
            if status is None:
                rejected.append(Rejected.of(origin, None, "no status", event.data))
            else:
                items.append(status)
    times = [min(at, time.time()) for at in map(when, items) if at is not None]
    floor = max([*times, *([floor] if floor is not None else [])], default=None)
    cursor = Descent(floor=floor).cursor
    return Page(items=items, cursor=cursor, origin=origin, removed=removed, rejected=rejected)


def _status(data: str) -> Item | None:
    try:
        return msgspec.json.decode(data)
    except (ValueError, RecursionError):
        return None
