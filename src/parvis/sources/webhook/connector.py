"""Hears what is sent to it, signed, and has it on the disk before it answers for it."""

from __future__ import annotations

import asyncio
import json
import time
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Final
from urllib.parse import parse_qsl, quote

import msgspec
from aiohttp import web

from parvis.collect.batches import ALIVE
from parvis.collect.page import Page
from parvis.errors import SourceError
from parvis.normalise.rows import RAW, Habits
from parvis.sources.connector import Connector, Settings
from parvis.sources.payload import dig, first
from parvis.sources.webhook.signing import is_signed
from parvis.sources.webhook.spool import Spool

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from parvis.collect.page import Item
    from parvis.sources.connector import Visit
    from parvis.sources.platform import Record


class Webhook(Settings, frozen=True, kw_only=True):
    """What a listen file says of a webhook; `key` names the key with which is signed.

    Arguments:
        hook: the end of its address, /hook/NAME.
        host, port: on which it is heard; what is encrypted is ended before it, by a proxy.
        columns: schema name → the field that holds it, where their names differ.
        most: bytes of one sending.
        inbox: the folder of what was sent and is not kept yet, from that of the listen file.
    """

    hook: str
    host: str = "127.0.0.1"
    port: int = 8477
    columns: dict[str, str] = msgspec.field(default_factory=dict)
    most: int = 1 << 20
    inbox: str = "inbox"


async def pages(settings: Webhook, visit: Visit) -> AsyncIterator[Page]:
    """Yield what is sent, without end.

    Arguments:
        settings: of the source.
        visit: whose cursor holds the place in the inbox before which all is kept.
    """
    key = visit.needed(settings, "a key with which those who send sign")
    folder = Path(visit.folder, settings.inbox, quote(settings.hook, safe=""))
    spool = Spool(folder, dig(visit.saved(), "place"))
    place, hearing = dig(visit.since, "place") or spool.first, _Hearing(settings, key, spool)
    async with hearing.opened():
        while True:
            hearing.came.clear()
            await hearing.trim(dig(visit.saved(), "place"))
            lines, place = await asyncio.to_thread(spool.read, place)
            items = [_mapped(json.loads(line), settings) for line in lines]
            yield Page(items=items, cursor={"place": place}, origin=settings.name)
            if not lines:
                await hearing.wait()


def record(item: Item) -> Record | str:
    """Return the values of what was sent under the schema's names, or why it is no post.

    >>> record({"text": "Merci", "colour": "red"})
    {'text': 'Merci'}
    """
    if first([item.get("text"), item.get("title")]) is None:
        return "neither text nor title"
    return {name: item[name] for name in RAW if name in item}


class _Hearing:
    """A server for one hook."""

    def __init__(self, settings: Webhook, key: str, spool: Spool) -> None:
        self._settings, self._key, self._spool = settings, key, spool
        self._one_by_one, self.came = asyncio.Lock(), asyncio.Event()

    @asynccontextmanager
    async def opened(self) -> AsyncIterator[None]:
        app = web.Application(client_max_size=self._settings.most)
        app.router.add_post(f"/hook/{quote(self._settings.hook, safe='')}", self._take)
        runner = web.AppRunner(app, shutdown_timeout=1.0, access_log=None)
        await runner.setup()
        try:
            await self._heard_at(runner)
            yield
        finally:
            await runner.cleanup()

    async def _heard_at(self, runner: web.AppRunner) -> None:
        """Begin to hear.

        Raises:
            SourceError: its place is taken, or is not ours.
        """
        host, port = self._settings.host, self._settings.port
        try:
            await web.TCPSite(runner, host, port).start()
        except OSError as fault:
            why = f"it cannot be heard on {host} port {port} ({fault.strerror or fault})"
            way_out = "end what is there, or give each hook its own `port`"
            raise SourceError.at(self._settings.name, why, way_out) from fault

    async def trim(self, saved: int | None) -> None:
        """Take away what is kept, where it is much; nothing is taken in meanwhile."""
        if saved is not None and self._spool.is_due(saved):
            async with self._one_by_one:
                with suppress(OSError):  # a disk without room for both keeps the old one
                    await asyncio.shield(asyncio.to_thread(self._spool.trim, saved))

    async def wait(self) -> None:
        """Wait until something came, or long enough to show that it is heard."""
        try:
            await asyncio.wait_for(self.came.wait(), ALIVE)
        except TimeoutError:
            return

    async def _take(self, request: web.Request) -> web.Response:
        body = await request.read()
        if not is_signed(
            self._key, body, request.headers.get("X-Parvis-Signature", ""), time.time()
        ):
            return web.Response(status=401, text="not signed with the key, or not now\n")
        try:
            lines = [json.dumps(item) for item in items_of(body, request.content_type)]
        except (ValueError, RecursionError):
            return web.Response(status=400, text="neither JSON nor a form\n")
        try:
            async with self._one_by_one:
                await asyncio.shield(asyncio.to_thread(self._spool.append, lines))
        except OSError:
            return web.Response(status=503, text="no room now; send it again\n")
        self.came.set()
        return web.Response(status=202, text=f"{len(lines)} taken\n")


def items_of(body: bytes, kind: str) -> list[object]:
    """Return what a body holds.

    Arguments:
        body: JSON (an object, or a list of some), JSON lines, or the fields of a form.
        kind: of its content, as its header says.

    Raises:
        ValueError: it is none of these.

    >>> items_of(b'{"text": "Oui"}', "application/json")
    [{'text': 'Oui'}]
    >>> items_of(b"text=Oui&rating=4", "application/x-www-form-urlencoded")
    [{'text': 'Oui', 'rating': '4'}]
    """
    words = body.decode("utf-8")
    if kind == "application/x-www-form-urlencoded":
        return [dict(parse_qsl(words, strict_parsing=True))]
    try:
        held = json.loads(words)
    except ValueError:
        return [json.loads(line) for line in words.splitlines() if line.strip()]
    return held if isinstance(held, list) else [held]


def _mapped(item: Item, settings: Webhook) -> Item:
    """An item under the schema's names; its id is told from those of other hooks."""
    if not isinstance(item, dict):
        return item
    named = {name: item[field] for name, field in settings.columns.items() if field in item}
    told = {**item, **named}
    own = first([told.get("id")])
    return told if own is None else {**told, "id": f"{settings.hook}/{own}"}


CONNECTOR: Final = Connector(
    kind="webhook",
    habits=Habits(source="webhook"),
    record=record,
    settings=Webhook,
    pages=pages,
    is_stream=True,
)
