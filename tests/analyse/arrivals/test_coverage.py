"""Coverage: what came by source and day, on every engine, beside what was expected."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import numpy as np
import polars as pl
import pytest

from parvis.analyse.arrivals import Law, coverage, law
from parvis.errors import InputError, MissingColumnsError
from parvis.schema import UTC_TIME
from tests.analyse.arrivals.simulated import DAY, PARIS, START, after, arrivals, series

SCHEMA = {
    "via": pl.String,
    "arrived_at": UTC_TIME,
    "published_at": UTC_TIME,
    "is_backfill": pl.Boolean,
}
HOURLY = Law(np.ones(168), longest=10.0)


def came(*rows: tuple[str, float, float | None, bool]) -> pl.DataFrame:
    """Source, days of arrival and of publication after the start, and whether by backfill."""
    told = [
        (via, after(arrived), None if said is None else after(said), is_backfill)
        for via, arrived, said, is_backfill in rows
    ]
    return pl.DataFrame(told, SCHEMA, orient="row")


def test_each_source_and_day_has_its_counts(engine):
    frame = came(
        ("rss", 0.1, 0.0, False),
        ("rss", 0.2, -2.0, False),
        ("rss", 0.3, -300.0, True),
        ("rss", 0.4, None, False),
        ("rss", 2.5, 2.5, False),
        ("mastodon", 1.5, 1.5, False),
        ("mastodon", 3.5, 3.5, False),
    )
    seen = coverage(engine(frame), {"rss": HOURLY}, since=START, until=after(3))
    days = [date(2026, 2, day) for day in (2, 3, 4)]
    assert seen.select("via", "day", "received", "late", "backfilled").rows() == [
        ("mastodon", days[0], 0, 0, 0),
        ("mastodon", days[1], 1, 0, 0),
        ("mastodon", days[2], 0, 0, 0),
        ("rss", days[0], 3, 1, 1),
        ("rss", days[1], 0, 0, 0),
        ("rss", days[2], 1, 0, 0),
    ]
    assert seen["expected"].to_list() == [None] * 3 + [24.0] * 3


def test_what_was_published_a_day_before_is_not_late_yet():
    frame = came(("rss", 1.5, 0.5, False), ("rss", 1.5, 0.499, False))
    seen = coverage(frame, {}, since=START, until=after(2))
    assert seen["late"].to_list() == [0, 1]


def test_the_day_is_that_of_the_zone_and_is_expected_as_far_as_it_was_watched():
    frame = came(("rss", 0.98, 0.98, False))
    seen = coverage(frame, {"rss": HOURLY}, since=START, until=after(1.25), timezone=PARIS)
    told = seen.select("day", "expected", "received").rows()
    assert told == [(date(2026, 2, 2), 23.0, 0), (date(2026, 2, 3), 7.0, 1)]


def test_rejected_rows_stand_beside_and_nothing_else_needs_to_have_come():
    rejected = pl.DataFrame(
        {"via": ["rss", "rss"], "day": [date(2026, 2, 3)] * 2, "rejected": [2, 3]}
    )
    seen = coverage(came(), {}, since=START, until=after(2), rejected=rejected)
    assert seen["rejected"].to_list() == [0, 5]


def test_a_source_too_young_has_counts_and_expects_nothing():
    young = Law(np.ones(168))
    seen = coverage(came(), {"rss": young}, since=START, until=after(1))
    assert seen.select("expected", "low", "high", "received").row(0) == (None, None, None, 0)


def watched(at: np.ndarray) -> pl.DataFrame:
    """Coverage of the four weeks after the six on which the law of a source rests."""
    known = law(series(at[at < START.timestamp() + 42 * DAY]), until=after(42), timezone=PARIS)
    frame = pl.DataFrame({"arrived_at": series(at), "published_at": series(at)}).with_columns(
        via=pl.lit("forum"), is_backfill=pl.lit(value=False)
    )
    return coverage(frame, {"forum": known}, since=after(42), until=after(70))


@pytest.mark.parametrize(("thread", "least"), [(0, 0.93), (6, 0.88)])
@pytest.mark.parametrize("kind", ["flat", "weekend"])
def test_the_interval_holds_on_most_days(kind, thread, least):
    seen = pl.concat(
        [watched(arrivals(kind, 300, 70, thread=thread, seed=seed)) for seed in range(5)]
    )
    assert seen["received"].is_between(seen["low"], seen["high"]).mean() >= least
    assert seen["expected"].sum() == pytest.approx(seen["received"].sum(), rel=0.1)


def test_a_day_of_which_a_part_is_lost_lies_below():
    at = arrivals("flat", 300, 70)
    place = (at - START.timestamp()) / DAY
    seen = watched(at[~((place > 50.5) & (place < 50.9))])
    lost = seen.filter(pl.col("day") == START.date() + timedelta(days=50))
    assert lost["received"].item() < lost["low"].item()


def test_what_cannot_be_told_is_refused():
    with pytest.raises(MissingColumnsError, match="is_backfill"):
        coverage(came().drop("is_backfill"), {}, since=START, until=after(1))
    with pytest.raises(MissingColumnsError, match="rejected"):
        coverage(came(), {}, since=START, until=after(1), rejected=pl.DataFrame({"via": []}))
    with pytest.raises(InputError, match="which is before"):
        coverage(came(), {}, since=after(1), until=START)
    with pytest.raises(InputError, match="no time zone"):
        coverage(came(), {}, since=datetime(2026, 3, 2), until=after(1))
    with pytest.raises(InputError, match="not a time zone"):
        coverage(came(), {}, since=START, until=after(1), timezone="Mars")
