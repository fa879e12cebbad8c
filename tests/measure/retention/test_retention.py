"""Retention that is not flattered: landmark, matching, repeat purchases, churn."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parvis.errors import RefusedError
from parvis.measure.logistic import auc, fit
from parvis.measure.retention import (
    bought,
    fit_buying,
    landmarked,
    learn_churn,
    matched,
    staying,
)

DAY = dt.date(2026, 1, 1)
AT, UNTIL = DAY + dt.timedelta(days=200), DAY + dt.timedelta(days=500)
# The published sample of Fader, Hardie and Lee (2005), as counts of customers alike: purchases that
# repeat, weeks until the last, weeks known (brucehardie.com/notes/004).
SAMPLE = Path(__file__).parent / "cdnow_sample.csv"


def dated(days):
    """Days after the first as dates; NaN is none."""
    return pl.Series(days, nan_to_null=True).floor().cast(pl.Int64).to_frame("d").select(
        pl.lit(DAY) + pl.duration(days="d")
    ).to_series()  # fmt: skip


def customers(n=2000, *, seed=0, effect=1.0, tenured=False):
    """Customers whose engagement multiplies their hazard by `effect` from its moment on.

    Where `tenured`, those long there leave less and have had the time to engage.
    """
    random = np.random.default_rng(seed)
    since = random.uniform(-300 if tenured else 0, 190, n)
    long = 0.25 if tenured else 1.0
    hazard = np.where(since < 0, long, 1.0) / 150
    engaged = since + random.exponential(250 if not tenured else 120, n)
    before = random.exponential(1 / hazard)
    after = random.exponential(1 / (hazard * effect))
    stays = np.where(since + before > engaged, engaged - since + after, before)
    left = since + stays
    return pl.DataFrame(
        {
            "customer": range(n),
            "since": dated(since),
            "left": dated(np.where(left > 500, np.nan, left)),
            "engaged": dated(np.where(engaged < left, engaged, np.nan)),
        }
    )


def test_immortal_time_flatters_the_ever_engaged_and_the_landmark_takes_it_away():
    ever, landmark, _ = staying(customers(), at=AT, until=UNTIL, horizon=150)
    assert ever.difference > 15
    assert ever.p < 1e-6
    assert landmark.low < 0 < landmark.high


def test_where_engagement_does_nothing_the_log_rank_seldom_finds_it():
    made = [customers(400, seed=seed) for seed in range(200)]
    p = [staying(table, at=AT, until=UNTIL, horizon=150)[1].p for table in made]
    assert np.mean(np.array(p) < 0.05) <= 0.09


def test_an_effect_that_is_there_is_found():
    _, landmark, like = staying(customers(effect=0.4), at=AT, until=UNTIL, horizon=150)
    assert landmark.low > 0
    assert like.low > 0
    assert like.p < 0.001


def test_matching_on_tenure_takes_away_what_tenure_did():
    table = customers(6000, tenured=True)
    _, landmark, like = staying(table, at=AT, until=UNTIL, horizon=150)
    assert landmark.difference > 8
    assert landmark.p < 0.001
    assert abs(like.difference) < landmark.difference / 3
    assert like.p > 0.01


@settings(deadline=None)
@given(st.integers(0, 2**31))
def test_matched_groups_are_equal_in_size_and_tenure(seed):
    cohort = landmarked(customers(300, seed=1, tenured=True), at=AT, until=UNTIL)
    like = matched(cohort, seed=seed)
    ours, theirs = like.filter("engaged"), like.filter(~pl.col("engaged"))
    assert ours.height == theirs.height > 0
    apart = abs(ours["tenure"].mean() - theirs["tenure"].mean())
    assert apart < np.ptp(cohort["tenure"].to_numpy()) / 20
    assert like.join(cohort, on=cohort.columns, how="anti").is_empty()


def test_engagement_after_the_landmark_and_leaving_after_the_end_change_nothing():
    table = customers(500)
    later = table.with_columns(
        engaged=pl.when(pl.col("engaged") > AT).then(None).otherwise("engaged"),
        left=pl.when(pl.col("left") > UNTIL).then(None).otherwise("left"),
    )
    assert landmarked(table, at=AT, until=UNTIL).equals(landmarked(later, at=AT, until=UNTIL))


def test_too_few_of_a_group_are_refused():
    with pytest.raises(RefusedError, match="ten of each"):
        staying(customers(30), at=DAY + dt.timedelta(days=3), until=UNTIL, horizon=100)


@pytest.fixture(scope="module")
def model():
    return fit_buying(pl.read_csv(SAMPLE))


def test_the_papers_estimates_are_found_again(model):
    """Fader, Hardie and Lee (2005), table 2: the sample of CDNOW, 39 weeks."""
    assert (model.r, model.alpha, model.a, model.b) == pytest.approx(
        (0.243, 4.414, 0.793, 2.426), abs=1e-3
    )
    assert model.likelihood == pytest.approx(-9582.4, abs=0.05)


def test_the_papers_worked_example_of_one_customer(model):
    """Their note on the model in Excel: two purchases, and 1.226 to come."""
    x, recency, age = np.array([2.0]), np.array([30.43]), np.array([38.86])
    assert model.expected(x, recency, age, 39.0)[0] == pytest.approx(1.226, abs=2e-3)


def test_who_came_once_may_still_be_there_and_who_was_frequent_and_silent_is_likely_gone(model):
    x, age = np.array([0.0, 20, 20]), np.full(3, 40.0)
    alive = model.alive(x, np.array([0.0, 39.5, 20.0]), age)
    assert alive[0] == 1.0
    assert alive[1] > 0.9
    assert alive[2] < 0.01
    assert (model.expected(x, np.array([0.0, 39.5, 20.0]), age, 10.0) >= 0).all()


def test_buying_without_repetition_is_refused():
    days = [DAY + dt.timedelta(days=n) for n in range(60)]
    table = bought(pl.DataFrame({"customer": range(60), "date": days}), until=UNTIL)
    with pytest.raises(RefusedError, match="0 of whom came again"):
        fit_buying(table)


def test_a_regression_finds_the_weights_that_made_the_data():
    random = np.random.default_rng(0)
    x = random.normal(size=(20_000, 2))
    happened = random.random(20_000) < 1 / (1 + np.exp(-(-1 + 0.8 * x[:, 0] - 0.5 * x[:, 1])))
    assert fit(x, happened).weights == pytest.approx([-1, 0.8, -0.5], abs=0.06)


@settings(deadline=None)
@given(st.lists(st.tuples(st.floats(0, 1), st.booleans()), min_size=2, max_size=30))
def test_the_area_is_the_share_of_pairs_in_the_right_order(rows):
    p, happened = np.array([r[0] for r in rows]), np.array([r[1] for r in rows])
    if happened.any() and not happened.all():
        pairs = [(a > b) + 0.5 * (a == b) for a in p[happened] for b in p[~happened]]
        assert auc(p, happened) == pytest.approx(np.mean(pairs))


def test_churn_is_refused_with_few_who_left():
    with pytest.raises(RefusedError, match="1 customers left"):
        learn_churn(
            pl.DataFrame({"left": [True] + [False] * 99, "n": range(100)}),
            left="left",
            columns=["n"],
        )


def test_what_is_learnt_from_noise_tells_nothing():
    random = np.random.default_rng(2)
    table = pl.DataFrame(
        {"left": random.random(1000) < 0.3, "n": random.normal(size=1000), "t": ["a", "b"] * 500}
    )
    found = learn_churn(table, left="left", columns=["n", "t"])
    assert found.low < 0.5 < found.high
