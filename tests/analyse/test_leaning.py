"""Who speaks of a theme is set against the others, each once."""

from __future__ import annotations

import numpy as np
import polars as pl
import pytest
from scipy import stats

from parvis.analyse.leaning import leanings, negativity


def posts(rows):
    columns = ("id", "author", "brands", "tonality")
    return pl.DataFrame(rows, schema=columns, orient="row")


def test_an_author_counts_once_however_much_they_say():
    loud = [(f"x:{place}", "Ann", ["Us"], "negative") for place in range(50)]
    told = negativity(posts([*loud, ("x:99", "Bo", ["Us", "Them"], "positive")]))
    assert told.rows() == [("ann", "Us", 1.0), ("bo", "Them", 0.0), ("bo", "Us", 0.0)]


def test_what_was_not_read_says_nothing():
    assert negativity(posts([("x:1", "Ann", ["Us"], None)])).is_empty()


@pytest.fixture
def told():
    chance = np.random.default_rng(3)
    names = [f"v{place}" for place in range(200)]
    share = np.where(np.arange(200) < 60, chance.beta(4, 2, 200), chance.beta(2, 4, 200))
    return pl.DataFrame({"voice": names, "row": ["Us"] * 200, "negative": share})


def test_the_distance_is_that_of_welch(told):
    said = told.head(60).select("voice", "row", column=pl.lit("panne"))
    found = leanings(said, told).row(0, named=True)
    shares = told["negative"].to_numpy()
    peer = stats.ttest_ind(shares[:60], shares[60:], equal_var=False)
    assert found["z"] == pytest.approx(peer.statistic)
    assert found["negative"] == pytest.approx(100 * shares[:60].mean())
    assert found["low"] < found["negative"] < found["high"]
    assert found["people"] == 60


def test_chance_parts_them_one_time_in_twenty():
    chance = np.random.default_rng(5)
    beyond = 0
    for _ in range(400):
        share = chance.binomial(1, 0.3, 120).astype(float)
        names = [f"v{place}" for place in range(120)]
        told = pl.DataFrame({"voice": names, "row": ["Us"] * 120, "negative": share})
        said = told.sample(40, seed=int(chance.integers(1 << 30)))
        found = leanings(said.select("voice", "row", column=pl.lit("x")), told)
        beyond += abs(found["z"].item()) > 1.96
    assert 0.02 < beyond / 400 < 0.09


def test_too_few_people_are_not_compared(told):
    said = told.head(4).select("voice", "row", column=pl.lit("panne"))
    found = leanings(said, told).row(0, named=True)
    assert (found["z"], found["low"], found["people"]) == (None, None, 4)


def test_everybody_alike_is_no_distance(told):
    alike = told.with_columns(negative=pl.lit(1.0))
    said = alike.head(60).select("voice", "row", column=pl.lit("panne"))
    assert leanings(said, alike)["z"].item() is None
