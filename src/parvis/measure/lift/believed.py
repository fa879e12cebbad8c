"""What is to be believed of an effect in a series, whatever its periods keep of the one before."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np
from scipy.optimize import brentq
from scipy.stats import t as student

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

BOUND: Final = 0.95
"""How much departures may keep of the one before, at most."""

_DEPENDENCES: Final = np.linspace(-BOUND, BOUND, 77)
_BEFOREHAND: Final = -0.25 * np.log(1 - _DEPENDENCES**2)
_NONE: Final = 1e-300  # in place of no departure at all


@dataclass(frozen=True, slots=True, kw_only=True)
class Believed:
    """What is to be believed of the effect in each of some series: a mixture over dependences.

    Arguments:
        weight: of each dependence, by series; they add up to 1.
        effect, error: under it.
        freedom: degrees of freedom.
    """

    weight: Floats
    effect: Floats
    error: Floats
    freedom: int

    def below(self, value: float) -> Floats:
        """Return how likely it is that the effect of each series is below a value."""
        under = student.cdf((value - self.effect) / self.error, self.freedom)
        return np.asarray((self.weight * under).sum(axis=0))

    def bound(self, chance: float) -> float:
        """Return the value that the effect of a series alone is below with a chance."""
        away = self.error * abs(student.ppf(min(chance, 1 - chance) / 100, self.freedom))
        low, high = float((self.effect - away).min()), float((self.effect + away).max())
        return float(brentq(lambda value: float(self.below(value)[0]) - chance, low, high))


def white(rows: Floats, rho: float) -> Floats:
    """Return rows freed of their dependence on the one before (Prais and Winsten)."""
    free = rows.copy()
    free[1:] -= rho * rows[:-1]
    free[0] *= np.sqrt(1 - rho**2)
    return free


def believed(series: Floats, design: Floats, contrast: Floats) -> Believed:
    """Weigh each dependence by how likely it makes what was seen, and take them all together.

    A dependence estimated from few periods is too low, and an interval that takes it for known too
    narrow. Beforehand each is taken for nearly as likely as another, those near -1 and 1 a little
    more: (1 - rho^2)^(-1/4), half way from a flat prior to that of Jeffreys for a long series,
    with which intervals hold in short series what they promise.

    Arguments:
        series: by period and series.
        design: by period and what is estimated.
        contrast: the sum of what is estimated that is asked for.

    Source: Zellner and Tiao, "Bayesian analysis of the regression model with autocorrelated errors"
        (Journal of the American Statistical Association 59, 1964).

    >>> line = np.ones((30, 1)) + np.tile([0.1, -0.1], 15)[:, np.newaxis]
    >>> found = believed(line, np.ones((30, 1)), np.ones(1))
    >>> found.bound(0.025) < 1 < found.bound(0.975)
    True
    """
    found = [_under(rho, series, design, contrast) for rho in _DEPENDENCES]
    likely, effect, error = (np.stack(one) for one in zip(*found, strict=True))
    weight = np.exp(likely + _BEFOREHAND[:, np.newaxis] - (likely.max(axis=0)))
    return Believed(
        weight=weight / weight.sum(axis=0),
        effect=effect,
        error=error,
        freedom=design.shape[0] - design.shape[1],
    )


def _under(
    rho: float, series: Floats, design: Floats, contrast: Floats
) -> tuple[Floats, Floats, Floats]:
    """How likely a dependence is (restricted, in logs), and effect and error under it."""
    x, y = white(design, rho), white(series, rho)
    basis, corner = np.linalg.qr(x)
    turned = np.linalg.solve(corner.T, contrast)
    places = basis.T @ y
    squares = ((y - basis @ places) ** 2).sum(axis=0) + _NONE
    freedom = design.shape[0] - design.shape[1]
    logs = 2 * np.log(np.abs(np.diag(corner))).sum() - np.log(1 - rho**2)
    error = np.sqrt(squares / freedom * (turned @ turned))
    return -0.5 * (freedom * np.log(squares) + logs), turned @ places, error
