"""Shares from a coded sample: right on average, in intervals that hold, whoever the reader."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parvis.analyse.powered import Sample, balanced, design_variance, powered


def drawn(codes, read, rows, inclusion=None, strata=None):
    chosen = len(rows) / len(codes) if inclusion is None else inclusion[rows]
    return Sample(
        codes=codes[rows],
        read=read[rows],
        inclusion=np.broadcast_to(chosen, len(rows)).astype(float),
        strata=np.zeros(len(rows), int) if strata is None else strata[rows],
    )


def everyone(random, size=4000, lean=2.0, truth=(0.5, 0.3, 0.2)):
    true = random.choice(3, size, p=truth)
    scores = np.exp(random.normal(size=(size, 3)) + lean * np.eye(3)[true])
    return np.eye(3)[true], scores / scores.sum(axis=1, keepdims=True)


def test_all_mentions_coded_leave_nothing_to_estimate():
    random = np.random.default_rng(1)
    codes, read = everyone(random, 200)
    found = powered(drawn(codes, read, np.arange(200)), read.mean(axis=0))
    assert found.share == pytest.approx(codes.mean(axis=0))
    assert found.high - found.low == pytest.approx(0, abs=1e-4)


def test_without_a_reader_the_share_is_that_of_the_sample():
    random = np.random.default_rng(1)
    codes, read = everyone(random)
    rows = random.choice(len(codes), 150, replace=False)
    found = powered(drawn(codes, 0 * read, rows), np.zeros(3))
    assert found.share == pytest.approx(codes[rows].mean(axis=0))


@pytest.mark.parametrize("lean", [2.5, 0.5, -2.0], ids=["good", "poor", "misleading"])
@pytest.mark.parametrize("truth", [(0.5, 0.3, 0.2), (0.05, 0.85, 0.1)], ids=["even", "rare"])
def test_the_interval_holds_the_truth_nineteen_times_in_twenty(lean, truth):
    random, held = np.random.default_rng(2010), []
    codes, read = everyone(random, lean=lean, truth=truth)
    for _ in range(600):
        rows = random.choice(len(codes), 150, replace=False)
        found = powered(drawn(codes, read, rows), read.mean(axis=0))
        held.append((found.low <= codes.mean(axis=0)) & (codes.mean(axis=0) <= found.high))
    assert 0.93 <= np.mean(held) <= 0.97


def test_a_good_reader_makes_the_interval_narrower_and_a_misleading_one_no_wider():
    random = np.random.default_rng(3)
    widths = {}
    for name, lean in {"good": 3.0, "misleading": -2.0}.items():
        codes, read = everyone(random, lean=lean)
        rows = random.choice(len(codes), 300, replace=False)
        with_, without = (
            powered(drawn(codes, scores, rows), scores.mean(axis=0)) for scores in (read, 0 * read)
        )
        widths[name] = (with_.high - with_.low) / (without.high - without.low)
    assert (widths["good"] < 0.7).all()
    assert (widths["misleading"] < 1.05).all()


def test_mentions_drawn_more_often_do_not_sway_the_share():
    random = np.random.default_rng(4)
    codes, read = everyone(random)
    inclusion = np.where(codes[:, 0] == 1, 0.12, 0.03)
    shares = []
    for _ in range(300):
        rows = np.flatnonzero(random.random(len(codes)) < inclusion)
        shares.append(powered(drawn(codes, read, rows, inclusion), read.mean(axis=0)).share)
    assert np.mean(shares, axis=0) == pytest.approx(codes.mean(axis=0), abs=0.005)


def test_a_group_in_the_sample_is_estimated_by_its_own_mentions():
    random = np.random.default_rng(5)
    codes, read = everyone(random)
    group = random.random(len(codes)) < 0.2
    codes[group] = np.eye(3)[random.choice(3, group.sum(), p=(0.1, 0.1, 0.8))]
    held = []
    for _ in range(300):
        rows = random.choice(len(codes), 400, replace=False)
        sample = drawn(codes, read, rows)
        found = powered(sample, read[group].mean(axis=0), inside=group[rows])
        truth = codes[group].mean(axis=0)
        held.append((found.low <= truth) & (truth <= found.high))
    assert 0.92 <= np.mean(held) <= 0.98


def test_fewer_than_two_codes_say_nothing():
    codes, read = everyone(np.random.default_rng(6), 50)
    found = powered(drawn(codes, read, np.array([3])), read.mean(axis=0))
    assert np.isnan(found.share).all()
    assert found.coded == 1
    assert (found.low, found.high) == (pytest.approx(0), pytest.approx(1))


def test_a_sample_without_a_surprise_still_has_an_interval():
    codes = np.tile([0.0, 1.0], (60, 1))
    sample = drawn(codes, codes, np.arange(60), np.full(60, 0.01))
    found = powered(sample, np.array([0.0, 1.0]))
    assert found.share.tolist() == [0, 1]
    assert 0.02 < found.high[0] < 0.09


def test_the_variance_of_a_stratified_sample_is_the_textbooks():
    random = np.random.default_rng(7)
    values, strata = random.normal(size=30), np.repeat([0, 1], [10, 20])
    sizes, inclusion = np.array([50, 400]), np.repeat([10 / 50, 20 / 400], [10, 20])
    expected = sum(
        size**2 * (1 - n / size) * values[strata == stratum].var(ddof=1) / n
        for stratum, (size, n) in enumerate(zip(sizes, (10, 20), strict=True))
    )
    found = design_variance((values / inclusion)[:, np.newaxis], inclusion, strata)
    assert found == pytest.approx([expected])


@settings(deadline=None, max_examples=60)
@given(st.integers(0, 10_000), st.integers(2, 80), st.floats(-2, 4))
def test_shares_lie_within_their_intervals_and_add_to_one(seed, n, lean):
    random = np.random.default_rng(seed)
    codes, read = everyone(random, 200, lean=lean)
    found = powered(drawn(codes, read, random.choice(200, n, replace=False)), read.mean(axis=0))
    assert (found.low >= 0).all()
    assert (found.low <= found.share).all()
    assert (found.share <= found.high).all()
    assert (found.high <= 1).all()
    if (found.share > 0).all():
        assert found.share.sum() == pytest.approx(1)


def test_scores_are_centred_so_that_an_unnamed_class_takes_nothing():
    assert balanced(np.array([[0.9, 0.0], [0.1, 0.0]])).sum(axis=1) == pytest.approx([0, 0])
