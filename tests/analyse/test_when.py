"""When an audience speaks: its own clock, each person once an hour, and windows beyond chance."""

from __future__ import annotations

import datetime as dt

import numpy as np
import polars as pl
import pytest

from parvis.analyse.when import by_hour_of_week, spoken_hours, windows
from parvis.errors import InputError
from tests.analyse.building import mentions

MONDAY = dt.date(2024, 7, 1)
UTC = dt.UTC


@pytest.mark.parametrize(
    ("timezone", "moment", "expected"),
    [
        ("UTC", dt.datetime(2024, 7, 1, 23, 59, tzinfo=UTC), (1, 23)),
        ("Europe/Paris", dt.datetime(2024, 7, 1, 23, 59, tzinfo=UTC), (2, 1)),
        ("Europe/Paris", dt.datetime(2024, 1, 1, 23, 59, tzinfo=UTC), (2, 0)),
        ("Asia/Kathmandu", dt.datetime(2024, 7, 7, 18, 20, tzinfo=UTC), (1, 0)),
        ("America/New_York", dt.datetime(2024, 7, 1, 3, 0, tzinfo=UTC), (7, 23)),
    ],
)
def test_the_hour_is_that_of_the_zone(engine, timezone, moment, expected):
    frame = mentions({"author": "ann", "published_at": moment})
    found = by_hour_of_week(spoken_hours(engine(frame), timezone=timezone))
    assert found.rows() == [(*expected, 1)]


def test_one_counts_once_an_hour_and_who_says_no_hour_counts_for_none(engine):
    noon = dt.datetime(2024, 7, 1, 12, tzinfo=UTC)
    later = noon + dt.timedelta(minutes=50)
    frame = mentions(
        {"author": "Ann", "published_at": noon},
        {"author": "ann", "published_at": later},
        {"author": "bo", "published_at": later},
        {"author": "bo", "published_at": noon + dt.timedelta(days=7)},
        {"author": "cy", "published_at": noon, "time_confidence": "day"},
        {"author": "cy"},
    )
    found = by_hour_of_week(spoken_hours(engine(frame)))
    assert found.rows() == [(1, 12, 3)]


def test_an_unknown_zone_is_refused():
    with pytest.raises(InputError, match="not a time zone"):
        spoken_hours(mentions(), timezone="Mars/Olympus")


def talk(random, rates, *, weeks=6, wild=0.0):
    """People by hour of each day; each window of each week is more or less lively than usual."""
    rows = []
    for day in range(7 * weeks):
        lively = random.gamma(1 / wild, wild, 8).repeat(3) if wild else 1.0
        for hour, people in enumerate(random.poisson(rates[day % 7] * lively)):
            date = MONDAY + dt.timedelta(days=day)
            rows += [(f"p{who}", date, hour) for who in random.integers(0, 4000, people)]
    schema = {"voice": pl.String, "day": pl.Date, "hour": pl.Int64}
    return pl.DataFrame(rows, schema, orient="row").unique(maintain_order=True)


EVEN = np.full((7, 24), 4.0)


@pytest.mark.parametrize("wild", [0.0, 0.2])
def test_where_no_hour_is_better_all_intervals_hold_95_times_in_100(wild):
    random = np.random.default_rng(2010)
    studies = [windows(talk(random, EVEN, wild=wild)) for _ in range(200)]
    held = [bool(((found["low"] <= 1) & (found["high"] >= 1)).all()) for found in studies]
    assert np.mean(held) >= 0.93


def test_the_evening_of_a_weekday_is_found_with_how_many_times():
    rates = EVEN.copy()
    rates[3, 18:21] *= 4
    found = windows(talk(np.random.default_rng(1), rates)).sort("low", descending=True)
    best = found.row(0, named=True)
    assert (best["weekday"], best["hour"]) == (4, 18)
    true = 4 * EVEN.size / (EVEN.size + 9)
    assert best["low"] < true < best["high"]


def test_what_happened_once_is_not_what_returns():
    once = talk(np.random.default_rng(1), EVEN)
    crisis = pl.DataFrame(
        {"voice": [f"c{n}" for n in range(200)], "day": [MONDAY + dt.timedelta(days=15)] * 200},
    ).with_columns(hour=pl.lit(10, pl.Int64))
    found = windows(pl.concat([once, crisis]))
    tuesday = found.filter(weekday=2, hour=9).row(0, named=True)
    assert tuesday["times"] > 2
    assert tuesday["low"] < 1


def test_people_who_come_back_are_no_crowd():
    strangers = talk(np.random.default_rng(1), EVEN)
    of_few = strangers.with_columns(voice=pl.format("p{}", pl.int_range(pl.len()) % 9)).unique()
    wide, narrow = (
        windows(spoken).select((pl.col("high") / pl.col("low")).mean()).item()
        for spoken in (of_few, strangers)
    )
    assert wide > narrow


@pytest.mark.parametrize("days", [0, 1, 13])
def test_fewer_than_two_complete_weeks_tell_no_window(days):
    spoken = talk(np.random.default_rng(1), EVEN)
    first = spoken.filter(pl.col("day") < MONDAY + dt.timedelta(days=days))
    assert windows(first).is_empty()


def test_a_week_with_a_day_nobody_collected_is_left_out():
    spoken = talk(np.random.default_rng(1), EVEN, weeks=3)
    gap = spoken.filter(pl.col("day") != MONDAY + dt.timedelta(days=8))
    whole = spoken.filter(
        ~pl.col("day").is_between(MONDAY + dt.timedelta(days=7), MONDAY + dt.timedelta(days=13))
    )
    assert windows(gap).rows() == windows(whole).rows()


def test_an_hour_in_which_nobody_speaks_has_an_upper_bound():
    rates = EVEN.copy()
    rates[:, 3:6] = 0
    found = windows(talk(np.random.default_rng(1), rates)).filter(weekday=1, hour=3)
    (row,) = found.iter_rows(named=True)
    assert (row["people"], row["times"], row["low"]) == (0, 0.0, 0.0)
    assert 0 < row["high"] < 1
