"""A mailbox: the part of IMAP that a reader needs, whose server ends the first idle connection."""

from __future__ import annotations

import asyncio
import re
from contextlib import asynccontextmanager
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from parvis.sources.mail.connector import CONNECTOR
from tests.sources.contract.peer import EDITED, Peer

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from tests.sources.contract.post import Post

ARRIVED = "01-Nov-2026 12:00:00 +0000"


class Mailbox(Peer):
    """Posts as messages; what is taken away is not told, and none is ever changed."""

    connector = CONNECTOR
    spared = MappingProxyType(
        {EDITED: "no message of a mailbox is ever changed (RFC 3501, 2.3.1.1)"}
    )
    secret = "of nobody"  # noqa: S105 - of nobody
    has_idle = True
    validity = 7

    def settings(self) -> dict[str, Any]:
        host, _, port = self.base.partition(":")
        opened = {"user": "care", "security": "none", "silence": 1.0}
        return {"host": host, "port": int(port), **opened}

    def id_of(self, post: Post) -> str:
        return f"mail:{post.number}@a.example"

    def raw(self, post: Post) -> bytes:
        """The message of a post; a broken one has nothing in it at all."""
        if post.text == "broken":
            return b""
        lines = (
            "From: =?utf-8?q?L=C3=A9a?= <Lea@A.example>",
            f"Message-ID: <{post.number}@a.example>",
            f"Date: {post.at:%d %b %Y %H:%M:%S +0000}",
            "Content-Type: text/plain; charset=utf-8",
            "Content-Transfer-Encoding: 8bit",
            "",
            post.text,
        )
        return "\r\n".join(lines).encode()

    @asynccontextmanager
    async def running(self) -> AsyncIterator[str]:
        server = await asyncio.start_server(self._serve, "127.0.0.1", 0)
        host, port = server.sockets[0].getsockname()
        self.base = f"{host}:{port}"
        async with server:
            yield self.base

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        fault = self.faults.popleft() if self.faults else None
        kind = fault.kind if fault else None
        if kind == "hang":
            await reader.read()
        elif kind == "refused":
            writer.write(b"* BYE busy\r\n")
        else:
            writer.write(b"* OK at your service\r\n")
            while line := await reader.readline():
                tag, _, command = line.decode().strip().partition(" ")
                self.asked.append(command)
                if not await self._answered(writer, tag, command, is_cut=kind == "cut off"):
                    break
        writer.close()

    async def _answered(
        self, writer: asyncio.StreamWriter, tag: str, command: str, *, is_cut: bool
    ) -> bool:
        """Answer a command; whether another may follow."""
        if command == "IDLE":
            writer.write(b"+ idling\r\n* BYE it is late\r\n")
            return False
        told = b"".join(self._told(command))
        done = f"{tag} OK done\r\n".encode()
        if is_cut and " FETCH " in f" {command}":
            writer.write(told[: len(told) // 2])
            return False
        writer.write(told + done)
        await writer.drain()
        return command != "LOGOUT"

    def _told(self, command: str) -> list[bytes]:
        first = command.removeprefix("UID ").partition(" ")[0]
        answers = {
            "CAPABILITY": [f"* CAPABILITY IMAP4rev1{' IDLE' * self.has_idle}\r\n".encode()],
            "LIST": [b'* LIST () "/" INBOX\r\n'],
            "EXAMINE": [f"* OK [UIDVALIDITY {self.validity}] as before\r\n".encode()],
        }
        if first == "SEARCH":
            return [self._found(command)]
        return self._fetched(command) if first == "FETCH" else answers.get(first, [])

    def _numbered(self) -> list[tuple[int, Post]]:
        """Messages in the order in which they came, which is not that of their dates."""
        return list(enumerate(self.posts, start=11))

    def _found(self, command: str) -> bytes:
        floor = int(re.search(r"(\d+):", command)[1])
        uids = [uid for uid, _ in self._numbered()]
        found = [uid for uid in uids if uid >= floor] or uids[-1:]  # RFC 3501: the last one always
        return f"* SEARCH {' '.join(map(str, found))}".rstrip().encode() + b"\r\n"

    def _fetched(self, command: str) -> list[bytes]:
        wanted = {int(uid) for uid in command.split()[2].split(",")}
        return [self._message(uid, post) for uid, post in self._numbered() if uid in wanted]

    def _message(self, uid: int, post: Post) -> bytes:
        raw = self.raw(post)
        size = len(raw)
        head = f'* {uid - 10} FETCH (UID {uid} INTERNALDATE "{ARRIVED}" BODY[]<0> {{{size}}}\r\n'
        return head.encode() + raw + b")\r\n"
