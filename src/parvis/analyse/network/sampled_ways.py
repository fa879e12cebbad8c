"""Shortest ways drawn at random: between two authors at random, one of the ways there are."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from parvis.compiled import compiled, part, step

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from parvis.analyse.network.graph import Rows
    from parvis.analyse.prevalence import Floats
    from parvis.compiled import Whole

FAR: Final = -1
_GOLDEN: Final = np.uint64(0x9E3779B97F4A7C15)
_MIX_1, _MIX_2 = np.uint64(0xBF58476D1CE4E5B9), np.uint64(0x94D049BB133111EB)
_BY_30, _BY_27, _BY_31, _BY_11 = np.uint64(30), np.uint64(27), np.uint64(31), np.uint64(11)
_UNIT: Final = 2.0**-53


class _Side(NamedTuple):
    """A search from one end of a way, level by level."""

    forth: Rows  # where it goes on
    back: Rows  # whence it came
    distance: NDArray[np.int32]  # from its end; FAR before it is reached
    ways: Floats  # how many shortest ways lead there
    order: NDArray[np.int32]  # authors as they are reached
    level: NDArray[np.int64]  # where the last level begins and ends in `order`


class _Draw(NamedTuple):
    """What is kept while ways are drawn."""

    here: _Side  # from the first end
    there: _Side  # from the last, against the links
    meeting: NDArray[np.int32]  # the tie by which the two sides meet: nearer here, nearer there
    passed: NDArray[np.int64]  # how many of the ways drawn pass through each author
    chance: NDArray[np.uint64]  # state of the generator, in an array of one


def draw(forth: Rows, back: Rows, *, ways: int, seed: np.uint64) -> NDArray[np.int64]:
    """Draw shortest ways and count those that pass through each author, ends left out.

    Arguments:
        forth: whom each author leads to.
        back: who leads to each.
        ways: how many pairs to draw; between some no way leads.
        seed: of the draws.

    Source: Riondato and Kornaropoulos 2016, as in `betweenness`; the search from both ends is
        Pohl's, "Bi-directional search" (Machine Intelligence 6, 1971); numbers by Steele, Lea and
        Flood, "Fast splittable pseudorandom number generators" (OOPSLA 2014).
    """
    size = forth.start.size - 1
    work = _Draw(
        here=_side(forth, back),
        there=_side(back, forth),
        meeting=np.zeros(2, np.int32),
        passed=np.zeros(size, np.int64),
        chance=np.array([seed], np.uint64),
    )
    _draw(work, ways)
    return work.passed


def _side(forth: Rows, back: Rows) -> _Side:
    size = forth.start.size - 1
    return _Side(
        forth=forth,
        back=back,
        distance=np.full(size, FAR, np.int32),
        ways=np.zeros(size),
        order=np.zeros(size, np.int32),
        level=np.zeros(2, np.int64),
    )


@compiled
def _draw(work: _Draw, ways: Whole) -> None:
    size = work.passed.size
    for _ in range(ways):
        first = int(_random(work.chance) * size)
        last = int(_random(work.chance) * (size - 1))
        _draw_one(work, first, last + (last >= first))


@part
def _draw_one(work: _Draw, first: Whole, last: Whole) -> None:
    """Search from both ends, the cheaper next level first, until they meet; then walk the way."""
    _begin(work.here, first)
    _begin(work.there, last)
    met = 0.0
    while met == 0.0 and _is_alive(work.here) and _is_alive(work.there):
        if _cost(work.here) <= _cost(work.there):
            met = _advance(work.here, work.there, work, 0)
        else:
            met = _advance(work.there, work.here, work, 1)
    if met > 0.0:
        _walk(work.here, work.meeting[0], work)
        _walk(work.there, work.meeting[1], work)
    _clear(work.here)
    _clear(work.there)


@step
def _begin(side: _Side, author: Whole) -> None:
    side.order[0] = author
    side.distance[author] = 0
    side.ways[author] = 1.0
    side.level[0], side.level[1] = 0, 1


@step
def _is_alive(side: _Side) -> Whole:
    return side.level[0] < side.level[1]


@step
def _cost(side: _Side) -> Whole:
    """How many ties the next level takes."""
    cost = 0
    for at in range(side.level[0], side.level[1]):
        author = side.order[at]
        cost += side.forth.start[author + 1] - side.forth.start[author]
    return cost


@part
def _advance(side: _Side, other: _Side, work: _Draw, which: Whole) -> float:
    """Go one level further; return how many shortest ways meet there, one of them chosen."""
    met, tail = 0.0, side.level[1]
    for at in range(side.level[0], side.level[1]):
        author = side.order[at]
        for tie in range(side.forth.start[author], side.forth.start[author + 1]):
            reached = side.forth.end[tie]
            if other.distance[reached] == FAR:
                tail = _reach(side, author, reached, tail)
                continue
            ways = side.ways[author] * other.ways[reached]
            met += ways
            if _random(work.chance) * met < ways:
                work.meeting[which], work.meeting[1 - which] = author, reached
    side.level[0], side.level[1] = side.level[1], tail
    return met


@step
def _reach(side: _Side, author: Whole, reached: Whole, tail: Whole) -> Whole:
    """Reach an author from another; return how many are reached by now."""
    further = side.distance[author] + 1
    if side.distance[reached] == FAR:
        side.distance[reached] = further
        side.ways[reached] = side.ways[author]
        side.order[tail] = reached
        return tail + 1
    if side.distance[reached] == further:
        side.ways[reached] += side.ways[author]
    return tail


@part
def _walk(side: _Side, author: Whole, work: _Draw) -> None:
    """Walk back to the end of a side by one of the shortest ways, and count who is passed."""
    while side.distance[author] > 0:
        work.passed[author] += 1
        author = _before(side, author, work.chance)


@step
def _before(side: _Side, author: Whole, chance: NDArray[np.uint64]) -> Whole:
    """Choose one of those before an author on a shortest way, each as often as ways lead there."""
    ways, chosen = 0.0, author
    for tie in range(side.back.start[author], side.back.start[author + 1]):
        before = side.back.end[tie]
        if side.distance[before] != side.distance[author] - 1:
            continue
        ways += side.ways[before]
        if _random(chance) * ways < side.ways[before]:
            chosen = before
    return chosen


@step
def _clear(side: _Side) -> None:
    for at in range(side.level[1]):
        side.distance[side.order[at]] = FAR


@step
def _random(chance: NDArray[np.uint64]) -> float:
    """Return the next number from 0 to 1."""
    chance[0] += _GOLDEN
    mixed = chance[0]
    mixed = (mixed ^ (mixed >> _BY_30)) * _MIX_1
    mixed = (mixed ^ (mixed >> _BY_27)) * _MIX_2
    return float((mixed ^ (mixed >> _BY_31)) >> _BY_11) * _UNIT


def longest_way(around: Rows) -> int:
    """Return a number of authors that no shortest way exceeds, ends included.

    From the best tied author of each component: the way between any two is no longer than the two
    longest from there together.

    Arguments:
        around: the neighbours of each author.

    >>> from parvis.analyse.network.graph import Rows
    >>> longest_way(Rows(np.array([0, 1, 3, 4]), np.array([1, 0, 2, 1], np.int32)))
    3
    """
    size = around.start.size - 1
    order = np.argsort(-np.diff(around.start), kind="stable")
    distance, queue = np.full(size, FAR, np.int32), np.zeros(size, np.int32)
    return int(_longest_from_each(around, order, distance, queue))


@compiled
def _longest_from_each(
    around: Rows,
    order: NDArray[np.int64],
    distance: NDArray[np.int32],
    queue: NDArray[np.int32],
) -> Whole:
    most = 0
    for at in range(order.size):
        if distance[order[at]] == FAR:
            most = max(most, _two_longest(around, order[at], distance, queue))
    return most + 1


@step
def _two_longest(
    around: Rows, source: Whole, distance: NDArray[np.int32], queue: NDArray[np.int32]
) -> Whole:
    """Add up the distances of the two farthest from a source."""
    queue[0], distance[source] = source, 0
    head, tail = 0, 1
    while head < tail:
        author = queue[head]
        head += 1
        for tie in range(around.start[author], around.start[author + 1]):
            other = around.end[tie]
            if distance[other] == FAR:
                distance[other] = distance[author] + 1
                queue[tail] = other
                tail += 1
    return distance[queue[tail - 1]] + distance[queue[max(tail - 2, 0)]]
