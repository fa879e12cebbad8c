"""How long a source is silent by itself, counted in arrivals that were to be expected meanwhile.

Counted so, silences of a steady source follow one law whatever the hour: exponential, mean 1. Those
of threads that arrive together are many short ones and a few long ones; those of a source whose
days differ have a heavier tail.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from parvis.analyse.prevalence import Floats

SHORT = 0.5
"""Expected arrivals up to which a silence says nothing of the long ones."""
LONG = 30
"""Silences, the longest of many, that tell the law of long ones: threads that overlap hide how long
it is between them, and only the longest silences show it."""
LEAST = 3.0
"""Expected arrivals that have to be missing in any case."""
RARE, FALSE_ALARMS = 0.001, 0.3
"""Share of its own silences that are beyond the law; and most such silences in thirty days."""

OF_A_MEDIAN = 2.0
"""Variance of a scale learnt from the median of one silence, relative to that."""


class Tail(NamedTuple):
    """The law of long silences.

    Arguments:
        above: expected arrivals above which a silence is long.
        share: of silences that are.
        scale: mean of what they last beyond it, in expected arrivals.
        seen: how many were seen.
    """

    above: float
    share: float
    scale: float
    seen: int

    @property
    def clumping(self) -> float:
        """How many times the variance of a count is its mean, where clumps arrive by chance."""
        return max(1.0, 2 * self.scale - 1)


def tail(silences: Floats) -> Tail:
    """Learn the law of long silences, unmoved by the few in which nothing was collected.

    Arguments:
        silences: in expected arrivals.

    Source: the excess over a high threshold is exponential where clumps arrive by chance, Ferro and
        Segers, "Inference for clusters of extreme values" (J. Royal Statistical Society B 65,
        2003); its scale from the median.

    >>> tail(np.array([0.0, 0.0, 0.0, 2.0, 3.0, 90.0])).seen
    3
    """
    ordered = np.sort(silences[silences > SHORT])[::-1][: LONG + 1]
    if not len(ordered):
        return Tail(SHORT, 0.0, 0.0, 0)
    above = float(ordered[LONG]) if len(ordered) > LONG else SHORT
    seen = min(len(ordered), LONG)
    scale = float(np.median(ordered[:seen] - above) / np.log(2))
    return Tail(above, seen / len(silences), scale, seen)


def longest(law: Tail, *, a_month: float, doubt: float) -> float:
    """Return the expected arrivals that may be missing before a silence is beyond the law.

    Arguments:
        law: of long silences.
        a_month: arrivals expected in thirty days, each of which ends a silence.
        doubt: variance of the level about what is expected, relative to that.

    Source: Lomax tail, an exponential of gamma-distributed rate (Journal of the American
        Statistical Association 49, 1954).

    >>> longest(Tail(1.0, 0.37, 1.0, 10_000), a_month=100, doubt=0.0) < 7
    True
    """
    chance = min(RARE, FALSE_ALARMS / max(a_month, 1.0))
    if law.share <= chance:
        return max(LEAST, law.above)
    spread = doubt + OF_A_MEDIAN / law.seen
    beyond = law.scale * np.expm1(spread * np.log(law.share / chance)) / spread
    return max(LEAST, law.above + float(beyond))
