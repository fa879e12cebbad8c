"""Where the level of a series changes for long: the best cut of it into even pieces."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from parvis.compiled import compiled

if TYPE_CHECKING:
    from parvis.analyse.bursts.timeline import Places
    from parvis.analyse.prevalence import Floats

SHORTEST = 2
"""Days of a piece: what lasts one day is talk."""
STRICT = 4.0
"""Times the noise and the logarithm of the length that a further cut has to explain."""
LEAST_NOISE, MOST_NOISE = 0.3, 2.5
"""Of a logarithm from one day to the next: a third more or less, and twelve times."""


def pieces(counts: Floats) -> list[tuple[int, int]]:
    """Cut daily counts into pieces within which they are even, on a logarithmic scale.

    The cut is the exact optimum: the least squares about the mean of each piece, with a penalty for
    each cut. The noise is taken from one day to the next, so a weekly rhythm makes no cuts.

    Arguments:
        counts: one a day.

    Returns: first day and day after the last of each piece, in order.

    Source: Jackson et al., "An algorithm for optimal partitioning of data on an interval" (IEEE
        Signal Processing Letters 12, 2005); penalty as in Killick, Fearnhead and Eckley, "Optimal
        detection of changepoints with a linear computational cost" (JASA 107, 2012).

    >>> pieces(np.array([0.0] * 9 + [50.0] * 9))
    [(0, 9), (9, 18)]
    """
    levels = np.log1p(counts)
    penalty = STRICT * _noise(levels) ** 2 * np.log(max(2, len(levels)))
    return list(pairwise(_cuts(levels, penalty, SHORTEST)))


def _noise(levels: Floats) -> float:
    """Standard deviation about a level that hardly moves from one day to the next."""
    steps = np.diff(levels)[(levels[1:] + levels[:-1]) > 0]
    if not len(steps):
        return MOST_NOISE
    bounded = np.minimum(steps**2, MOST_NOISE**2)
    return max(LEAST_NOISE, float(np.sqrt(bounded.mean() / 2)))


def _cuts(levels: Floats, penalty: float, shortest: int) -> list[int]:
    """Ends of the pieces of the best cut, from 0 to the length."""
    if len(levels) < 2 * shortest:
        return [0, len(levels)]
    sums, squares = (np.concatenate(([0.0], np.cumsum(each))) for each in (levels, levels**2))
    cost, before = np.full(len(sums), np.inf), np.zeros(len(sums), np.int64)
    cost[0] = -penalty
    _best(sums, squares, penalty, shortest, (cost, before))
    ends = [len(levels)]
    while ends[-1] > 0:
        ends.append(int(before[ends[-1]]))
    return ends[::-1]


@compiled
def _best(
    sums: Floats, squares: Floats, penalty: float, shortest: int, found: tuple[Floats, Places]
) -> None:
    """Fill in, for each end, the least cost of what lies before it and where its piece begins."""
    cost, before = found
    for end in range(shortest, len(sums)):
        for start in range(end - shortest + 1):
            total = sums[end] - sums[start]
            spread = squares[end] - squares[start] - total * total / (end - start)
            if cost[start] + spread + penalty < cost[end]:
                cost[end] = cost[start] + spread + penalty
                before[end] = start
