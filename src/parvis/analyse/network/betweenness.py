"""Through whom the shortest ways pass: betweenness, exact or from a sample with its error."""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from math import ceil, log, sqrt
from typing import TYPE_CHECKING, Final, TypeVar

import numpy as np
from scipy import special

from parvis.analyse.network.sampled_ways import draw, longest_way
from parvis.analyse.network.shortest_ways import count

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from parvis.analyse.network.graph import Graph
    from parvis.analyse.prevalence import Floats

EXACT: Final = 5000  # authors
ERROR: Final = 0.01
DOUBT: Final = 0.05
Number = TypeVar("Number", np.int64, np.float64)
_PARTS: Final = 8  # of the work, whatever the number of processors, so that sums are the same


@dataclass(frozen=True, slots=True, kw_only=True)
class Betweenness:
    """The betweenness of each author, in the order of the graph's names.

    Arguments:
        value: share of the shortest ways between two others that pass through the author.
        low, high: where the true value lies, 95 times in 100 for each author by itself; the value
            itself where it is exact.
        ways: how many shortest ways were drawn; 0 where all were counted.
        error: the most by which any of the values is off, 95 times in 100; 0 where exact.
    """

    value: Floats
    low: Floats
    high: Floats
    ways: int = 0
    error: float = 0.0

    @property
    def is_exact(self) -> bool:
        """Whether all the shortest ways were counted."""
        return self.ways == 0


def betweenness(
    graph: Graph,
    *,
    directed: bool = False,
    exact_to: int = EXACT,
    error: float = ERROR,
    seed: int = 2001,
) -> Betweenness:
    """Return the share of the shortest ways between any two others that pass through each author.

    All ways are counted in a network of up to `exact_to` authors. In a larger one pairs of authors
    are drawn, and one of the shortest ways between the two of each: so many that, 95 times in 100,
    no author is off by more than `error`. Most are far nearer: each has an interval of its own.

    Arguments:
        graph: who links to whom; how often does not count.
        directed: follow the links in their direction only.
        exact_to: authors up to whom all ways are counted.
        error: the largest that any author may have in a larger network.
        seed: of the pairs drawn.

    Source: Freeman, "A set of measures of centrality based on betweenness" (Sociometry 40, 1977);
        Brandes, "A faster algorithm for betweenness centrality" (Journal of Mathematical Sociology
        25, 2001); Riondato and Kornaropoulos, "Fast approximation of betweenness centrality through
        sampling" (Data Mining and Knowledge Discovery 30, 2016), for the number of ways; Clopper
        and Pearson (Biometrika 26, 1934) for the interval of each; row 24 of the capabilities.

    >>> import polars as pl
    >>> from parvis.analyse.network import Graph
    >>> path = pl.DataFrame({"source": ["a", "b"], "target": ["b", "c"], "weight": [1, 1]})
    >>> betweenness(Graph.of(path)).value.tolist()
    [0.0, 1.0, 0.0]
    """
    if graph.size <= max(exact_to, 2):
        value = _exact(graph, directed=directed)
        return Betweenness(value=value, low=value, high=value)
    return _sampled(graph, directed=directed, error=error, seed=seed)


def _exact(graph: Graph, *, directed: bool) -> Floats:
    forth = graph.outward if directed else graph.around
    back = graph.inward if directed else graph.around
    found = _in_parts(lambda part: count(forth, back, first=part, every=_PARTS))
    others = graph.size - 1
    pairs = max(others * (others - 1), 1)
    return np.stack(found).sum(axis=0) / pairs


def _sampled(graph: Graph, *, directed: bool, error: float, seed: int) -> Betweenness:
    scale = graph.size / (graph.size - 2)  # the two ends of a way do not lie between them
    longest = graph.size if directed else longest_way(graph.around)
    each = ceil(ways_needed(longest, error / scale) / _PARTS)
    seeds = np.random.SeedSequence(seed).generate_state(_PARTS, np.uint64)
    forth = graph.outward if directed else graph.around
    back = graph.inward if directed else graph.around
    found = _in_parts(lambda part: draw(forth, back, ways=each, seed=seeds[part]))
    passed, ways = np.stack(found).sum(axis=0), _PARTS * each
    low, high = _clopper_pearson(passed, ways)
    return Betweenness(
        value=passed / ways * scale,
        low=low * scale,
        high=high * scale,
        ways=ways,
        error=sqrt(_complexity(longest) / (2 * ways)) * scale,
    )


def ways_needed(longest: int, error: float) -> int:
    """Return how many shortest ways to draw, that no share be off by more, 95 times in 100.

    Arguments:
        longest: authors on the longest of the shortest ways, or more.
        error: the largest to have.

    Source: Riondato and Kornaropoulos 2016, as in `betweenness`.

    >>> ways_needed(10, 0.01)
    34979
    """
    return ceil(_complexity(longest) / (2 * error**2))


def _complexity(longest: int) -> float:
    """How hard it is to be right about all authors at once."""
    inner = max(longest - 2, 1)
    return int(log(inner, 2)) + 1 + log(1 / DOUBT)


def _in_parts(work: Callable[[int], NDArray[Number]]) -> list[NDArray[Number]]:
    """Do each part of the work, as many at once as there are processors."""
    with ThreadPoolExecutor(max_workers=os.cpu_count()) as workers:
        return list(workers.map(work, range(_PARTS)))


def _clopper_pearson(passed: NDArray[np.int64], ways: int) -> tuple[Floats, Floats]:
    """The interval of each share by itself."""
    missed = ways - passed
    low = special.betaincinv(np.maximum(passed, 1), missed + 1, DOUBT / 2)
    high = special.betaincinv(passed + 1, np.maximum(missed, 1), 1 - DOUBT / 2)
    return np.where(passed == 0, 0.0, low), np.where(missed == 0, 1.0, high)
