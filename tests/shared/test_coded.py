"""Shares of negatives on posts to six airlines, whose tonality people labelled."""

from __future__ import annotations

import numpy as np
import polars as pl
import pytest

from benchmarks.intervals import labelled
from parvis.analyse.coded import Reader, coded_shares
from parvis.analyse.tonality import tonality_counts, tonality_shares
from parvis.codebook import Codebook, parse, sample
from parvis.codebook.book import EXAMPLE
from parvis.enrich import confusion
from parvis.schema import TONALITIES

pytestmark = pytest.mark.shared

BOOK = Codebook([parse(EXAMPLE).of("tonality")])
SAMPLES = 100


@pytest.fixture(scope="module")
def posts(shared):
    return labelled(shared, "airline_sentiment")


@pytest.fixture(scope="module")
def true(posts):
    negative = (100.0 * (pl.col("label") == "negative").mean()).alias("true")
    return posts.explode("brands").group_by(brand="brands").agg(negative)


def test_two_hundred_codes_an_airline_come_within_five_points_and_intervals_hold(posts, true):
    errors, held = [], []
    for seed in range(SAMPLES):
        drawn = sample(posts, BOOK, 1200, how="stratified", seed=seed)
        codes = drawn.join(posts.select("id", code="label"), on="id")
        shares = coded_shares(posts, codes, values=TONALITIES, reader=Reader("tonality"))
        negatives = shares.filter(value="negative").join(true, on="brand")
        assert negatives.height == 6
        errors += (negatives["share"] - negatives["true"]).abs().to_list()
        held += negatives["true"].is_between(negatives["low"], negatives["high"]).to_list()
    assert np.mean(errors) < 2.5
    assert np.mean(np.array(errors) < 5) > 0.94
    assert 0.93 <= np.mean(held) <= 0.97


def test_the_interval_of_the_reading_alone_holds_for_every_airline(posts, true):
    errors = {"en": confusion("en").astype(float)}
    shares = tonality_shares(tonality_counts(posts), errors).filter(tonality="negative")
    held = shares.join(true, on="brand").select(
        pl.col("true").is_between(pl.col("low"), pl.col("high"))
    )
    assert held.to_series().all()
