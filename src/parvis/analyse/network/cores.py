"""How deep in the network each author stands: k-cores."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from parvis.compiled import compiled, step

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from parvis.analyse.network.graph import Graph, Rows
    from parvis.compiled import Whole


def cores(graph: Graph) -> NDArray[np.int64]:
    """Return the core number of each author: the highest k such that they stand in a k-core.

    A k-core is a largest part of the network in which each is tied to k others at least, whatever
    the direction of the ties. Popularity alone brings nobody far: a star with a thousand rays is a
    1-core.

    Arguments:
        graph: who links to whom.

    Returns: core numbers, in the order of the graph's names.

    Source: Seidman, "Network structure and minimum degree" (Social Networks 5, 1983); Batagelj and
        Zaveršnik, "An O(m) algorithm for cores decomposition of networks" (2003); row 24 of the
        capabilities.

    >>> import polars as pl
    >>> from parvis.analyse.network import Graph
    >>> ends = {"source": ["a", "b", "c", "d"], "target": ["b", "c", "a", "a"]}
    >>> cores(Graph.of(pl.DataFrame({**ends, "weight": [1] * 4}))).tolist()
    [2, 2, 2, 1]
    """
    around = graph.around
    degree = np.diff(around.start)
    order = np.argsort(degree, kind="stable")
    first = np.searchsorted(degree[order], np.arange(degree.max(initial=0) + 2))
    place = np.empty(graph.size, np.int64)
    place[order] = np.arange(graph.size)
    core = degree.copy()
    _peel(around, core, order, place, first)
    return core


@compiled
def _peel(
    around: Rows,
    core: NDArray[np.int64],
    order: NDArray[np.int64],
    place: NDArray[np.int64],
    first: NDArray[np.int64],
) -> None:
    """Take away the author of least degree, again and again; `order` stays sorted by degree."""
    for at in range(order.size):
        author = order[at]
        for tie in range(around.start[author], around.start[author + 1]):
            other = around.end[tie]
            if core[other] > core[author]:
                _lose_one(other, core, order, place, first)


@step
def _lose_one(
    author: Whole,
    core: NDArray[np.int64],
    order: NDArray[np.int64],
    place: NDArray[np.int64],
    first: NDArray[np.int64],
) -> None:
    """Move an author to the head of those of their degree, and that head past them."""
    degree = core[author]
    head = order[first[degree]]
    if author != head:
        order[place[author]], order[first[degree]] = head, author
        place[head], place[author] = place[author], first[degree]
    first[degree] += 1
    core[author] -= 1
