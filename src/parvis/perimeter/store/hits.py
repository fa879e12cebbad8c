"""Where things stand, and what stands near what: arrays of places, all mentions at once.

Places count on from mention to mention with a gap between texts that no distance reaches across, so
that one sorted array holds the hits of all of them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    Places = NDArray[np.int64]
    Marks = NDArray[np.bool_]


class Hits(NamedTuple):
    """Runs of words, in the order of their first place and then of their last.

    Arguments:
        first, last: places of the first and of the last word; a run of none ends before it begins.
    """

    first: Places
    last: Places

    def where(self, marks: Marks) -> Hits:
        """Keep those that are marked."""
        return Hits(self.first[marks], self.last[marks])


def of(places: Places) -> Hits:
    """Return runs of one word each.

    >>> of(np.array([3, 1, 3])).first.tolist()
    [1, 3]
    """
    alone = np.unique(places)
    return Hits(alone, alone)


def union(parts: Sequence[Hits]) -> Hits:
    """Return all hits, each once.

    >>> union([of(np.array([2])), of(np.array([1, 2]))]).first.tolist()
    [1, 2]
    """
    if len(parts) == 1:
        return parts[0]
    first = np.concatenate([part.first for part in parts])
    last = np.concatenate([part.last for part in parts])
    order = np.lexsort((last, first))
    first, last = first[order], last[order]
    is_new = np.ones(first.size, np.bool_)
    is_new[1:] = (np.diff(first) != 0) | (np.diff(last) != 0)
    return Hits(first[is_new], last[is_new])


def is_in(places: Places, among: Places) -> Marks:
    """Mark the places that stand in a sorted array.

    >>> is_in(np.array([1, 2]), np.array([2, 3])).tolist()
    [False, True]
    """
    if among.size == 0:
        return np.zeros(places.size, np.bool_)
    found = np.minimum(np.searchsorted(among, places), among.size - 1)
    return among[found] == places


def in_a_row(terms: Sequence[Places]) -> Hits:
    """Return the runs in which each term stands right behind the one before.

    >>> in_a_row([np.array([1, 5]), np.array([2, 7])]).last.tolist()
    [2]
    """
    rarest = min(range(len(terms)), key=lambda place: terms[place].size)
    first = terms[rarest] - rarest
    for offset, places in enumerate(terms):
        if offset != rarest:
            first = first[is_in(first + offset, places)]
    return Hits(first, first + len(terms) - 1)


class Words:
    """Nearness in words.

    Arguments:
        distance: other words between two, at most.
    """

    def __init__(self, distance: int) -> None:
        self._reach = distance + 1

    def after(self, hits: Hits, others: Hits) -> Marks:
        """Mark the hits that have another one close behind them."""
        return _any_between(others.first, hits.last + 1, hits.last + self._reach)

    def before(self, hits: Hits, others: Hits) -> Marks:
        """Mark the hits that have another one close before them."""
        return _any_between(np.sort(others.last), hits.first - self._reach, hits.first - 1)

    def around(self, hits: Hits, others: Hits) -> Marks:
        """Mark the hits that have another one near or in them."""
        begun = np.searchsorted(others.first, hits.last + self._reach, "right")
        over = np.searchsorted(np.sort(others.last), hits.first - self._reach, "left")
        return begun > over


class Stretches:
    """Nearness within a sentence or a paragraph, that of a hit's first word.

    Arguments:
        starts: the place at which each stretch begins, sorted.
    """

    def __init__(self, starts: Places) -> None:
        self._starts = starts

    def after(self, hits: Hits, others: Hits) -> Marks:
        """Mark the hits that have another one behind them."""
        return _any_between(others.first, hits.last + 1, self._end(hits) - 1)

    def before(self, hits: Hits, others: Hits) -> Marks:
        """Mark the hits that have another one before them."""
        span = max(others.last.max(initial=0), hits.first.max(initial=0)) + 2
        ended = np.sort(self._of(others) * span + others.last + 1)
        here = self._of(hits) * span
        return _any_between(ended, here, here + hits.first)

    def around(self, hits: Hits, others: Hits) -> Marks:
        """Mark the hits that have any other one, or themselves among the others."""
        return is_in(self._of(hits), np.unique(self._of(others)))

    def _of(self, hits: Hits) -> Places:
        return np.searchsorted(self._starts, hits.first, "right")

    def _end(self, hits: Hits) -> Places:
        beyond = np.append(self._starts, np.iinfo(np.int64).max)
        return beyond[self._of(hits)]


def _any_between(sorted_places: Places, low: Places, high: Places) -> Marks:
    begun = np.searchsorted(sorted_places, low, "left")
    return np.searchsorted(sorted_places, high, "right") > begun


Nearness = Words | Stretches


def close(left: Hits, right: Hits, nearness: Nearness) -> Hits:
    """Keep the hits of each side that have one of the other side near, and not in them.

    >>> close(of(np.array([1, 9])), of(np.array([3])), Words(1)).first.tolist()
    [1, 3]
    """
    near_right = nearness.after(left, right) | nearness.before(left, right)
    near_left = nearness.after(right, left) | nearness.before(right, left)
    return union([left.where(near_right), right.where(near_left)])


def away(hits: Hits, others: Hits, nearness: Nearness) -> Hits:
    """Keep the hits that have none of the others near them or in them.

    >>> away(of(np.array([1, 9])), of(np.array([3])), Words(1)).first.tolist()
    [9]
    """
    return hits.where(~nearness.around(hits, others))


def chain(parts: Sequence[Hits], steps: Sequence[Nearness]) -> Hits:
    """Keep the hits on a path from the first part to the last, each behind the one before.

    >>> chain([of(np.array([1, 9])), of(np.array([3]))], [Words(1)]).first.tolist()
    [1, 3]
    """
    kept = [parts[0]]
    for part, step in zip(parts[1:], steps, strict=True):
        kept.append(part.where(step.before(part, kept[-1])))
    for place in range(len(parts) - 2, -1, -1):
        kept[place] = kept[place].where(steps[place].after(kept[place], kept[place + 1]))
    return union(kept)
