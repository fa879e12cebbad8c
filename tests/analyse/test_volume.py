"""Volumes: by day, brand, column, brand and day, and how far they reach."""

from __future__ import annotations

from datetime import UTC, date, datetime

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parvis.analyse.volume import by_brand, by_brand_and_day, by_column, by_day, extent
from parvis.errors import InputError
from tests.analyse.building import NOON, at, mentions, talk

BRANDS = st.lists(st.sampled_from(["Ada", "Bel", "Cid"]), unique=True, max_size=3)


@pytest.mark.parametrize(
    ("timezone", "moment", "day"),
    [
        ("UTC", datetime(2024, 1, 1, 23, 59, 59, tzinfo=UTC), date(2024, 1, 1)),
        ("Europe/Paris", datetime(2024, 1, 1, 23, 0, tzinfo=UTC), date(2024, 1, 2)),
        ("Europe/Paris", datetime(2024, 7, 1, 21, 59, tzinfo=UTC), date(2024, 7, 1)),
        ("Europe/Paris", datetime(2024, 7, 1, 22, 0, tzinfo=UTC), date(2024, 7, 2)),
        ("Asia/Kolkata", datetime(2024, 1, 1, 18, 29, tzinfo=UTC), date(2024, 1, 1)),
        ("Asia/Kolkata", datetime(2024, 1, 1, 18, 30, tzinfo=UTC), date(2024, 1, 2)),
        ("Asia/Kathmandu", datetime(2024, 1, 1, 18, 14, tzinfo=UTC), date(2024, 1, 1)),
        ("Asia/Kathmandu", datetime(2024, 1, 1, 18, 15, tzinfo=UTC), date(2024, 1, 2)),
        ("America/New_York", datetime(2024, 1, 2, 4, 59, tzinfo=UTC), date(2024, 1, 1)),
    ],
)
def test_a_day_begins_at_midnight_of_the_zone(engine, timezone, moment, day):
    frame = engine(mentions({"published_at": moment}))
    assert by_day(frame, timezone=timezone).rows() == [(day, 1)]


def test_days_come_oldest_first_and_undated_mentions_and_silent_days_are_left_out(engine):
    frame = mentions(
        {"published_at": at(3 * 1440)}, {"published_at": NOON}, {}, {"published_at": at(5)}
    )
    assert by_day(engine(frame)).rows() == [(date(2024, 3, 1), 2), (date(2024, 3, 4), 1)]


@pytest.mark.parametrize("timezone", ["Europe/Atlantis", "", "../../etc/passwd", "Europe"])
def test_an_unknown_zone_is_refused_with_the_way_out(timezone):
    with pytest.raises(InputError, match=r"not a time zone\. What to do: give an IANA name"):
        by_day(mentions({"published_at": NOON}), timezone=timezone)


def test_a_mention_of_two_brands_counts_for_each(engine):
    frame = mentions({"brands": ["Ada", "Bel"]}, {"brands": ["Bel"]}, {"brands": []})
    assert by_brand(engine(frame)).rows() == [("Bel", 2), ("Ada", 1)]


def test_a_null_counts_as_unknown(engine):
    frame = mentions({"language": "fr"}, {"language": None}, {"language": "fr"})
    assert by_column(engine(frame), "language").rows() == [("fr", 2), ("unknown", 1)]


def test_brands_and_days_come_by_brand_and_oldest_first(engine):
    frame = mentions(
        {"brands": ["Bel", "Ada"], "published_at": at(1440)},
        {"brands": ["Ada"], "published_at": NOON},
        {"brands": ["Ada"]},
    )
    first, second = date(2024, 3, 1), date(2024, 3, 2)
    expected = [("Ada", first, 1), ("Ada", second, 1), ("Bel", second, 1)]
    assert by_brand_and_day(engine(frame)).rows() == expected


def test_the_extent_tells_first_last_undated_and_distinct_authors(engine):
    frame = mentions(
        {"published_at": at(9), "author": "ann"},
        {"published_at": NOON, "author": "bo"},
        {"author": "ann"},
        {"published_at": at(1)},
    )
    assert extent(engine(frame)).row(0, named=True) == {
        "first": NOON,
        "last": at(9),
        "mentions": 4,
        "undated": 1,
        "authors": 2,
    }


def test_no_author_at_all_is_unknown_not_zero(engine):
    assert extent(engine(mentions({}, {})))["authors"].to_list() == [None]


def test_the_extent_of_nothing_is_zero_mentions_between_unknown_times(engine):
    assert extent(engine(mentions())).row(0) == (None, None, 0, 0, None)


@settings(deadline=None, max_examples=30)
@given(st.lists(BRANDS, max_size=30))
def test_brands_counted_add_up_to_the_brands_named(brands):
    counted = by_brand(mentions(*({"brands": named} for named in brands)))
    assert counted["mentions"].sum() == sum(map(len, brands))


def test_every_mention_twice_doubles_every_volume():
    once, twice = talk(), pl.concat([talk(), talk()])
    doubled = pl.col("mentions") * 2
    for counted in (by_day, by_brand, by_brand_and_day):
        assert counted(twice).rows() == counted(once).with_columns(doubled).rows()
