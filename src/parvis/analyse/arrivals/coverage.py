"""What came of each source each day, beside what was expected of it."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Final
from zoneinfo import ZoneInfo

import narwhals.stable.v2 as nw
import numpy as np
import polars as pl

from parvis.analyse.arrivals.spans import instant
from parvis.analyse.bursts import bounds
from parvis.analyse.reduction import begin, by_quarter, finish, local_day, zone_of
from parvis.errors import InputError
from parvis.frames import enter
from parvis.schema import UTC_TIME

if TYPE_CHECKING:
    from collections.abc import Mapping

    from narwhals.stable.v2.typing import IntoFrame

    from parvis.analyse.arrivals.law import Law

LATE: Final = "24h"  # from being said to arriving
COVERAGE: Final[dict[str, pl.DataType | type[pl.DataType]]] = {
    "via": pl.String,
    "day": pl.Date,
    "expected": pl.Float64,
    "low": pl.Float64,
    "high": pl.Float64,
    "received": pl.Int64,
    "rejected": pl.Int64,
    "late": pl.Int64,
    "backfilled": pl.Int64,
}
_KEYS: Final = ("via", "day")
_COUNTS: Final = ("received", "late", "backfilled")


def coverage(
    arrivals: IntoFrame,
    laws: Mapping[str, Law],
    *,
    since: dt.datetime,
    until: dt.datetime,
    rejected: pl.DataFrame | None = None,
    timezone: str = "UTC",
) -> pl.DataFrame:
    """Set what each source gave each day against what was to be expected of it.

    A day on which nothing came has its row, for every source that has a law or gave anything. The
    first and the last day are expected only as far as they were watched.

    Arguments:
        arrivals: one row a mention, with `via` (the source), `arrived_at`, `published_at` and
            `is_backfill` (whether it was fetched from the source's history).
        laws: by source.
        since: from when the sources were watched.
        until: up to when, aware.
        rejected: via, day and rejected: rows that could not be read.
        timezone: IANA name of the zone whose days count.

    Returns: via, day, expected, low, high (where chance leaves 95 days of 100 of a steady source,
        90 where threads arrive together; the three are null for a source without a law), received
        (live), rejected, late (of those received, published more than a day before they arrived),
        backfilled; by source, oldest day first.

    Raises:
        InputError: no such zone, an instant without one, or `until` before `since`.
        MissingColumnsError: a column is not there.

    Source: row 22 of the capabilities; negative binomial by moments, as for bursts.

    >>> start = dt.datetime(2026, 3, 2, tzinfo=dt.UTC)
    >>> post = {"via": "rss", "arrived_at": start, "published_at": start, "is_backfill": False}
    >>> two_days = {"since": start, "until": start + dt.timedelta(days=2)}
    >>> seen = coverage(pl.DataFrame([post]), {}, **two_days)
    >>> seen.select("via", "day", "expected", "received").rows()
    [('rss', datetime.date(2026, 3, 2), None, 1), ('rss', datetime.date(2026, 3, 3), None, 0)]
    """
    days = _days(since, until, zone_of(timezone))
    counted = _counted(arrivals, since, until, timezone)
    refused = _refused(rejected)
    told = [counted["via"], refused["via"], pl.Series(list(laws), dtype=pl.String)]
    sources = pl.concat(told).unique().sort().to_frame("via")
    expected = [_expected(name, laws[name], days) for name in sources["via"] if name in laws]
    frame = sources.join(days.select("day"), how="cross")
    for part in (pl.concat([_NOTHING, *expected]), counted, refused):
        frame = frame.join(part, on=_KEYS, how="left")
    counts = pl.col(*_COUNTS, "rejected").fill_null(0)
    return frame.with_columns(counts).select(*COVERAGE).cast(pl.Schema(COVERAGE)).sort(_KEYS)


_NOTHING: Final = pl.DataFrame(
    schema={name: COVERAGE[name] for name in (*_KEYS, "expected", "low", "high")}
)


def _days(since: dt.datetime, until: dt.datetime, zone: str) -> pl.DataFrame:
    """The days of a zone, and from when until when each was watched."""
    if instant(until) < instant(since):
        raise InputError(
            f"nothing was watched from {since} until {until}, which is before. "
            "What to do: give the earlier instant first."
        )
    clock = ZoneInfo(zone)
    first, last = (at.astimezone(clock).date() for at in (since, until))
    dates = [first + dt.timedelta(days=n) for n in range((last - first).days + 1)]
    midnights = [dt.datetime.combine(each, dt.time(), clock) for each in dates[1:]]
    edges = pl.Series([at.astimezone(dt.UTC) for at in (since, *midnights, until)], dtype=UTC_TIME)
    watched = {"day": dates, "start": edges[:-1], "end": edges[1:]}
    return pl.DataFrame(watched).filter(pl.col("start") < pl.col("end"))


def _counted(
    arrivals: IntoFrame, since: dt.datetime, until: dt.datetime, timezone: str
) -> pl.DataFrame:
    """Arrivals by source and day: live, of these late, and from history."""
    came = begin(arrivals, "via", "arrived_at", "published_at", "is_backfill").filter(
        nw.col("arrived_at") >= since, nw.col("arrived_at") < until
    )
    is_late = nw.col("arrived_at") > nw.col("published_at").dt.offset_by(LATE)
    is_live = ~nw.col("is_backfill")
    marked = came.with_columns(
        received=is_live.cast(nw.Int64),
        late=(is_live & is_late).fill_null(value=False).cast(nw.Int64),
        backfilled=nw.col("is_backfill").cast(nw.Int64),
    ).select("via", *_COUNTS, published_at="arrived_at")
    quarters = by_quarter(marked).group_by("via", "hour", "quarter")
    summed = finish(quarters.agg(nw.col(*_COUNTS).sum()))
    return summed.group_by("via", day=local_day(timezone)).agg(pl.col(*_COUNTS).sum())


def _refused(rejected: pl.DataFrame | None) -> pl.DataFrame:
    """What could not be read, by source and day."""
    if rejected is None:
        return pl.DataFrame(schema={name: COVERAGE[name] for name in (*_KEYS, "rejected")})
    enter(rejected, *_KEYS, "rejected")
    return rejected.group_by(_KEYS).agg(pl.col("rejected").sum().cast(pl.Int64))


def _expected(name: str, law: Law, days: pl.DataFrame) -> pl.DataFrame:
    """What is expected of a source each day, and within what bounds."""
    if not law.is_known:
        return _NOTHING
    due = np.array([law.expected(start, end) for _, start, end in days.iter_rows()])
    low, high = bounds(due, law.straying(due))
    return days.select(
        via=pl.lit(name),
        day="day",
        expected=pl.Series(due),
        low=pl.Series(low),
        high=pl.Series(high),
    )
