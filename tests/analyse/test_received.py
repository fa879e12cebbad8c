"""What goes with a well received answer: like with like, and only beyond chance."""

from __future__ import annotations

import numpy as np
import polars as pl
import pytest

from parvis.analyse.received import followed, signs, what_works
from parvis.analyse.threads import threads
from tests.analyse.building import mentions
from tests.analyse.test_threads import ACCOUNTS, asked, said


def conversation(opening, following, text="@bel ok"):
    return [
        asked(tonality=opening),
        said(10, reply_to="x:1", tonality="positive", is_template=True),
        asked(20, reply_to="x:2", tonality=following, text=text),
    ]


@pytest.mark.parametrize(
    ("opening", "following", "text", "is_well"),
    [
        ("negative", "neutral", "@bel ok", True),
        ("neutral", "neutral", "@bel ok", False),
        ("neutral", "neutral", "@bel merci", True),
        ("neutral", "negative", "@bel merci pour rien", False),
        ("positive", "neutral", "@bel ok", False),
        ("neutral", None, "@bel merci", False),
    ],
)
def test_an_answer_is_well_received_where_what_follows_thanks_or_is_better(
    opening, following, text, is_well
):
    found = followed(threads(mentions(*conversation(opening, following, text)), ACCOUNTS))
    row = found.row(0, named=True)
    assert row["is_well"] is is_well
    assert (row["is_warm"], row["is_quick"], row["is_macro"]) == (True, True, True)


def test_an_answer_after_which_nobody_spoke_says_nothing():
    frame = mentions(asked(), said(5, reply_to="x:1"))
    assert followed(threads(frame, ACCOUNTS)).is_empty()
    assert what_works(followed(threads(frame, ACCOUNTS))).is_empty()


def drawn(random, effect, size=400):
    brand = random.integers(0, 3, size)
    was_negative = random.random(size) < 0.5
    has = random.random(size) < np.array([0.2, 0.5, 0.8])[brand]
    base = np.array([0.2, 0.3, 0.5])[brand] - 0.1 * was_negative
    well = random.random(size) < base + effect * has
    marks = dict.fromkeys(signs(), has)
    facts = {"brand": brand.astype(str), "was_negative": was_negative, "is_well": well}
    return pl.DataFrame({**facts, **marks})


def test_intervals_hold_the_truth_about_as_often_as_they_say():
    random = np.random.default_rng(1)
    held = []
    for _ in range(300):
        row = what_works(drawn(random, 0.15)).row(0, named=True)
        held.append(row["low"] <= 15 <= row["high"])
    assert 0.92 <= np.mean(held) <= 0.98


def test_brands_whose_customers_are_kinder_do_not_make_a_sign_work():
    frame = drawn(np.random.default_rng(2), 0.0, size=40_000)
    plain = frame.group_by("asks").agg(pl.col("is_well").mean()).sort("asks")["is_well"]
    assert 100 * (plain[1] - plain[0]) > 8
    assert abs(what_works(frame)["difference"][0]) < 2


def test_with_one_stratum_it_is_the_plain_difference():
    frame = drawn(np.random.default_rng(3), 0.2).with_columns(
        brand=pl.lit("Bel"), was_negative=pl.lit(value=False)
    )
    shares = frame.group_by("asks").agg(pl.col("is_well").mean()).sort("asks")["is_well"]
    assert what_works(frame)["difference"][0] == pytest.approx(100 * (shares[1] - shares[0]))


def test_too_few_answers_are_not_compared():
    assert what_works(drawn(np.random.default_rng(4), 0.2, size=14)).is_empty()
