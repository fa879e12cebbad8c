"""Hears a server of the AT Protocol itself, a PDS of one's own or a relay, without Bluesky between.

Source: atproto.com, "Event Stream" and "Sync", "com.atproto.sync.subscribeRepos", November 2026.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from parvis.collect.batches import batches
from parvis.collect.dead_letters import Rejected
from parvis.collect.page import Page
from parvis.collect.web import Limits
from parvis.errors import BadAnswerError
from parvis.sources.bluesky import PLATFORM
from parvis.sources.bluesky.accounts import departures
from parvis.sources.bluesky.connector import POSTS, viewed
from parvis.sources.bluesky.dag_cbor import blocks_of, decoded
from parvis.sources.bluesky.normalise import record
from parvis.sources.connector import Connector, Settings
from parvis.sources.payload import dig, objects

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator, Sequence

    from parvis.collect.page import Cursor, Item
    from parvis.sources.connector import Visit

LARGEST: Final = Limits(message=6 << 20)
"""A commit has two million bytes of blocks at most."""


class Firehose(Settings, frozen=True, kw_only=True):
    """What a listen file says of a server whose every commit is heard.

    Arguments:
        server: as wss://pds.example.
    """

    server: str


async def pages(settings: Firehose, visit: Visit) -> AsyncIterator[Page]:
    """Yield what is said after the cursor, or from now on.

    Arguments:
        settings: of the source.
        visit: whose cursor holds the number of the last commit.
    """
    cursor, at = visit.since, dig(visit.since, "seq")
    since = "" if at is None else f"?cursor={at}"
    address = f"{settings.server.rstrip('/')}/xrpc/com.atproto.sync.subscribeRepos{since}"
    async with visit.web.socket(address, limits=LARGEST) as socket:
        if at is None:
            yield Page(cursor=cursor)
        async for frames in batches(aiter(socket)):
            page = _page(settings.name, frames, cursor)
            cursor = page.cursor
            yield page


def _page(origin: str, frames: Sequence[str | bytes], cursor: Cursor) -> Page:
    items: list[Item] = []
    rejected, removed, departed = [], [], []
    for frame in frames:
        try:
            body = _told(frame)
            said = list(_operations(body))
        except ValueError as fault:
            rejected.append(Rejected.of(origin, None, f"no frame: {fault}", str(frame[:500])))
            continue
        if isinstance(body.get("seq"), int):
            cursor = {"seq": body["seq"]}
        items += [viewed(uri, told, body.get("time")) for uri, told in said if told is not None]
        removed += [uri for uri, told in said if told is None]
        departed += departures(body)
    return Page(
        items=items,
        cursor=cursor,
        origin=origin,
        removed=removed,
        departed=departed,
        rejected=rejected,
    )


def _told(frame: str | bytes) -> Item:
    """What a commit says, or what became of an account; of other frames, only their number.

    Raises:
        BadAnswerError: the server says that it cannot go on, and why.
        ValueError: it is none.
    """
    told = list(decoded(frame if isinstance(frame, bytes) else frame.encode()))
    if len(told) != 2 or not all(isinstance(part, dict) for part in told):
        raise ValueError("not a head and a body")
    head, body = told
    if head.get("op") == -1:
        why = f"it ends the stream: {body.get('error')} {body.get('message') or ''}"
        raise BadAnswerError.at("a firehose", why.strip(), "look whether its cursor is its own")
    return body if head.get("t") in {"#commit", "#account"} else {"seq": body.get("seq")}


def _operations(body: Item) -> Iterator[tuple[str, Item | None]]:
    """Posts of a commit with their records; None where a post was deleted.

    Raises:
        ValueError: a record is not there, or is none.
    """
    told = [op for op in objects(body.get("ops")) if str(op.get("path")).startswith(f"{POSTS}/")]
    held = body.get("blocks")
    blocks = blocks_of(held) if told and isinstance(held, bytes) and held else {}
    for op in told:
        uri = f"at://{body.get('repo')}/{op['path']}"
        if op.get("action") == "delete":
            yield uri, None
            continue
        block = blocks.get(str(dig(op, "cid", "$link")))
        if block is None:
            raise ValueError("a post without its record")
        yield uri, next(decoded(block, as_json=True), {})


CONNECTOR: Final = Connector(
    kind="firehose",
    habits=PLATFORM.habits,
    record=record,
    settings=Firehose,
    pages=pages,
    is_stream=True,
    keep="matching",
)
