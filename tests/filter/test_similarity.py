"""How alike two texts are: symmetric, between 0 and 1, and greater where more is shared."""

from __future__ import annotations

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parvis.filter import is_same_content, similarity

SAID = "Airbus plans to test a self-driven flying taxi by the end of 2017"
TEXTS = st.lists(st.sampled_from(SAID.split()) | st.text(max_size=8), max_size=14).map(" ".join)


def alike(one: str | None, other: str | None) -> float:
    text = {"dtype": pl.String}
    return similarity(pl.Series([one], **text), pl.Series([other], **text)).item()


def test_more_shared_is_more_alike():
    nearer = [
        SAID,
        "Airbus to test a self-driven flying taxi by the end of 2017",
        "Airbus plans flying taxi tests in 2017",
        "A flying taxi? Really",
        "What a lovely morning in Toulouse",
    ]
    scores = [alike(SAID, other) for other in nearer]
    assert scores == sorted(scores, reverse=True)
    assert scores[0] == 1
    assert scores[-1] < 0.1


@pytest.mark.parametrize("copy", [f"RT @x: {SAID}", SAID.upper() + " https://t.co/a"])
def test_a_copy_is_the_same(copy):
    assert alike(SAID, copy) == 1


def test_nothing_is_like_nothing_and_unlike_the_rest():
    assert alike("", None) == 1
    assert alike("", SAID) < 0.1


@settings(max_examples=80, deadline=None)
@given(TEXTS, TEXTS)
def test_it_is_a_probability_and_symmetric(one, other):
    assert 0 <= alike(one, other) <= 1
    assert alike(one, other) == pytest.approx(alike(other, one))
    assert alike(one, one) == 1


def test_pairs_are_judged_one_by_one():
    one, other = pl.Series([SAID, "merci"] * 2), pl.Series([SAID, "au revoir", "merci", None])
    assert is_same_content(one, other).to_list() == [True, False, False, False]
    assert is_same_content(one.head(0), other.head(0)).to_list() == []
