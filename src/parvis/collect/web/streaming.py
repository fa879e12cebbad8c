"""Streams without an end, line by line, and the events servers send along them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from parvis.collect.web.bodies import pieces
from parvis.collect.web.redaction import redacted
from parvis.errors import TooLargeError

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    import aiohttp

LONGEST_EVENT = 4 << 20


@dataclass(frozen=True, slots=True)
class Event:
    """One event that a server sent.

    Arguments:
        name: of its kind; `message` where it has none.
        data: its words, mostly JSON.
        id: by which a stream can be taken up again (`Last-Event-ID`); the last one named.

    >>> Event("update", "{}").id
    ''
    """

    name: str
    data: str
    id: str = ""


async def lines(response: aiohttp.ClientResponse, longest: int) -> AsyncIterator[str]:
    """Read a stream line by line, as each comes.

    Arguments:
        response: whose body aiohttp leaves packed.
        longest: bytes of a line.

    Raises:
        TooLargeError: a line is longer.
    """
    rest = b""
    async for piece in pieces(response, wire=None):
        *whole, rest = (rest + piece).split(b"\n")
        for line in whole:
            yield line.removesuffix(b"\r").decode("utf-8", errors="replace")
        if len(rest) > longest:
            raise TooLargeError.at(
                redacted(str(response.url)),
                f"a line of the stream is longer than {longest:,} bytes",
                "raise the limit `message`",
            )


@dataclass(slots=True)
class _Begun:
    """The event that is being told."""

    name: str = ""
    data: list[str] = field(default_factory=list)
    id: str = ""
    length: int = 0

    def add(self, line: str) -> None:
        """Take a line in; one that begins with a colon only shows that the server lives."""
        key, _, value = line.partition(":")
        value = value.removeprefix(" ")
        if key == "data":
            self.data.append(value)
            self.length += len(value)
        elif key == "event":
            self.name = value
        elif key == "id" and "\0" not in value:
            self.id = value

    def end(self) -> Event | None:
        """Give the event, where there is one, and begin the next."""
        whole = Event(self.name or "message", "\n".join(self.data), self.id) if self.data else None
        self.name, self.data, self.length = "", [], 0
        return whole


async def events(lines: AsyncIterator[str]) -> AsyncIterator[Event]:
    """Read the events of a stream of lines.

    Arguments:
        lines: as `Web.stream` gives them.

    Raises:
        TooLargeError: an event goes on for more than four million characters.

    Source: WHATWG HTML, "Server-sent events".

    >>> import asyncio
    >>> async def told():
    ...     for line in (":thump", "event: update", "data: {}", ""):
    ...         yield line
    >>> async def listen():
    ...     return [event async for event in events(told())]
    >>> asyncio.run(listen())
    [Event(name='update', data='{}', id='')]
    """
    begun = _Begun()
    async for line in lines:
        begun.add(line.removeprefix("\ufeff"))
        if begun.length > LONGEST_EVENT:
            raise TooLargeError.at(
                "a stream", f"an event is longer than {LONGEST_EVENT:,} characters", "leave it out"
            )
        if not line and (event := begun.end()) is not None:
            yield event
