"""Whom the network hangs by: links and authors without whom it falls apart."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np
import polars as pl

from parvis.compiled import compiled, step

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from parvis.analyse.network.graph import Graph, Rows
    from parvis.compiled import Whole

NOBODY: Final = -1


class Bridges(NamedTuple):
    """What the network falls apart without.

    Arguments:
        links: source and target, in the order of names: the only link, in either direction,
            between two parts of the network.
        cut: of each author, how many others would lose touch with the largest part of their
            network, were this author not there; 0 where none would.
    """

    links: pl.DataFrame
    cut: NDArray[np.int64]


class _Walk(NamedTuple):
    """What a walk through the network in depth writes, author by author."""

    met: NDArray[np.int64]  # when the walk came there, from 1; 0 before
    low: NDArray[np.int64]  # the earliest met from there or below by one more tie
    parent: NDArray[np.int32]  # whence the walk came
    at: NDArray[np.int64]  # the next tie to follow
    size: NDArray[np.int64]  # authors below, this one included
    severed: NDArray[np.int64]  # authors below who hang by this one
    largest: NDArray[np.int64]  # of them, in the largest part
    root: NDArray[np.int32]  # where the walk of this component began
    clock: NDArray[np.int64]  # how many are met, in an array of one


def bridges(graph: Graph) -> Bridges:
    """Find the links and the authors that alone hold parts of the network together.

    Arguments:
        graph: who links to whom; the direction of the links does not count.

    Returns: the bridges, and how many authors each author holds in the network.

    Source: Tarjan, "A note on finding the bridges of a graph" (Information Processing Letters 2,
        1974); Burt, *Structural Holes* (1992), on those who bridge them; row 24 of the
        capabilities.

    >>> from parvis.analyse.network import Graph
    >>> ends = {"source": ["a", "b", "c", "c", "d"], "target": ["b", "c", "a", "d", "e"]}
    >>> found = bridges(Graph.of(pl.DataFrame({**ends, "weight": [1] * 5})))
    >>> found.links.rows(), found.cut.tolist()
    ([('c', 'd'), ('d', 'e')], [0, 0, 2, 1, 0])
    """
    walk = _empty(graph.size)
    _walk_all(graph.around, walk)
    below = np.flatnonzero((walk.parent != NOBODY) & (walk.low > walk.met[walk.parent]))
    ends = np.sort(np.stack([below, walk.parent[below]]), axis=0)
    links = pl.DataFrame(
        {"source": graph.names.gather(ends[0]), "target": graph.names.gather(ends[1])}
    )
    others = walk.size[walk.root] - 1
    remaining = np.maximum(walk.largest, others - walk.severed)
    return Bridges(links.sort("source", "target"), others - remaining)


def _empty(size: int) -> _Walk:
    return _Walk(
        met=np.zeros(size, np.int64),
        low=np.zeros(size, np.int64),
        parent=np.full(size, NOBODY, np.int32),
        at=np.zeros(size, np.int64),
        size=np.ones(size, np.int64),
        severed=np.zeros(size, np.int64),
        largest=np.zeros(size, np.int64),
        root=np.full(size, NOBODY, np.int32),
        clock=np.zeros(1, np.int64),
    )


@compiled
def _walk_all(around: Rows, walk: _Walk) -> None:
    for author in range(walk.met.size):
        if walk.met[author] == 0:
            _walk_from(around, walk, author)


@step
def _walk_from(around: Rows, walk: _Walk, root: Whole) -> None:
    """Walk through the component of an author, in depth."""
    _meet(around, walk, root, root)
    author = root
    while author != NOBODY:
        if walk.at[author] < around.start[author + 1]:
            author = _go_on(around, walk, author, root)
        else:
            author = _leave(walk, author)


@step
def _go_on(around: Rows, walk: _Walk, author: Whole, root: Whole) -> Whole:
    """Follow the next tie of an author; return where the walk is then."""
    other = around.end[walk.at[author]]
    walk.at[author] += 1
    if walk.met[other] == 0:
        walk.parent[other] = author
        _meet(around, walk, other, root)
        return other
    if other != walk.parent[author]:
        walk.low[author] = min(walk.low[author], walk.met[other])
    return author


@step
def _meet(around: Rows, walk: _Walk, author: Whole, root: Whole) -> None:
    walk.clock[0] += 1
    walk.met[author] = walk.low[author] = walk.clock[0]
    walk.at[author] = around.start[author]
    walk.root[author] = root


@step
def _leave(walk: _Walk, author: Whole) -> Whole:
    """Go back where the walk came from, and add what lies below an author to what lies there."""
    parent = walk.parent[author]
    if parent == NOBODY:
        return parent
    walk.low[parent] = min(walk.low[parent], walk.low[author])
    walk.size[parent] += walk.size[author]
    if walk.low[author] >= walk.met[parent]:
        walk.severed[parent] += walk.size[author]
        walk.largest[parent] = max(walk.largest[parent], walk.size[author])
    return parent
