"""Where each author stands on a map of the network."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
from scipy import sparse

from parvis.analyse.network.forces import part, settle
from parvis.analyse.network.graph import Graph, rows_of

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from parvis.analyse.prevalence import Floats

GROUP_STEPS: Final = 300
STEPS: Final = 400
ROUNDS: Final = 200
FILLING: Final = 12  # ties from the map on which others still find their place
ABROAD: Final = 0.25  # what a tie between communities pulls, against one within
GOLDEN: Final = np.pi * (3 - np.sqrt(5))


def layout(
    graph: Graph,
    of: NDArray[np.int64],
    radius: Floats,
    *,
    frame: tuple[float, float] = (800, 560),
    start: Floats | None = None,
) -> Floats:
    """Place the authors of a small network, those of a community together, no two on each other.

    All push one another away, by how many ties they have; ties draw together, those within a
    community the more. Communities are placed first, their members around them. Nothing is left to
    chance: the same network gives the same map.

    Arguments:
        graph: who is tied to whom; some hundreds of authors, for each pushes each.
        of: community of each author, from 0.
        radius: room that each author needs, in the unit of the frame.
        frame: width and height of the map.
        start: x and y of each author on an earlier map, not a number where they were not on it;
            whoever was stands near where they stood.

    Returns: x and y of each author, in the frame where it holds them.

    Source: Jacomy, Venturini, Heymann and Bastian, "ForceAtlas2" (PLoS ONE 9, 2014), for forces;
        Fruchterman and Reingold, "Graph drawing by force-directed placement" (Software: Practice
        and Experience 21, 1991), for steps that grow shorter; row 27 of the capabilities.

    >>> import polars as pl
    >>> ends = {"source": [*"abcdefc"], "target": [*"bcaefdd"], "weight": [9] * 6 + [1]}
    >>> graph = Graph.of(pl.DataFrame(ends))
    >>> place = layout(graph, np.array([0, 0, 0, 1, 1, 1]), np.full(6, 5.0))
    >>> apart = np.linalg.norm(place[:, None] - place, axis=2)
    >>> bool(apart[:3, :3].mean() < apart[:3, 3:].mean() / 2)
    True
    """
    if graph.size == 0:
        return np.zeros((0, 2))
    begun = _around(_centres(graph, of), of)
    if start is not None and not np.isnan(start).all():
        place = _settled(graph, of, _carried_over(begun, start), warmth=0.05)
    else:
        place = _turned(_settled(graph, of, begun, warmth=1.0), graph)
    fitted = _fitted(place, frame)
    part(fitted, radius, ROUNDS)
    return _fitted(fitted, frame) if _is_beyond(fitted, frame) else fitted


def _fitted(place: Floats, frame: tuple[float, float]) -> Floats:
    """Stretch a map to fill its frame; distances on it mean nearness, not miles."""
    low, high = place.min(axis=0), place.max(axis=0)
    span = np.where(high > low, high - low, 1.0)
    return np.ascontiguousarray((place - (low + high) / 2) / span * frame + np.array(frame) / 2)


def _is_beyond(place: Floats, frame: tuple[float, float]) -> bool:
    return bool((place < 0).any() or (place > np.array(frame)).any())


def _pulls(ties: sparse.csr_array, of: NDArray[np.int64]) -> Floats:
    """What each tie pulls: by the logarithm of its weight, less between communities."""
    row = np.repeat(np.arange(of.size), np.diff(ties.indptr))
    share = np.where(of[row] == of[ties.indices], 1.0, ABROAD)
    return np.log1p(ties.data / ties.data.min(initial=1.0)) * share


def _settled(graph: Graph, of: NDArray[np.int64], begun: Floats, *, warmth: float) -> Floats:
    """Let the forces work on the authors; where most stood there before, gently."""
    mass = 1.0 + np.diff(graph.around.start).astype(np.float64)
    place = np.ascontiguousarray(begun)
    room = (place, np.zeros_like(place))
    reach = warmth * np.sqrt(graph.size)
    settle(graph.around, _pulls(graph.both, of), mass, room, STEPS, reach)
    return place


def _centres(graph: Graph, of: NDArray[np.int64]) -> Floats:
    """Place the communities themselves, from a circle."""
    size = int(of.max()) + 1
    into = sparse.csr_array((np.ones(of.size), (np.arange(of.size), of)), shape=(of.size, size))
    between = sparse.csr_array(into.T @ graph.both @ into)
    between.setdiag(0)
    between.eliminate_zeros()
    mass = np.sqrt(np.bincount(of, minlength=size).astype(np.float64))
    turn = 2 * np.pi * np.arange(size) / size
    place = np.stack([np.cos(turn), np.sin(turn)], axis=1) * np.sqrt(graph.size)
    pull = np.log1p(between.data) / np.log1p(between.data).max(initial=1.0)
    room = (place, np.zeros_like(place))
    settle(rows_of(between), pull, mass * 3, room, GROUP_STEPS, np.sqrt(graph.size))
    return place


def _around(centres: Floats, of: NDArray[np.int64]) -> Floats:
    """Set the members of each community around its middle, as seeds in a sunflower."""
    order = np.argsort(of, kind="stable")
    rank = np.empty(of.size, np.int64)
    first = np.searchsorted(of[order], np.arange(centres.shape[0]))
    rank[order] = np.arange(of.size) - first[of[order]]
    return centres[of] + sunflower(rank)


def sunflower(rank: NDArray[np.int64]) -> Floats:
    """Return places around a middle, evenly spread, the first in rank the nearest.

    Arguments:
        rank: from 0.

    >>> sunflower(np.array([0, 1])).round(2).tolist()
    [[0.71, 0.0], [-0.9, 0.83]]
    """
    far, turn = np.sqrt(rank + 0.5), GOLDEN * rank
    return np.stack([far * np.cos(turn), far * np.sin(turn)], axis=1)


def _is_placed(place: Floats) -> NDArray[np.bool_]:
    """Tell who has a place."""
    return ~np.isnan(place[:, 0])


def _carried_over(begun: Floats, start: Floats) -> Floats:
    """Begin where authors stood before, in the unit of the forces; move the others along."""
    is_known = _is_placed(start)
    known, spread = start[is_known], begun[is_known].std() or 1.0
    shrunk = (start - known.mean(axis=0)) * (spread / (known.std() or 1.0))
    moved = shrunk[is_known].mean(axis=0) - begun[is_known].mean(axis=0)
    return np.where(is_known[:, None], shrunk, begun + moved)


def _turned(place: Floats, graph: Graph) -> Floats:
    """Turn a map so that it is as wide as can be, the author of most ties left of its middle."""
    centred = place - place.mean(axis=0)
    _, axes = np.linalg.eigh(centred.T @ centred)
    turned = centred @ axes[:, ::-1]
    first = int(np.argmax(np.diff(graph.around.start)))
    return turned * np.where(turned[first] > 0, -1.0, 1.0)


def fill_in(
    ties: sparse.csr_array, place: Floats, of: NDArray[np.int64], *, step: float = 1.0
) -> Floats:
    """Place whoever is not on the map near those they are tied to.

    Arguments:
        ties: symmetric weights among all authors.
        place: x and y of those on the map, not a number for the others.
        of: community of each author, from 0, in which they are set apart from one another.
        step: distance to keep, in the unit of the places.

    Returns: x and y of all; whoever is tied to nobody placed stands on a ring around.

    >>> ties = sparse.csr_array(np.array([[0, 1, 0], [1, 0, 0], [0, 0, 0]]))
    >>> place = np.array([[0.0, 0.0], [np.nan, np.nan], [np.nan, np.nan]])
    >>> fill_in(ties, place, np.zeros(3, np.int64)).round(1).tolist()
    [[0.0, 0.0], [0.7, 0.0], [0.4, 0.8]]
    """
    is_placed = _is_placed(place)
    filled, has = np.nan_to_num(place), is_placed.astype(np.float64)
    for _ in range(FILLING):
        given: Floats = np.asarray(ties @ (filled * has[:, None]))
        weight: Floats = np.asarray(ties @ has)
        reached = (weight > 0) & ~is_placed
        filled[reached] = given[reached] / weight[reached, None]
        has[reached] = 1.0
    lost, turn = has == 0, GOLDEN * of
    ring = 1.3 * np.abs(filled).max(initial=1.0) * np.stack([np.cos(turn), np.sin(turn)], axis=1)
    filled[lost] = ring[lost]
    return np.where(is_placed[:, None], place, filled + step * _jitter(of, is_placed))


def _jitter(of: NDArray[np.int64], is_placed: NDArray[np.bool_]) -> Floats:
    """Apart from one another within a community."""
    others = np.flatnonzero(~is_placed)
    order = others[np.argsort(of[others], kind="stable")]
    rank = np.zeros(of.size, np.int64)
    if order.size:
        begins = np.searchsorted(of[order], of[order])
        rank[order] = np.arange(order.size) - begins
    return sunflower(rank)
