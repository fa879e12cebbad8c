"""Several words close together in any order, each at a place of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from parvis.compiled import compiled, step

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from parvis.compiled import Whole

MOST_TERMS: Final = 6


def windows(
    terms: Sequence[NDArray[np.int64]], others: int
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return the shortest run from each place at which all terms stand, with few others among them.

    Arguments:
        terms: sorted places of each term, at most `MOST_TERMS`.
        others: other words in the run, at most.

    Returns:
        First and last places. A run begins with one of its terms, and each term has a place of its
        own in it: a word that is two of the terms counts for one.

    >>> first, last = windows([np.array([1, 7]), np.array([4])], 2)
    >>> first.tolist(), last.tolist()
    ([1, 4], [4, 7])
    """
    places, of_all = np.unique(np.concatenate(terms), return_inverse=True)
    which = np.zeros(places.size, np.uint64)
    bits = np.repeat(np.arange(len(terms)), [term.size for term in terms]).astype(np.uint64)
    np.bitwise_or.at(which, of_all, np.uint64(1) << bits)
    last = np.full(places.size, -1, np.int64)
    _shortest(places, which, len(terms), others, last)
    found = last >= 0
    return places[found], last[found]


@step
def with_place(sets: np.uint64, which: np.uint64, terms: Whole) -> np.uint64:
    """Give a place to one more of the terms that it is."""
    one = np.uint64(1)
    grown = sets
    for term in range(terms):
        bit = np.uint64(term)
        if which >> bit & one:
            grown |= (sets & without(bit)) << (one << bit)
    return grown


@step
def without(bit: np.uint64) -> np.uint64:
    """Return the sets, among all of six terms, that lack one of them."""
    sets = np.uint64(0)
    for number in range(64):
        if np.uint64(number) >> bit & np.uint64(1) == 0:
            sets |= np.uint64(1) << np.uint64(number)
    return sets


@step
def end_of_shortest(
    places: NDArray[np.int64],
    which: NDArray[np.uint64],
    start: Whole,
    size: Whole,
    terms: Whole,
    others: Whole,
) -> Whole:
    """Return the last place of the shortest run from one place on, or -1.

    Keeps, in the bits of one number, every set of terms that has places of its own so far.

    Arguments:
        places: of the words that are one of the terms or several.
        which: a bit for each term that the word at a place is.
        start: number of the place with which the run begins.
        size: how many places there are.
        terms: how many terms.
        others: other words in the run, at most.
    """
    one = np.uint64(1)
    whole = one << ((one << np.uint64(terms)) - one)
    sets = with_place(one, np.uint64(which[start]), terms) ^ one
    place = start + 1
    while sets & whole == 0 and place < size:
        if places[place] - places[start] >= terms + others:
            return -1
        sets = with_place(sets, np.uint64(which[place]), terms)
        place += 1
    return places[place - 1] if sets & whole else -1


@compiled
def _shortest(
    places: NDArray[np.int64],
    which: NDArray[np.uint64],
    terms: int,
    others: int,
    last: NDArray[np.int64],
) -> None:
    for start in range(places.size):
        last[start] = end_of_shortest(places, which, start, places.size, terms, others)
