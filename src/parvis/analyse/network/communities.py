"""Communities: groups more tied to one another than to the rest, by the Leiden algorithm."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np
from scipy import sparse
from scipy.sparse import csgraph

from parvis.analyse.network.moving import Grouping, grouping, move, refine, strengths, web

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from parvis.analyse.network.graph import Graph

MOST_STARTS: Final = 10
TIES_OF_A_START: Final = 200_000  # more starts are made where they cost little
MOST_TURNS: Final = 10
_GAIN: Final = 1e-7


@dataclass(frozen=True, slots=True, kw_only=True)
class Communities:
    """The community of each author, in the order of the graph's names.

    Arguments:
        of: number of the community, from 0, the largest first; each hangs together.
        modularity: how much more of the ties lie within communities than chance would put there,
            from -0.5 to 1, at resolution 1 whatever the resolution asked for.
        resolution: at which they were found; a higher one gives smaller communities.
    """

    of: NDArray[np.int64]
    modularity: float
    resolution: float


def communities(
    graph: Graph, *, resolution: float = 1.0, seed: int = 2019, starts: int | None = None
) -> Communities:
    """Find communities whose modularity is as high as can be found.

    The direction of the ties does not count, their weight does. Chance enters by the order in which
    authors have their turn, and depends on the seed alone.

    Arguments:
        graph: who is tied to whom.
        resolution: 1 for modularity as defined; above 1 for smaller communities.
        seed: of the orders.
        starts: how many times to begin anew, the best being kept; from 1 in a network of more than
            100 000 ties to 10 in a small one, where it is None.

    Source: Traag, Waltman and van Eck, "From Louvain to Leiden: guaranteeing well-connected
        communities" (Scientific Reports 9, 2019); Newman, "Modularity and community structure in
        networks" (PNAS 103, 2006); Reichardt and Bornholdt (Physical Review E 74, 2006) for the
        resolution; rows 24 and 27 of the capabilities.

    >>> import polars as pl
    >>> from parvis.analyse.network import Graph
    >>> ends = {"source": [*"abcdefc"], "target": [*"bcaefdd"], "weight": [9] * 6 + [1]}
    >>> found = communities(Graph.of(pl.DataFrame(ends)))
    >>> found.of.tolist(), round(found.modularity, 3)
    ([0, 0, 0, 1, 1, 1], 0.482)
    """
    ties = graph.both
    chance = np.random.default_rng(seed)
    tries = starts or max(1, min(MOST_STARTS, TIES_OF_A_START // max(ties.nnz, 1)))
    found = [_leiden(ties, resolution, chance) for _ in range(tries)]
    best = max(found, key=lambda of: modularity(ties, of, resolution=resolution))
    of = by_size(_connected(ties, best))
    return Communities(of=of, modularity=modularity(ties, of), resolution=resolution)


def modularity(ties: sparse.csr_array, of: NDArray[np.int64], *, resolution: float = 1.0) -> float:
    """Return how much more weight lies within groups than chance would put there.

    Arguments:
        ties: symmetric weights.
        of: group of each author.
        resolution: weight of chance.

    Source: Newman 2006, as in `communities`.

    >>> ties = sparse.csr_array(np.array([[0, 1, 0, 0], [1, 0, 0, 0], [0, 0, 0, 1], [0, 0, 1, 0]]))
    >>> modularity(ties, np.array([0, 0, 1, 1]))
    0.5
    """
    total = ties.sum()
    if total == 0:
        return 0.0
    pairs = ties.tocoo()
    row, column = pairs.coords
    inside = pairs.data[of[row] == of[column]].sum() / total
    shares = np.bincount(of, strengths(ties)) / total
    return float(inside - resolution * (shares**2).sum())


def adjusted_rand(one: NDArray[np.int64], other: NDArray[np.int64]) -> float:
    """Return how far two groupings of the same things agree: 1 wholly, 0 as by chance.

    Arguments:
        one: group of each thing, from 0.
        other: the same in the other grouping.

    Source: Hubert and Arabie, "Comparing partitions" (Journal of Classification 2, 1985).

    >>> round(adjusted_rand(np.array([0, 0, 1, 1]), np.array([1, 1, 0, 2])), 3)
    0.571
    """
    ones = np.ones(one.size)
    table = sparse.coo_array((ones, (one, other))).tocsr()
    both, each, all_ = _pairs(table.data), _pairs(table.sum(axis=1)), _pairs(np.array([one.size]))
    other_each = _pairs(table.sum(axis=0))
    expected = each * other_each / all_ if all_ else 0.0
    most = (each + other_each) / 2
    return 1.0 if most == expected else float((both - expected) / (most - expected))


def _pairs(counts: NDArray[np.float64] | NDArray[np.int64]) -> float:
    return float((counts * (counts - 1) / 2).sum())


def _leiden(
    ties: sparse.csr_array, resolution: float, chance: np.random.Generator
) -> NDArray[np.int64]:
    """Turn over the whole algorithm, each time from where it ended, until it gains nothing."""
    of = np.arange(ties.shape[0])
    before = -np.inf
    for _ in range(MOST_TURNS):
        of = _turn(ties, of, resolution, chance)
        reached = modularity(ties, of, resolution=resolution)
        if reached < before + _GAIN:
            break
        before = reached
    return of


def _turn(
    ties: sparse.csr_array,
    of: NDArray[np.int64],
    resolution: float,
    chance: np.random.Generator,
) -> NDArray[np.int64]:
    """Move, refine and draw the pieces together, until each community is one node."""
    scale = resolution / ties.sum() if ties.nnz else 0.0
    place = np.arange(ties.shape[0])  # the node, at the present level, that holds each author
    while True:
        net, groups = web(ties), _numbered(of)
        held = grouping(groups, web(ties))
        move(net, held, chance.permutation(groups.size), scale)
        pieces = _numbered(refine(net, held, chance.permutation(groups.size), scale).of)
        if pieces.max(initial=-1) + 1 == groups.size:
            return _numbered(held.of)[place]
        ties, of = _drawn_together(ties, pieces), _of_pieces(held, pieces)
        place = pieces[place]


def _drawn_together(ties: sparse.csr_array, pieces: NDArray[np.int64]) -> sparse.csr_array:
    """Make a node of each piece; ties within it become its tie to itself."""
    size = pieces.size
    into = sparse.csr_array((np.ones(size), (np.arange(size), pieces)))
    return sparse.csr_array(into.T @ ties @ into)


def _of_pieces(held: Grouping, pieces: NDArray[np.int64]) -> NDArray[np.int64]:
    """The group in which each piece lies."""
    of = np.zeros(pieces.max() + 1, np.int64)
    of[pieces] = held.of
    return of


def _numbered(of: NDArray[np.int64]) -> NDArray[np.int64]:
    """Number the groups in use from 0."""
    return np.unique(of, return_inverse=True)[1]


def _connected(ties: sparse.csr_array, of: NDArray[np.int64]) -> NDArray[np.int64]:
    """Part groups that do not hang together, which can only gain."""
    pairs = ties.tocoo()
    row, column = pairs.coords
    inside = of[row] == of[column]
    kept = sparse.coo_array((pairs.data[inside], (row[inside], column[inside])), shape=ties.shape)
    return csgraph.connected_components(kept.tocsr(), directed=False)[1].astype(np.int64)


def by_size(of: NDArray[np.int64]) -> NDArray[np.int64]:
    """Number groups from the largest, from 0; equals by their first author.

    Arguments:
        of: group of each author, by any number.

    >>> by_size(np.array([7, 3, 3])).tolist()
    [1, 0, 0]
    """
    _, first, group, sizes = np.unique(
        of, return_index=True, return_inverse=True, return_counts=True
    )
    number = np.empty(sizes.size, np.int64)
    number[np.lexsort((first, -sizes))] = np.arange(sizes.size)
    return number[group]
