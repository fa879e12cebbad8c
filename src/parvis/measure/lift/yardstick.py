"""How far a comparison of units errs: as its controls' changes do, by its own noise before."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Final

import numpy as np
from scipy.linalg import toeplitz
from scipy.optimize import brentq
from scipy.stats import chi2
from scipy.stats import t as student

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

_DEPENDENCES: Final = np.linspace(-0.5, 0.95, 30)
_PLACES: Final = (np.arange(200) + 0.5) / 200
_FARTHEST: Final = 1e6  # errors from zero, where no interval ends
_STILL: Final = 1e-18  # of the squares of values: what rounding leaves of none


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """What treated units did beyond the others, of one panel or of many.

    Arguments:
        effect, error: the difference, and how far it errs.
        controls: degrees of freedom of the controls' changes.
        before: degrees of freedom of the noise before.
        is_exact: nothing varied but what was done, so that it does not err.
        is_untold: something never varied, so that nothing tells how far it errs.
    """

    effect: Floats
    error: Floats
    controls: int
    before: Floats
    is_exact: NDArray[np.bool_]
    is_untold: NDArray[np.bool_]

    def p(self, truth: float = 0.0) -> Floats:
        """Return how rarely chance gives an effect so far from `truth`."""
        away = np.abs(self.effect - truth)
        errors = np.divide(away, self.error, out=np.full_like(away, np.inf), where=self.error > 0)
        return np.where(self.is_exact, away == 0, tail(errors, self.controls, self.before))

    def half(self, doubt: float) -> float:
        """Return half the interval of one panel."""
        return float(self.error) * quantile(self.controls, float(self.before), doubt)


def compared(
    values: Floats, weights: Floats, before: int, *, is_treated: NDArray[np.bool_], degree: int = 0
) -> Compared:
    """Compare a sum over periods of treated and other units.

    The changes of the controls say how the noise of a period grows to that of a change, whatever
    the dependence between periods; by how much the comparison is noisier than they are is taken
    from the time before, where nothing was done. So a treated unit may be noisier than its
    controls, and it may be one alone.

    Arguments:
        values: by unit and period, with any axes before these.
        weights: of each period in the sum.
        before: how many periods came before.
        is_treated: which units had it.
        degree: of the course of units before that is no noise: 0 a level, 1 a line.

    Source: Conley and Taber, "Inference with 'difference in differences' with a small number of
        policy changes" (Review of Economics and Statistics 93, 2011); Ferman and Pinto, "Inference
        in differences-in-differences with few treated groups and heteroskedasticity" (the same
        101, 2019).
    """
    others = values[..., ~is_treated, :]
    common = others.mean(axis=-2)
    ours = values[..., is_treated, :].mean(axis=-2) - common
    theirs = others - common[..., np.newaxis, :]
    spare = others.shape[-2] - 1
    spread = ((theirs @ weights) ** 2).sum(axis=-1) / spare
    our_left, their_left = (_left(rows[..., :before], degree) for rows in (ours, theirs))
    our_noise = (our_left**2).sum(axis=-1)
    their_noise = (their_left**2).sum(axis=(-2, -1)) / spare
    scale = (values**2).sum(axis=(-2, -1)) * _STILL
    is_still = np.stack([spread <= scale, our_noise <= scale, their_noise <= scale])
    ratio = np.divide(our_noise, their_noise, out=np.zeros_like(scale), where=~is_still[2])
    return Compared(
        effect=ours @ weights,
        error=np.sqrt(spread * ratio),
        controls=spare,
        before=_freedom(our_left, their_left, degree),
        is_exact=np.asarray(is_still.all(axis=0)),
        is_untold=np.asarray(is_still.any(axis=0) & ~is_still.all(axis=0)),
    )


def foreseen(values: Floats, after: int, *, is_treated: NDArray[np.bool_]) -> tuple[float, float]:
    """Say how far a comparison to come would err, from the time before it alone.

    As no change has been seen, how the noise of a period grows to that of a change is taken from
    what departures keep of the one before (AR(1)). A noise seen too low raises a power more than
    one seen too high lowers it; a degree of freedom is added for that, by which told and found
    power meet in simulation (benchmarks/lift.py).

    Arguments:
        values: by unit and period, before anything is done.
        after: how many periods it would last.
        is_treated: which units would have it.

    Returns: the error of the mean after less the mean before, and its degrees of freedom.
    """
    others = values[~is_treated]
    ours = _left(values[is_treated].mean(axis=0) - others.mean(axis=0), 0)
    theirs = _left(others - others.mean(axis=0), 0)
    kept, growth = _pooled(ours, theirs), _growth(values.shape[1], after)
    squares = float((ours**2).sum()) * float(np.interp(kept, *growth))
    freedom = float(_freedom(ours, theirs, 0))
    return float(np.sqrt(squares * (1 + 1 / freedom))), freedom


def tail(errors: Floats, one: int, other: Floats | float) -> Floats:
    """Return how rarely chance alone is so many errors from zero, either way.

    Arguments:
        errors: from zero.
        one: degrees of freedom of one of the two variances that the error is the root of.
        other: those of the other.

    >>> float(tail(np.array(2.0), 10, 1e9).round(3)), float(2 * student.sf(2, 10).round(3))
    (0.073, 0.074)
    """
    drawn = np.sqrt(chi2.ppf(_PLACES, np.expand_dims(other, -1)) / np.expand_dims(other, -1))
    return np.asarray(2 * student.sf(np.expand_dims(errors, -1) * drawn, one).mean(axis=-1))


def quantile(one: int, other: float, doubt: float) -> float:
    """Return how many errors from zero chance alone is in `doubt` of all cases.

    >>> round(quantile(8, 12, 0.05), 2)
    2.55
    """
    found = brentq(lambda q: float(tail(np.array(q), one, other)) - doubt, 0.0, _FARTHEST)
    return float(found)


def _left(rows: Floats, degree: int) -> Floats:
    """What is left of rows after their own level, or line."""
    basis = _basis(rows.shape[-1], degree)
    return np.asarray(rows - rows @ basis @ basis.T)


def _basis(periods: int, degree: int) -> Floats:
    time = np.linspace(-1.0, 1.0, periods)
    return np.linalg.qr(np.vander(time, degree + 1))[0]


def _freedom(ours: Floats, theirs: Floats, degree: int) -> Floats:
    """As many periods as those before are worth, by the dependence of all units together."""
    seen, worth = _worth(ours.shape[-1], degree)
    return np.asarray(np.interp(_pooled(ours, theirs), seen, worth))


def _pooled(ours: Floats, theirs: Floats) -> Floats:
    """The part that departures keep of the one before, the comparison being one unit more."""
    spare = theirs.shape[-2] - 1
    return np.asarray((spare * _kept(theirs) + _kept(ours[..., np.newaxis, :])) / (spare + 1))


def _kept(rows: Floats) -> Floats:
    """The part that departures keep of the one before, over all units."""
    products = (rows[..., 1:] * rows[..., :-1]).sum(axis=(-2, -1))
    squares = (rows**2).sum(axis=(-2, -1))
    return np.divide(products, squares, out=np.zeros_like(squares), where=squares > 0)


@cache
def _worth(periods: int, degree: int) -> tuple[Floats, Floats]:
    """By dependence, what part of it is seen in so few periods, and what they are worth."""
    basis = _basis(periods, degree)
    free = np.eye(periods) - basis @ basis.T
    left = [free @ toeplitz(rho ** np.arange(periods)) @ free for rho in _DEPENDENCES]
    squares = np.array([np.trace(one) for one in left])
    seen = np.array([np.trace(one, offset=1) for one in left]) / squares
    return seen, squares**2 / np.array([(one**2).sum() for one in left])


@cache
def _growth(before: int, after: int) -> tuple[Floats, Floats]:
    """By what is seen of dependence, the variance of a change for each square left before."""
    weights = np.append(np.full(before, -1 / before), np.full(after, 1 / after))
    places, free = np.arange(before + after), np.eye(before) - 1 / before
    whole = [toeplitz(rho**places) for rho in _DEPENDENCES]
    left = np.array([np.trace(free @ one[:before, :before]) for one in whole])
    return _worth(before, 0)[0], np.array([weights @ one @ weights for one in whole]) / left
