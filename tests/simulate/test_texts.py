"""Posts do not look canned: few are alike by accident, and each is whole."""

from __future__ import annotations

import re
import statistics
from itertools import combinations

import numpy as np
import polars as pl
import pytest

from parvis.simulate import BRANDS, market
from parvis.simulate.making import SHARES
from tests.simulate.alike import leaders_of


@pytest.fixture(scope="module")
def originals(posts):
    """Texts that are neither reposts nor planted copies of an earlier one."""
    return [post["Full Text"] for post in posts if not post["Retweet Of"]]


def test_nearly_all_texts_are_distinct(originals):
    assert len(set(originals)) >= 0.97 * len(originals)


def test_less_than_one_text_in_two_hundred_is_a_near_duplicate_by_accident(monkeypatch):
    for planted in ("copies", "edits", "repeated", "reposts"):
        monkeypatch.setitem(SHARES, planted, 0)
    simulated = market(mentions=5000, seed=11)
    accounts = {handle for brand in BRANDS for handle in brand.accounts}
    rings = {handle for ring in simulated.truth["rings"] for handle in ring["accounts"]}
    public = simulated.posts.filter(~pl.col("Screen Name").is_in(accounts | rings))
    texts = [text for text in public["Full Text"] if len(text.split()) > 5]
    alike = sum(leader != place for place, leader in enumerate(leaders_of(texts)))
    assert len(texts) > 3500
    assert alike < len(texts) / 200


def test_ten_posts_side_by_side_share_no_long_run_of_words(originals):
    rng, repeated = np.random.default_rng(2), 0
    for _ in range(100):
        runs = [_runs(text) for text in rng.choice(originals, 10, replace=False)]
        repeated += any(one & two for one, two in combinations(runs, 2))
    assert repeated < 25


def _runs(text: str, length: int = 6) -> set[tuple[str, ...]]:
    words = re.findall(r"\w+", text.lower())
    return {tuple(words[place : place + length]) for place in range(len(words) - length + 1)}


def test_posts_are_as_long_as_posts_are(originals):
    lengths = [len(text.split()) for text in originals]
    assert 18 <= statistics.median(lengths) <= 28
    assert sum(8 <= length <= 40 for length in lengths) > 0.95 * len(lengths)


@pytest.mark.parametrize("left", ["{", "}", "[e]", "(e)", "(le)", "¶", " ,", "  ", "None"])
def test_nothing_of_the_grammar_is_left_in_a_text(originals, left):
    assert [text for text in originals if left in text] == []


@pytest.mark.parametrize(
    "fault",
    [
        r"\b(?:je|le|la|de|ne|que|me|te|se) [aeiouéèêh](?<!h)(?!ui\b|nz)\w",
        r"\bde les? \w",
        r"\bà les? \w",
        r"\bma [aeiouéè]\w",
        r"\bsi ils?\b",
    ],
)
def test_french_elides_and_contracts(posts, fault):
    french = [post["Full Text"] for post in posts if post["Language"] == "fr"]
    assert len(french) > 1000
    assert [text for text in french if re.search(rf"(?<![\w@#-]){fault[2:]}", text)] == []


def test_english_says_an_before_a_vowel(posts):
    english = [post["Full Text"] for post in posts if post["Language"] == "en"]
    assert [text for text in english if re.search(r"\ba [aeio](?!ne\b)\w", text)] == []


def test_registers_differ(originals):
    assert any(text[0].islower() for text in originals)
    assert any(re.search(r"\b[A-ZÉ]{6,}\b", text) for text in originals)
    assert any("\u2019" in text for text in originals)
    assert any("\n" in text for text in originals)
    assert any("#" in text for text in originals)
    assert any(re.search("[\U0001f600-\U0001f64f]", text) for text in originals)
