"""Writes DAG-CBOR and CAR, so that a peer can speak as a repository does."""

from __future__ import annotations

import hashlib
import struct
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable


@dataclass(frozen=True)
class Cid:
    """A link to a block."""

    raw: bytes

    @classmethod
    def of(cls, block: bytes) -> Cid:
        return cls(b"\x01\x71\x12\x20" + hashlib.sha256(block).digest())


def _head(major: int, number: int) -> bytes:
    for code, size in ((24, 1), (25, 2), (26, 4), (27, 8)):
        if number < 24:
            return bytes([major << 5 | number])
        if number < 1 << (8 * size):
            return bytes([major << 5 | code]) + number.to_bytes(size, "big")
    raise ValueError(number)


def encoded(value: Any) -> bytes:
    """Write a value."""
    return next(write(value) for kind, write in _WRITE if isinstance(value, kind))


def _whole(number: int) -> bytes:
    return _head(0, number) if number >= 0 else _head(1, -1 - number)


def _map(held: dict[str, Any]) -> bytes:
    parts = [encoded(key) + encoded(value) for key, value in held.items()]
    return _head(5, len(held)) + b"".join(parts)


_WRITE: tuple[tuple[type, Callable[[Any], bytes]], ...] = (
    (type(None), lambda _: b"\xf6"),
    (bool, lambda held: b"\xf5" if held else b"\xf4"),
    (int, _whole),
    (float, lambda held: b"\xfb" + struct.pack(">d", held)),
    (Cid, lambda held: _head(6, 42) + encoded(b"\x00" + held.raw)),
    (bytes, lambda held: _head(2, len(held)) + held),
    (str, lambda held: _head(3, len(held.encode())) + held.encode()),
    (list, lambda held: _head(4, len(held)) + b"".join(map(encoded, held))),
    (dict, _map),
)


def varint(number: int) -> bytes:
    """Write a length."""
    parts = []
    while number >= 0x80:
        parts.append(number & 0x7F | 0x80)
        number >>= 7
    return bytes([*parts, number])


def car(*blocks: bytes) -> bytes:
    """Write blocks with their links."""
    roots = [Cid.of(block) for block in blocks[:1]]
    sections = [encoded({"version": 1, "roots": roots})]
    sections += [Cid.of(block).raw + block for block in blocks]
    return b"".join(varint(len(section)) + section for section in sections)
