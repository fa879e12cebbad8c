"""Listens to a mailbox: messages as they arrive, each once, whatever moves in it."""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, TypeVar

from parvis.collect.batches import ALIVE
from parvis.collect.page import Page
from parvis.sources.connector import Connector, Settings
from parvis.sources.mail import HABITS
from parvis.sources.mail.mailbox import Mailbox
from parvis.sources.mail.message import taken_apart
from parvis.sources.mail.normalise import record
from parvis.sources.mail.opening import Login, Place, Security
from parvis.sources.mail.token import token_of
from parvis.sources.payload import dig

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable

    from parvis.collect.page import Cursor, Item
    from parvis.sources.connector import Visit

AT_ONCE: Final = 25
"""Messages of a page."""

AT_FIRST: Final = 100
"""Messages of the first visit; its history has the others."""

Given = TypeVar("Given")


class Mail(Settings, frozen=True, kw_only=True):
    """What a listen file says of a mailbox.

    Arguments:
        host: of the IMAP server.
        user: who logs in; `key` names the secret.
        login: whether that is a password, or a token: one that lasts, or JSON that renews it.
        folder: that is read; nothing in it is changed.
        port: 993, where the server listens for TLS.
        security: tls, starttls, or none on one's own network.
        silence: seconds after which a server that does not answer is given up.
    """

    host: str
    user: str
    folder: str = "INBOX"
    port: int = 993
    security: Security = "tls"
    login: Login = "password"
    silence: float = 30.0


async def pages(settings: Mail, visit: Visit) -> AsyncIterator[Page]:
    """Yield messages as they arrive, until the server ends the connection.

    Arguments:
        settings: of the source.
        visit: whose cursor holds the number of the last message kept, and of which mailbox.
    """
    async with _opened(settings, visit) as box:
        uid = await box.begin(visit.since)
        while True:
            async for page in box.above(uid):
                uid = page.cursor["uid"]
                yield page
            yield Page(cursor=box.cursor(uid))
            if not await box.run(box.mailbox.wait, ALIVE):
                return


async def history(settings: Mail, visit: Visit) -> AsyncIterator[Page]:
    """Yield the messages the mailbox holds, from the first on."""
    async with _opened(settings, visit) as box:
        async for page in box.above(box.known(visit.since) or 0):
            yield page


@dataclass(frozen=True, slots=True)
class _Box:
    """A mailbox that is asked from a thread of its own."""

    name: str
    mailbox: Mailbox
    thread: ThreadPoolExecutor

    async def run(self, ask: Callable[..., Given], *given: object) -> Given:
        return await asyncio.get_running_loop().run_in_executor(self.thread, ask, *given)

    def known(self, since: Cursor) -> int | None:
        """The last number kept; None where none was, or the server numbered all anew since."""
        is_same = dig(since, "validity") == self.mailbox.validity
        return dig(since, "uid") if is_same else None

    async def begin(self, since: Cursor) -> int:
        """The number above which all is new: of a first visit, that of a few messages before."""
        known = self.known(since)
        if known is not None:
            return known
        if since is not None:
            return 0
        uids = await self.run(self.mailbox.after, 0)
        return uids[-AT_FIRST - 1] if len(uids) > AT_FIRST else 0

    async def above(self, uid: int) -> AsyncIterator[Page]:
        uids = await self.run(self.mailbox.after, uid)
        for place in range(0, len(uids), AT_ONCE):
            chosen = uids[place : place + AT_ONCE]
            items = await self.run(self._items, chosen)
            yield Page(items=items, cursor=self.cursor(chosen[-1]), origin=self.name)

    def _items(self, uids: list[int]) -> list[Item]:
        return [
            {**taken_apart(raw), "uid": uid, "arrived": arrived.isoformat() if arrived else None}
            for uid, raw, arrived in self.mailbox.read(uids)
        ]

    def cursor(self, uid: int) -> Cursor:
        return {"validity": self.mailbox.validity, "uid": uid}


async def _secret(settings: Mail, visit: Visit) -> str:
    if settings.login == "token":
        return await token_of(settings, visit)
    return visit.needed(settings, "the password of the mailbox")


@asynccontextmanager
async def _opened(settings: Mail, visit: Visit) -> AsyncIterator[_Box]:
    place = Place(
        host=settings.host,
        port=settings.port,
        security=settings.security,
        user=settings.user,
        secret=await _secret(settings, visit),
        login=settings.login,
        folder=settings.folder,
        is_own=visit.web.is_allowed(settings.host, settings.port),
        silence=settings.silence,
    )
    thread = ThreadPoolExecutor(1, thread_name_prefix=f"mail {settings.host}")
    try:
        loop = asyncio.get_running_loop()
        mailbox = await loop.run_in_executor(thread, Mailbox, place)
        try:
            yield _Box(settings.name, mailbox, thread)
        finally:
            mailbox.wake()
            thread.submit(mailbox.close)
    finally:
        thread.shutdown(wait=False)


CONNECTOR: Final = Connector(
    kind="mail",
    habits=HABITS,
    record=record,
    settings=Mail,
    pages=pages,
    history=history,
    is_stream=True,
)
