"""Regression, ranking and correlation against scikit-learn and SciPy."""

from __future__ import annotations

import numpy as np
import polars as pl
import pytest
from scipy.stats import linregress, pearsonr
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score

from parvis.measure.logistic import auc, fit
from parvis.measure.maturity import maturity
from parvis.measure.objectives import correlation

SEEDS = range(3)


def sample(seed, rows=300):
    random = np.random.default_rng(seed)
    design = random.normal(size=(rows, 4))
    outcome = random.random(rows) < 1 / (1 + np.exp(-design @ [1.0, -0.5, 0.0, 0.3] + 0.7))
    return design, outcome


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("ridge", [0.1, 1.0, 20.0])
def test_the_logistic_regression_is_that_of_scikit_learn(seed, ridge):
    design, outcome = sample(seed)
    theirs = LogisticRegression(C=1 / ridge, tol=1e-12, max_iter=10_000).fit(design, outcome)
    weights = np.append(theirs.intercept_, theirs.coef_)
    assert fit(design, outcome, ridge=ridge).weights == pytest.approx(weights, abs=1e-5)


@pytest.mark.parametrize("seed", SEEDS)
def test_the_area_under_the_curve_is_that_of_scikit_learn_with_ties_too(seed):
    design, outcome = sample(seed)
    for score in (design[:, 0], design[:, 0].round()):
        assert auc(score, outcome) == pytest.approx(roc_auc_score(outcome, score))


@pytest.mark.parametrize("seed", SEEDS)
def test_a_correlation_and_its_interval_are_those_of_scipy(seed):
    design, _ = sample(seed, rows=30)
    one, other = design[:, 0], design[:, 0] + design[:, 1]
    theirs = pearsonr(one, other)
    interval = theirs.confidence_interval(0.95)
    wanted = (theirs.statistic, interval.low, interval.high)
    assert correlation(pl.Series(one), pl.Series(other)) == pytest.approx(wanted)


@pytest.mark.parametrize("seed", SEEDS)
def test_the_raw_effect_of_engagement_is_that_of_a_line_between_two_groups(seed):
    random = np.random.default_rng(seed)
    engaged = np.arange(40) % 3 == 0
    result = random.normal(size=40) + engaged
    units = pl.DataFrame({"engaged": engaged, "maturity": random.random(40), "result": result})
    theirs = linregress(engaged.astype(float), result)
    found = maturity(units)
    assert found.raw == pytest.approx(theirs.slope)
    assert (found.raw_high - found.raw) / theirs.stderr == pytest.approx(2.024394)  # 38 degrees
