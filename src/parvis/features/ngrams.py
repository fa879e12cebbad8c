"""The features of posts, hashed, in one compiled loop: to be counted, or weighed at once.

Every post becomes the pieces of its words (3 to 5 characters, the edge of a word counting as one),
its words and its pairs of neighbouring words. A feature is named by a hash, and the hash is a row
of a table of weights. Collisions do little harm (Weinberger et al., "Feature hashing for large
scale multitask learning", ICML 2009).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from parvis.compiled import compiled, step
from parvis.features.characters import (
    DROPPED,
    EDGE,
    FIRST_EMOJI,
    KNOWN,
    SEPARATES,
    SPACE,
    SPELLS,
    STANDS_ALONE,
    code_at,
    kinds,
    readings,
)
from parvis.features.text import LONGEST
from parvis.frames import utf8

if TYPE_CHECKING:
    import polars as pl
    from numpy.typing import NDArray

    from parvis.compiled import Whole

BITS: Final = 17
BUCKETS: Final = 1 << BITS
PIECES: Final = (3, 4, 5)

_BASE: Final = np.uint64(0x01000193)
_WORD: Final = np.uint64(0x27D4EB2F)
_PAIR: Final = np.uint64(0x85EBCA6B)
_SCATTER: Final = np.uint64(0x9E3779B1)
_HALF: Final = np.uint64(0xFFFFFFFF)
_FOLD: Final = np.uint64(15)
_SHIFT: Final = np.uint64(32 - BITS)
_LONGEST_PIECE: Final = PIECES[-1]
_SHORTEST_PIECE: Final = PIECES[0]
_EDGE, _SPACE = np.uint32(EDGE), np.uint32(SPACE)
_MOST: Final = 2 * LONGEST + 8  # characters of a post once its words stand apart


class Work(NamedTuple):
    """What the loop reads and where it writes.

    Arguments:
        data: the posts in UTF-8, one after the other.
        rows: where each begins in `data`, and where the last one ends.
        readings: what each character is read as.
        kinds: what each is to its neighbours.
        codes: room for the characters of one post.
        buckets: room for its features.
    """

    data: NDArray[np.uint8]
    rows: NDArray[np.int64]
    readings: NDArray[np.uint32]
    kinds: NDArray[np.uint8]
    codes: NDArray[np.uint32]
    buckets: NDArray[np.int32]


def _work_on(posts: pl.Series) -> Work:
    codes, buckets = np.zeros(_MOST, np.uint32), np.zeros(5 * _MOST, np.int32)
    return Work(*utf8(posts), readings(), kinds(), codes, buckets)


def spell(post: str) -> str:
    r"""Write a post as the features see it.

    Case, accents and repetition beyond two are gone, digits are 0; words, runs of punctuation,
    single emoji and edges stand apart by one space.

    Arguments:
        post: a prepared post (see `parvis.features.text.prepare`).

    >>> spell("Déçuuuu!! 12")
    '\n decuu !! 00 \n '
    """
    import polars as pl

    work = _work_on(pl.Series([post]))
    return "".join(map(chr, work.codes[: _spelt(work, 0)]))


def gathered(posts: pl.Series) -> tuple[NDArray[np.int32], NDArray[np.int64]]:
    """Return the rows of the table that each post hits, one for each of its features.

    Arguments:
        posts: prepared posts.

    Returns: the rows, post after post, and where each post begins in them, and where the last ends.

    >>> import polars as pl
    >>> rows, starts = gathered(pl.Series(["bon", "pas bon"]))
    >>> starts.tolist()
    [0, 9, 26]
    """
    work = _work_on(posts)
    starts = np.zeros(len(posts) + 1, np.int64)
    _count(work, starts[1:])
    np.cumsum(starts, out=starts)
    found = np.zeros(int(starts[-1]), np.int32)
    _gather(work, starts, found)
    return found, starts


def summed(posts: pl.Series, weights: NDArray[np.int8]) -> NDArray[np.int32]:
    """Sum the weights of the features of each post.

    Arguments:
        posts: prepared posts.
        weights: a row a bucket, a column a class.

    Returns: a row a post: the sum of each class, then the number of features.

    >>> import polars as pl
    >>> summed(pl.Series(["bon"]), np.ones((BUCKETS, 2), np.int8)).tolist()
    [[9, 9, 9]]
    """
    sums = np.zeros((len(posts), weights.shape[1] + 1), np.int32)
    _sum(_work_on(posts), np.ascontiguousarray(weights), sums)
    return sums


@compiled
def _spelt(work: Work, row: Whole) -> Whole:
    return _spell(work, row)


@compiled
def _count(work: Work, counts: NDArray[np.int64]) -> None:
    for row in range(counts.size):
        counts[row] = _features(work, _spell(work, row))


@compiled
def _gather(work: Work, starts: NDArray[np.int64], found: NDArray[np.int32]) -> None:
    for row in range(starts.size - 1):
        count = _features(work, _spell(work, row))
        for place in range(count):
            found[starts[row] + place] = work.buckets[place]


@compiled
def _sum(work: Work, weights: NDArray[np.int8], sums: NDArray[np.int32]) -> None:
    classes = weights.shape[1]
    for row in range(sums.shape[0]):
        count = _features(work, _spell(work, row))
        for place in range(count):
            bucket = work.buckets[place]
            for number in range(classes):
                sums[row, number] += weights[bucket, number]
        sums[row, classes] = count


@step
def _spell(work: Work, row: Whole) -> Whole:
    """Write the characters of a post between two edges; return how many there are."""
    place, end = work.rows[row], work.rows[row + 1]
    count, before, earlier = _put(work, 0, _EDGE), _EDGE, _SPACE
    while place < end and count < LONGEST * 2:
        raw, place = code_at(work.data, place)
        code: Whole = work.readings[raw] if raw < KNOWN else raw
        if code == DROPPED:
            continue
        is_again = code == before
        is_one_more = is_again and (code == _SPACE or before == earlier)
        before, earlier = code, before
        if not is_one_more:
            count = _put(work, count, code)
    count = _put(work, count, _EDGE)
    return _put(work, count, _SPACE)


@step
def _put(work: Work, count: Whole, code: Whole) -> Whole:
    """Write a character, behind a space where it is not of the kind of the one before."""
    if count > 0:
        before, kind = _kind(work, work.codes[count - 1]), _kind(work, code)
        if SEPARATES not in (before, kind) and (before != kind or kind == STANDS_ALONE):
            work.codes[count] = _SPACE
            count += 1
    work.codes[count] = code
    return count + 1


@step
def _kind(work: Work, code: Whole) -> Whole:
    if code < KNOWN:
        return work.kinds[code]
    return STANDS_ALONE if code >= FIRST_EMOJI else SPELLS


@step
def _features(work: Work, length: Whole) -> Whole:
    """Write the buckets of a post's features; return how many there are."""
    count = 0
    for start in range(1, length - 3):
        count = _pieces(work, start, length, count)
    return _words(work, length, count)


@step
def _pieces(work: Work, start: Whole, length: Whole, count: Whole) -> Whole:
    """The pieces that begin here: no space lies within them."""
    hashed = np.uint64(work.codes[start])
    for size in range(2, _LONGEST_PIECE + 1):
        end = start + size - 1
        if end >= length or (size > 2 and _is_blank(work.codes[end - 1])):
            break
        hashed = (hashed * _BASE + np.uint64(work.codes[end])) & _HALF
        if size >= _SHORTEST_PIECE:
            work.buckets[count] = _bucket(hashed)
            count += 1
    return count


@step
def _words(work: Work, length: Whole, count: Whole) -> Whole:
    """Words, and each with the one before it; the edges are words of pairs alone."""
    before, place = np.uint64(_EDGE), 2
    while place < length:
        hashed, power, first = np.uint64(0), np.uint64(1), work.codes[place]
        while work.codes[place] != _SPACE:
            hashed = (hashed + np.uint64(work.codes[place]) * power) & _HALF
            power = (power * _BASE) & _HALF
            place += 1
        if first != _EDGE:
            work.buckets[count] = _bucket((hashed * _WORD) & _HALF)
            count += 1
        work.buckets[count] = _bucket((before * _PAIR + hashed) & _HALF)
        before, count, place = hashed, count + 1, place + 1
    return count


@step
def _is_blank(code: Whole) -> Whole:
    return code in (_SPACE, _EDGE)


@step
def _bucket(hashed: Whole) -> Whole:
    """Spread hashes over the table; bucket 0 stays empty."""
    spread = ((hashed ^ (hashed >> _FOLD)) * _SCATTER) & _HALF
    return max(np.int32(spread >> _SHIFT), np.int32(1))
