"""Tonality by brand: what is counted, and the shares with their intervals."""

from __future__ import annotations

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parvis.analyse.tonality import tonality_counts, tonality_shares
from tests.analyse.building import mentions

PERFECT = np.diag([5000.0, 5000, 5000])
FAIR = np.array([[240.0, 45, 15], [45, 210, 45], [15, 60, 225]])

COUNTED = st.fixed_dictionaries(
    {
        "brand": st.sampled_from(["Ada", "Bel"]),
        "language": st.sampled_from(["fr", "en", "und"]),
        "tonality": st.sampled_from(["negative", "neutral", "positive"]),
        "mentions": st.integers(1, 5000),
    }
)


def counts(*rows: tuple[str, str, str, int]) -> pl.DataFrame:
    return pl.DataFrame(rows, ["brand", "language", "tonality", "mentions"], orient="row")


def test_mentions_are_counted_by_brand_language_and_tonality_with_the_unsure_ones(engine):
    frame = mentions(
        {"brands": ["Ada", "Bel"], "language": "fr", "tonality": "negative", "is_unsure": True},
        {"brands": ["Ada"], "language": "fr", "tonality": "negative", "is_unsure": False},
        {"brands": ["Ada"], "language": "en", "tonality": "positive"},
        {"brands": ["Ada"], "language": None, "tonality": "neutral", "is_unsure": True},
    )
    assert tonality_counts(engine(frame)).rows() == [
        ("Ada", "en", "positive", 1, 0),
        ("Ada", "fr", "negative", 2, 1),
        ("Ada", "und", "neutral", 1, 1),
        ("Bel", "fr", "negative", 1, 1),
    ]


def test_a_mention_not_read_yet_is_not_counted(engine):
    frame = mentions({"brands": ["Ada"], "tonality": None}, {"brands": [], "tonality": "neutral"})
    assert tonality_counts(engine(frame)).is_empty()


def towards(**tonalities: str | None) -> list[dict[str, object]]:
    """What is said towards each brand."""
    rest = {"p": [0.2, 0.3, 0.5], "is_unsure": False, "words": None, "is_turned": False}
    return [{"brand": name, "tonality": said, **rest} for name, said in tonalities.items()]


def test_the_tonality_towards_a_brand_goes_before_that_of_the_mention(engine):
    both = {"brands": ["Ada", "Bel"], "language": "fr", "tonality": "neutral"}
    frame = mentions(
        {**both, "towards": towards(Ada="positive", Bel="negative")},
        {**both, "towards": towards(Ada="positive", Bel=None)},
        {**both, "towards": None},
    )
    assert tonality_counts(engine(frame)).rows() == [
        ("Ada", "fr", "neutral", 1, 0),
        ("Ada", "fr", "positive", 2, 0),
        ("Bel", "fr", "negative", 1, 0),
        ("Bel", "fr", "neutral", 1, 0),
    ]


def test_shares_are_of_the_brands_mentions_over_all_languages():
    counted = counts(("Ada", "fr", "negative", 30), ("Ada", "en", "negative", 30))
    counted = pl.concat(
        [counted, counts(("Ada", "en", "positive", 20), ("Bel", "en", "neutral", 5))]
    )
    shares = tonality_shares(counted, {"fr": FAIR, "en": FAIR})
    assert shares.select("brand", "tonality", "share", "mentions").rows() == [
        ("Ada", "negative", 75.0, 60),
        ("Ada", "neutral", 0.0, 0),
        ("Ada", "positive", 25.0, 20),
        ("Bel", "negative", 0.0, 0),
        ("Bel", "neutral", 100.0, 5),
        ("Bel", "positive", 0.0, 0),
    ]


def test_a_reader_without_errors_leaves_only_the_chance_of_the_sample():
    counted = counts(("Ada", "fr", "negative", 400), ("Ada", "fr", "positive", 600))
    negative = tonality_shares(counted, {"fr": PERFECT}, worth=np.inf).row(0, named=True)
    chance = 100 * 1.96 * np.sqrt(0.4 * 0.6 / 1000)
    assert negative["low"] == pytest.approx(40 - chance, abs=0.4)
    assert negative["high"] == pytest.approx(40 + chance, abs=0.4)


def test_errors_of_another_subject_widen_the_interval():
    counted = counts(("Ada", "fr", "negative", 400), ("Ada", "fr", "positive", 600))
    at_home, elsewhere = (
        tonality_shares(counted, {"fr": FAIR}, **asked) for asked in ({"worth": np.inf}, {})
    )
    width = pl.col("high") - pl.col("low")
    assert elsewhere.select(width).sum().item() > 2 * at_home.select(width).sum().item()


def test_a_callable_confusion_is_asked_for_every_language():
    counted = counts(("Ada", "fr", "negative", 40), ("Ada", "en", "positive", 60))
    asked = []

    def confusion(language):
        asked.append(language)
        return FAIR

    shares = tonality_shares(counted, confusion)
    assert asked == ["fr", "en"]
    assert shares.equals(tonality_shares(counted, {"fr": FAIR, "en": FAIR}))


def test_a_language_of_unknown_errors_widens_the_interval():
    counted = counts(("Ada", "fr", "negative", 400), ("Ada", "xx", "negative", 100))
    counted = pl.concat([counted, counts(("Ada", "fr", "positive", 500))])
    known = tonality_shares(counted, {"fr": FAIR, "xx": FAIR})
    unknown = tonality_shares(counted, {"fr": FAIR})
    width = pl.col("high") - pl.col("low")
    assert (unknown.select(width).to_series() > known.select(width).to_series()).all()
    nothing = tonality_shares(counted, {"en": FAIR})
    assert (nothing.select(width).to_series() > 80).all()


def test_no_counts_give_no_shares():
    assert tonality_shares(counts().clear(), {"fr": FAIR}).columns == [
        "brand",
        "tonality",
        "share",
        "low",
        "high",
        "mentions",
    ]


@settings(deadline=None, max_examples=40)
@given(st.lists(COUNTED, min_size=1, max_size=12))
def test_shares_add_to_a_hundred_within_intervals_within_nought_and_a_hundred(rows):
    shares = tonality_shares(pl.DataFrame(rows), {"fr": FAIR, "en": FAIR}, draws=50)
    added = shares.group_by("brand").agg(pl.col("share").sum())["share"]
    assert added.to_list() == pytest.approx([100.0] * added.len())
    assert shares["mentions"].sum() == sum(row["mentions"] for row in rows)
    assert (shares["low"] >= 0).all()
    assert (shares["low"] <= shares["share"]).all()
    assert (shares["share"] <= shares["high"]).all()
    assert (shares["high"] <= 100 + 1e-9).all()
