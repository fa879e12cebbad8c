"""Hears all of Bluesky as it is said, by Jetstream: posts, their edits and their deletion.

Source: github.com/bluesky-social/jetstream, the `/subscribe` wire, read in November 2026.
"""

from __future__ import annotations

import datetime as dt
import time
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlencode

import msgspec

from parvis.collect.batches import batches
from parvis.collect.dead_letters import Rejected
from parvis.collect.page import Page
from parvis.sources.bluesky import PLATFORM
from parvis.sources.bluesky.accounts import departures
from parvis.sources.bluesky.connector import POSTS, viewed
from parvis.sources.bluesky.normalise import record
from parvis.sources.connector import Connector, Settings
from parvis.sources.payload import dig

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Sequence

    from parvis.collect.page import Item
    from parvis.sources.connector import Visit

OVERLAP: Final = 5_000_000
"""Microseconds that are heard again after a break: another instance may be a little behind."""

MICROSECONDS: Final = 1_000_000


class Jetstream(Settings, frozen=True, kw_only=True):
    """What a listen file says of Jetstream.

    Arguments:
        server: an instance of it; any other goes on from the same cursor.
        accounts: DIDs of those who are heard, at most 10 000; everybody where empty.
    """

    server: str = "wss://jetstream2.us-west.bsky.network/subscribe"
    accounts: list[str] = msgspec.field(default_factory=list)


async def pages(settings: Jetstream, visit: Visit) -> AsyncIterator[Page]:
    """Yield what is said from the cursor on, or from now; a page of nothing tells that it lives.

    Arguments:
        settings: of the source.
        visit: whose cursor holds the time of the last event, in microseconds since 1970.
    """
    at = dig(visit.since, "time_us")
    async with visit.web.socket(_address(settings, at)) as socket:
        if at is None:
            at = int(time.time() * MICROSECONDS)
            yield Page(cursor={"time_us": at})
        async for texts in batches(aiter(socket)):
            page = _page(settings.name, texts, at)
            at = page.cursor["time_us"]
            yield page


def _address(settings: Jetstream, at: int | None) -> str:
    wanted = [("wantedCollections", POSTS), *(("wantedDids", did) for did in settings.accounts)]
    since = [("cursor", str(at - OVERLAP))] if at is not None else []
    return f"{settings.server}?{urlencode([*wanted, *since])}"


def _page(origin: str, texts: Sequence[str | bytes], at: int) -> Page:
    """Sort events: posts, what was deleted, who left, what is none; who only moved is passed over.

    The time is that of the last event, whatever our own clock says.
    """
    items: list[Item] = []
    removed, rejected, departed = [], [], []
    for text in texts:
        event = _event(text)
        time_us, commit = dig(event, "time_us"), dig(event, "commit")
        at = time_us if isinstance(time_us, int) else at
        if dig(event, "kind") in {"identity", "account"}:
            departed += departures(dig(event, "account"))
            continue
        if not isinstance(commit, dict) or not isinstance(time_us, int):
            rejected.append(Rejected.of(origin, None, "no event of Jetstream", _shown(text)))
        elif commit.get("operation") == "delete":
            removed.append(_uri(event))
        else:
            items.append(viewed(_uri(event), commit.get("record"), _moment(time_us)))
    return Page(
        items=items,
        cursor={"time_us": at},
        origin=origin,
        removed=removed,
        departed=departed,
        rejected=rejected,
    )


def _event(text: str | bytes) -> Any:  # noqa: ANN401 - nothing about what is sent is sure
    try:
        return msgspec.json.decode(text)
    except (ValueError, RecursionError):
        return None


def _shown(text: str | bytes) -> str:
    return text if isinstance(text, str) else text.decode("utf-8", "replace")


def _uri(event: Item) -> str:
    commit = event["commit"]
    return f"at://{dig(event, 'did')}/{commit.get('collection')}/{commit.get('rkey')}"


def _moment(time_us: int) -> str | None:
    try:
        return dt.datetime.fromtimestamp(time_us / MICROSECONDS, dt.UTC).isoformat()
    except (ValueError, OverflowError, OSError):
        return None


CONNECTOR: Final = Connector(
    kind="jetstream",
    habits=PLATFORM.habits,
    record=record,
    settings=Jetstream,
    pages=pages,
    is_stream=True,
    keep="matching",
)
