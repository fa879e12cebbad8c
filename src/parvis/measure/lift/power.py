"""The chance that a trial shows an effect, where how far it errs is known from few periods."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Final

import numpy as np
from scipy.optimize import brentq
from scipy.stats import chi2, norm

from parvis.measure.lift.yardstick import quantile

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

DOUBT: Final = 0.05
_PLACES: Final = (np.arange(60) + 0.5) / 60
_FARTHEST: Final = 1e4


def power(away: float, controls: int, before: float) -> float:
    """Return the chance that a trial shows an effect so many errors from zero.

    Arguments:
        away: the effect, in errors of the comparison.
        controls: degrees of freedom of the controls' changes.
        before: degrees of freedom of the noise before.

    >>> round(power(0.0, 5, 20), 2), round(power(1e3, 5, 20), 2)
    (0.05, 1.0)
    """
    asked = _asked(controls, before)
    theirs = np.sqrt(chi2.ppf(_PLACES, controls) / controls)[:, np.newaxis]
    ours = np.sqrt(chi2.ppf(_PLACES, before) / before)
    more = norm.cdf((away - asked * theirs) * ours)
    less = norm.cdf((-away - asked * theirs) * ours)
    return float(np.mean(more + less))


@cache
def needed(chance: float, controls: int, before: float) -> float:
    """Return how many errors from zero an effect has to be for a trial to show it with a chance.

    >>> round(needed(0.8, 10**6, 10.0**6), 1)
    2.8
    """
    found = brentq(lambda away: power(away, controls, before) - chance, 0.0, _FARTHEST)
    return float(found)


@cache
def _asked(controls: int, before: float) -> float:
    """The errors from zero from which a test at 5 % shows an effect."""
    return quantile(controls, before, DOUBT)
