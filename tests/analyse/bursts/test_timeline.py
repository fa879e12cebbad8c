"""Counts by hour, on every engine, and the line they are laid out on."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import numpy as np
import polars as pl
import pytest

from parvis.analyse.bursts import by_hour, timeline
from parvis.analyse.bursts.timeline import laid_out
from parvis.errors import InputError
from tests.analyse.building import NOON, at, mentions, talk


def test_it_counts_by_brand_medium_and_hour(engine):
    frame = mentions(
        {"brands": ["Ada", "Bel"], "medium": "forum", "published_at": at(5)},
        {"brands": ["Ada"], "medium": "forum", "published_at": at(59)},
        {"brands": ["Ada"], "medium": None, "published_at": at(60)},
    )
    assert by_hour(engine(frame)).rows() == [
        ("Ada", "x", "forum", NOON, 2, 1),
        ("Ada", "x", "unknown", at(60), 1, 1),
        ("Bel", "x", "forum", NOON, 1, 0),
    ]


def test_copies_and_undated_mentions_are_left_out(engine):
    frame = mentions(
        {"brands": ["Ada"], "published_at": NOON},
        {"brands": ["Ada"], "published_at": NOON, "duplicate_of": "x:1"},
        {"brands": ["Ada"]},
        {"published_at": NOON},
    )
    assert by_hour(engine(frame))["mentions"].to_list() == [1]


def test_nothing_is_counted_of_nothing(engine):
    assert by_hour(engine(mentions())).is_empty()
    assert laid_out(by_hour(mentions())) is None


def test_every_mention_twice_doubles_every_count():
    once, twice = by_hour(talk()), by_hour(pl.concat([talk(), talk()]))
    assert twice["mentions"].to_list() == [2 * count for count in once["mentions"]]


@pytest.mark.parametrize(
    ("zone", "slot", "day"),
    [
        ("UTC", 23, date(2024, 1, 1)),
        ("Europe/Paris", 24, date(2024, 1, 2)),
        ("America/New_York", 18, date(2024, 1, 1)),
        ("Asia/Kolkata", 29, date(2024, 1, 2)),
    ],
)
def test_an_hour_belongs_to_the_week_and_the_day_of_its_zone(zone, slot, day):
    line = timeline(datetime(2024, 1, 1, 23, tzinfo=UTC), 3, zone)
    assert (int(line.slot[0]), line.on(0)) == (slot, day)


def test_the_clocks_going_forward_leave_out_an_hour():
    line = timeline(datetime(2024, 3, 31, tzinfo=UTC), 3, "Europe/Paris")
    assert (line.slot % 24).tolist() == [1, 3, 4]


def test_a_part_of_a_line_begins_its_days_anew():
    line = timeline(datetime(2024, 1, 1, tzinfo=UTC), 72, "UTC").between(30, 60)
    assert (line.at(0), line.on(0), line.days) == (
        datetime(2024, 1, 2, 6, tzinfo=UTC),
        date(2024, 1, 2),
        2,
    )


def test_no_such_zone_is_refused_with_the_way_out():
    with pytest.raises(InputError, match="not a time zone"):
        laid_out(by_hour(mentions({"brands": ["Ada"], "published_at": NOON})), timezone="Mars")


def test_counts_stand_at_their_stream_and_hour():
    laid = laid_out(by_hour(talk(800)))
    assert laid is not None
    rows = by_hour(talk(800)).to_dicts()
    names = laid.streams.rows()
    expected = np.zeros_like(laid.mentions)
    for row in rows:
        hour = (row["hour"] - laid.line.first) // timedelta(hours=1)
        expected[names.index((row["brand"], row["source"], row["medium"])), hour] = row["mentions"]
    assert (laid.mentions == expected).all()


def test_of_a_record_of_decades_the_last_ten_years_are_read():
    frame = mentions(
        {"brands": ["Ada"], "published_at": datetime(1995, 1, 1, tzinfo=UTC)},
        {"brands": ["Ada"], "published_at": NOON},
    )
    laid = laid_out(by_hour(frame))
    assert laid is not None
    assert laid.mentions.tolist() == [[1.0]]
