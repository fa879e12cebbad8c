"""Share of voice, raw and de-duplicated."""

from __future__ import annotations

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parvis.analyse.voice import share_of_voice
from tests.analyse.building import mentions, talk


def raw(shares):
    return shares.filter(count="raw")


def once(shares):
    return shares.filter(count="deduplicated")


SAID = st.fixed_dictionaries(
    {
        "brands": st.lists(st.sampled_from(["Ada", "Bel", "Cid"]), unique=True, max_size=3),
        "duplicate_group": st.sampled_from(["x:1", "x:2", None]),
    }
)


def test_a_share_is_of_the_sum_of_the_brands_mentions(engine):
    frame = mentions(
        {"brands": ["Ada"]}, {"brands": ["Ada", "Bel"]}, {"brands": []}, {"brands": ["Ada"]}
    )
    shares = raw(share_of_voice(engine(frame))).select("brand", "mentions", "share").rows()
    assert shares == [("Ada", 3, 75.0), ("Bel", 1, 25.0)]


def test_a_group_of_near_duplicates_counts_once_for_each_brand(engine):
    frame = mentions(
        {"brands": ["Ada"], "duplicate_group": "x:1"},
        {"brands": ["Ada", "Bel"], "duplicate_group": "x:1"},
        {"brands": ["Ada"], "duplicate_group": None},
        {"brands": ["Bel"], "duplicate_group": "x:4"},
    )
    shares = share_of_voice(engine(frame))
    assert raw(shares).select("brand", "mentions").rows() == [("Ada", 3), ("Bel", 2)]
    columns = ("brand", "mentions", "share")
    assert once(shares).select(columns).rows() == [("Ada", 2, 50.0), ("Bel", 2, 50.0)]


def test_a_group_whose_first_mention_bears_no_mark_still_counts_once(engine):
    frame = mentions({"brands": ["Ada"]}, {"brands": ["Ada"], "duplicate_group": "x:1"})
    assert once(share_of_voice(engine(frame)))["mentions"].to_list() == [1]


@settings(deadline=None, max_examples=30)
@given(st.lists(SAID, max_size=30))
def test_shares_add_to_a_hundred_and_deduplicating_never_adds(rows):
    shares = share_of_voice(mentions(*rows))
    for counted in (raw(shares), once(shares)):
        assert counted["share"].sum() == pytest.approx(100.0 if shares.height else 0.0)
        assert (counted["low"] <= counted["share"] + 1e-9).all()
        assert (counted["high"] >= counted["share"] - 1e-9).all()
        assert (counted["mentions_low"] <= counted["mentions"]).all()
        assert (counted["mentions_high"] >= counted["mentions"]).all()
    fewer = raw(shares).join(once(shares), on="brand", suffix="_once")
    assert (fewer["mentions_once"] <= fewer["mentions"]).all()


def test_every_mention_twice_leaves_every_share_as_it_was():
    columns = ("brand", "count", "share")
    twice = share_of_voice(pl.concat([talk(), talk()]))
    assert twice.select(columns).rows() == share_of_voice(talk()).select(columns).rows()


def people(random, count):
    """People who speak little or much, most of one brand; some posts are copied by strangers."""
    said = np.minimum(random.pareto(1.35, count) * 2 + 1, 60).astype(int)
    author = np.repeat(np.arange(count), said)
    loyal = np.where(
        random.random(author.size) < 0.7, author % 10 < 4, random.random(author.size) < 0.4
    )
    first = pl.DataFrame({"author": author, "is_ada": loyal}).with_columns(
        pl.format("p{}", "author").alias("author"), id=pl.format("x:{}", pl.int_range(pl.len()))
    )
    copied = first.sample(fraction=0.04, seed=int(random.integers(1 << 30)))
    times = random.integers(2, 12, copied.height)
    copies = copied[np.repeat(np.arange(copied.height), times)].with_columns(
        group=pl.col("id"),
        id=pl.format("c:{}", pl.int_range(pl.len())),
        author=pl.format("stranger{}", pl.int_range(pl.len())),
    )
    rows = pl.concat([first, copies], how="diagonal")
    none = {
        name: pl.lit(None, pl.String) for name in ("repost_of", "quote_of", "reply_to", "thread")
    }
    brand = pl.when("is_ada").then(pl.lit("Ada")).otherwise(pl.lit("Bel"))
    return rows.with_columns(
        brands=pl.concat_list(brand), duplicate_group="group", **none
    )  # fmt: skip


@pytest.mark.parametrize("counted", [raw, once])
def test_intervals_of_shares_hold_the_truth_93_to_97_times_in_100(counted):
    random = np.random.default_rng(2010)
    found = [
        counted(share_of_voice(people(random, 150))).filter(brand="Ada").row(0, named=True)
        for _ in range(240)
    ]
    held = np.mean([row["low"] <= 40.0 <= row["high"] for row in found])
    assert 0.93 <= held <= 0.97


def test_intervals_of_counts_hold_the_truth_where_people_come_by_chance():
    random = np.random.default_rng(2010)
    found = [raw(share_of_voice(people(random, random.poisson(150)))) for _ in range(240)]
    every = pl.concat(found).filter(brand="Ada")
    true = every["mentions"].mean()
    held = every.select(pl.lit(true).is_between("mentions_low", "mentions_high").mean()).item()
    assert 0.93 <= held <= 0.97


def test_one_author_who_posts_a_hundred_times_is_no_hundred_people():
    many = mentions(
        *({"author": f"a{n}", "brands": ["Ada" if n % 2 else "Bel"]} for n in range(100))
    )
    few = many.with_columns(author=pl.format("a{}", pl.int_range(pl.len()) % 10))
    wide, narrow = (
        raw(share_of_voice(frame)).select(pl.col("high") - pl.col("low")).item(0, 0)
        for frame in (few, many)
    )
    assert wide > 2 * narrow


def test_a_brand_of_which_all_speak_may_still_not_hold_all():
    frame = mentions(*({"author": f"a{n}", "brands": ["Ada"]} for n in range(20)))
    (row,) = raw(share_of_voice(frame)).iter_rows(named=True)
    assert row["share"] == row["high"] == 100.0
    assert 70 < row["low"] < 100


def test_a_conversation_is_no_crowd():
    alone = mentions(
        *({"author": f"a{n}", "brands": ["Ada" if n < 50 else "Bel"]} for n in range(100))
    )
    reply = pl.when(pl.int_range(pl.len()).is_between(1, 49)).then(pl.lit("x:1"))
    joined = alone.with_columns(reply_to=reply)
    wide, narrow = (
        raw(share_of_voice(frame)).select(pl.col("high") - pl.col("low")).item(0, 0)
        for frame in (joined, alone)
    )
    assert wide > 2 * narrow
