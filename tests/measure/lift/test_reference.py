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


def worth(n, seen):
    """The dependence that explains what is seen of it in n periods, and what these are worth."""
    free = np.eye(n) - 1 / n

    def left(rho):
        return free @ toeplitz(rho ** np.arange(n)) @ free

    rho = brentq(lambda one: np.trace(left(one), 1) / np.trace(left(one)) - seen, -0.5, 0.95)
    return rho, np.trace(left(rho)) ** 2 / np.sum(left(rho) ** 2)


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
    lefts = [np.array(row) - np.mean(row) for row in (apart, theirs[0], theirs[0])]
    seen = np.mean([row[1:] @ row[:-1] / (row @ row) for row in lefts])
    _, periods = worth(START, seen)
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


def test_a_pilot_errs_as_an_ar1_series_says_and_its_power_is_that_of_trials_drawn_by_lot():
    random = np.random.default_rng(4)
    values = noise(random, 60, 0.4, 6) + np.arange(6)[:, np.newaxis] * 20 + 50
    for pilot in design(panel(values), periods=5, effect=4.0):
        market = int(pilot.market[1:])
        others = [int(name[1:]) for name in pilot.controls]
        second = values[:, 30:]
        rows = second[others] - second[others].mean(axis=0)
        apart = second[market] - second[others].mean(axis=0)
        lefts = np.array([row - row.mean() for row in (apart, *rows)])
        spare = len(others) - 1
        squares = (lefts[1:] ** 2).sum()
        theirs = sum(row[1:] @ row[:-1] for row in lefts[1:]) / squares
        ours = lefts[0, 1:] @ lefts[0, :-1] / (lefts[0] @ lefts[0])
        rho, periods = worth(30, (spare * theirs + ours) / (spare + 1))
        weights = np.append(np.full(30, -1 / 30), np.full(5, 1 / 5))
        whole = toeplitz(rho ** np.arange(35))
        free = np.eye(30) - 1 / 30
        growth = weights @ whole @ weights / np.trace(free @ whole[:30, :30])
        error = np.sqrt(lefts[0] @ lefts[0] * growth * (1 + 1 / periods))
        assert pilot.before == 30
        ours = random.chisquare(periods, 10**6) / periods
        theirs = random.chisquare(spare, 10**6) / spare
        errs = random.normal(size=10**6) / np.sqrt(ours * theirs)
        bound = np.quantile(np.abs(errs), 0.95)
        drawn = random.normal(size=10**6) / np.sqrt(ours)
        for effect, told in ((0.04 * values[market].mean(), pilot.power), (pilot.smallest, 0.8)):
            shown = np.abs(effect / error + drawn) > bound * np.sqrt(theirs)
            assert np.mean(shown) == pytest.approx(told, abs=0.01)
        assert pilot.relative == pytest.approx(100 * pilot.smallest / values[market].mean())
