"""Lift: intervals that hold in nineteen of twenty simulations, and refusals where none could."""

from __future__ import annotations

import datetime as dt

import numpy as np
import polars as pl
import pytest

from parvis.errors import MeasureError, RefusedError
from parvis.measure.lift import design, differences, interrupted

DAY = dt.date(2027, 1, 4)
SIMULATIONS = 1000


def noise(random, n, rho, size=None):
    """Departures each of which keeps a part of the one before."""
    shape = (n,) if size is None else (size, n)
    found = random.normal(size=shape)
    found[..., 0] /= np.sqrt(1 - rho**2)
    for place in range(1, n):
        found[..., place] += rho * found[..., place - 1]
    return found


def panel(values, names=None):
    units = names or [f"u{n}" for n in range(len(values))]
    days = [DAY + dt.timedelta(days=day) for day in range(values.shape[1])]
    rows = [
        (u, d, v)
        for u, row in zip(units, values, strict=True)
        for d, v in zip(days, row, strict=True)
    ]
    return pl.DataFrame(rows, schema=["unit", "period", "value"], orient="row")


def coverage(inside):
    return 100 * np.mean(inside)


@pytest.mark.parametrize("rho", [0.0, 0.3, 0.6])
def test_ninety_five_percent_intervals_of_an_interrupted_series_hold_what_they_promise(rho):
    random = np.random.default_rng(11)
    time, after = np.arange(104), np.arange(104) >= 52
    truth = 3.0 + 0.05 * (np.arange(52)).mean()
    course = 20 + 0.1 * time + 2 * np.sin(2 * np.pi * time / 4) + after * (3 + 0.05 * (time - 52))
    inside = []
    for _ in range(SIMULATIONS):
        found = interrupted(course + noise(random, 104, rho), 52, season=4)
        inside.append(found.low <= truth <= found.high)
    assert 93 <= coverage(inside) <= 97


@pytest.mark.parametrize(("treated", "controls"), [(1, 12), (4, 8), (10, 10)])
def test_ninety_five_percent_intervals_of_differences_hold_what_they_promise(treated, controls):
    random = np.random.default_rng(5)
    names = [f"u{n}" for n in range(treated + controls)]
    start = DAY + dt.timedelta(days=12)
    inside = []
    for _ in range(SIMULATIONS):
        values = noise(random, 24, 0.6, len(names)) + random.normal(50, 10, (len(names), 1))
        values += random.normal(size=24)  # what moves all units alike
        values[:treated, 12:] += 2.0
        found = differences(panel(values, names), treated=names[:treated], start=start)
        inside.append(found.low <= 2.0 <= found.high)
    assert 93 <= coverage(inside) <= 97


def test_differences_against_a_hands_computation():
    values = np.array(
        [[10, 10, 10, 18, 18, 18], [5, 5, 5, 6, 6, 6], [7, 7, 7, 10, 10, 10], [1, 1, 1, 3, 3, 3]]
    )
    found = differences(
        panel(values.astype(float)), treated=["u0"], start=DAY + dt.timedelta(days=3)
    )
    # changes: 8; 1, 3, 2: mean 2, variance 1 with 2 degrees of freedom, error sqrt(1 + 1/3)
    assert found.effect == pytest.approx(6.0)
    assert found.high - found.effect == pytest.approx(4.302653 * np.sqrt(4 / 3), rel=1e-5)
    assert found.relative == pytest.approx(50.0)  # 18 instead of 12
    assert (found.treated, found.controls) == (1, 3)


def test_units_that_had_parted_before_make_the_comparison_doubtful():
    random = np.random.default_rng(2)
    values = random.normal(50, 1, (10, 20))
    start = DAY + dt.timedelta(days=10)
    assert not differences(panel(values), treated=["u0", "u1"], start=start).is_doubtful
    values[:2] += 3 * np.arange(20)
    assert differences(panel(values), treated=["u0", "u1"], start=start).is_doubtful


def test_too_few_controls_or_periods_are_refused_with_the_reason():
    values = np.ones((4, 12))
    with pytest.raises(RefusedError, match="2 units without"):
        differences(panel(values), treated=["u0", "u1"], start=DAY + dt.timedelta(days=6))
    with pytest.raises(RefusedError, match="11 periods before and 1 after"):
        differences(panel(values), treated=["u0"], start=DAY + dt.timedelta(days=11))
    with pytest.raises(RefusedError, match="5 periods before"):
        interrupted(np.arange(20.0), 5)


def test_panels_with_holes_or_unknown_names_are_refused():
    whole = panel(np.ones((5, 8)))
    start = DAY + dt.timedelta(days=4)
    for broken in (whole.head(-1), pl.concat([whole, whole.head(1)])):
        with pytest.raises(MeasureError, match="one value a period"):
            differences(broken, treated=["u0"], start=start)
    with pytest.raises(MeasureError, match="check their names"):
        differences(whole, treated=["nowhere"], start=start)
    with pytest.raises(MeasureError, match="no value"):
        interrupted([1.0, np.nan] * 10, 10)


def test_a_control_series_takes_out_what_moved_both():
    random = np.random.default_rng(8)
    shock = 10 * (np.arange(80) >= 40) + random.normal(size=80)
    series = 50 + shock + random.normal(0, 0.3, 80)
    assert interrupted(series, 40).effect > 8
    assert abs(interrupted(series, 40, controls=shock).effect) < 1.5


def test_a_contact_that_fell_elsewhere_is_seen_by_channel():
    """Row 17: a new point of contact, and whether the others were called less."""
    random = np.random.default_rng(4)
    calls = random.normal(200, 3, (9, 16))
    calls[:3, 8:] -= 20
    found = differences(panel(calls), treated=["u0", "u1", "u2"], start=DAY + dt.timedelta(days=8))
    assert found.high < 0
    assert found.relative == pytest.approx(-10, abs=2)


@pytest.fixture(scope="module")
def past():
    random = np.random.default_rng(6)
    shared = noise(random, 120, 0.7)
    like = shared + random.normal(0, 0.2, (5, 120))
    other = random.normal(0, 3, (5, 120))
    names = [f"like{n}" for n in range(5)] + [f"other{n}" for n in range(5)]
    return panel(100 + np.vstack([like, other]), names)


def test_the_designer_chooses_a_market_that_moves_like_others_and_those_as_controls(past):
    found = design(past, periods=10, effect=2)
    assert found[0].market.startswith("like")
    assert set(found[0].controls) <= {f"like{n}" for n in range(5)} - {found[0].market} | {
        "other0",
        "other1",
        "other2",
        "other3",
        "other4",
    }
    assert sum(name.startswith("like") for name in found[0].controls) >= 3
    assert found[-1].market.startswith("other")
    assert found[0].relative < found[-1].relative


def test_power_grows_with_the_effect_and_is_the_error_of_the_test_without_any(past):
    powers = [design(past, periods=10, effect=effect)[0].power for effect in (0, 0.2, 1, 5)]
    assert powers[0] == pytest.approx(0.05, abs=1e-3)
    assert powers == sorted(powers)
    assert powers[-1] > 0.95


def test_a_pilot_without_enough_past_is_refused(past):
    with pytest.raises(RefusedError, match="four markets"):
        design(past, periods=40, effect=5)


@pytest.mark.parametrize("away", [0.0, 1.0, 20.0, 37.0, 38.0, 40.0, 1e6])
def test_power_is_a_chance_however_far_the_effect_is(away):
    flat = 100 + np.random.default_rng(3).normal(size=(5, 40))
    hoped = away * design(panel(flat), periods=8, effect=1.0)[0].relative / 4
    assert all(0.04 < one.power <= 1 for one in design(panel(flat), periods=8, effect=hoped))


def test_more_is_not_estimated_than_periods_can_tell():
    values = np.random.default_rng(8).normal(size=20)
    with pytest.raises(RefusedError, match="20 periods for 21 things"):
        interrupted(values, 10, season=12, controls=np.random.default_rng(9).normal(size=(20, 6)))
    with pytest.raises(MeasureError, match="a control does not vary"):
        interrupted(values, 10, controls=np.ones(20))
