"""Learn the law of a source from its past arrivals."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from parvis.analyse.arrivals.history import DAY, LONGEST, OF_LEVEL, OF_RHYTHM, history
from parvis.analyse.arrivals.law import HOUR, WEEK, Law
from parvis.analyse.arrivals.silences import longest, tail
from parvis.analyse.arrivals.spans import SPAN, instant
from parvis.analyse.reduction import zone_of
from parvis.analyse.shrinkage import shrunk
from parvis.errors import InputError

if TYPE_CHECKING:
    import datetime as dt

    import polars as pl

    from parvis.analyse.arrivals.history import History
    from parvis.analyse.bursts.collection import Marks
    from parvis.analyse.prevalence import Floats

YOUNG = 2.0
"""Days before which a source has no law: a day may be unlike the next. A source of so many days is
half known: of a level that may be so uncertain, one over the variance is two."""
FEW = 8
"""Long silences that have to be seen before the longest can be told."""
RECENT = 56 * DAY
"""How far back silences and days are compared with what is expected now."""
ENOUGH = 0.75
"""Of an hour that has to be watched."""
ROUNDS = 3
"""Each leaves out the silences beyond the law that the one before found."""
_LEAST = 1e-9
_SLOT = np.arange(WEEK)
_HOUR = _SLOT % 24
_IS_WEEKEND = (_SLOT >= 5 * 24).astype(np.int64)
_ALIKE = _HOUR + 24 * _IS_WEEKEND
LADDER = (
    (_HOUR, 1.0),
    (_IS_WEEKEND, 1.0),
    (_SLOT // 24, 2.0),
    (_ALIKE, 4.0),
    (_SLOT, 8.0),
)
"""Groups of hours of the week, each supposed to be like the step before; how much is doubted."""
DOUBT_OF_LEVEL = 8.0
"""How much that the last week or two are at the level of the weeks before."""
MOST, _OF_CHI_SQUARE = 0.8, 1.642
"""Part of the days that tell how far days stray, and what its square is for a standard normal."""


def law(times: pl.Series, *, until: dt.datetime, timezone: str = "UTC") -> Law:
    """Learn from a source's past arrivals how many to expect, and which silence is beyond its law.

    The rates of the hours of the week are drawn towards those of the hour of the day on weekdays
    or at weekends, these towards the hour of any day, these towards the average: the more so, the
    less was seen. Days and moments of crisis are left out or cut down, and so are the longest
    silences beyond the law, one a week at most. What happened four weeks ago says half as much of
    the rhythm as what happens now, and a week ago half as much of the level.

    Silences are counted in arrivals that were to be expected meanwhile. Beyond the law are those of
    which a source makes one in a thousand by itself, and fewer where it has so many that more than
    one would be found in a hundred days; never before three expected arrivals are missing. The less
    is known of a source, the longer it is waited.

    Arguments:
        times: of arrivals, aware; nulls and those after `until` are left out.
        until: up to when the source was watched.
        timezone: IANA name of the zone by whose clock it is rhythmic.

    Returns: the law; one that is not known where the source was seen for less than two days, or
        seldom.

    Raises:
        InputError: times without zone, or no such zone.

    Source: row 22 of the capabilities; `shrinkage`, `silences`.

    >>> import datetime as dt
    >>> import polars as pl
    >>> start = dt.datetime(2026, 3, 2, tzinfo=dt.UTC)
    >>> every = pl.datetime_range(start, start + dt.timedelta(days=3), "10m", eager=True)
    >>> known = law(every, until=every[-1])
    >>> round(known.interval(start)), round(known.expected(start, every[-1]))
    (600, 432)
    """
    at = _seconds(times, until)
    if not len(at):
        return Law(np.zeros(WEEK), zone_of(timezone))
    past = history(at, until.timestamp(), timezone)
    kept, clumping = past, 1.0
    for _ in range(ROUNDS):
        rates = _rates(kept, clumping)
        own = tail(_silences(past, rates)[past.at[1:] >= past.end - RECENT])
        clumping, wandering = own.clumping, _wandering(kept, rates, own.clumping)
        doubt = wandering + YOUNG / (YOUNG + past.days)
        most = longest(own, a_month=float(rates.sum()) * 30 / 7, doubt=doubt)
        kept = past.without(_uncollected(past, rates, most))
    is_known = past.days >= YOUNG and own.seen >= FEW
    wandering += clumping / max(_behind(rates), 1.0)
    return Law(rates, timezone, most if is_known else None, _seen(kept), clumping, wandering)


def _behind(rates: Floats) -> float:
    """How many arrivals a level rests on."""
    return float(rates.mean()) * OF_LEVEL / HOUR / float(np.log(2))


def _seen(past: History) -> Marks:
    """Tell the hours of the week like which one was watched: the same hour of such a day."""
    hours = np.bincount(past.line.slot, past.hours, WEEK)
    return np.bincount(_ALIKE, hours)[_ALIKE] >= ENOUGH


def _seconds(times: pl.Series, until: dt.datetime) -> Floats:
    """The instants of the last half year in order, in seconds since 1970."""
    end = instant(until)
    if getattr(times.dtype, "time_zone", None) is None:
        raise InputError(
            f"the arrivals have no time zone, but are {times.dtype}. "
            "What to do: give times in UTC, as `.dt.replace_time_zone('UTC')` makes them."
        )
    at = times.drop_nulls().dt.epoch("us").sort().to_numpy() / 1e6
    return np.asarray(at[(at <= end) & (at >= end - LONGEST)], np.float64)


def _rates(past: History, clumping: float) -> Floats:
    """Arrivals an hour, by hour of the week; clumps speak as loud as one arrival."""
    seen, spent = _watched(past, OF_RHYTHM)
    rates = np.full(WEEK, seen.sum() / max(spent.sum(), _LEAST))
    for group, doubt in LADDER:
        rates = shrunk(rates, group, seen, spent, doubt=doubt * clumping)
    seen, spent = _watched(past, OF_LEVEL)
    return shrunk(rates, np.zeros(WEEK, np.int64), seen, spent, doubt=DOUBT_OF_LEVEL * clumping)


def _watched(past: History, half_life: float) -> tuple[Floats, Floats]:
    """Arrivals and hours watched, by hour of the week; what is past counts less."""
    weight, slot = past.weight(half_life), past.line.slot
    counts = weight * past.counts * (past.hours > 0)
    seen, spent = (np.bincount(slot, each, WEEK) for each in (counts, weight * past.hours))
    return np.asarray(seen, np.float64), np.asarray(spent, np.float64)


def _silences(past: History, rates: Floats) -> Floats:
    """The arrivals that were to be expected between each arrival and the next."""
    return np.diff(_expected(past, rates, past.at))


def _expected(past: History, rates: Floats, at: Floats) -> Floats:
    """The arrivals that were to be expected from the start until each instant."""
    sums = np.cumsum(rates[past.line.slot] * SPAN / HOUR)
    return np.interp(at, past.edges, np.concatenate(([0.0], sums)))


def _uncollected(past: History, rates: Floats, most: float) -> Floats:
    """Beginning and end of the longest silences beyond the law, one a week of history at most.

    A source that falls silent more often than that has taken a new law, which is to be learnt.
    """
    ends = np.append(past.at, past.end)
    lasted = np.diff(_expected(past, rates, ends))
    weeks = int(np.ceil(past.days / 7))
    longest_first = np.argsort(-lasted, kind="stable")[:weeks]
    places = longest_first[lasted[longest_first] > most]
    return np.column_stack((ends[places], ends[places + 1]))


def _wandering(past: History, rates: Floats, clumping: float) -> float:
    """How much more than clumps the days stray from what is expected of them."""
    line = past.line
    is_recent = past.edges[1:] >= past.end - RECENT
    counts, due = (
        np.bincount(line.day, each * is_recent, line.days)
        for each in (past.counts * (past.hours > 0), rates[line.slot] * past.hours)
    )
    told = due >= 1
    if told.sum() < FEW:
        return 0.0
    squares = (counts[told] - due[told]) ** 2 / due[told]
    excess = float(np.quantile(squares, MOST)) / _OF_CHI_SQUARE - clumping
    return max(0.0, excess / float(due[told].mean()))
