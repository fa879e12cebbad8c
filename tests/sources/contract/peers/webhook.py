"""Whoever sends to a webhook: signed, again until it is answered for, and badly when told to."""

from __future__ import annotations

import asyncio
import json
import socket
import tempfile
import time
from contextlib import asynccontextmanager
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final

import aiohttp

from parvis.sources.webhook.connector import CONNECTOR
from parvis.sources.webhook.signing import signature
from tests.sources.contract.peer import STAYS, Peer

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from parvis.collect.page import Page
    from tests.sources.contract.post import Post

AT_ONCE: Final = 40
"""Posts of one sending."""
PATIENCE: Final = aiohttp.ClientTimeout(total=2.0)
"""What comes as a listener closes is never answered, and is sent again."""


class Webhook(Peer):
    """Sends its posts in order, each until it is answered for; a post that was edited, again."""

    connector = CONNECTOR
    has_history = False
    secret = "of nobody"  # noqa: S105 - of nobody
    spared = MappingProxyType(
        {STAYS: "it asks nobody, and is refused by nobody; test_webhook tells of a port in use"}
    )

    def __init__(self, posts: list[Post]) -> None:
        super().__init__(posts)
        self._sent: set[Post] = set()

    def settings(self) -> dict[str, Any]:
        return {"hook": "peer", "port": self._port, "inbox": self._folder}

    def id_of(self, post: Post) -> str:
        return f"webhook:peer/{post.number}"

    def is_heard(self, page: Page) -> bool:
        return not page.items and self._sent.issuperset(self.posts)

    @asynccontextmanager
    async def running(self) -> AsyncIterator[str]:
        with socket.socket() as free, tempfile.TemporaryDirectory() as self._folder:
            free.bind(("127.0.0.1", 0))
            self._port = free.getsockname()[1]
            free.close()
            self.base = f"http://127.0.0.1:{self._port}"
            sending = asyncio.create_task(self._send())
            try:
                yield self.base
            finally:
                sending.cancel()

    async def _send(self) -> None:
        async with aiohttp.ClientSession(timeout=PATIENCE) as session:
            while True:
                waiting = [post for post in self.posts if post not in self._sent][:AT_ONCE]
                if waiting and await self._is_taken(session, waiting):
                    self._sent |= set(waiting)
                await asyncio.sleep(0.005)

    async def _is_taken(self, session: aiohttp.ClientSession, waiting: list[Post]) -> bool:
        body = json.dumps([self.item(post) for post in waiting]).encode()
        fault = self.faults.popleft() if self.faults else None
        if fault is not None:
            await self._err(fault.kind, body)
            return False
        said = signature("of nobody", body, int(time.time()))
        headers = {"X-Parvis-Signature": said, "Content-Type": "application/json"}
        self.asked.append(self.base)
        try:
            async with session.post(f"{self.base}/hook/peer", data=body, headers=headers) as told:
                return told.status == 202
        except (aiohttp.ClientError, TimeoutError):
            return False

    async def _err(self, kind: str, body: bytes) -> None:
        """Send half, or nothing, or what is not signed."""
        try:
            _, writer = await asyncio.open_connection("127.0.0.1", self._port)
        except OSError:
            return
        head = f"POST /hook/peer HTTP/1.1\r\nHost: x\r\nContent-Length: {len(body)}\r\n\r\n"
        sent = {"cut off": head.encode() + body[: len(body) // 2], "hang": head.encode()}
        writer.write(sent.get(kind, head.encode() + body))
        await writer.drain()
        await asyncio.sleep(0.05)
        writer.close()

    def item(self, post: Post) -> Any:
        if post.text == "broken":
            return self.broken()
        return {"id": post.number, "text": post.text, "published_at": post.at.isoformat()}
