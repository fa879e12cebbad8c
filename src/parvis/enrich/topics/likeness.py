"""How like vectors are: their nearest, and vectors moved towards these, block by block."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from parvis.compiled import compiled

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from parvis.enrich.model import Floats

    Numbers = NDArray[np.int64]

BLOCK: Final = 512
"""Vectors compared with all the others at once."""

_ITSELF: Final = 1 - 1e-5


def nearest(means: Floats, rows: Numbers, among: Numbers) -> tuple[Numbers, Floats]:
    """Return the nearest other of each row and its dot product, -inf where there is no other.

    >>> nearest(np.eye(2, dtype=np.float32), np.array([0]), np.array([0, 1]))
    (array([1]), array([0.], dtype=float32))
    """
    found = np.empty(len(rows), dtype=np.int64)
    likeness = np.empty(len(rows), dtype=np.float32)
    others = means[among]
    for part in _blocks(len(rows)):
        products = means[rows[part]] @ others.T
        products[rows[part][:, None] == among] = -np.inf
        best = products.argmax(axis=1)
        found[part] = among[best]
        likeness[part] = products[np.arange(len(best)), best]
    return found, likeness


def nearest_of(points: Floats, centres: Floats) -> tuple[Numbers, Floats]:
    """Return the centre nearest to each point, and its dot product.

    >>> points = np.eye(2, dtype=np.float32)
    >>> nearest_of(points, points[:1])
    (array([0, 0]), array([1., 0.], dtype=float32))
    """
    found = np.empty(len(points), dtype=np.int64)
    likeness = np.empty(len(points), dtype=np.float32)
    for part in _blocks(len(points)):
        products = points[part] @ centres.T
        found[part] = products.argmax(axis=1)
        likeness[part] = products.max(axis=1)
    return found, likeness


def smoothed(points: Floats, among: Floats, neighbours: int, share: float) -> Floats:
    """Move points towards their nearest, which tells dense places from the empty ones between.

    Arguments:
        points: a row a point, of length one.
        among: where their nearest are sought; a point itself is not its own neighbour.
        neighbours: how many of the nearest.
        share: weight of a neighbour of likeness one; others weigh by the cube of theirs.

    Returns: points of length one.

    Source: Radenović et al., "Fine-tuning CNN image retrieval" (TPAMI 2019), alpha-weighted query
        expansion.

    >>> points = np.eye(2, dtype=np.float32)
    >>> smoothed(points, points, 1, 0.5).tolist()
    [[1.0, 0.0], [0.0, 1.0]]
    """
    moved = points.copy()
    count = min(neighbours, len(among))
    for part in _blocks(len(points)) if count else ():
        products = points[part] @ among.T
        places = np.zeros((len(products), count), dtype=np.int64)
        likeness = np.zeros((len(products), count), dtype=np.float32)
        _likest(products, places, likeness)
        moved[part] += np.einsum("nk,nkd->nd", share * likeness**3, among[places])
    return unit(moved)


@compiled
def _likest(products: Floats, places: Numbers, likeness: Floats) -> None:
    """The largest products of each row, the largest first; of equals, the earlier."""
    count = places.shape[1]
    for row in range(products.shape[0]):
        for column in range(products.shape[1]):
            value = products[row, column]
            if value <= likeness[row, count - 1] or value > _ITSELF:
                continue
            at = count - 1
            while at > 0 and value > likeness[row, at - 1]:
                likeness[row, at] = likeness[row, at - 1]
                places[row, at] = places[row, at - 1]
                at -= 1
            likeness[row, at] = value
            places[row, at] = column


def unit(points: Floats) -> Floats:
    """Return points at length one; nil stays nil.

    >>> unit(np.array([[3, 4], [0, 0]], dtype=np.float32)).round(1).tolist()
    [[0.6000000238418579, 0.800000011920929], [0.0, 0.0]]
    """
    lengths = np.linalg.norm(points, axis=1, keepdims=True)
    return (points / np.maximum(lengths, 1e-6)).astype(np.float32)


def _blocks(length: int) -> Iterator[slice]:
    return (slice(start, start + BLOCK) for start in range(0, length, BLOCK))
