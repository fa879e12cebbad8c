"""Rates of groups: what is common is supposed, and left the more, the more a group showed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from parvis.analyse.bursts.timeline import Places
    from parvis.analyse.prevalence import Floats

_LEAST = 1e-9


def shrunk(
    rates: Floats,
    group: Places,
    seen: Floats,
    spent: Floats,
    *,
    doubt: float,
    uneven: float = 0.0,
) -> Floats:
    """Move the rates of each group from what was supposed towards what was seen of it.

    Arguments:
        rates: supposed, by place, a unit of time.
        group: number of the group of each place; its places move together.
        seen: events, by place.
        spent: units of time that each place was watched.
        doubt: one over the variance of the ratio of a group to what was supposed; so many expected
            events speak as loud as the supposition.
        uneven: over-dispersion of one unit of time, where what is seen in it is no sure sign of the
            next.

    Returns: rates, by place.

    Source: gamma-Poisson shrinkage, Clayton and Kaldor, "Empirical Bayes estimates of
        age-standardized relative risks for use in disease mapping" (Biometrics 43, 1987).

    >>> shrunk(np.ones(2), np.arange(2), np.array([9, 0]), np.full(2, 4), doubt=1).round(9).tolist()
    [2.0, 0.2]
    """
    sums = (np.bincount(group, each) for each in (seen, rates * spent, spent))
    found, expected, times = (np.maximum(each, _LEAST) for each in sums)
    sure = 1 / (1 / expected + uneven / times)
    return np.asarray(rates * (1 + sure / (sure + doubt) * (found / expected - 1))[group])
