"""Groups of texts by what they say: vectors in, the number of a group out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from parvis.enrich.topics.likeness import nearest, nearest_of, smoothed
from parvis.enrich.topics.linkage import average_linkage
from parvis.enrich.topics.space import space

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from parvis.enrich.model import Floats

    Numbers = NDArray[np.int64]

OF_NEIGHBOURS: Final = 0.66
"""Two groups are one from this part of the likeness that a text commonly has to its nearest."""

BOUNDS: Final = (0.18, 0.55)
"""Mean likeness of two groups below which they are never one, and from which they always are."""

AT_ONCE: Final = 5_000
"""Texts grouped at once; others join the nearest group, or are grouped after them."""

ALONE: Final = -1
"""The number of what belongs to no group."""

_NEIGHBOURS, _SHARE, _TIMES, _SEED = 5, 0.5, 2, 0
_LOOKED_AT: Final = 2_000


def group_vectors(vectors: Floats, *, at_once: int = AT_ONCE) -> Numbers:
    """Group texts by their vectors; how many groups there are is not said beforehand.

    Arguments:
        vectors: of texts, a row each, as `parvis.enrich.encoder.vectors` makes them.
        at_once: texts grouped at once. Of more, a sample is grouped, always the same; the others
            join the group whose members are likest, and what is like none is grouped anew. Time
            and memory grow with the number of texts, not with its square.

    Returns: numbers from 0, in the order of the groups' first rows.

    >>> from parvis.enrich.topics.space import learnt
    >>> towards = np.eye(2, 384, dtype=np.float32)[[0, 1, 0]]
    >>> group_vectors(learnt().mean + towards).tolist()
    [0, 1, 0]
    """
    points = space(vectors).place(vectors)
    found, rest = np.full(len(points), ALONE), np.arange(len(points))
    random = np.random.default_rng(_SEED)
    while len(rest):
        chosen = np.zeros(len(rest), dtype=bool)
        chosen[random.choice(len(rest), min(at_once, len(rest)), replace=False)] = True
        groups = _grouped(points[rest], chosen)
        found[rest] = np.where(groups >= 0, groups + found.max(initial=ALONE) + 1, ALONE)
        rest = rest[groups == ALONE]
    return numbered(found)


def _grouped(points: Floats, chosen: NDArray[np.bool_]) -> Numbers:
    """Groups of the chosen points; each other one joins the likest, or none."""
    least, settled = least_likeness(points[chosen]), points
    for _ in range(_TIMES):
        settled = smoothed(settled, settled[chosen], _NEIGHBOURS, _SHARE)
    groups = average_linkage(settled[chosen], least)
    joined, likeness = nearest_of(settled, means_of(settled[chosen], numbered(groups)))
    found = np.where(likeness >= least, joined, ALONE)
    found[chosen] = numbered(groups)
    return found


def least_likeness(points: Floats) -> float:
    """Return from which mean likeness two groups are one: a part of that of usual neighbours.

    Short questions to one service are all much alike, long reviews are not: the same bound for
    both would make few groups of the first and none of the second.

    Arguments:
        points: a row each, of length one.

    >>> least_likeness(np.eye(2, dtype=np.float32))
    0.18
    """
    rows = np.unique(np.linspace(0, len(points) - 1, _LOOKED_AT, dtype=np.int64))
    _, likeness = nearest(points, rows, rows)
    usual = float(np.median(likeness)) if len(rows) > 1 else 1.0
    return min(max(OF_NEIGHBOURS * usual, BOUNDS[0]), BOUNDS[1])


def means_of(points: Floats, groups: Numbers) -> Floats:
    """Return the mean of the points of each group that has some; negative numbers are no group.

    >>> means_of(np.array([[2, 0], [0, 2], [9, 9]], dtype=np.float32), np.array([0, 0, -1]))
    array([[1., 1.]], dtype=float32)
    """
    inside = np.flatnonzero(groups >= 0)
    order = inside[np.argsort(groups[inside], kind="stable")]
    _, starts, members = np.unique(groups[order], return_index=True, return_counts=True)
    sums = np.add.reduceat(points[order], starts, axis=0) if len(order) else points[:0]
    return (sums / members[:, None]).astype(np.float32)


def numbered(groups: Numbers) -> Numbers:
    """Number groups from 0 in the order of their first rows; negative numbers stay.

    >>> numbered(np.array([7, -1, 3, 7])).tolist()
    [0, -1, 1, 0]
    """
    found = np.full(len(groups), ALONE)
    inside = groups >= 0
    _, first, place = np.unique(groups[inside], return_index=True, return_inverse=True)
    found[inside] = np.argsort(np.argsort(first))[place]
    return found
