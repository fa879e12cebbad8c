"""Counts by hour of each stream of mentions, laid out as arrays on one line of time."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

import narwhals.stable.v2 as nw
import numpy as np
import polars as pl

from parvis.analyse.reduction import UNKNOWN, begin, finish, zone_of

if TYPE_CHECKING:
    from typing import TypeAlias

    from narwhals.stable.v2.typing import IntoFrame
    from numpy.typing import NDArray

    from parvis.analyse.prevalence import Floats

    Places: TypeAlias = NDArray[np.int64]

STREAM = ("brand", "source", "medium")
"""What is collected together: the mentions of a brand in a medium of a source."""

COLUMNS = ("brands", "source", "medium", "published_at", "duplicate_of")
COLUMNS = ("brands", "source", "medium", "published_at", "duplicate_of")
LONGEST = 10 * 366 * 24
"""Hours: of a record that reaches further back, the last ten years are read."""


def by_hour(mentions: IntoFrame) -> pl.DataFrame:
    """Count the mentions of each stream per hour; copies and undated ones are left out.

    A message repeated, however often, is one message; the wave it raises is in what people add.

    Arguments:
        mentions: the mentions to count, with `brands`, `source`, `medium`, `published_at` and
            `duplicate_of`.

    Returns: brand, source, medium ("unknown" where null), hour (UTC), mentions, alone (of these,
        those that name no other brand), by stream and oldest first; silent hours have no row.

    Raises:
        MissingColumnsError: a column is not there.

    Source: row 43 of the capabilities.

    >>> nine = dt.datetime(2024, 1, 1, 9, 5, tzinfo=dt.UTC)
    >>> row = {"source": "x", "medium": "forum", "published_at": nine, "duplicate_of": None}
    >>> mentions = pl.DataFrame([{"brands": ["Free"], **row}, {"brands": ["Free", "Sosh"], **row}])
    >>> by_hour(mentions).select("brand", "mentions", "alone").rows()
    [('Free', 2, 1), ('Sosh', 1, 0)]
    """
    dated = (
        begin(mentions, *COLUMNS)
        .filter(~nw.col("published_at").is_null())
        .filter(nw.col("duplicate_of").is_null())
        .with_columns(
            nw.col("source", "medium").fill_null(UNKNOWN),
            alone=(nw.col("brands").list.len() == 1).cast(nw.Int64),
            hour=nw.col("published_at").dt.truncate("1h"),
        )
        .explode("brands")
        .filter(~nw.col("brands").is_null())
        .rename({"brands": "brand"})
    )
    keys = (*STREAM, "hour")
    counted = dated.group_by(*keys).agg(mentions=nw.len(), alone=nw.col("alone").sum())
    return finish(counted).sort(*keys)


@dataclass(frozen=True, slots=True)
class Timeline:
    """Spans of equal length, one after another, in a time zone.

    Arguments:
        first: when the first begins, UTC.
        minutes: how long each is.
        slot: hour of the week of each, in the zone; 0 is Monday from midnight to one.
        day: local days since the first one.
        date: the first local day.

    >>> timeline(dt.datetime(2024, 1, 1, 23, tzinfo=dt.UTC), 2, "Europe/Paris").slot.tolist()
    [24, 25]
    """

    first: dt.datetime
    minutes: int
    slot: Places
    day: Places
    date: dt.date

    @property
    def days(self) -> int:
        """How many local days it touches."""
        return int(self.day[-1]) + 1

    @property
    def a_week(self) -> float:
        """How many spans make a week."""
        return 7 * 24 * 60 / self.minutes

    def at(self, place: int) -> dt.datetime:
        """Return when the span at a place begins, UTC."""
        return self.first + dt.timedelta(minutes=self.minutes * int(place))

    def on(self, day: int) -> dt.date:
        """Return the date of a local day."""
        return self.date + dt.timedelta(days=int(day))

    def spans(self, hours: float) -> int:
        """Return how many spans make so many hours, one at least."""
        return max(1, round(hours * 60 / self.minutes))

    def between(self, first: int, end: int) -> Timeline:
        """Return the line from one place up to another."""
        slot, day = self.slot[first:end], self.day[first:end]
        since = int(day[0]) if len(day) else 0
        return Timeline(self.at(first), self.minutes, slot, day - since, self.on(since))


def timeline(first: dt.datetime, spans: int, timezone: str, *, minutes: int = 60) -> Timeline:
    """Lay spans on a line; each belongs to the local hour and day of its middle.

    Arguments:
        first: when the first begins, UTC.
        spans: how many.
        timezone: IANA name of the zone whose hours and days count.
        minutes: how long each is.

    Raises:
        InputError: no such time zone.
    """
    middle = first + dt.timedelta(minutes=minutes / 2)
    last = middle + dt.timedelta(minutes=minutes * (spans - 1))
    every = pl.datetime_range(middle, last, f"{minutes}m", eager=True, time_zone="UTC")
    local = every.dt.convert_time_zone(zone_of(timezone))
    weekday, hour, date = local.dt.weekday().cast(int), local.dt.hour().cast(int), local.dt.date()
    slot = (24 * (weekday - 1) + hour).to_numpy()
    return Timeline(first, minutes, slot, (date - date[0]).dt.total_days().to_numpy(), date[0])


@dataclass(frozen=True, slots=True)
class Talk:
    """What was counted, by stream and span of time.

    Arguments:
        streams: brand, source and medium of each row of the arrays.
        line: the time of each column.
        mentions: how many.
        alone: of these, those that name no other brand.
    """

    streams: pl.DataFrame
    line: Timeline
    mentions: Floats
    alone: Floats

    def of(self, brand: str) -> Places:
        """Return the rows of the streams of a brand."""
        return np.flatnonzero((self.streams["brand"] == brand).to_numpy())


def laid_out(counted: pl.DataFrame, *, timezone: str = "UTC") -> Talk | None:
    """Lay counts out on the line from their first hour to their last; None where there are none.

    Arguments:
        counted: what `by_hour` returned.
        timezone: IANA name of the zone whose hours and days count.

    Raises:
        InputError: no such time zone.
    """
    zone_of(timezone)
    if counted.is_empty():
        return None
    timed = counted.with_columns(at=pl.col("hour").dt.epoch("s") // 3600)
    recent = timed.filter(pl.col("at") >= pl.col("at").max() - LONGEST)
    first = int(recent["at"].to_numpy().min())
    streams = recent.select(STREAM).unique(maintain_order=True)
    row = recent.join(streams.with_row_index("row"), on=STREAM, maintain_order="left")["row"]
    column = recent["at"] - first
    spans = 1 + int(column.to_numpy().max())
    mentions, alone = (
        _placed(recent[name], row, column, (streams.height, spans))
        for name in ("mentions", "alone")
    )
    since = dt.datetime.fromtimestamp(3600 * first, dt.UTC)
    return Talk(streams, timeline(since, spans, timezone), mentions, alone)


def _placed(counts: pl.Series, row: pl.Series, column: pl.Series, shape: tuple[int, int]) -> Floats:
    placed = np.zeros(shape)
    placed[row.to_numpy(), column.to_numpy()] = counts.to_numpy()
    return placed
