"""Turn a batch of prepared posts into hashed features, for all of them at once.

Every post becomes the pieces of its words (3 to 5 characters, the edge of a word counting as one),
its words and its pairs of neighbouring words. A feature is named by a hash, and the hash is a row
of a table of weights. No post is looked at by itself: the batch is one array of characters, and a
piece of any length is a hash over shifted copies of that array. Collisions do little harm
(Weinberger et al., "Feature hashing for large scale multitask learning", ICML 2009).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, TypeAlias

import numpy as np
from numpy.typing import NDArray

from parvis.enrich.characters import EDGE, SPACE, spell

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from parvis.enrich.characters import Codes

Places: TypeAlias = NDArray[np.int32]

BITS = 17
BUCKETS = 1 << BITS
PIECES = (3, 4, 5)

_BASE = np.uint32(0x01000193)
_WORD = np.uint32(0x27D4EB2F)
_PAIR = np.uint32(0x85EBCA6B)
_SCATTER = np.uint32(0x9E3779B1)


@dataclass(frozen=True, slots=True)
class Hits:
    """The buckets hit by one kind of feature, post after post.

    Arguments:
        buckets: rows of the table of weights; 0, which is never a feature, where there is none.
        starts: where each post begins in `buckets`, and at last where the final one ends.
    """

    buckets: Places
    starts: Places


def hits(posts: Sequence[str]) -> Iterator[Hits]:
    """Yield, for each kind of feature, the buckets that a batch of posts hits.

    Arguments:
        posts: prepared posts (see `parvis.enrich.text.prepare`).

    >>> [len(kind.starts) for kind in hits(["bon", "pas bon"])]
    [3, 3, 3, 3, 3]
    """
    characters = spell(posts)
    edges = np.flatnonzero(characters == EDGE).astype(np.int32)
    yield from _pieces(characters, edges)
    yield from _words(characters, edges)


def _pieces(characters: Codes, edges: Places) -> Iterator[Hits]:
    """Pieces of words: one hash a position, none where a space lies within."""
    blank = (characters == SPACE) | (characters == EDGE)
    hashed = characters[:-1] * _BASE + characters[1:]
    whole = np.ones(len(hashed), dtype=bool)
    for size in PIECES:
        hashed = hashed[:-1] * _BASE + characters[size - 1 :]
        whole = whole[:-1] & ~blank[size - 2 : -1]
        yield Hits(_buckets(hashed) * whole, np.minimum(edges, len(hashed)))


def _words(characters: Codes, edges: Places) -> Iterator[Hits]:
    """Words, then pairs of neighbours, of which the edge of a post may be one.

    A word's hash is the difference of two running sums, brought back to where the word starts.
    """
    steps = np.diff(characters == SPACE, prepend=[True])
    first, after = np.flatnonzero(steps).reshape(-1, 2).T
    powers, inverses = _powers(len(characters))
    sums = np.append(np.uint32(0), np.cumsum(characters * powers, dtype=np.uint32))
    words = (sums[after] - sums[first]) * inverses[first]
    starts = np.searchsorted(first, edges).astype(np.int32)
    yield Hits(_buckets(words * _WORD) * (characters[first] != EDGE), starts)
    yield Hits(_buckets(words[:-1] * _PAIR + words[1:]), starts)


def _buckets(hashed: Codes) -> Places:
    """Spread hashes over the table; bucket 0 stays empty."""
    spread = (hashed ^ (hashed >> np.uint32(15))) * _SCATTER
    return np.maximum(spread >> np.uint32(32 - BITS), np.uint32(1)).view(np.int32)


def _powers(length: int) -> tuple[Codes, Codes]:
    """Powers of the base and of its inverse, modulo 2**32; kept for the next batch."""
    powers, inverses = _longest_powers(1 << (length - 1).bit_length())
    return powers[:length], inverses[:length]


@cache
def _longest_powers(length: int) -> tuple[Codes, Codes]:
    return _power_row(int(_BASE), length), _power_row(pow(int(_BASE), -1, 1 << 32), length)


def _power_row(base: int, length: int) -> Codes:
    row = np.full(length, base, dtype=np.uint32)
    row[0] = 1
    return np.cumprod(row, dtype=np.uint32)
