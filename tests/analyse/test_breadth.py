"""Whether two queries are equally broad: measured on labels or on what is addressed to accounts."""

from __future__ import annotations

import numpy as np
import polars as pl
import pytest

from parvis.analyse.breadth import LEAST, addressed, breadths, labelled, ratios
from tests.analyse.building import mentions

ACCOUNTS = {"ada": "Ada", "ada_help": "Ada", "bel": "Bel"}


def test_what_is_addressed_names_an_account_or_answers_a_brand(engine):
    frame = mentions(
        {"author": "ann", "mentions": ["ada_help"], "brands": ["Ada"]},
        {"author": "bo", "mentions": ["ada", "ada_help"], "brands": []},
        {"author": "ada", "own_brand": "Ada", "brands": ["Ada"]},
        {"author": "cy", "reply_to": "x:3", "brands": ["Bel"]},
        {"author": "cy", "mentions": ["nobody"], "brands": ["Ada"]},
    )
    found = addressed(engine(frame), ACCOUNTS)
    assert found.rows() == [("Ada", 0, 1, 0, 2), ("Ada", 1, 1, 1, 1)]


def test_labels_tell_what_is_found_and_what_is_missed(engine):
    sample = pl.DataFrame(
        {
            "id": ["1", "2", "3", "4"],
            "author": ["ann", "ann", "bo", None],
            "brands": [["Ada"], ["Ada"], [], ["Bel"]],
            "named": [["Ada"], [], ["Ada", "Bel"], ["Bel"]],
        }
    )
    found = labelled(engine(sample), ["Ada", "Bel"])
    assert found.rows() == [
        ("Ada", 0, 1, 0, 1),
        ("Ada", 2, 1, 1, 1),
        ("Bel", 0, 1, 0, 1),
        ("Bel", 1, 1, 1, 1),
    ]


def counts(brand, *, right, wrong, missed):
    ways = {(1, 1, 1): right, (1, 0, 0): wrong, (0, 1, 0): missed}
    return pl.DataFrame(
        [(brand, *way, n) for way, n in ways.items()],
        {"brand": str, "found": int, "true": int, "both": int, "voices": int},
        orient="row",
    )


def test_precision_recall_and_breadth():
    (row,) = breadths(counts("Ada", right=60, wrong=30, missed=40)).iter_rows(named=True)
    assert row["precision"] == pytest.approx(100 * 60 / 90)
    assert row["recall"] == pytest.approx(60.0)
    assert row["breadth"] == pytest.approx(90.0)
    assert row["low"] < 90 < row["high"]


def test_a_query_that_misses_nothing_of_a_small_sample_may_still_miss_some():
    (row,) = breadths(counts("Ada", right=LEAST, wrong=0, missed=0)).iter_rows(named=True)
    assert (row["breadth"], row["high"]) == (100.0, 100.0)
    assert row["low"] < 95


def test_too_few_mentions_judge_no_query():
    assert breadths(counts("Ada", right=LEAST - 1, wrong=9, missed=0)).is_empty()
    assert breadths(counts("Ada", right=0, wrong=9, missed=99)).is_empty()


def test_ratios_of_equal_queries_are_rarely_taken_for_unequal():
    random, beyond, held = np.random.default_rng(2010), 0, 0
    for _ in range(500):
        two = [
            counts(name, right=r, wrong=int(random.poisson(8)), missed=120 - r)
            for name, r in zip(("Ada", "Bel"), random.binomial(120, 0.8, 2).tolist(), strict=True)
        ]
        (row,) = ratios(breadths(pl.concat(two))).iter_rows(named=True)
        beyond += row["p"] < 0.05
        held += row["low"] <= 1.0 <= row["high"]
    assert beyond / 500 <= 0.07
    assert 0.93 <= held / 500 <= 0.97


def test_a_broader_query_is_told_with_how_many_times():
    two = pl.concat(
        [counts("Ada", right=100, wrong=80, missed=5), counts("Bel", right=70, wrong=3, missed=50)]
    )
    (row,) = ratios(breadths(two)).iter_rows(named=True)
    assert (row["brand"], row["against"]) == ("Ada", "Bel")
    assert row["low"] > 1.1
    assert row["p"] < 0.001


def test_an_author_who_is_missed_again_and_again_is_one_person():
    apart = counts("Ada", right=60, wrong=0, missed=40)
    one = pl.DataFrame([("Ada", 0, 40, 0, 1)], apart.schema, orient="row")
    alike = pl.concat([apart.filter(pl.col("both") == 1), one])
    wide, narrow = (breadths(table)["spread"].item() for table in (alike, apart))
    assert wide > 3 * narrow


def test_nothing_to_compare_gives_no_ratio():
    assert ratios(breadths(counts("Ada", right=50, wrong=0, missed=0))).is_empty()
