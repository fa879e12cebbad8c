"""Lift by another way: drawn by lot, a regression with fixed effects, dense matrices."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.linalg import toeplitz
from scipy.optimize import brentq

from parvis.measure.lift import design, differences, interrupted
from tests.measure.lift.test_lift import DAY, noise, panel

START = 9
SEEDS = range(3)


def units(seed, treated=3, controls=5, periods=16):
    """Values of units, the treated first, which gain 2 from START on."""
    random = np.random.default_rng(seed)
    values = random.normal(size=(treated + controls, periods)).cumsum(axis=1)
    values[:treated, START:] += 2
    names = [f"{'t' if n < treated else 'c'}{n}" for n in range(treated + controls)]
    return values, names


def told(values, names):
    start = DAY + START * (panel(values)["period"].unique().sort()[1] - DAY)
    treated = [name for name in names if name.startswith("t")]
    return differences(panel(values, names), treated=treated, start=start)


def worth(lefts):
    """What the periods before are worth, by the dependence that explains what is left of them."""
    n = lefts.shape[1]
    seen = np.mean([row[1:] @ row[:-1] / (row @ row) for row in lefts])
    free = np.eye(n) - 1 / n

    def left(rho):
        return free @ toeplitz(rho ** np.arange(n)) @ free

    rho = brentq(lambda one: np.trace(left(one), 1) / np.trace(left(one)) - seen, -0.5, 0.95)
    return np.trace(left(rho)) ** 2 / np.sum(left(rho) ** 2)


@pytest.mark.parametrize("seed", SEEDS)
def test_a_comparison_errs_as_its_controls_do_by_its_own_noise_before(seed):
    values, names = units(seed, treated=1, controls=2 + 1)
    values[1:] = values[1] + np.outer([1, -1, 0], values[2] - values[1])  # two of them mirror
    found = told(values, names)
    others = values[1:]
    changes = [row[START:].mean() - row[:START].mean() for row in others]
    apart = [values[0, n] - others[:, n].mean() for n in range(START)]
    theirs = [[row[n] - others[:, n].mean() for n in range(START)] for row in others]
    noise = np.var(apart, ddof=1) / (sum(np.var(row, ddof=1) for row in theirs) / 2)
    error = np.sqrt(np.var(changes, ddof=1) * noise)
    lefts = np.array([apart, theirs[0], theirs[0]])
    periods = worth(lefts - lefts.mean(axis=1, keepdims=True))
    random = np.random.default_rng(1)
    drawn = random.chisquare(2, 10**6) / 2 * random.chisquare(periods, 10**6) / periods
    chance = np.abs(random.normal(size=10**6) / np.sqrt(drawn))
    half = (found.high - found.low) / 2
    assert np.mean(chance > half / error) == pytest.approx(0.05, abs=0.002)
    assert np.mean(chance > abs(found.effect) / error) == pytest.approx(found.p, abs=0.004)


@pytest.mark.parametrize("seed", SEEDS)
def test_the_effect_is_that_of_a_regression_with_units_and_periods(seed):
    values, names = units(seed)
    count, periods = values.shape
    unit, period = np.divmod(np.arange(values.size), periods)
    had_it = (unit < 3) & (period >= START)
    columns = [
        had_it,
        *(unit == n for n in range(count)),
        *(period == n for n in range(1, periods)),
    ]
    x = np.column_stack(columns).astype(float)
    weights = np.linalg.lstsq(x, values.ravel(), rcond=None)[0]
    assert told(values, names).effect == pytest.approx(weights[0])


def laid(n, start, season):
    """The design of an interrupted series, its slope and step last."""
    time = np.arange(n)
    places = [(time % season == place) for place in range(1, season)]
    after = time >= start
    rows = [np.ones(n), time / n, *places, after, after * (time - start)]
    return np.column_stack(rows).astype(float)


def dense(series, x, rho):
    """Generalised least squares by the whole matrix of dependence; and how likely, restricted."""
    inverse = np.linalg.inv(toeplitz(rho ** np.arange(len(series))) / (1 - rho**2))
    inner = x.T @ inverse @ x
    weights = np.linalg.solve(inner, x.T @ inverse @ series)
    left = series - x @ weights
    freedom = len(series) - x.shape[1]
    squares = left @ inverse @ left
    logs = np.linalg.slogdet(inverse)[1] - np.linalg.slogdet(inner)[1]
    return weights, squares / freedom * np.linalg.inv(inner), (logs - freedom * np.log(squares)) / 2


@pytest.mark.parametrize("rho", [-0.3, 0.0, 0.5])
def test_an_interrupted_series_is_that_of_generalised_least_squares(rho):
    random = np.random.default_rng(7)
    time, start = np.arange(60), 36
    series = 5 + 0.2 * time + np.tile([0, 3, 1], 20) + 4 * (time >= start)
    series = series + noise(random, 60, rho)
    found = interrupted(series, start, season=3)
    x = laid(60, start, 3)
    weights, errors, _ = dense(series, x, found.dependence)
    assert (found.level, found.slope) == pytest.approx((weights[-2], weights[-1]))
    contrast = np.append(np.zeros(x.shape[1] - 2), x[start:, -2:].mean(axis=0))
    assert found.effect == pytest.approx(contrast @ weights)
    half = (found.high - found.low) / 2
    error = np.sqrt(contrast @ errors @ contrast)
    assert 1.9 < half / error < 3.2  # of Student, from many degrees to three
    likeliest = max(np.linspace(-0.94, 0.94, 377), key=lambda one: dense(series, x, one)[2])
    assert found.dependence == pytest.approx(likeliest, abs=0.006)


def test_a_trial_of_the_past_errs_as_those_made_one_by_one():
    random = np.random.default_rng(4)
    values = random.normal(size=(6, 40)) + np.arange(6)[:, np.newaxis] * 20 + 50
    found = design(panel(values), periods=5, effect=10.0)
    names = [f"u{n}" for n in range(6)]
    for pilot in found:
        market = names.index(pilot.market)
        others = [names.index(name) for name in pilot.controls]
        errors = []
        for begin in range(40 - 2 * 5 + 1):
            before, after = slice(begin, begin + 5), slice(begin + 5, begin + 10)
            moved = values[:, after].mean(axis=1) - values[:, before].mean(axis=1)
            errors.append(moved[market] - moved[others].mean())
        error = np.sqrt(np.mean(np.square(errors)))
        assert pilot.smallest == pytest.approx(
            error * (2.446912 + 0.905703), rel=1e-5
        )  # six degrees
        assert pilot.relative == pytest.approx(100 * pilot.smallest / values[market].mean())
