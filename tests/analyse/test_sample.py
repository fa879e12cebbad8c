"""The mentions shown behind a figure."""

from __future__ import annotations

import polars as pl
import pytest

from parvis.analyse.sample import sample
from tests.analyse.building import mentions, talk


def test_it_draws_the_same_mentions_of_any_engine(engine):
    assert sample(engine(talk())).rows() == sample(talk()).rows()


@pytest.mark.parametrize(("size", "drawn"), [(0, 0), (4, 4), (300, 10)])
def test_it_draws_ten_or_all_there_are(size, drawn):
    given = sample(talk(size))
    assert given.height == drawn
    assert given["id"].n_unique() == drawn


def test_a_mention_that_arrives_later_displaces_one_at_most():
    before = set(sample(talk())["id"])
    arrived = pl.concat([talk(), mentions({"id": "x:new"})])
    assert len(before - set(sample(arrived)["id"])) <= 1


def test_a_mention_given_twice_is_drawn_once():
    assert sample(pl.concat([talk(), talk()])).rows() == sample(talk()).rows()


def test_another_seed_draws_others():
    assert sample(talk(), seed=1).rows() != sample(talk(), seed=2).rows()


def test_every_mention_has_the_same_chance():
    frame = talk(20)
    drawn = pl.concat([sample(frame, n=5, seed=seed) for seed in range(400)])
    times = drawn["id"].value_counts()["count"]
    assert times.len() == 20
    assert times.min() > 60
    assert times.max() < 140
