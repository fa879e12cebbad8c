"""What is usual is learnt; what is rare, is rare; what chance leaves is what it leaves."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.stats import nbinom

from parvis.analyse.bursts import bounds, find, watch
from parvis.analyse.bursts.surprise import straying, surprise
from parvis.analyse.bursts.usual import rhythm
from tests.analyse.bursts.making import BY_HOUR, body, counted, hourly


def test_the_rhythm_of_the_day_is_learnt_from_a_few_weeks():
    known = body(hourly(weeks=6, a_day=960))
    found = rhythm(known.counts[0], known.line, np.ones(known.counts.shape[1]))
    assert found.mean() == pytest.approx(1)
    assert np.abs(found - np.tile(BY_HOUR, 7)).mean() < 0.06


def test_a_record_of_a_few_days_keeps_to_the_rhythm_of_the_larger_body():
    short = body(hourly(weeks=1, a_day=5))
    like = np.tile(BY_HOUR, 7)
    found = rhythm(short.counts[0], short.line, np.ones(168), like=like)
    alone = rhythm(short.counts[0], short.line, np.ones(168))
    assert np.abs(found - like).mean() < 0.2
    assert np.abs(found - like).mean() < np.abs(alone - like).mean()


def test_a_trend_is_no_surprise():
    growing = hourly(weeks=26) * np.linspace(0.3, 3, 26 * 168)
    bursts = find(counted(Ada=np.round(growing))).bursts
    assert bursts.filter(level="extreme").is_empty()


def test_an_expectation_follows_the_level():
    counts = hourly(weeks=30)
    counts[15 * 168 :] *= 3
    mean = watch(body(counts)).mean
    for span in (slice(9 * 168), slice(21 * 168, None)):
        assert np.nanmean(mean[span]) == pytest.approx(counts[span].mean(), rel=0.05)


def test_a_crisis_does_not_raise_what_is_usual():
    calm, struck = hourly(), hourly()
    struck[24 * 30 : 24 * 36] *= 12
    usual, beside = (np.nanmean(watch(body(counts)).mean) for counts in (calm, struck))
    assert beside == pytest.approx(usual, rel=0.1)


@pytest.mark.parametrize("stray", [0.02, 0.2, 0.5])
def test_over_dispersion_is_measured(stray):
    random = np.random.default_rng(2)
    expected = np.full(4000, 40.0)
    said = random.poisson(random.gamma(1 / stray, stray * expected)).astype(float)
    assert straying(said, expected, np.ones(4000, bool), 1) == pytest.approx(stray, rel=0.25)


def test_a_surprise_is_the_chance_of_the_law():
    random = np.random.default_rng(4)
    expected, stray = 12.0, 0.1
    drawn = random.poisson(random.gamma(1 / stray, stray * expected, 400_000))
    for said in (20, 25, 30):
        part = -np.log10((drawn >= said).mean())
        found = surprise(np.array([said]), np.array([expected]), np.array([stray])).item()
        assert found == pytest.approx(part, abs=0.1)


def test_chance_leaves_volumes_within_the_bounds_95_times_in_100():
    random = np.random.default_rng(5)
    expected, stray = np.linspace(5, 400, 20_000), 0.08
    said = random.poisson(random.gamma(1 / stray, stray * expected))
    low, high = bounds(expected, np.full(20_000, stray))
    assert 0.93 <= ((said >= low) & (said <= high)).mean() <= 0.97


def test_days_of_ordinary_talk_lie_within_what_was_usual_95_times_in_100():
    inside, all_ = 0, 0
    for seed in range(30):
        frame = counted(Ada=hourly(seed=seed, a_day=60 + 20 * seed, days=0.04, weeks=10))
        days = find(frame).days
        inside += days.select((days["mentions"].is_between(days["low"], days["high"])).sum()).item()
        all_ += days.height
    assert 0.93 <= inside / all_ <= 0.97


def test_ordinary_talk_is_as_seldom_a_burst_as_it_is_said_to_be():
    """At once a quarter: 40 times 26 weeks hold 80 quarters, and each its six windows."""
    notable = extreme = 0
    for seed in range(40):
        bursts = find(counted(Ada=hourly(seed=seed, weeks=26, a_day=90, days=0.05))).bursts
        notable += bursts.height
        extreme += bursts.filter(level="extreme").height
    assert notable <= 6 * 80
    assert extreme <= 1


def test_the_law_of_chance_is_the_negative_binomial():
    said, expected = np.array([9.0, 40.0, 300.0]), np.array([2.0, 12.5, 100.0])
    stray = np.array([1e-6, 0.05, 1.5])
    size = 1 / stray
    law = nbinom(size, size / (size + expected))
    np.testing.assert_allclose(surprise(said, expected, stray), -law.logsf(said - 1) / np.log(10))
    np.testing.assert_array_equal(bounds(expected, stray), [law.ppf(0.025), law.ppf(0.975)])
