"""Lift by hand, its invariants, and refusals where nothing can be told."""

from __future__ import annotations

import datetime as dt

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from parvis.errors import MeasureError, RefusedError
from parvis.measure.lift import design, differences, interrupted

DAY = dt.date(2027, 1, 4)


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


def test_differences_against_a_hands_computation():
    values = [[10, 12, 14, 18, 20, 22], [5, 6, 7, 6, 7, 8], [8, 8, 8, 10, 10, 10],
              [20, 21, 22, 23, 24, 25]]  # fmt: skip
    begun = DAY + dt.timedelta(days=3)
    found = differences(panel(np.array(values, float)), treated=["u0"], start=begun)
    # changes: 8; 1, 2, 3, whose mean is 2 and variance 1
    assert found.effect == pytest.approx(6.0)
    assert found.relative == pytest.approx(100 * 6 / 14)  # 20 instead of 14
    assert (found.treated, found.controls) == (1, 3)
    # Before, the comparison was -1, 1/3 and 5/3: 32/9 of squares about their mean. The controls
    # have 4/3, and 2/3 for each degree. So the error is the root of 1 * (32/9) / (2/3).
    error = np.sqrt(16 / 3)
    half = (found.high - found.low) / 2
    assert found.high - found.effect == pytest.approx(half)
    assert 4.302653 * error < half < 12 * error  # more than of Student with two degrees
    assert found.trend_p is None  # three periods have no slope that errs


def test_a_unit_noisier_than_its_controls_has_a_wider_interval_in_proportion():
    random = np.random.default_rng(12)
    controls, own = random.normal(size=(8, 30)), random.normal(size=30)
    begun = DAY + dt.timedelta(days=20)
    widths = []
    for times in (3, 6, 12):
        unit = 1e3 * times * own + controls.mean(axis=0)
        found = differences(panel(np.vstack([unit, controls])), treated=["u0"], start=begun)
        widths.append(found.high - found.low)
    assert widths[1] / widths[0] == pytest.approx(2, rel=1e-6)
    assert widths[2] / widths[0] == pytest.approx(4, rel=1e-6)


PANEL = arrays(np.float64, (5, 9), elements=st.floats(-1e3, 1e3).map(lambda x: round(x, 2)))


@settings(deadline=None, max_examples=20)
@given(
    values=PANEL,
    common=arrays(np.float64, 9, elements=st.floats(-1e3, 1e3)),
    times=st.floats(0.1, 50),
)
def test_what_moves_all_alike_changes_nothing_and_the_unit_of_count_nothing_but_the_scale(
    values, common, times
):
    values = values + np.random.default_rng(1).normal(size=values.shape)
    begun = DAY + dt.timedelta(days=5)
    first = differences(panel(values), treated=["u0"], start=begun)
    moved = differences(panel(values + common), treated=["u0"], start=begun)
    assert (moved.low, moved.high) == pytest.approx((first.low, first.high), rel=1e-6, abs=1e-6)
    other = differences(panel(values * times), treated=["u0"], start=begun)
    assert other.high - other.low == pytest.approx(times * (first.high - first.low), rel=1e-6)
    assert other.p == pytest.approx(first.p, rel=1e-6)


def test_where_nothing_varied_but_what_was_done_it_is_exact_and_otherwise_refused():
    still = np.zeros((5, 8))
    still[0, 4:] = 3
    begun = DAY + dt.timedelta(days=4)
    found = differences(panel(still), treated=["u0"], start=begun)
    assert (found.low, found.effect, found.high, found.p) == (3, 3, 3, 0)
    still[1, 6] = 1
    with pytest.raises(RefusedError, match="varies too little"):
        differences(panel(still), treated=["u0"], start=begun)


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
    with pytest.raises(RefusedError, match="11 periods before and 13 after"):
        interrupted(np.arange(24.0), 11)


def test_panels_with_holes_or_unknown_names_are_refused():
    whole = panel(np.ones((5, 8)))
    start = DAY + dt.timedelta(days=4)
    for broken in (whole.head(-1), pl.concat([whole, whole.head(1)])):
        with pytest.raises(MeasureError, match="one value a period"):
            differences(broken, treated=["u0"], start=start)
    with pytest.raises(MeasureError, match="check their names"):
        differences(whole, treated=["nowhere"], start=start)
    with pytest.raises(MeasureError, match="no value"):
        interrupted([1.0, np.nan] * 12, 12)


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
    assert set(found[0].controls) <= {f"like{n}" for n in range(5)} - {found[0].market}
    assert len(found[0].controls) >= 3
    assert found[-1].market.startswith("other")
    assert found[0].relative < found[-1].relative


def test_what_chooses_market_and_controls_is_the_first_half_and_what_tells_the_second(past):
    wide = past.pivot("period", index="unit", values="value").drop("unit").to_numpy()
    names = past["unit"].unique(maintain_order=True).to_list()
    found = design(past, periods=10, effect=2)
    later = wide.copy()
    later[:, 60:] = 100 + np.random.default_rng(1).normal(0, 50, (10, 60))
    other = design(panel(later, names), periods=10, effect=2)
    chosen = [(one.market, one.controls) for one in found]
    assert [(one.market, one.controls) for one in other] == chosen
    assert other[0].smallest > 10 * found[0].smallest
    sooner = wide.copy()
    sooner[:, :60] = sooner[::-1, :60]
    again = {one.market: one for one in design(panel(sooner, names), periods=10, effect=2)}
    alike = [one for one in found if again[one.market].controls == one.controls]
    assert all(again[one.market].smallest == pytest.approx(one.smallest) for one in alike)
    assert list(again) != [one.market for one in found]


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
    values = np.random.default_rng(8).normal(size=24)
    controls = np.random.default_rng(9).normal(size=(24, 13))
    with pytest.raises(RefusedError, match="24 periods for 17 things"):
        interrupted(values, 12, controls=controls)
    assert np.isfinite(interrupted(values, 12, controls=controls[:, 1:]).effect)
    with pytest.raises(MeasureError, match="a control does not vary"):
        interrupted(values, 12, controls=np.ones(24))
