"""Times as machines write them are read as those are that leave something open."""

from __future__ import annotations

import datetime as dt

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from parvis.normalise import times
from parvis.normalise.stamps import stamps

OFFSETS = st.integers(-14 * 60, 14 * 60).map(lambda east: dt.timezone(dt.timedelta(minutes=east)))
MOMENTS = st.datetimes(dt.datetime(1900, 1, 2), dt.datetime(2099, 12, 31), timezones=OFFSETS)
NOW = dt.datetime(2100, 1, 2, tzinfo=dt.UTC)


@given(st.lists(MOMENTS, min_size=1, max_size=5))
def test_any_moment_is_read_back(moments: list[dt.datetime]) -> None:
    written = pl.Series([moment.isoformat() for moment in moments])
    read = stamps(written)
    assert read is not None
    assert read.to_list() == [moment.astimezone(dt.UTC) for moment in moments]


@given(MOMENTS)
def test_the_patterns_read_the_same(moment: dt.datetime) -> None:
    exact = moment.isoformat()
    alone = times.read(pl.Series([exact]), collected=NOW)
    beside = times.read(pl.Series([exact, "mardi 8 novembre 2022 à 15h38"]), collected=NOW)
    assert alone.published_at[0] == beside.published_at[0]
    assert alone.confidence[0] == beside.confidence[0]


@pytest.mark.parametrize(
    "written",
    [
        "2022-13-08T15:38:17Z",
        "2022-02-29T15:38:17Z",
        "1900-02-29T15:38:17Z",
        "2022-11-08T24:38:17Z",
        "2022-11-08T15:38:60Z",
        "2022-11-08T15:38:17",
        "2022-11-08T15:38:17.Z",
        "2022-11-08T15:38:17+1:000",
        "2022-11-08T15:38:17 CET",
        "2022-11-08T15:38:17Zulu",
        "\N{FULLWIDTH DIGIT TWO}022-11-08T15:38:17Z",
    ],
)
def test_what_is_written_otherwise_is_left_to_the_patterns(written: str) -> None:
    assert stamps(pl.Series([written])) is None
    assert stamps(pl.Series(["2022-11-08T15:38:17Z", written])) is None


def test_a_leap_day_is_a_day() -> None:
    read = stamps(pl.Series(["2000-02-29T00:00:00Z", "2024-02-29T23:59:59.999999999+0000"]))
    assert read is not None
    assert read.dt.date().to_list() == [dt.date(2000, 2, 29), dt.date(2024, 2, 29)]
