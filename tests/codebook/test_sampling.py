"""Samples: the right size, drawn as often as they say, always the same with the same seed."""

from __future__ import annotations

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parvis.codebook import parse, sample
from parvis.codebook.book import EXAMPLE
from parvis.codebook.sampling import allotted, probabilities
from parvis.errors import CodebookError, MissingColumnsError

BOOK = parse(EXAMPLE)
DESIGNS = ("random", "stratified", "informative")


def everyone(size=60):
    """Two thirds of Ada, a few of Bel, one of both; some read surely and some not."""
    sure, unsure = [0.98, 0.01, 0.01], [0.34, 0.33, 0.33]
    brands = [["Ada", "Bel"], *(["Bel"] if n % 10 == 0 else ["Ada"] for n in range(1, size))]
    return pl.DataFrame(
        {
            "id": [f"x:{n}" for n in range(size)],
            "text": "…",
            "brands": brands,
            "tonality_p": [sure if n % 2 else unsure for n in range(size)],
            "interaction_p": [[1.0, 0, 0, 0, 0, 0, 0]] * size,
        }
    )


@pytest.mark.parametrize("how", DESIGNS)
def test_the_same_seed_draws_the_same_mentions_whatever_their_order(how):
    mentions = everyone()
    drawn = sample(mentions, BOOK, 12, how=how, seed=3)
    assert drawn.equals(sample(mentions.reverse(), BOOK, 12, how=how, seed=3))
    assert not drawn.equals(sample(mentions, BOOK, 12, how=how, seed=4))
    assert drawn["id"].n_unique() == drawn.height == 12


@pytest.mark.parametrize("how", DESIGNS)
def test_each_mention_is_drawn_as_often_as_its_probability_says(how):
    mentions, times = everyone(), 1500
    drawn = pl.concat([sample(mentions, BOOK, 12, how=how, seed=n) for n in range(times)])
    often = drawn.group_by("id").agg(pl.len() / times, pl.col("inclusion").first())
    assert often.height == mentions.height
    slack = 4.5 * np.sqrt(0.25 / times)
    assert (often["len"] - often["inclusion"]).abs().max() < slack
    assert drawn.group_by("id").agg(pl.col("inclusion").n_unique())["inclusion"].max() == 1


def test_an_informative_sample_prefers_what_is_unsure_and_reaches_all():
    drawn = pl.concat([sample(everyone(), BOOK, 12, how="informative", seed=n) for n in range(90)])
    number = drawn["id"].str.slice(2).cast(pl.Int64)
    unsure, sure = drawn.filter(number % 2 == 0), drawn.filter(number % 2 == 1)
    assert unsure["inclusion"].min() > 1.5 * sure["inclusion"].max()
    assert sure["inclusion"].min() > 0.4 * 12 / 60


def test_a_small_brand_has_its_part_and_several_brands_are_one_stratum():
    drawn = sample(everyone(), BOOK, 13, how="stratified")
    assert dict(drawn["stratum"].value_counts().rows()) == {"Ada": 7, "Bel": 5, "several": 1}


def test_more_than_there_is_draws_all_with_certainty():
    drawn = sample(everyone(), BOOK, 1000, how="informative")
    assert drawn.height == 60
    assert (drawn["inclusion"] == 1).all()


def test_a_mention_given_twice_is_drawn_once():
    mentions = everyone(5)
    assert sample(pl.concat([mentions, mentions]), BOOK, 10).height == 5


def test_an_informative_sample_needs_a_reader():
    book = parse(EXAMPLE.replace("reads =", "# reads =").replace("read =", "# read ="))
    with pytest.raises(CodebookError, match="draw at random"):
        sample(everyone(), book, 5, how="informative")
    with pytest.raises(MissingColumnsError, match="interaction_p"):
        sample(everyone().drop("interaction_p"), BOOK, 5, how="informative")


@pytest.mark.parametrize(("n", "size"), [(0, 5), (5, 0)])
def test_nothing_cannot_be_drawn(n, size):
    with pytest.raises(CodebookError, match="What to do"):
        sample(everyone(5).head(size), BOOK, n)


def test_an_unread_mention_counts_as_unsure():
    mentions = everyone().with_columns(
        tonality_p=pl.when(pl.col("id") == "x:1").then(None).otherwise("tonality_p")
    )
    drawn = sample(mentions, BOOK, 59, how="informative")
    assert drawn["inclusion"].null_count() == 0


@given(
    st.dictionaries(st.sampled_from("abcdef"), st.integers(1, 300), min_size=1),
    st.integers(1, 900),
)
def test_a_sample_is_shared_evenly_as_far_as_strata_reach(sizes, n):
    parts = allotted(sizes, n)
    assert sum(parts.values()) == min(n, sum(sizes.values()))
    assert all(0 <= parts[name] <= sizes[name] for name in sizes)
    unfilled = [parts[name] for name in sizes if parts[name] < sizes[name]]
    if unfilled:
        assert max(parts.values()) - min(unfilled) <= 1


@settings(max_examples=60)
@given(st.lists(st.floats(0.01, 100), min_size=1, max_size=50), st.integers(1, 60))
def test_probabilities_add_to_the_size_and_none_is_above_one(weights, n):
    found = probabilities(np.array(weights), n)
    assert found.sum() == pytest.approx(min(n, len(weights)))
    assert ((found > 0) & (found <= 1)).all()
