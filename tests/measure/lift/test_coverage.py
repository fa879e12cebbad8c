"""Intervals of lift hold what they promise; each cell is 1 000 simulations, all grids in seconds.

The grid in full, with what was found, is in benchmarks/lift.py and its proofs.
"""

from __future__ import annotations

import numpy as np
import pytest

from parvis.measure.lift import design
from parvis.measure.lift.believed import believed
from parvis.measure.lift.interrupted import effect_of, laid
from parvis.measure.lift.yardstick import compared
from tests.measure.lift.test_lift import noise, panel

SIMULATIONS = 1000
CHANCE = 200 * np.sqrt(0.95 * 0.05 / SIMULATIONS)  # two errors of a share of 95 %
DOUBT = 0.05


def held(inside):
    """Whether a share is 93 to 97 %, but for what so few simulations err by."""
    return 93 - CHANCE <= 100 * np.mean(inside) <= 97 + CHANCE


def panels(random, *, treated, controls, before, after, rho, noisier):
    """Panels in which nothing was done, and whose treated units are noisier than the others."""
    values = noise(random, before + after, rho, SIMULATIONS * (treated + controls))
    values = values.reshape(SIMULATIONS, treated + controls, before + after)
    values[:, :treated] *= noisier
    weights = np.append(np.full(before, -1 / before), np.full(after, 1 / after))
    return values + random.normal(size=(SIMULATIONS, 1, before + after)), weights


@pytest.mark.parametrize(("before", "after"), [(3, 12), (8, 8), (24, 8)])
@pytest.mark.parametrize(("treated", "controls"), [(1, 4), (1, 20), (3, 4), (3, 12)])
@pytest.mark.parametrize(("noisier", "rho"), [(1, 0.5), (2, 0), (3, 0), (3, 0.5)])
def test_intervals_of_differences_hold_however_noisy_the_treated(
    treated, controls, before, after, rho, noisier
):
    random = np.random.default_rng(5)
    size = {"treated": treated, "controls": controls, "before": before, "after": after}
    values, weights = panels(random, **size, rho=rho, noisier=noisier)
    found = compared(values, weights, before, is_treated=np.arange(treated + controls) < treated)
    assert held(found.p() >= DOUBT)


@pytest.mark.parametrize("noisier", [1, 3])
def test_noise_is_not_taken_for_a_trend_before(noisier):
    random = np.random.default_rng(6)
    values, _ = panels(random, treated=1, controls=8, before=16, after=2, rho=0.3, noisier=noisier)
    time = np.arange(16) - 7.5
    found = compared(
        values[..., :16], time / (time @ time), 16, is_treated=np.arange(9) < 1, degree=1
    )
    assert held(found.p() >= DOUBT)


def test_units_whose_level_drifts_are_no_surprise():
    """What a unit's noise before does not tell of a change, the changes of its controls do."""
    random = np.random.default_rng(7)
    values, weights = panels(random, treated=1, controls=12, before=12, after=12, rho=0, noisier=1)
    values[..., 12:] += random.normal(size=(SIMULATIONS, 13, 1))
    found = compared(values, weights, 12, is_treated=np.arange(13) < 1)
    assert held(found.p() >= DOUBT)


@pytest.mark.parametrize("rho", [0, 0.3, 0.6])
@pytest.mark.parametrize(
    ("periods", "start", "season", "controls"),
    [(24, 12, None, 0), (24, 12, None, 8), (30, 15, 7, 0), (48, 12, None, 0), (104, 52, 4, 0)],
)
def test_intervals_of_an_interrupted_series_hold_at_each_length(
    periods, start, season, controls, rho
):
    random = np.random.default_rng(11)
    others = noise(random, periods, 0.5, controls).T if controls else None
    design = laid(periods, start, season=season, controls=others)
    course = design @ random.normal(size=design.shape[1])
    truth = effect_of(design, start)
    series = course[:, np.newaxis] + noise(random, periods, rho, SIMULATIONS).T
    planted = float(truth[2:4] @ np.linalg.lstsq(design, course, rcond=None)[0][2:4])
    below = believed(series, design, truth).below(planted)
    assert held(np.abs(below - 0.5) <= 0.5 - DOUBT / 2)


def test_a_pilot_shows_as_often_as_it_was_told_and_no_oftener_than_one_in_twenty_where_nothing_is():
    """Told and found power within twelve points: five, and two errors of so few trials."""
    random = np.random.default_rng(9)
    weights = np.append(np.full(20, -1 / 20), np.full(8, 1 / 8))
    told, shown, shown_without = [], [], []
    for _ in range(200):
        values = 100 + noise(random, 48, 0.3, 6) + noise(random, 48, 0.7)
        hoped = design(panel(values[:, :40]), periods=8, effect=1.6)[0]
        rows = values[[int(name[1:]) for name in (hoped.market, *hoped.controls)], 20:]
        effect = 0.016 * values[int(hoped.market[1:]), :40].mean()
        found = compared(rows, weights, 20, is_treated=np.arange(len(rows)) == 0)
        told.append(hoped.power)
        shown.append(found.p(-effect) < DOUBT)
        shown_without.append(found.p() < DOUBT)
    assert 0.4 < np.mean(shown) < 0.95
    assert np.mean(told) == pytest.approx(np.mean(shown), abs=0.12)
    assert np.mean(shown_without) < DOUBT + 2 * np.sqrt(DOUBT * (1 - DOUBT) / 200)
