"""True shares from read shares: right on average, and intervals that hold the truth."""

from __future__ import annotations

import numpy as np
import pytest

from parvis.analyse.prevalence import carried, expected_shares, interval, true_shares

GOOD_READER = np.array([[0.80, 0.15, 0.05], [0.15, 0.70, 0.15], [0.05, 0.20, 0.75]])
POOR_READER = np.array([[0.65, 0.25, 0.10], [0.20, 0.55, 0.25], [0.10, 0.30, 0.60]])
STUDIES = 200


def studied(random, reader, truth, *, mentions=1000, labelled=300):
    """One simulated study: what the reader read, and its errors on labelled posts."""
    confusion = np.stack([random.multinomial(labelled, row) for row in reader])
    said = random.multinomial(mentions, truth)
    read = sum(random.multinomial(n, row) for n, row in zip(said, reader, strict=True))
    return read[np.newaxis].astype(float), confusion[np.newaxis].astype(float)


@pytest.mark.parametrize("reader", [GOOD_READER, POOR_READER], ids=["good", "poor"])
@pytest.mark.parametrize("truth", [(0.6, 0.3, 0.1), (0.2, 0.7, 0.1), (0.05, 0.9, 0.05)])
def test_the_interval_of_the_corrected_share_holds_the_truth_in_nine_studies_of_ten(reader, truth):
    random = np.random.default_rng(2010)
    held = np.zeros(3)
    for seed in range(STUDIES):
        corrected = true_shares(*studied(random, reader, truth), draws=400, seed=seed)
        low, high = np.percentile(corrected, [2.5, 97.5], axis=0)
        held += (low <= truth) & (truth <= high)
    assert (held / STUDIES >= 0.90).all(), held / STUDIES


def test_the_share_read_alone_would_miss_the_truth():
    random, truth = np.random.default_rng(2010), np.array([0.05, 0.9, 0.05])
    read, confusion = studied(random, POOR_READER, truth, mentions=20_000, labelled=2000)
    shares_read = read[0] / read.sum()
    corrected = true_shares(read, confusion).mean(axis=0)
    assert np.abs(shares_read - truth).max() > 0.3
    assert np.abs(corrected - truth).max() < 0.06


def test_strata_are_corrected_each_by_its_own_errors():
    random = np.random.default_rng(1)
    truths = (np.array([0.7, 0.2, 0.1]), np.array([0.1, 0.3, 0.6]))
    strata = [
        studied(random, reader, truth, mentions=n, labelled=3000)
        for reader, truth, n in zip((GOOD_READER, POOR_READER), truths, (6000, 2000), strict=True)
    ]
    read, confusion = (np.concatenate(parts) for parts in zip(*strata, strict=True))
    joined = 0.75 * truths[0] + 0.25 * truths[1]
    assert true_shares(read, confusion).mean(axis=0) == pytest.approx(joined, abs=0.03)


def test_simulated_shares_lie_within_nought_and_one_and_add_to_one():
    read, confusion = np.array([[3.0, 0, 0], [0, 1, 0]]), np.zeros((2, 3, 3))
    shares = true_shares(read, confusion)
    assert shares.shape == (2000, 3)
    assert (shares >= 0).all()
    assert shares.sum(axis=1) == pytest.approx(1.0)


def test_the_interval_always_contains_the_share_read():
    random = np.random.default_rng(5)
    for _ in range(50):
        read, confusion = studied(random, POOR_READER, random.dirichlet(np.ones(3)), mentions=400)
        low, high = interval(read, confusion, draws=200)
        point = read.sum(axis=0) / read.sum()
        assert (low <= point).all()
        assert (point <= high).all()


def test_more_mentions_and_more_labelled_posts_narrow_the_interval():
    random, truth = np.random.default_rng(3), (0.5, 0.3, 0.2)
    widths = [
        np.ptp(interval(*studied(random, GOOD_READER, truth, mentions=n, labelled=n)), axis=0)
        for n in (50, 500, 5000)
    ]
    assert (widths[0] > widths[1]).all()
    assert (widths[1] > widths[2]).all()


def test_where_nothing_is_known_of_the_errors_the_interval_is_nearly_free():
    read = np.array([[900.0, 50, 50]])
    low, high = interval(read, np.zeros((1, 3, 3)))
    assert (low < 0.05).all()
    assert (high > 0.9).all()


def test_the_same_seed_gives_the_same_interval():
    read, confusion = np.array([[40.0, 30, 30]]), 100.0 * GOOD_READER[np.newaxis]
    assert (interval(read, confusion) == interval(read, confusion)).all()
    assert (interval(read, confusion) != interval(read, confusion, seed=1)).any()


def test_errors_carried_to_another_subject_keep_their_rates_and_widen_the_interval():
    read, confusion = studied(np.random.default_rng(8), GOOD_READER, (0.5, 0.3, 0.2))
    elsewhere = carried(confusion, worth=20)
    rates = [table / table.sum(axis=-1, keepdims=True) for table in (confusion, elsewhere)]
    assert rates[0] == pytest.approx(rates[1])
    assert elsewhere.sum(axis=-1) == pytest.approx(np.full((1, 3), 20))
    widths = [np.ptp(interval(read, table), axis=0) for table in (confusion, elsewhere)]
    assert (widths[1] > 2 * widths[0]).all()
    assert carried(confusion, worth=np.inf) == pytest.approx(confusion)
    assert carried(np.zeros((1, 3, 3))).tolist() == np.zeros((1, 3, 3)).tolist()


@pytest.mark.parametrize("truth", [(0.7, 0.2, 0.1), (0.1, 0.3, 0.6)])
def test_calibrated_probabilities_are_adjusted_to_how_common_the_classes_are(truth):
    random = np.random.default_rng(9)
    true = random.choice(3, 20_000, p=truth)
    evidence = np.exp(random.normal(size=(20_000, 3)) + np.eye(3)[true])
    as_if_even = evidence / evidence.sum(axis=1, keepdims=True)
    assert np.abs(as_if_even.mean(axis=0) - truth).max() > 0.1
    assert expected_shares(as_if_even) == pytest.approx(truth, abs=0.03)
