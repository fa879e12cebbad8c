"""DAG-CBOR and CAR, in which repositories of the AT Protocol travel; no bytes do more than fail."""

from __future__ import annotations

import base64
import struct
from typing import TYPE_CHECKING, Final, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from parvis.sources.payload import Json

DEEPEST: Final = 128
"""Lists and maps within one another."""

LONGEST_VARINT: Final = 9
LINK: Final = 42

Link: TypeAlias = "dict[str, str]"


def decoded(data: bytes, *, as_json: bool = False) -> Iterator[Json]:
    """Read values that stand one after another; a link is `{"$link": …}`.

    Arguments:
        data: DAG-CBOR, which knows neither indefinite lengths nor tags other than that of a link.
        as_json: whether bytes become `{"$bytes": …}`, as the AT Protocol writes them in JSON.

    Raises:
        ValueError: it is none, or cut off.

    Source: ipld.io, "DAG-CBOR"; RFC 8949.

    >>> list(decoded(bytes.fromhex("a16274316763636f6d6d6974") + bytes.fromhex("83010203")))
    [{'t1': 'ccommit'}, [1, 2, 3]]
    """
    reader = _Reader(data, as_json=as_json)
    while not reader.is_over:
        yield reader.value(0)


def blocks_of(car: bytes) -> dict[str, bytes]:
    """Return the blocks of a CAR, still encoded, by the text of their links.

    Raises:
        ValueError: it is none, or cut off.

    Source: ipld.io, "CARv1".
    """
    reader = _Reader(car)
    reader.take(reader.varint())
    blocks = {}
    while not reader.is_over:
        section = _Reader(reader.take(reader.varint()))
        name = _text(section.link())
        blocks[name] = section.rest()
    return blocks


def _text(link: bytes) -> str:
    """A link in the base32 of multibase."""
    return "b" + base64.b32encode(link).decode().lower().rstrip("=")


class _Reader:
    """Reads bytes from the first to the last, none twice."""

    def __init__(self, data: bytes, *, as_json: bool = False) -> None:
        self._data, self._at, self._as_json = data, 0, as_json
        self._of: tuple[Callable[[int, int], Json], ...] = (
            lambda number, _: number,
            lambda number, _: -1 - number,
            lambda length, _: self._bytes(length),
            lambda length, _: self.take(length).decode("utf-8", "replace"),
            self._list,
            self._map,
            self._tagged,
        )

    @property
    def is_over(self) -> bool:
        return self._at >= len(self._data)

    def take(self, length: int) -> bytes:
        end = self._at + length
        if end > len(self._data):
            raise ValueError("cut off")
        taken, self._at = self._data[self._at : end], end
        return taken

    def rest(self) -> bytes:
        return self.take(len(self._data) - self._at)

    def varint(self) -> int:
        number = 0
        for place in range(LONGEST_VARINT):
            (byte,) = self.take(1)
            number |= (byte & 0x7F) << (7 * place)
            if byte < 0x80:
                return number
        raise ValueError("a number without an end")

    def link(self) -> bytes:
        """A link of version 1: version, codec, hash function, length of the digest, digest."""
        begin = self._at
        for _ in range(3):
            self.varint()
        self.take(self.varint())
        return self._data[begin : self._at]

    def value(self, depth: int) -> Json:
        (first,) = self.take(1)
        major, minor = first >> 5, first & 31
        if major == 7:
            return self._simple(minor)
        return self._of[major](self._argument(minor), depth)

    def _argument(self, minor: int) -> int:
        if minor < 24:
            return minor
        if minor > 27:
            raise ValueError("a length that is not said")
        return int.from_bytes(self.take(1 << (minor - 24)), "big")

    def _simple(self, minor: int) -> Json:
        known = {20: False, 21: True, 22: None, 23: None}
        if minor in known:
            return known[minor]
        if minor != 27:
            raise ValueError("neither true, false, nothing nor a number")
        return struct.unpack(">d", self.take(8))[0]

    def _list(self, length: int, depth: int) -> list[Json]:
        self._hold(length, depth)
        return [self.value(depth + 1) for _ in range(length)]

    def _map(self, length: int, depth: int) -> dict[str, Json]:
        self._hold(2 * length, depth)
        return {str(self.value(depth + 1)): self.value(depth + 1) for _ in range(length)}

    def _bytes(self, length: int) -> bytes | dict[str, str]:
        held = self.take(length)
        return {"$bytes": base64.b64encode(held).decode()} if self._as_json else held

    def _tagged(self, tag: int, _: int) -> Link:
        (first,) = self.take(1)
        if tag != LINK or first >> 5 != 2:
            raise ValueError("a tag that is no link")
        return {"$link": _text(self.take(self._argument(first & 31))[1:])}

    def _hold(self, values: int, depth: int) -> None:
        """Each value is a byte at least: nothing is made room for that cannot be there."""
        if depth >= DEEPEST or values > len(self._data) - self._at:
            raise ValueError("more than there is, or too deep")
