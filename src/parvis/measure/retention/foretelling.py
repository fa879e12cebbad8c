"""How many purchases are to come, with an interval that holds chance and what was learnt of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from parvis.measure.retention.buying import Buying, alike, likelihood

if TYPE_CHECKING:
    from collections.abc import Callable

    import polars as pl
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

DRAWS: Final = 200_000  # futures in all
MOST: Final = 20_000  # customers whose futures are drawn; more say no more of the spread
_LEVEL: Final = 1.959964
_STEP: Final = 1e-3  # of a logarithm, for slopes
_SELDOM: Final = 1e-9  # chance of leaving under which nobody does
_FLAT: Final = 1e-8  # of the steepest curvature: what is flatter is not known at all


@dataclass(frozen=True, slots=True)
class Foretold:
    """What is to come of customers.

    Arguments:
        expected: purchases of each customer.
        alive: probability that each is still one.
        total, low, high: purchases of all, and where their number will lie 95 times in 100.
    """

    expected: Floats
    alive: Floats
    total: float
    low: float
    high: float


def foretell(model: Buying, customers: pl.DataFrame, *, weeks: float, seed: int = 0) -> Foretold:
    """Foretell the purchases of customers.

    The interval adds the chance of what each customer will do, given the model, to how little the
    customers at hand tell of it (the inverse of the curvature of the likelihood). It does not hold
    that people may change, nor that the model may be wrong: try it on weeks it has not seen.

    Arguments:
        model: fitted to these customers.
        customers: x, recency and age, as `bought` gives them.
        weeks: from the last day on.
        seed: of the draws.

    Source: Fader, Hardie and Lee (2005); given that a customer is alive after x purchases, the rate
        is a gamma of r + x and alpha + age, and the chance of leaving a beta of a and b + x.
    """
    x, recency, age = (customers[name].to_numpy().astype(float) for name in ("x", "recency", "age"))
    expected = model.expected(x, recency, age, weeks)
    alive = model.alive(x, recency, age)
    total = float(expected.sum())
    if total <= 0:
        return Foretold(expected, alive, total, total, total)
    variance = _chance(model, x, alive, age, weeks, seed) + _learnt(model, customers, weeks)
    half = np.exp(_LEVEL * np.sqrt(variance) / total)
    return Foretold(expected, alive, total, float(total / half), float(total * half))


def _chance(model: Buying, x: Floats, alive: Floats, age: Floats, weeks: float, seed: int) -> float:
    """Variance of the sum that chance makes, given the model, from futures drawn by lot."""
    lot = np.random.default_rng(seed)
    some = lot.permutation(x.size)[:MOST]
    times = max(2, DRAWS // some.size)
    x_, alive_, age_ = (np.tile(values[some], (times, 1)) for values in (x, alive, age))
    wanted = lot.poisson(weeks * lot.gamma(model.r + x_, 1 / (model.alpha + age_)))
    leaving = np.clip(lot.beta(model.a, model.b + x_), _SELDOM, 1.0)
    made = np.minimum(wanted, lot.geometric(leaving)) * (lot.random(x_.shape) < alive_)
    return float(made.var(axis=0, ddof=1).sum() * x.size / some.size)


def _learnt(model: Buying, customers: pl.DataFrame, weeks: float) -> float:
    """Variance of the sum that comes of knowing the four parameters by these customers alone."""
    x, recency, age, many = alike(customers)
    logs = np.log([model.r, model.alpha, model.a, model.b])

    def summed(at: Floats) -> float:
        r, alpha, a, b = (float(number) for number in np.exp(at))
        return float((many * Buying(r, alpha, a, b, 0.0).expected(x, recency, age, weeks)).sum())

    def unlikely(at: Floats) -> float:
        return float(-(many * likelihood(np.exp(at), x, recency, age)).sum())

    steps = np.eye(logs.size) * _STEP
    slope = np.array([summed(logs + step) - summed(logs - step) for step in steps]) / (2 * _STEP)
    curve = _curvature(unlikely, logs, steps)
    return float(slope @ np.linalg.pinv(curve, rcond=_FLAT, hermitian=True) @ slope)


def _curvature(function: Callable[[Floats], float], at: Floats, steps: Floats) -> Floats:
    """Second derivatives of a function, by differences."""
    four = [
        [
            function(at + one + two)
            - function(at + one - two)
            - function(at - one + two)
            + function(at - one - two)
            for two in steps
        ]
        for one in steps
    ]
    return np.array(four) / (4 * _STEP**2)
