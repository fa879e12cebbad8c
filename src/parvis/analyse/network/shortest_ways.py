"""All the shortest ways of a network, counted from every author in turn."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from parvis.compiled import compiled, step

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from parvis.analyse.network.graph import Rows
    from parvis.analyse.prevalence import Floats
    from parvis.compiled import Whole

FAR: Final = -1


class _Work(NamedTuple):
    """What a search in breadth writes, author by author."""

    distance: NDArray[np.int32]  # ties from the source; FAR before it is reached
    ways: Floats  # how many shortest ways lead there
    passing: Floats  # shortest ways from the source that pass there, each pair counted as one
    order: NDArray[np.int32]  # authors as they are reached


def count(forth: Rows, back: Rows, *, first: int, every: int) -> Floats:
    """Add up, for each author, the shares of the shortest ways from some sources that pass there.

    Arguments:
        forth: whom each author leads to.
        back: who leads to each.
        first: number of the first source.
        every: the sources are every so many authors from there.

    Source: Brandes 2001, as in `betweenness`.
    """
    size = forth.start.size - 1
    work = _Work(
        distance=np.full(size, FAR, np.int32),
        ways=np.zeros(size),
        passing=np.zeros(size),
        order=np.zeros(size, np.int32),
    )
    total = np.zeros(size)
    _count(forth, back, work, total, first, every)
    return total


@compiled
def _count(forth: Rows, back: Rows, work: _Work, total: Floats, first: Whole, every: Whole) -> None:
    for source in range(first, total.size, every):
        reached = _search(forth, work, source)
        _gather(back, work, total, reached)


@step
def _search(forth: Rows, work: _Work, source: Whole) -> Whole:
    """Reach out from a source, count the shortest ways, and return how many are reached."""
    work.order[0] = source
    work.distance[source] = 0
    work.ways[source] = 1.0
    head, tail = 0, 1
    while head < tail:
        tail = _reach(forth, work, work.order[head], tail)
        head += 1
    return tail


@step
def _reach(forth: Rows, work: _Work, author: Whole, tail: Whole) -> Whole:
    """Reach out from an author to those beyond; return how many are reached by now."""
    further = work.distance[author] + 1
    for tie in range(forth.start[author], forth.start[author + 1]):
        other = forth.end[tie]
        if work.distance[other] == FAR:
            work.distance[other] = further
            work.order[tail] = other
            tail += 1
        if work.distance[other] == further:
            work.ways[other] += work.ways[author]
    return tail


@step
def _gather(back: Rows, work: _Work, total: Floats, reached: Whole) -> None:
    """Hand what passes each author back to those before them, the farthest first, and clear."""
    for at in range(reached - 1, 0, -1):
        author = work.order[at]
        share = (1.0 + work.passing[author]) / work.ways[author]
        for tie in range(back.start[author], back.start[author + 1]):
            before = back.end[tie]
            if work.distance[before] == work.distance[author] - 1:
                work.passing[before] += work.ways[before] * share
        total[author] += work.passing[author]
    for at in range(reached):
        author = work.order[at]
        work.distance[author] = FAR
        work.ways[author] = work.passing[author] = 0.0
