"""Where a reader of it all would end up: PageRank, and the hubs and authorities of HITS."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np
from scipy import linalg, sparse

if TYPE_CHECKING:
    from parvis.analyse.network.graph import Graph
    from parvis.analyse.prevalence import Floats

MOST_STEPS: Final = 1000
MOST_ROUNDS: Final = 200
BASIS: Final = 24
PRECISION: Final = 1e-12
NOTHING: Final = 1e-10


class Hits(NamedTuple):
    """Hubs and authorities; each adds to 1.

    Arguments:
        hub: of each author: how much they point to authorities.
        authority: of each author: how much hubs point to them.
    """

    hub: Floats
    authority: Floats


def pagerank(graph: Graph, *, damping: float = 0.85, tolerance: float = 1e-10) -> Floats:
    """Return the share of time with each author of a reader who follows the links at random.

    Links are followed in proportion to their weight; from an author who links to nobody, and
    otherwise with probability 1 - damping, the reader goes on to any author at random.

    Arguments:
        graph: who links to whom.
        damping: probability of following a link, 0 to 1.
        tolerance: the power iteration ends when a step moves less than this share in all.

    Returns: shares that add to 1, in the order of the graph's names.

    Source: Brin and Page, "The anatomy of a large-scale hypertextual Web search engine" (Computer
        Networks 30, 1998); row 24 of the capabilities.

    >>> import polars as pl
    >>> from parvis.analyse.network import Graph
    >>> star = pl.DataFrame({"source": ["ann", "bo"], "target": ["cy", "cy"], "weight": [1, 1]})
    >>> pagerank(Graph.of(star)).round(3).tolist()
    [0.213, 0.213, 0.574]
    """
    given = graph.out.sum(axis=1)
    scale = np.divide(1.0, given, out=np.zeros(graph.size), where=given > 0)
    followed = sparse.csr_array((sparse.diags_array(scale) @ graph.out).T)
    return _stationary(followed, damping, tolerance)


def _stationary(followed: sparse.csr_array, damping: float, tolerance: float) -> Floats:
    """Power iteration; what is left to distribute covers chance and dangling authors alike."""
    size = followed.shape[0]
    shares = np.full(size, 1.0 / max(size, 1))
    for _ in range(MOST_STEPS if size else 0):
        reached = damping * (followed @ shares)
        moved = reached + (1.0 - reached.sum()) / size
        step = np.abs(moved - shares).sum()
        shares = moved
        if step < tolerance:
            break
    return shares


def hits(graph: Graph) -> Hits:
    """Tell who points to what counts (hubs) from what counts (authorities), each by the other.

    Both are the leading singular vectors of the weights. Where several lead equally, as in parts
    of the network that are alike and apart, each part has its share, as repeated pointing from
    equal beginnings would give it.

    Arguments:
        graph: who links to whom.

    Returns: hub and authority of each author, in the order of the graph's names.

    Source: Kleinberg, "Authoritative sources in a hyperlinked environment" (Journal of the ACM 46,
        1999); row 24 of the capabilities.

    >>> import polars as pl
    >>> from parvis.analyse.network import Graph
    >>> star = pl.DataFrame({"source": ["ann", "bo"], "target": ["cy", "cy"], "weight": [1, 1]})
    >>> found = hits(Graph.of(star))
    >>> found.hub.round(3).tolist(), found.authority.round(3).tolist()
    ([0.5, 0.5, 0.0], [0.0, 0.0, 1.0])
    """
    if graph.out.nnz == 0:
        return Hits(np.zeros(graph.size), np.zeros(graph.size))
    authority, off = np.ones(graph.size), np.inf
    for _ in range(MOST_ROUNDS):
        if off < PRECISION:
            break
        authority, off = _nearer(graph, authority)
    authority = np.maximum(authority, 0.0)
    hub = graph.out @ authority
    return Hits(hub / hub.sum(), authority / authority.sum())


def _nearer(graph: Graph, start: Floats) -> tuple[Floats, float]:
    """Take the best authorities among what repeated pointing makes of a beginning (Lanczos).

    Returns them, and the part by which pointing once more would turn them. Where nothing new is
    left the search ends: what rounding would bring in has no part in the beginning.
    """
    basis = np.zeros((min(BASIS, graph.size) + 1, graph.size))
    basis[0] = start / np.linalg.norm(start)
    diagonal, beside = np.zeros(len(basis) - 1), np.zeros(len(basis) - 1)
    for step in range(len(diagonal)):
        pointed = graph.out.T @ (graph.out @ basis[step])
        diagonal[step] = pointed @ basis[step]
        for _ in range(2):  # once leaves what rounding left
            pointed -= basis[: step + 1].T @ (basis[: step + 1] @ pointed)
        beside[step] = np.linalg.norm(pointed)
        if beside[step] <= NOTHING * diagonal[: step + 1].max():
            break
        basis[step + 1] = pointed / beside[step]
    values, vectors = linalg.eigh_tridiagonal(diagonal[: step + 1], beside[:step])
    best = basis[: step + 1].T @ vectors[:, -1]
    return best * np.sign(best.sum()), abs(beside[step] * vectors[-1, -1]) / values[-1]
