"""Numbered strings: each distinct run of bytes has one number, found in constant time.

Compiled loops share the table as a tuple of arrays (open addressing, FNV-1a, bytes compared, so
that two strings never share a number by accident). The hash begins from a number drawn for each
table: nobody can prepare texts whose words collide.
"""

from __future__ import annotations

import itertools
import secrets
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from parvis.compiled import compiled, step

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

    from parvis.compiled import Whole

_PRIME: Final = np.uint64(0x100000001B3)
ABSENT: Final = -1


class Strings(NamedTuple):
    """The arrays of a table of strings.

    Arguments:
        slots: number of the string that lies in each place of the hash table, or ABSENT.
        hashes: hash of each string.
        starts: where each string begins in `bytes`, and where the last one ends.
        bytes: all strings, one after the other.
        used: how many there are, in an array of one.
        seed: from which the hash begins.
    """

    slots: NDArray[np.int32]
    hashes: NDArray[np.uint64]
    starts: NDArray[np.int64]
    bytes: NDArray[np.uint8]
    used: NDArray[np.int64]
    seed: np.uint64


def empty(strings: int = 1 << 12) -> Strings:
    """Make room for a number of strings of about 16 bytes; `room_for` makes more.

    >>> len(empty(100).slots)
    256
    """
    slots = 1 << max(2 * strings - 1, 7).bit_length()
    return Strings(
        slots=np.full(slots, ABSENT, np.int32),
        hashes=np.zeros(slots // 2 + 1, np.uint64),
        starts=np.zeros(slots // 2 + 2, np.int64),
        bytes=np.zeros(16 * strings, np.uint8),
        used=np.zeros(1, np.int64),
        seed=np.uint64(secrets.randbits(64)),
    )


def room_for(table: Strings, *, strings: int, size: int) -> Strings:
    """Return the table with room for so many strings more, of so many bytes in all.

    >>> room_for(empty(100), strings=1_000, size=1).slots.size
    2048
    """
    count, used = int(table.used[0]), int(table.starts[table.used[0]])
    if used + size > table.bytes.size:
        more = max(used + size, 2 * table.bytes.size)
        table = table._replace(bytes=np.resize(table.bytes, more))
    if 2 * (count + strings) < table.slots.size:
        return table
    grown = empty(max(2 * count, count + strings))
    grown.hashes[:count], grown.starts[: count + 1] = (
        table.hashes[:count],
        table.starts[: count + 1],
    )
    grown.used[0] = count
    _place_all(grown.slots, grown.hashes, count)
    return grown._replace(bytes=table.bytes, seed=table.seed)


def put_all(table: Strings, strings: Iterable[bytes]) -> tuple[Strings, NDArray[np.int32]]:
    """Number strings, those that are there already as they were.

    >>> table, numbers = put_all(empty(), [b"a", b"b", b"a"])
    >>> numbers.tolist()
    [0, 1, 0]
    """
    several = list(strings)
    data = np.frombuffer(b"".join(several), np.uint8)
    ends = np.cumsum([0, *map(len, several)])
    table = room_for(table, strings=len(several), size=data.size)
    numbers = np.empty(len(several), np.int32)
    _put_all(table, data, ends, numbers)
    return table, numbers


def texts_of(table: Strings, first: int, last: int) -> list[str]:
    """Return the strings from one number to another, that one left out.

    >>> texts_of(put_all(empty(), [b"a", "é".encode()])[0], 0, 2)
    ['a', 'é']
    """
    begin = int(table.starts[first])
    data = table.bytes[begin : table.starts[last]].tobytes()
    ends = (table.starts[first : last + 1] - begin).tolist()
    return [data[a:b].decode() for a, b in itertools.pairwise(ends)]


@step
def hashed_with(so_far: np.uint64, byte: Whole) -> np.uint64:
    """Hash one byte more."""
    return (so_far ^ np.uint64(byte)) * _PRIME


@step
def mixed(so_far: np.uint64) -> np.uint64:
    """Finish a hash: the low bits, which choose the place, depend on all of them."""
    return so_far ^ (so_far >> np.uint64(32))


@step
def find(
    table: Strings, data: NDArray[np.uint8], start: Whole, end: Whole, hashed: np.uint64
) -> Whole:
    """Return the number of a string, or ABSENT; `hashed` comes from `mixed`."""
    mask = np.uint64(table.slots.size - 1)
    place = hashed & mask
    while True:
        number = table.slots[place]
        if number < 0:
            return ABSENT
        if table.hashes[number] == hashed and _is(table, number, data, start, end):
            return number
        place = (place + np.uint64(1)) & mask


@step
def put(
    table: Strings, data: NDArray[np.uint8], start: Whole, end: Whole, hashed: np.uint64
) -> Whole:
    """Return the number of a string, a new one if need be; there must be room for it."""
    found = find(table, data, start, end, hashed)
    if found >= 0:
        return found
    number = table.used[0]
    begin = table.starts[number]
    for offset in range(end - start):
        table.bytes[begin + offset] = data[start + offset]
    table.starts[number + 1] = begin + end - start
    table.hashes[number] = hashed
    table.used[0] = number + 1
    _place(table.slots, hashed, number)
    return number


@step
def _is(table: Strings, number: Whole, data: NDArray[np.uint8], start: Whole, end: Whole) -> Whole:
    begin, size, same = table.starts[number], end - start, 0
    if table.starts[number + 1] - begin != size:
        return False
    while same < size and table.bytes[begin + same] == data[start + same]:
        same += 1
    return same == size


@step
def _place(slots: NDArray[np.int32], hashed: np.uint64, number: Whole) -> None:
    mask = np.uint64(slots.size - 1)
    place = hashed & mask
    while slots[place] >= 0:
        place = (place + np.uint64(1)) & mask
    slots[place] = number


@compiled
def _place_all(slots: NDArray[np.int32], hashes: NDArray[np.uint64], count: Whole) -> None:
    for number in range(count):
        _place(slots, hashes[number], number)


@step
def hash_of(seed: np.uint64, data: NDArray[np.uint8], start: Whole, end: Whole) -> np.uint64:
    """Return the hash of a whole string."""
    hashed = seed
    for place in range(start, end):
        hashed = hashed_with(hashed, data[place])
    return mixed(hashed)


@compiled
def _put_all(
    table: Strings,
    data: NDArray[np.uint8],
    ends: NDArray[np.int64],
    numbers: NDArray[np.int32],
) -> None:
    for row in range(numbers.size):
        start, end = ends[row], ends[row + 1]
        numbers[row] = put(table, data, start, end, hash_of(table.seed, data, start, end))
