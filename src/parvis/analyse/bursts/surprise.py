"""How surprising a volume is, given what is usual and how far the talk usually strays from it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from scipy import special

if TYPE_CHECKING:
    from parvis.analyse.bursts.collection import Marks
    from parvis.analyse.prevalence import Floats

STRAY, STRAY_WEIGHT = 0.05, 24.0
"""Over-dispersion supposed before any is seen, and the windows that supposition is worth."""
FAR, ROUNDS = 3.0, 3
"""Standard deviations beyond which a window says no more of how far the talk strays, and how often
those deviations are measured anew."""
HEIGHT = 2.0
"""Powers of ten: surprises from which the rarity of higher ones is judged."""
BEYOND, BEYOND_WEIGHT = 1.0, 10.0
"""Powers of ten by which a high moment goes beyond, supposed, and the moments it is worth. Were the
law of chance exact it would be 0.43; talk is more uneven than any law."""
APART = 6.0  # hours between two high moments
NEVER = 300.0  # powers of ten


def sums(values: Floats, length: int) -> Floats:
    """Sum the last so many values at each place, or all before where they are fewer.

    >>> sums(np.array([1.0, 2.0, 3.0]), 2).tolist()
    [1.0, 3.0, 5.0]
    """
    reached = np.concatenate(([0.0], np.cumsum(values)))
    ends = np.arange(1, len(values) + 1)
    return np.asarray(reached[ends] - reached[np.maximum(ends - length, 0)], np.float64)


def straying(said: Floats, expected: Floats, is_usual: Marks, length: int) -> float:
    """Measure how far windows stray from what is expected, beyond the chance of counting.

    Of what one window says only so much is believed, and something is supposed before any is seen.

    Arguments:
        said: mentions in the window that ends at each place.
        expected: those that were expected.
        is_usual: windows that were collected and in no burst.
        length: of a window; neighbours overlap, and count as one for so many.

    Returns: the over-dispersion: the variance is expected + that · expected².

    Source: negative binomial by moments; bounded as in Noufaily et al., "An improved algorithm for
        outbreak detection" (Statistics in Medicine 32, 2013).

    >>> round(straying(np.full(200, 15.0), np.full(200, 10.0), np.ones(200, bool), 1), 2)
    0.14
    """
    weight = (is_usual & (expected > 0)) / length
    size, scale = float(weight.sum()), float((weight * expected**2).sum())
    stray, off = STRAY, (said - expected) ** 2
    for _ in range(ROUNDS if scale else 0):
        most = FAR**2 * (expected + max(stray, STRAY) * expected**2)
        own = max(0.0, float((weight * (np.minimum(off, most) - expected)).sum())) / scale
        stray = (own * size + STRAY * STRAY_WEIGHT) / (size + STRAY_WEIGHT)
    return stray


def surprise(said: Floats, expected: Floats, stray: Floats) -> Floats:
    """Return minus log10 of the chance of so many mentions or more; 0 where they are hardly more.

    Arguments:
        said: mentions.
        expected: those that were expected.
        stray: over-dispersion, as `straying` gives it.

    Source: the negative binomial law.

    >>> surprise(np.array([9.0]), np.array([2.0]), np.array([1e-6])).round(2).tolist()
    [3.62]
    """
    found = np.zeros(len(said))
    above = np.flatnonzero(said > expected + np.sqrt(expected))
    size = 1 / stray[above]
    chance = special.betainc(said[above], size, expected[above] / (size + expected[above]))
    found[above] = -np.log10(np.maximum(chance, 10.0**-NEVER))
    return found


def bounds(expected: Floats, stray: Floats) -> tuple[Floats, Floats]:
    """Return where chance leaves a volume, 95 times in 100 (negative binomial).

    Arguments:
        expected: mentions.
        stray: over-dispersion.

    >>> low, high = bounds(np.array([10.0]), np.array([1e-6]))
    >>> low.tolist(), high.tolist()
    ([4.0], [17.0])
    """
    size = 1 / stray
    chance = size / (size + np.maximum(expected, 1e-9))
    low, high = (_least(part, size, chance) for part in (0.025, 0.975))
    return low, high


def _least(part: float, size: Floats, chance: Floats) -> Floats:
    """The least number that is not exceeded so often."""
    above = np.ceil(special.nbdtrik(part, size, chance))
    below = np.maximum(above - 1, 0)  # the inverse may come out a hair too high
    return np.where(special.betainc(size, below + 1, chance) >= part, below, above)


@dataclass(frozen=True, slots=True)
class Tail:
    """How rare high surprises are in a talk.

    Arguments:
        a_week: how often a surprise is higher than `HEIGHT`.
        beyond: how far those that are go beyond it, on average.

    >>> Tail(a_week=1.0, beyond=0.5).weeks(np.array([1.9, 2.0, 3.0])).round(1).tolist()
    [-inf, -inf, 0.9]
    """

    a_week: float
    beyond: float

    def weeks(self, surprises: Floats) -> Floats:
        """Return log10 of the weeks between two moments so surprising; -inf below the height."""
        rare = (surprises - HEIGHT) / (self.beyond * np.log(10)) - np.log10(self.a_week)
        return np.where(surprises > HEIGHT, rare, -np.inf)


def tail(surprises: Floats, *, a_week: float) -> Tail:
    """Learn from a record how rare its high surprises are.

    The law of chance says how surprising a volume is; the record itself says how often it is
    surprised. Talk that leaps every week must leap higher to be a burst. The highest moment is
    left out, so that one crisis does not excuse itself.

    Arguments:
        surprises: of windows, in the order of time.
        a_week: windows a week.

    Source: peaks over a threshold with an exponential law, Pickands, "Statistical inference using
        extreme order statistics" (Annals of Statistics 3, 1975); as an alarm, Siffer et al.,
        "Anomaly detection in streams with extreme value theory" (KDD 2017).
    """
    peaks = np.sort(_peaks(surprises, apart=round(a_week / 168 * APART)))[:-1] - HEIGHT
    beyond = (peaks.sum() + BEYOND * BEYOND_WEIGHT) / (len(peaks) + BEYOND_WEIGHT)
    return Tail((len(peaks) + 1) / (len(surprises) / a_week + 1), float(beyond))


def _peaks(surprises: Floats, *, apart: int) -> Floats:
    """The highest of each moment above the height; two moments lie further apart than that."""
    high = np.flatnonzero(surprises > HEIGHT)
    if not len(high):
        return np.zeros(0)
    firsts = np.flatnonzero(np.diff(high, prepend=high[0] - apart - 1) > apart)
    return np.asarray(np.maximum.reduceat(surprises[high], firsts), np.float64)
