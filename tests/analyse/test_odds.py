"""Log-odds between two groups, as invariants."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import stats

from parvis.analyse.odds import log_odds, surprise


def z(here, there):
    lean, spread = log_odds(here, there)
    return lean / spread


def test_log_odds_change_sides_with_the_groups_and_grow_with_the_evidence():
    here, there = np.array([30.0, 5, 100]), np.array([10.0, 60, 100])
    assert z(here, there) == pytest.approx(-z(there, here))
    assert (np.abs(z(10 * here, 10 * there)) > np.abs(z(here, there))).all()
    assert z(here, here) == pytest.approx(0)


def test_the_talk_of_everybody_else_makes_a_common_term_less_telling():
    here, there = np.array([10, 90]), np.array([2, 98])
    alone, _ = log_odds(here, there)
    beside, _ = log_odds(here, there, np.array([900, 100]))
    assert 0 < beside[0] < alone[0]


def test_log_odds_change_sign_with_the_groups_and_vanish_between_equals():
    random = np.random.default_rng(1)
    here, there, rest = (random.integers(0, 50, 30) for _ in range(3))
    lean, spread = log_odds(here, there, rest)
    turned, same = log_odds(there, here, rest)
    assert lean == pytest.approx(-turned)
    assert spread == pytest.approx(same)
    assert log_odds(here, here, rest)[0] == pytest.approx(0)


def test_an_informative_prior_needs_more_of_a_rare_word():
    lean, spread = log_odds(np.array([3, 300]), np.array([0, 200]), np.array([0, 5000]))
    assert lean[0] / spread[0] < 3


def test_surprise_is_that_of_the_likelihood_ratio_test():
    here, there = np.array([40, 300, 60]), np.array([0, 90, 110])
    found = surprise(here, there)
    for at in range(3):
        table = [[here[at], here.sum() - here[at]], [there[at], there.sum() - there[at]]]
        ratio = stats.chi2_contingency(table, correction=False, lambda_="log-likelihood")
        assert abs(found[at]) == pytest.approx(ratio.statistic**0.5)
        assert np.sign(found[at]) == np.sign(here[at] * there.sum() - there[at] * here.sum())
