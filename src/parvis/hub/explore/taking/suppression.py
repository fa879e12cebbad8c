"""Which cells of a table are held back, so that none of few people can be worked out.

A table with its totals is a network: each cell and each total of a row is an edge, and what goes
into a node comes out of it. What nobody knows can change only along a circle of edges that are all
held back; a maximal flow tells how far (M. Fischetti, J. J. Salazar, Math. Program. 1999).
"""

from __future__ import annotations

import heapq
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np
from scipy.sparse import csr_array
from scipy.sparse.csgraph import maximum_flow

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

K: Final = 10
"""People behind a cell that is published, at least."""
_ENDLESS: Final = 1 << 28


class Edge(NamedTuple):
    """A cell, or the total of a row, between two nodes; `value` flows from `start` to `end`."""

    start: int
    end: int
    value: int
    people: int


@dataclass(slots=True)
class Shown:
    """What of a table is published.

    Arguments:
        cells: of it, rows by columns.
        totals: of its rows; those of columns, and of all, always are.
    """

    cells: NDArray[np.bool_]
    totals: NDArray[np.bool_]


def published(
    counts: NDArray[np.int64], people: NDArray[np.int64], row_people: NDArray[np.int64], k: int = K
) -> Shown | None:
    """Return what of a table may be published; None where nothing of it may.

    A cell of fewer than `k` people is held back, and others with it until what can be worked out of
    each from all that is published lies in a range of `k` and of its own value at least.

    Arguments:
        counts: of mentions, rows by columns; the totals of columns are published.
        people: behind each.
        row_people: behind the total of each row.
        k: people behind what is published, at least.

    >>> import numpy as np
    >>> counts = np.array([[50, 3], [60, 40], [70, 30]])
    >>> published(counts, counts, counts.sum(axis=1)).cells.tolist()
    [[False, False], [False, False], [True, True]]
    """
    network = _Network.of(counts, people, row_people, k)
    if not all(network.protect(at) for at in sorted(network.held, key=network.weight)):
        return None
    shown = np.array([at not in network.held for at in range(len(network.edges))])
    return Shown(shown[: counts.size].reshape(counts.shape), shown[counts.size :])


@dataclass(slots=True)
class _Network:
    """Edges of a table, and which of them are held back."""

    edges: list[Edge]
    nodes: int
    k: int
    held: set[int] = field(default_factory=set)

    @classmethod
    def of(
        cls,
        counts: NDArray[np.int64],
        people: NDArray[np.int64],
        row_people: NDArray[np.int64],
        k: int,
    ) -> _Network:
        rows, columns = counts.shape
        edges = [
            Edge(row, rows + column, int(counts[row, column]), int(people[row, column]))
            for row in range(rows)
            for column in range(columns)
        ]
        edges += [
            Edge(rows + columns, row, int(counts[row].sum()), int(row_people[row]))
            for row in range(rows)
        ]
        few = {at for at, edge in enumerate(edges) if edge.people < k}
        return cls(edges, rows + columns + 1, k, few)

    def weight(self, at: int) -> int:
        """The largest first: what protects them often protects others."""
        return -self.edges[at].value

    def protect(self, at: int) -> bool:
        """Hold back what it takes for an edge to be anything in a range; False if nothing does."""
        edge = self.edges[at]
        need = max(self.k, edge.value)
        if self._range(at) >= need:
            return True
        circle = self._circle(at, need)
        self.held |= set(circle)
        return bool(circle)

    def _range(self, at: int) -> int:
        """How far an edge can be from what it is, up and down together."""
        edge = self.edges[at]
        others = [self.edges[other] for other in self.held if other != at]
        up = self._flow(others, edge.end, edge.start)
        return up + min(edge.value, self._flow(others, edge.start, edge.end))

    def _flow(self, edges: list[Edge], start: int, end: int) -> int:
        room = np.zeros((self.nodes, self.nodes), dtype=np.int32)
        for edge in edges:
            room[edge.start, edge.end] = _ENDLESS
            room[edge.end, edge.start] = min(edge.value, _ENDLESS)
        return int(maximum_flow(csr_array(room), start, end).flow_value)

    def _circle(self, at: int, need: int) -> list[int]:
        """The cheapest edges that lead back from the end of one, each with room for the need."""
        start, end = self.edges[at].end, self.edges[at].start
        queue: list[tuple[int, int, tuple[int, ...]]] = [(0, start, ())]
        seen: set[int] = set()
        while queue:
            cost, node, path = heapq.heappop(queue)
            if node == end:
                return list(path)
            if node not in seen:
                seen.add(node)
                for other, to, more in self._steps(node, at, need):
                    heapq.heappush(queue, (cost + more, to, (*path, other)))
        return []

    def _steps(self, node: int, but: int, need: int) -> Iterator[tuple[int, int, int]]:
        """Edges from a node, where they lead, and what holding them back costs."""
        for other, edge in enumerate(self.edges):
            cost = 1 if other in self.held else 1 + edge.value
            if other != but and edge.start == node:
                yield other, edge.end, cost
            elif other != but and edge.end == node and edge.value >= need:
                yield other, edge.start, cost
