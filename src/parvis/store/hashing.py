"""Sixty-four bits for a text, the same on every machine, from a number drawn for each lake."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from parvis.compiled import compiled, step
from parvis.frames import utf8

if TYPE_CHECKING:
    from collections.abc import Iterable

    import polars as pl
    from numpy.typing import NDArray

    from parvis.compiled import Whole

_PRIME: Final = np.uint64(0x100000001B3)
_FIRST_MIX: Final = np.uint64(0xFF51AFD7ED558CCD)
_SECOND_MIX: Final = np.uint64(0xC4CEB9FE1A85EC53)
_HALF: Final = np.uint64(33)


def hashes_of(texts: pl.Series, seed: int) -> NDArray[np.uint64]:
    """Return a number above 0 for each text; null is an empty text.

    FNV-1a over the bytes, then the finaliser of MurmurHash3, so that every bit depends on every
    byte. The seed keeps others from preparing texts that collide.

    Arguments:
        texts: strings.
        seed: of the lake.

    Source: Fowler, Noll and Vo (1991); Appleby (2011).

    >>> import polars as pl
    >>> one, other, again = hashes_of(pl.Series(["x:1", "x:2", "x:1"]), seed=7).tolist()
    >>> one == again != other
    True
    """
    found = np.zeros(len(texts), np.uint64)
    different = texts[:1] if _is_one(texts) else texts
    data, rows = utf8(different)
    _hash_all(data, rows, np.uint64(seed), found[: len(different)])
    found[len(different) :] = found[:1]
    return found


def _is_one(texts: pl.Series) -> bool:
    """Whether all rows hold the same, as the version of a perimeter in its marks."""
    return len(texts) > 1 and texts[0] == texts[-1] and texts.eq_missing(texts[:1]).all()


def joined(columns: Iterable[NDArray[np.uint64]]) -> NDArray[np.uint64]:
    """Return a number above 0 for each row of hashed columns; their order matters.

    Arguments:
        columns: hashes, as many in each column; one column at the least.

    >>> one, other = np.array([5], np.uint64), np.array([6], np.uint64)
    >>> joined([one, other]).tolist() == joined([other, one]).tolist()
    False
    """
    first, *others = columns
    found = first.copy()
    for column in others:
        _join(found, column)
    return found


@compiled
def _join(found: NDArray[np.uint64], column: NDArray[np.uint64]) -> None:
    for row in range(found.size):
        found[row] = _mixed(found[row] * _PRIME ^ column[row])


@compiled
def _hash_all(
    data: NDArray[np.uint8], rows: NDArray[np.int64], seed: np.uint64, found: NDArray[np.uint64]
) -> None:
    """Hash rows by fours, byte by byte: each byte of one waits for the one before it."""
    fours = found.size - found.size % 4
    for row in range(0, fours, 4):
        a, b, c, d = rows[row], rows[row + 1], rows[row + 2], rows[row + 3]
        one, two, three, four = seed, seed, seed, seed
        shortest = min(b - a, c - b, d - c, rows[row + 4] - d)
        for place in range(shortest):
            one = (one ^ np.uint64(data[a + place])) * _PRIME
            two = (two ^ np.uint64(data[b + place])) * _PRIME
            three = (three ^ np.uint64(data[c + place])) * _PRIME
            four = (four ^ np.uint64(data[d + place])) * _PRIME
        found[row] = _ended(data, a + shortest, b, one)
        found[row + 1] = _ended(data, b + shortest, c, two)
        found[row + 2] = _ended(data, c + shortest, d, three)
        found[row + 3] = _ended(data, d + shortest, rows[row + 4], four)
    for row in range(fours, found.size):
        found[row] = _ended(data, rows[row], rows[row + 1], seed)


@step
def _ended(data: NDArray[np.uint8], place: Whole, end: Whole, hashed: Whole) -> Whole:
    """Hash what is left of a row."""
    while place < end:
        hashed = (hashed ^ np.uint64(data[place])) * _PRIME
        place += 1
    return _mixed(hashed)


@step
def _mixed(hashed: Whole) -> Whole:
    """Let every bit depend on every other."""
    hashed = (hashed ^ (hashed >> _HALF)) * _FIRST_MIX
    hashed = (hashed ^ (hashed >> _HALF)) * _SECOND_MIX
    hashed = hashed ^ (hashed >> _HALF)
    return max(hashed, np.uint64(1))
