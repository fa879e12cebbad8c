"""Bodies read piece by piece, never beyond their bounds, packed or not."""

from __future__ import annotations

import asyncio
import zlib
from typing import TYPE_CHECKING

from parvis.collect.web.redaction import redacted
from parvis.errors import BadAnswerError, TooLargeError, UnavailableError

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator

    import aiohttp

    from parvis.collect.web.limits import Limits

ACCEPTED = "gzip, deflate"
PIECE = 1 << 16
MOST_MEMBERS = 1_000
GZIP = 0x1F
_ZLIB_OR_GZIP = 32 + zlib.MAX_WBITS


class Unpacker:
    """Unpacks gzip and deflate a bounded piece at a time, so that no bomb fills the memory.

    Arguments:
        encoding: of the content, as its header says.

    Raises:
        ValueError: an encoding that was not asked for.

    >>> unpacker = Unpacker("gzip")
    >>> import gzip
    >>> b"".join(unpacker.feed(gzip.compress(b"oui"))), unpacker.is_whole
    (b'oui', True)
    """

    def __init__(self, encoding: str) -> None:
        packed = encoding.strip().lower() not in {"", "identity"}
        if packed and encoding.strip().lower() not in {"gzip", "x-gzip", "deflate"}:
            raise ValueError(encoding)
        self._inner = zlib.decompressobj(_ZLIB_OR_GZIP) if packed else None
        self._begun = False
        self._members = 1

    @property
    def is_whole(self) -> bool:
        """Whether nothing is missing at the end of what came."""
        return self._inner is None or self._inner.eof or not self._begun

    def feed(self, data: bytes) -> Iterator[bytes]:
        """Give the next bytes as they came; take what they unpack to, 64 KiB at most at a time.

        Raises:
            zlib.error: they are damaged.
        """
        if self._inner is None:
            yield data
            return
        while data and not self._is_after_the_end(self._inner, data):
            inner = self._inner = self._current(self._inner, data)
            yield inner.decompress(data, PIECE)
            data = inner.unconsumed_tail or inner.unused_data
            # What is left inside comes out only where bytes are fed, also when none are left.
            while not data and not inner.eof and (more := inner.decompress(b"", PIECE)):
                yield more

    def _is_after_the_end(self, inner: zlib._Decompress, data: bytes) -> bool:
        """Whether these bytes are what some servers leave behind a body: no member begins so."""
        return self._begun and inner.eof and data[0] != GZIP

    def _current(self, inner: zlib._Decompress, data: bytes) -> zlib._Decompress:
        """The decompressor of these bytes: raw deflate, or the next member, may want another."""
        begun, self._begun = self._begun, True
        if not begun:
            return inner if _has_header(data) else zlib.decompressobj(-zlib.MAX_WBITS)
        if not inner.eof:
            return inner
        self._members += 1
        if self._members > MOST_MEMBERS:
            raise zlib.error("too many members")
        return zlib.decompressobj(_ZLIB_OR_GZIP)


def _has_header(data: bytes) -> bool:
    return data[0] == GZIP or (data[0] & 0x0F == 8 and data[0] >> 4 <= 7)


async def pieces(response: aiohttp.ClientResponse, *, wire: int | None) -> AsyncIterator[bytes]:
    """Read a body, unpacked, piece by piece.

    Arguments:
        response: whose body aiohttp leaves packed.
        wire: bytes as sent, at most; None for a stream without an end.

    Raises:
        TooLargeError: more bytes were sent.
        BadAnswerError: packed in a way that was not asked for, or damaged.
        UnavailableError: it ends before its end.
    """
    shown, sent = redacted(str(response.url)), 0
    unpacker = _unpacker(response)
    async for data in response.content.iter_any():
        sent += len(data)
        if wire is not None and sent > wire:
            raise _too_large(shown, wire)
        for piece in _sound(unpacker, data, shown):
            yield piece
            await asyncio.sleep(0)  # a body that grows as it is unpacked leaves others their turn
    if not unpacker.is_whole:
        raise UnavailableError.at(shown, "the answer was cut off", "try again later")


def _sound(unpacker: Unpacker, data: bytes, shown: str) -> Iterator[bytes]:
    try:
        yield from unpacker.feed(data)
    except zlib.error:
        is_sound = False
    else:
        is_sound = True
    if not is_sound:
        raise BadAnswerError.at(shown, "its packed body is damaged", "tell the site's owner")


def _unpacker(response: aiohttp.ClientResponse) -> Unpacker:
    encoding = response.headers.get("Content-Encoding", "")
    try:
        return Unpacker(encoding)
    except ValueError:
        pass
    raise BadAnswerError.at(
        redacted(str(response.url)),
        f"the answer is packed with {redacted(encoding)!r}, which was not asked for",
        "tell the site's owner",
    )


async def read(response: aiohttp.ClientResponse, limits: Limits, *, cut: bool = False) -> bytes:
    """Read a whole body, within bounds.

    Arguments:
        response: whose body aiohttp leaves packed.
        limits: how much is taken.
        cut: whether what is beyond the bound is left unread, and no fault.

    Raises:
        TooLargeError: it is longer, packed or unpacked.
        BadAnswerError: packed in a way that was not asked for, or damaged.
        UnavailableError: it ends before its end.
    """
    shown = redacted(str(response.url))
    if not cut and (response.content_length or 0) > limits.wire:
        raise _too_large(shown, limits.wire)
    body = bytearray()
    async for piece in pieces(response, wire=None if cut else limits.wire):
        body += piece
        if len(body) > limits.body:
            if cut:
                return bytes(body[: limits.body])
            raise _too_large(shown, limits.body)
    return bytes(body)


def _too_large(shown: str, bound: int) -> TooLargeError:
    return TooLargeError.at(
        shown, f"the answer is longer than {bound:,} bytes", "raise the limit, or leave it out"
    )
