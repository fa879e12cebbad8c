"""Share of voice, raw and de-duplicated."""

from __future__ import annotations

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parvis.analyse.voice import share_of_voice
from tests.analyse.building import mentions, talk

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
    shares = share_of_voice(engine(frame)).select("brand", "mentions", "share").rows()
    assert shares == [("Ada", 3, 75.0), ("Bel", 1, 25.0)]


def test_a_group_of_near_duplicates_counts_once_for_each_brand(engine):
    frame = mentions(
        {"brands": ["Ada"], "duplicate_group": "x:1"},
        {"brands": ["Ada", "Bel"], "duplicate_group": "x:1"},
        {"brands": ["Ada"], "duplicate_group": None},
        {"brands": ["Bel"], "duplicate_group": "x:4"},
    )
    columns = ("brand", "mentions", "deduplicated", "deduplicated_share")
    shares = share_of_voice(engine(frame)).select(columns).rows()
    assert shares == [("Ada", 3, 2, 50.0), ("Bel", 2, 2, 50.0)]


def test_a_group_whose_first_mention_bears_no_mark_still_counts_once(engine):
    frame = mentions({"brands": ["Ada"]}, {"brands": ["Ada"], "duplicate_group": "x:1"})
    assert share_of_voice(engine(frame))["deduplicated"].to_list() == [1]


@settings(deadline=None, max_examples=30)
@given(st.lists(SAID, max_size=30))
def test_shares_add_to_a_hundred_and_deduplicating_never_adds(rows):
    shares = share_of_voice(mentions(*rows))
    for column in ("share", "deduplicated_share"):
        assert shares[column].sum() == pytest.approx(100.0 if shares.height else 0.0)
    assert (shares["deduplicated"] <= shares["mentions"]).all()


def test_every_mention_twice_leaves_every_share_as_it_was():
    columns = ("brand", "share", "deduplicated_share")
    twice = share_of_voice(pl.concat([talk(), talk()]))
    assert twice.select(columns).rows() == share_of_voice(talk()).select(columns).rows()
