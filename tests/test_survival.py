"""Kaplan and Meier's curve: equal to scipy's, and honest about who was not watched to the end."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from parvis.survival import after, kaplan_meier, log_rank, quantile

WATCHED = st.lists(st.tuples(st.integers(1, 40), st.booleans()), min_size=2, max_size=60)


def arrays(watched):
    times, observed = zip(*watched, strict=True)
    return np.array(times, float), np.array(observed)


def censored(times, observed):
    return stats.CensoredData(uncensored=times[observed], right=times[~observed])


@settings(deadline=None)
@given(WATCHED)
def test_the_curve_and_its_interval_are_scipys(watched):
    times, observed = arrays(watched)
    ours = kaplan_meier(times, observed)
    theirs = stats.ecdf(censored(times, observed)).sf
    moments = ours["time"].to_numpy()
    assert ours["survival"].to_numpy() == pytest.approx(theirs.evaluate(moments), abs=1e-12)
    with np.errstate(divide="ignore", invalid="ignore"):
        bounds = theirs.confidence_interval(0.95, method="log-log")
    inside = (ours["survival"].to_numpy() > 1e-12) & (ours["survival"].to_numpy() < 1)
    assert ours["low"].to_numpy()[inside] == pytest.approx(
        bounds.low.evaluate(moments)[inside], abs=1e-6
    )
    at_event = inside & (ours["events"].to_numpy() > 0)
    assert ours["high"].to_numpy()[at_event] == pytest.approx(
        bounds.high.evaluate(moments)[at_event], abs=1e-6
    )


@settings(deadline=None)
@given(WATCHED, WATCHED)
def test_the_log_rank_test_is_scipys(one, other):
    (times, observed), (more, seen) = arrays(one), arrays(other)
    p = log_rank(
        np.concatenate([times, more]),
        np.concatenate([observed, seen]),
        np.repeat([0, 1], [times.size, more.size]),
    )
    with np.errstate(divide="ignore", invalid="ignore"):
        theirs = stats.logrank(censored(times, observed), censored(more, seen)).pvalue
    assert p == (pytest.approx(theirs, abs=1e-6) if np.isfinite(theirs) else 1.0)


@given(WATCHED)
def test_the_curve_never_rises_and_lies_within_its_interval(watched):
    curve = kaplan_meier(*arrays(watched))
    survival, low, high = (curve[name].to_numpy() for name in ("survival", "low", "high"))
    assert (np.diff(survival) <= 0).all()
    assert ((low <= survival + 1e-12) & (survival <= high + 1e-12)).all()
    assert ((low >= 0) & (high <= 1)).all()


@given(st.lists(st.integers(1, 40), min_size=1, max_size=60))
def test_when_all_were_watched_it_is_the_plain_share(times):
    watched = np.array(times, float)
    read = after(kaplan_meier(watched, np.ones(watched.size, bool)), [5, 10, 20])
    for time, share in read.select("time", "share").rows():
        assert share == pytest.approx(np.mean(watched <= time))


def test_leaving_out_who_still_waits_would_flatter():
    times, observed = np.array([10.0, 20.0, 1.0, 1.0]), np.array([True, True, False, False])
    (share,) = after(kaplan_meier(times, observed), [10])["share"].to_list()
    assert share == pytest.approx(0.5)


def test_intervals_hold_the_truth_about_as_often_as_they_say():
    random = np.random.default_rng(5)
    held = []
    for _ in range(400):
        answer, watch = random.exponential(60, 80), random.uniform(20, 300, 80)
        curve = kaplan_meier(np.minimum(answer, watch), answer <= watch)
        (row,) = after(curve, [60.0]).rows(named=True)
        held.append(row["low"] <= 1 - np.exp(-1) <= row["high"])
    assert 0.925 <= np.mean(held) <= 0.975


def test_nothing_is_said_past_the_longest_watch_and_nobody_has_no_curve():
    curve = kaplan_meier(np.array([5.0]), np.array([False]))
    assert after(curve, [1, 5, 6])["time"].to_list() == [1.0, 5.0]
    assert after(curve, [1])["high"].item() == pytest.approx(0.975)
    nobody = kaplan_meier(np.array([]), np.array([], bool))
    assert after(nobody, [1]).is_empty()
    assert quantile(nobody, 0.5) == (None, None, None)


def test_at_risk_is_counted_after_the_time():
    curve = kaplan_meier(np.array([1.0, 2.0, 2.0, 3.0]), np.array([True, True, False, True]))
    assert after(curve, [0, 1, 2, 3])["at_risk"].to_list() == [4, 3, 1, 0]


def test_a_median_that_was_not_reached_is_none():
    curve = kaplan_meier(np.array([1.0, 9.0, 9.0, 9.0]), np.array([True, False, False, False]))
    assert quantile(curve, 0.5)[0] is None
    assert quantile(curve, 0.25)[0] == 1.0
