"""Groups of vectors, their number unknown: average linkage, as far as a likeness goes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from parvis.enrich.topics.likeness import nearest

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from parvis.enrich.model import Floats

    Numbers = NDArray[np.int64]


def average_linkage(points: Floats, least: float) -> Numbers:
    """Group points: two groups become one while their mean likeness is at least that.

    The tree of average linkage (UPGMA) over dot products, cut at a height. All pairs of groups
    that are each other's nearest become one together, which gives the same tree; no matrix of
    likenesses is kept. Where likenesses tie, the earlier point is taken.

    Arguments:
        points: a row a point.
        least: mean dot product of the members of two groups from which they are one.

    Returns: of each point, the number of the first point of its group.

    Source: Sumengen et al., "Scaling hierarchical agglomerative clustering to billion-sized
        datasets" (2021).

    >>> points = np.array([[1, 0], [0, 1], [0.9, 0.1]], dtype=np.float32)
    >>> average_linkage(points, 0.5).tolist()
    [0, 1, 0]
    """
    means = points.astype(np.float32)
    sizes = np.ones(len(points), dtype=np.float32)
    into = np.arange(len(points))
    near, likeness = into.copy(), np.full(len(points), -np.inf, dtype=np.float32)
    open_ones = anew = into.copy()
    while len(open_ones) > 1:
        near[anew], likeness[anew] = nearest(means, anew, open_ones)
        open_ones = open_ones[likeness[open_ones] >= least]
        first, second = _pairs(near, likeness, open_ones)
        into[second] = first
        _join(means, sizes, first, second)
        open_ones = open_ones[into[open_ones] == open_ones]
        joined = np.concatenate([first, second])
        anew = open_ones[np.isin(open_ones, first) | np.isin(near[open_ones], joined)]
    return _followed(into)


def _pairs(near: Numbers, likeness: Floats, rows: Numbers) -> tuple[Numbers, Numbers]:
    """Rows that are each other's nearest, the earlier first."""
    mutual = rows[(near[near[rows]] == rows) & (rows < near[rows])]
    if not len(mutual) and len(rows):  # roundings have made a ring of equals
        mutual = rows[[likeness[rows].argmax()]]
    ends = np.sort([mutual, near[mutual]], axis=0)
    return ends[0], ends[1]


def _join(means: Floats, sizes: Floats, first: Numbers, second: Numbers) -> None:
    both = sizes[first] + sizes[second]
    part = (sizes[second] / both)[:, None]
    means[first] += part * (means[second] - means[first])
    sizes[first] = both


def _followed(into: Numbers) -> Numbers:
    while (into[into] != into).any():
        into = into[into]
    return into
