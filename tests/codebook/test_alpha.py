"""Alpha and its interval: equal to the reference library and to the textbook."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parvis.codebook.alpha import agreeing, alpha, counts_of

# Krippendorff, "Computing Krippendorff's alpha-reliability" (2011), part C: four observers.
N = None
TEXTBOOK = [
    [1, 2, 3, 3, 2, 1, 4, 1, 2, N, N, N],
    [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, N, 3],
    [N, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, N],
    [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, N],
]
LEVELS = ("nominal", "ordinal", "interval")


def textbook():
    return counts_of([[None if v is None else v - 1 for v in row] for row in TEXTBOOK], 5)


@pytest.mark.parametrize(
    ("level", "value"), [("nominal", 0.743), ("ordinal", 0.815), ("interval", 0.849)]
)
def test_the_textbooks_example(level, value):
    found = alpha(textbook(), level=level)
    assert found.value == pytest.approx(value, abs=5e-4)
    assert found.low < found.value < found.high
    assert found.units == 11


@settings(deadline=None, max_examples=100)
@given(st.integers(0, 100_000), st.integers(2, 5), st.integers(2, 6), st.sampled_from(LEVELS))
def test_alpha_equals_the_reference(seed, coders, values, level):
    krippendorff = pytest.importorskip("krippendorff")
    random = np.random.default_rng(seed)
    codes = random.integers(0, values, (coders, 30)).astype(float)
    codes[:, :10] = codes[0, :10]
    codes[random.random(codes.shape) < 0.2] = np.nan
    counts = counts_of([[None if np.isnan(v) else int(v) for v in row] for row in codes], values)
    numbers = np.sort(random.choice(50, values, replace=False)).astype(float)
    expected = krippendorff.alpha(
        value_counts=counts, value_domain=numbers, level_of_measurement=level
    )
    found = alpha(counts, level=level, numbers=numbers, draws=10)
    assert found.value == pytest.approx(expected, abs=1e-12)


@pytest.mark.parametrize("level", LEVELS)
def test_the_interval_equals_that_of_the_reference_on_the_same_samples(level):
    krippendorff = pytest.importorskip("krippendorff")
    counts = textbook()
    pairable = counts[counts.sum(axis=1) > 1]
    units = len(pairable)
    drawn = np.random.default_rng(5).multinomial(units, np.full(units, 1 / units), 200)
    again = [
        krippendorff.alpha(
            value_counts=np.repeat(pairable, times, axis=0), level_of_measurement=level
        )
        for times in drawn
    ]
    found = alpha(counts, level=level, draws=200, seed=5)
    assert (found.low, found.high) == pytest.approx(np.percentile(again, [2.5, 97.5]))


def test_one_value_only_tells_nothing_of_chance():
    found = alpha(np.array([[2, 0], [3, 0]]))
    assert (found.value, found.low, found.units) == (None, None, 2)
    assert agreeing(np.array([[2, 0], [3, 0]])) == 1


def test_nothing_coded_twice_is_unknown_and_not_zero():
    found = alpha(np.array([[1, 0], [0, 1]]))
    assert (found.value, found.units) == (None, 0)
    assert agreeing(np.array([[1, 0], [0, 1]])) is None


def test_agreement_is_one_and_systematic_disagreement_is_below_chance():
    assert alpha(np.array([[2, 0], [0, 2]])).value == 1
    assert alpha(np.array([[1, 1]] * 9)).value < 0


def test_the_interval_holds_the_alpha_of_endless_coding():
    def twice(mentions, seed):
        random = np.random.default_rng(seed)
        true, counts = random.integers(0, 3, mentions), np.zeros((mentions, 3), np.int64)
        for _ in range(2):
            said = np.where(random.random(mentions) < 0.8, true, random.integers(0, 3, mentions))
            np.add.at(counts, (np.arange(mentions), said), 1)
        return counts

    endless = alpha(twice(200_000, 0), draws=2).value
    found = [alpha(twice(150, seed), draws=300) for seed in range(1, 401)]
    held = np.mean([one.low <= endless <= one.high for one in found])
    assert 0.92 <= held <= 0.98
