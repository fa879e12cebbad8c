"""Two rules that are in use, to set beside the bursts: the z-score, and an hour against twelve."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
import polars as pl

from parvis.analyse.bursts.surprise import sums
from parvis.analyse.bursts.timeline import laid_out
from parvis.schema import UTC_TIME

if TYPE_CHECKING:
    from parvis.analyse.bursts.collection import Marks
    from parvis.analyse.bursts.timeline import Timeline
    from parvis.analyse.prevalence import Floats

WEEK, TWELVE = 168, 12  # hours
APART = 12
"""Hours: alarms closer to the one before are of one moment."""
SOUNDED: Final[dict[str, pl.DataType | type[pl.DataType]]] = {
    "brand": pl.String,
    "rule": pl.String,
    "at": UTC_TIME,
}


def z_score(counts: Floats, line: Timeline, *, limit: float = 3.0) -> Marks:
    """Mark the spans that exceed the mean of the week before by so many of its deviations.

    Arguments:
        counts: mentions by span.
        line: of those spans.
        limit: standard deviations.

    Source: the usual rule of dashboards; as a threshold of alerts, row 43 of the capabilities.
    """
    length = line.spans(WEEK)
    before = np.concatenate(([0.0], counts[:-1]))
    total, squares = sums(before, length), sums(before**2, length)
    spread = np.sqrt(np.maximum(squares / length - (total / length) ** 2, 0.0))
    is_late = np.arange(len(counts)) >= length
    return is_late & (spread > 0) & (counts - total / length > limit * spread)


def hour_against_twelve(counts: Floats, line: Timeline, *, times: float = 2.0) -> Marks:
    """Mark the spans that end an hour with so many times the average hour of the twelve before.

    Arguments:
        counts: mentions by span.
        line: of those spans.
        times: how many.

    Source: the published rule of a market leader, the last hour against the past twelve
        (capabilities, section 0; row 43).
    """
    hour, twelve = line.spans(1), line.spans(TWELVE)
    last = sums(counts, hour)
    before = sums(np.concatenate((np.zeros(hour), counts))[: len(counts)], twelve) / TWELVE
    is_late = np.arange(len(counts)) >= hour + twelve
    return is_late & (before > 0) & (last > times * before)


def sounded(counted: pl.DataFrame, *, timezone: str = "UTC") -> pl.DataFrame:
    """List when each rule would have sounded an alarm.

    Arguments:
        counted: what `timeline.by_hour` returned.
        timezone: IANA name of the zone whose hours and days count.

    Returns: brand, rule (`z_score` or `twelve`), at (end of each hour that calls for an alarm).

    Raises:
        InputError: no such time zone.

    Source: the rules of `z_score` and `hour_against_twelve`, at their usual thresholds.

    >>> from parvis.analyse.bursts.timeline import by_hour
    >>> from parvis.schema import empty
    >>> sounded(by_hour(empty())).columns
    ['brand', 'rule', 'at']
    """
    talk = laid_out(counted, timezone=timezone)
    if talk is None:
        return pl.DataFrame(schema=SOUNDED)
    rows = [
        (brand, name, talk.line.at(int(place) + 1))
        for brand in talk.streams["brand"].unique(maintain_order=True)
        for name, rule in (("z_score", z_score), ("twelve", hour_against_twelve))
        for place in np.flatnonzero(rule(talk.mentions[talk.of(brand)].sum(axis=0), talk.line))
    ]
    return pl.DataFrame(rows, SOUNDED, orient="row")


def alarms_apart(at: pl.Series, bursts: pl.DataFrame | None = None) -> int:
    """Count alarms, those less than twelve hours after another being one with it.

    Arguments:
        at: moments, in order.
        bursts: with `start` and `end`; alarms in these are left out.

    >>> import datetime as dt
    >>> noon = dt.datetime(2024, 1, 1, 12, tzinfo=dt.UTC)
    >>> hours = pl.Series([noon + dt.timedelta(hours=each) for each in (0, 1, 20)])
    >>> alarms_apart(hours), alarms_apart(hours, pl.DataFrame({"start": [noon], "end": [noon]}))
    (2, 1)
    """
    alarms = at.to_frame("at")
    is_first = (pl.col("at").diff() > pl.duration(hours=APART)).fill_null(value=True)
    moments = alarms.with_columns(moment=is_first.cum_sum())
    if bursts is not None:
        within = pl.col("at").is_between("start", "end")
        inside = moments.join_where(bursts.select("start", "end"), within)
        moments = moments.join(inside, on="moment", how="anti")
    return moments["moment"].n_unique()
