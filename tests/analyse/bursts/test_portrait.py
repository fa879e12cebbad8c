"""What a burst was: on every engine, by its own words, with each author heard once."""

from __future__ import annotations

from datetime import timedelta

import numpy as np
import polars as pl

from parvis.analyse.bursts import portraits
from parvis.schema import UTC_TIME
from tests.analyse.building import NOON, mentions

END = NOON + timedelta(hours=3)


def burst(*brands, start=NOON, end=END):
    rows = [(brand, start, end) for brand in brands]
    types = {"brand": pl.String, "start": UTC_TIME, "end": UTC_TIME}
    return pl.DataFrame(rows, types, orient="row")


def said(number, text, hours, **others):
    about = {"author": f"p{number}", "brands": ["Ada"], "tonality": "neutral", "text": text}
    return about | {"published_at": NOON + timedelta(hours=hours)} | others


def usual(count=200):
    words = ("facture", "offre", "boutique", "conseil", "forfait")
    return [said(n, f"ma {words[n % 5]} chez ada", -300 + n) for n in range(count)]


def leak(count=30, **others):
    return [
        said(500 + n, "une fuite de données énorme", n / 20, **({"tonality": "negative"} | others))
        for n in range(count)
    ]


def test_a_burst_is_told_by_its_words_its_first_mention_its_hubs_and_its_tone(engine):
    frame = mentions(*usual(), *leak(mentions=["zoe", "adacare"]))
    row = portraits(engine(frame), burst("Ada"), accounts={"adacare"}).row(0, named=True)
    assert set(row["words"]) == {"fuite", "données énorme"}
    assert (row["all"], row["voices"], row["first"], row["hubs"]) == (30, 30, "x:201", ["zoe"])
    assert (row["negative"], row["shift"]) == (100.0, 100.0)
    assert 50 < row["shift_low"] < row["shift"] <= row["shift_high"]


def test_one_author_makes_no_word(engine):
    frame = mentions(*usual(), *leak(author="Ann"))
    assert portraits(engine(frame), burst("Ada"))["words"].to_list() == [[]]


def test_a_copy_adds_to_the_volume_and_not_to_the_words(engine):
    frame = mentions(*usual(), *leak(duplicate_of="x:201", coordinated_group="x:201"))
    row = portraits(engine(frame), burst("Ada")).row(0, named=True)
    assert (row["words"], row["copies"], row["coordinated"]) == ([], 100.0, 100.0)


def test_a_burst_like_the_usual_talk_has_no_words(engine):
    like = [row | {"author": f"q{n}", "published_at": NOON} for n, row in enumerate(usual(30))]
    frame = mentions(*usual(), *like)
    assert portraits(engine(frame), burst("Ada"))["words"].to_list() == [[]]


def test_the_first_mention_is_the_earliest_with_one_of_the_words(engine):
    frame = mentions(*usual(), said(900, "bonjour", 0), *leak())
    assert portraits(engine(frame), burst("Ada"))["first"].to_list() == ["x:202"]


def test_what_is_told_elsewhere_or_at_another_time_is_no_part_of_it(engine):
    frame = mentions(*usual(), *leak(), *leak(brands=["Bel"]))
    later = burst("Ada", start=END, end=END + timedelta(hours=1))
    found = portraits(engine(frame), pl.concat([burst("Ada"), later, burst("Bel")]))
    assert found["all"].to_list() == [30, 0, 30]
    assert found["brand"].to_list() == ["Ada", "Ada", "Bel"]


def test_a_tone_nobody_read_is_unknown():
    frame = mentions(*usual(), *leak(tonality=None))
    row = portraits(frame, burst("Ada")).row(0, named=True)
    assert (row["negative"], row["shift"], row["shift_low"]) == (None, None, None)


def test_the_interval_of_a_shift_covers_it():
    """As often as it should: shares drawn around known ones, each voice once."""
    random, rounds = np.random.default_rng(7), 300
    brands = [f"Ada {number}" for number in range(rounds)]
    is_negative = random.random((rounds, 240)) < np.repeat([0.3, 0.5], [200, 40])
    rows = [
        said(n, "", -300 + n if n < 200 else 1, brands=[brand], tonality=["other", "negative"][yes])
        for brand, tones in zip(brands, is_negative, strict=True)
        for n, yes in enumerate(tones.astype(int))
    ]
    found = portraits(mentions(*rows), burst(*brands))
    covered = pl.lit(20).is_between("shift_low", "shift_high")
    assert 0.93 <= found.select(covered.mean()).item() <= 0.98
    assert found.height == rounds


def test_no_burst_needs_no_portrait(engine):
    assert portraits(engine(mentions(*usual())), burst()).is_empty()
