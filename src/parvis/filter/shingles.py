"""The distinct words of a text as a sorted set of numbers, and how much two such sets share."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from parvis.compiled import part, step
from parvis.filter.reading import CONTENT, PAIR

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from parvis.compiled import Whole
    from parvis.filter.reading import Page

LEAST_WORDS: Final = 3  # of a copy: "merci" said twice is no copy
LEAST_CONTENT: Final = 4  # of a variant: "thanks for the reply" is a turn of phrase
MANY_WORDS: Final = 8  # say enough whatever their length
SHORT: Final = 8  # words; a text shorter than that must share more
SHARED: Final = 0.6  # Jaccard of the words
SHARED_BY_SHORT: Final = 0.7
_LETTERS_RUN_TOGETHER: Final = 8  # count as a word: campaigns speak in hashtags of several words

_MARKS: Final = np.uint32(3)
_MIX: Final = np.uint64(0x9E3779B97F4A7C15)
_START: Final = np.uint64(0x2545F4914F6CDD1D)


@step
def said(page: Page, words: Whole) -> np.uint64:
    """Hash the words in their order: texts of one hash are copies."""
    hashed = _START
    for at in range(words):
        hashed = _with_word(hashed, page.words[at])
    return hashed


@step
def said_besides_tags(page: Page, words: Whole) -> tuple[np.uint64, Whole]:
    """Hash the words outside hashtags, and count them."""
    hashed, count = _START, 0
    for at in range(words):
        if not page.is_tag[at]:
            hashed = _with_word(hashed, page.words[at])
            count += 1
    return hashed, count


@step
def _with_word(hashed: np.uint64, word: np.uint64) -> np.uint64:
    hashed = (hashed ^ word) * _MIX
    return hashed ^ (hashed >> np.uint64(31))


@part
def make_shingles(page: Page, words: Whole) -> Whole:
    """Make the sorted set of the words on the page; return how many they are."""
    for at in range(words):
        hashed, mark = page.words[at], page.shingles[at]
        if page.is_apart[at]:
            mark = np.uint32(0)
            if at + 1 < words and page.is_apart[at + 1]:
                hashed = hashed * _MIX + page.words[at + 1]
                mark = PAIR
        hashed = (hashed ^ (hashed >> np.uint64(33))) * _MIX
        page.shingles[at] = np.uint32(hashed >> np.uint64(32)) & ~_MARKS | mark
    _sort(page.shingles, words)
    return _drop_repeats(page.shingles, words)


@step
def _sort(numbers: NDArray[np.uint32], size: Whole) -> None:
    """Sort the first numbers: Shell's sort, which needs no room and no luck."""
    gap = 1
    while gap < size // 3:
        gap = 3 * gap + 1
    while gap > 0:
        for at in range(gap, size):
            number, place = numbers[at], at
            while place >= gap and numbers[place - gap] > number:
                numbers[place] = numbers[place - gap]
                place -= gap
            numbers[place] = number
        gap //= 3


@step
def _drop_repeats(numbers: NDArray[np.uint32], size: Whole) -> Whole:
    kept = 0
    for at in range(size):
        if at == 0 or numbers[at] != numbers[kept - 1]:
            numbers[kept] = numbers[at]
            kept += 1
    return kept


@step
def is_enough_to_copy(letters: Whole, words: Whole, shingles: Whole) -> Whole:
    """Whether a text says enough for its copies to be copies."""
    run_together = (letters + words - 1) // _LETTERS_RUN_TOGETHER
    return max(shingles, run_together) >= LEAST_WORDS


@step
def is_enough_to_vary(shingles: NDArray[np.uint32], size: Whole) -> Whole:
    """Whether a text says enough for its variants to be variants."""
    content, pairs = 0, 0
    for at in range(size):
        content += shingles[at] & _MARKS == CONTENT
        pairs += shingles[at] & _MARKS == PAIR
    return size >= MANY_WORDS or content + (pairs + 1) // 2 >= LEAST_CONTENT


@step
def resemble(
    some: NDArray[np.uint32], first: Whole, last: Whole,
    others: NDArray[np.uint32], begin: Whole, end: Whole,
) -> Whole:  # fmt: skip
    """Whether two sets share enough to be variants of one another; both lie within."""
    smaller = min(last - first, end - begin)
    least = SHARED_BY_SHORT if smaller < SHORT else SHARED
    together = last - first + end - begin
    if smaller < least * (together - smaller):
        return False
    shared, at, there = 0, first, begin
    while at < last and there < end:
        one, other = some[at], others[there]
        shared += one == other
        at += one <= other
        there += other <= one
    return shared >= least * (together - shared)
