"""Times in every common way of writing."""

from __future__ import annotations

from datetime import UTC, datetime

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parvis.errors import InputError
from parvis.normalise.times import read

NOON = datetime(2022, 11, 8, 15, 38, 17, tzinfo=UTC)
MINUTE = NOON.replace(second=0)
DAY = NOON.replace(hour=0, minute=0, second=0)


def one(value: str, **options: object) -> tuple[datetime | None, str]:
    times = read(pl.Series([value]), **options)
    return times.published_at[0], times.confidence[0]


@pytest.mark.parametrize(
    ("written", "when", "confidence"),
    [
        ("2022-11-08T15:38:17Z", NOON, "exact"),
        ("2022-11-08 16:38:17 +01:00", NOON, "exact"),
        ("2022-11-08T15:38:17.000+0000", NOON, "exact"),
        ("2022-11-08 10:38:17 EST", NOON, "exact"),
        ("2022-11-08 15:38:17 UTC", NOON, "exact"),
        ("Tue Nov 08 15:38:17 +0000 2022", NOON, "exact"),
        ("Tue, 08 Nov 2022 15:38:17 GMT", NOON, "exact"),
        ("1667921897", NOON, "exact"),
        ("1667921897000", NOON, "exact"),
        ("1667921897000000", NOON, "exact"),
        ("1667921897.0", NOON, "exact"),
        ("2022-11-08 15:38:17", NOON, "zone assumed"),
        ("20221108153817", NOON, "zone assumed"),
        ("8 novembre 2022 15:38", MINUTE, "zone assumed"),
        ("mardi 8 novembre 2022 à 15h38", MINUTE, "zone assumed"),
        ("8 nov. 2022, 15:38", MINUTE, "zone assumed"),
        ("November 8, 2022 3:38 PM", MINUTE, "zone assumed"),
        ("08-Nov-2022 03:38PM", MINUTE, "zone assumed"),
        ("3:38 PM · Nov 8, 2022", MINUTE, "zone assumed"),
        ("44873.6515856481", NOON, "zone assumed"),
        ("2022-11-08", DAY, "day"),
        ("2022/11/08", DAY, "day"),
        ("20221108", DAY, "day"),
        ("44873", DAY, "day"),
        ("Nov 8, 2022", DAY, "day"),
        ("8 novembre 2022", DAY, "day"),
        ("1er août 2022", datetime(2022, 8, 1, tzinfo=UTC), "day"),
        ("12:05 AM · Nov 8, 2022", DAY.replace(minute=5), "zone assumed"),
        ("13/11/2022", datetime(2022, 11, 13, tzinfo=UTC), "day"),
        ("11/13/22", datetime(2022, 11, 13, tzinfo=UTC), "day"),
        ("08/11/2022 15:38", MINUTE, "order assumed"),
        ("08.11.2022 15:38:17", NOON, "order assumed"),
        ("11/11/2022", datetime(2022, 11, 11, tzinfo=UTC), "day"),
    ],
)
def test_a_time_is_read(written, when, confidence):
    assert one(written) == (when, confidence)


@pytest.mark.parametrize(
    "written",
    ["", "hier", "il y a 3 jours", "2022-02-30", "2022-13-01", "31/02/2022", "0000-00-00 00:00:00",
     "1,7E+12", "25:61 2022-01-01", "99999999999999999999", "12", "NaN"],
)  # fmt: skip
def test_what_is_no_time_is_undated(written):
    assert one(written) == (None, "none")


@pytest.mark.parametrize("written", ["1970-01-01", "1989-12-31 23:59:59", "2999-01-01", "99999"])
def test_an_absurd_time_is_undated_and_noted(written):
    times = read(pl.Series([written]))
    assert times.published_at[0] is None
    assert times.confidence[0] == "none"
    assert "before 1990 or in the future" in times.notes[0]


def test_a_post_of_the_day_after_the_collection_is_possible_and_later_is_not():
    collected = datetime(2022, 11, 8, tzinfo=UTC)
    times = read(pl.Series(["2022-11-08T20:00:00Z", "2022-11-09T01:00:00Z"]), collected=collected)
    assert times.confidence.to_list() == ["exact", "none"]


def test_one_day_above_twelve_settles_the_whole_column():
    times = read(pl.Series(["03/04/2022", "13/04/2022"]), is_american=True)
    assert [when.month for when in times.published_at] == [4, 4]
    assert times.confidence.to_list() == ["day", "day"]


def test_one_month_first_date_settles_the_whole_column():
    times = read(pl.Series(["03/04/2022", "04/13/2022"]))
    assert [when.month for when in times.published_at] == [3, 4]


def test_a_column_of_both_orders_is_settled_only_where_it_can_be():
    times = read(pl.Series(["13/04/2022", "04/13/2022", "03/04/2022"]))
    assert [when.day for when in times.published_at] == [13, 13, 3]
    assert times.confidence.to_list() == ["day", "day", "order assumed"]


@pytest.mark.parametrize(
    ("options", "month"),
    [({}, 4), ({"is_american": True}, 3), ({"day_first": False}, 3),
     ({"is_american": True, "day_first": True}, 4)],
)  # fmt: skip
def test_an_open_order_follows_the_user_then_the_platform_then_the_day(options, month):
    when, confidence = one("03/04/2022", **options)
    assert (when.month, confidence) == (month, "order assumed")


def test_three_formats_in_one_column_are_all_read():
    times = read(
        pl.Series(["2022-11-08T15:38:17Z", "08/11/2022 15:38:17", "1667921897", "13/1/22"])
    )
    assert times.published_at.head(3).to_list() == [NOON, NOON, NOON]
    assert times.published_at.null_count() == 0


def test_a_time_without_zone_is_in_the_zone_given():
    assert one("2022-11-08 16:38:17", timezone="Europe/Paris") == (NOON, "zone assumed")


def test_a_day_begins_at_midnight_in_the_zone_given():
    when, confidence = one("2022-11-08", timezone="Europe/Paris")
    assert (when, confidence) == (datetime(2022, 11, 7, 23, tzinfo=UTC), "day")


def test_an_hour_that_summer_time_skips_is_moved_and_one_it_repeats_is_the_first():
    skipped, _ = one("2022-03-27 02:30:00", timezone="Europe/Paris")
    repeated, _ = one("2022-10-30 02:30:00", timezone="Europe/Paris")
    assert skipped == datetime(2022, 3, 27, 1, 30, tzinfo=UTC)
    assert repeated == datetime(2022, 10, 30, 0, 30, tzinfo=UTC)


def test_a_column_of_midnights_holds_days():
    assert read(pl.Series(["2022-11-08 00:00:00"] * 2)).confidence.to_list() == ["day", "day"]


def test_an_unknown_zone_is_refused_by_name():
    with pytest.raises(InputError, match='no time zone "Brest"'):
        read(pl.Series(["2022-11-08"]), timezone="Brest")


def test_unread_times_are_counted_with_an_example():
    assert read(pl.Series(["hier", "2022-11-08", None])).notes == [
        '1 times could not be read, as "hier"; they are undated.'
    ]


@settings(deadline=None, max_examples=40)
@given(
    st.datetimes(datetime(1990, 1, 2), datetime(2026, 1, 1)).map(lambda w: w.replace(microsecond=0))
)
def test_iso_twitter_and_epoch_are_read_back_exactly(when):
    when = when.replace(tzinfo=UTC)
    written = [
        when.isoformat(),
        when.strftime("%a %b %d %H:%M:%S +0000 %Y"),
        str(int(when.timestamp())),
        str(int(when.timestamp() * 1000)),
    ]
    assert read(pl.Series(written)).published_at.to_list() == [when] * 4


@settings(deadline=None, max_examples=40)
@given(st.lists(st.text(max_size=30), max_size=5))
def test_any_text_gets_a_confidence(values):
    times = read(pl.Series(values, dtype=pl.String))
    assert times.confidence.null_count() == 0
    assert (times.published_at.is_null() == (times.confidence == "none")).all()


def test_ten_days_in_a_row_are_days_of_one_month_not_one_day_of_ten_months():
    written = pl.Series([f"{day:02d}/10/2025 08:15:00" for day in range(1, 12)])
    for is_american in (True, False):
        moments = read(written, is_american=is_american).published_at
        assert moments.dt.month().unique().to_list() == [10]
    assert read(written, day_first=False).published_at.dt.month().n_unique() == 11
