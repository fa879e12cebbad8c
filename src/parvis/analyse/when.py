"""When an audience speaks: by hour and weekday of its own time zone, and which hours stand out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import narwhals.stable.v2 as nw
import numpy as np
import polars as pl
from scipy import stats

from parvis.analyse.reduction import begin, by_quarter, finish, local_time
from parvis.analyse.voices import voice
from parvis.frames import distinct

if TYPE_CHECKING:
    from narwhals.stable.v2.typing import IntoFrame

    from parvis.analyse.prevalence import Floats

HOURS: Final = 3  # of a window
WEEK, DAY = 7, 24
TIMED: Final = ("exact", "zone assumed", "order assumed")
TAIL: Final = 0.025
WINDOWS = {
    "weekday": pl.Int64,
    "hour": pl.Int64,
    "people": pl.Int64,
    "times": pl.Float64,
    "low": pl.Float64,
    "high": pl.Float64,
}


def spoken_hours(mentions: IntoFrame, *, timezone: str = "UTC") -> pl.DataFrame:
    """List who speaks in which hour of which day, each person once an hour.

    Mentions without a time of day are left out. One who posts thirty times in an hour counts once.

    Arguments:
        mentions: with `id`, `author`, `published_at` and `time_confidence`.
        timezone: IANA name of the zone whose clock counts.

    Returns: voice, day (date), hour (0 to 23), in no order.

    Raises:
        InputError: no such time zone.
        MissingColumnsError: a column is not there.

    Source: row 27 of the capabilities.

    >>> import datetime as dt
    >>> noon = dt.datetime(2024, 7, 1, 12, 5, tzinfo=dt.UTC)
    >>> said = {"id": ["x:1"], "author": ["Ann"], "published_at": [noon]}
    >>> said |= {"time_confidence": ["exact"]}
    >>> spoken_hours(pl.DataFrame(said), timezone="Europe/Paris").rows()
    [('ann', datetime.date(2024, 7, 1), 14)]
    """
    said = begin(mentions, "id", "author", "published_at", "time_confidence")
    timed = said.filter(
        ~nw.col("published_at").is_null(), nw.col("time_confidence").is_in(list(TIMED))
    ).with_columns(voice=voice())
    quarters = finish(distinct(by_quarter(timed), "voice", "hour", "quarter"))
    local = local_time(timezone)
    day, hour = local.dt.date().alias("day"), local.dt.hour().cast(pl.Int64).alias("hour")
    moments = quarters.select("hour", "quarter").unique().with_columns(day, clock=hour)
    placed = quarters.join(moments, on=["hour", "quarter"])
    return placed.select("voice", "day", hour="clock").unique()


def by_hour_of_week(spoken: pl.DataFrame) -> pl.DataFrame:
    """Count who speaks in each hour of the week.

    Arguments:
        spoken: what `spoken_hours` returned.

    Returns: weekday (1 is Monday), hour, people (each once in each hour of each day); hours in
        which nobody speaks have no row.

    >>> import datetime as dt
    >>> day = dt.date(2024, 7, 1)
    >>> by_hour_of_week(pl.DataFrame({"voice": ["ann"], "day": [day], "hour": [14]})).rows()
    [(1, 14, 1)]
    """
    weekday = pl.col("day").dt.weekday().cast(pl.Int64).alias("weekday")
    return (
        spoken.group_by(weekday, "hour").agg(people=pl.len().cast(pl.Int64)).sort("weekday", "hour")
    )


def windows(spoken: pl.DataFrame, *, hours: int = HOURS) -> pl.DataFrame:
    """Say how many times as many people speak in each window of the week as in an average hour.

    Only complete weeks count, seven days with something said, from the first day on. The variance
    of a window is the over-dispersion that all windows show from week to week, or its own where
    that is more, as in a crisis; and what its people add by coming back. All intervals hold at once
    95 times in 100, so that the strongest window may be named.

    Arguments:
        spoken: what `spoken_hours` returned.
        hours: of a window, a divisor of 24.

    Returns: weekday (1 is Monday; null for all days together), hour (its first), people, times (the
        average hour is 1), low, high; no row where fewer than two weeks are complete.

    Source: quasi-Poisson dispersion, McCullagh and Nelder, "Generalized linear models" (2nd ed.,
        1989, section 6.2.3); Bonferroni over the windows; row 27 of the capabilities.

    >>> import datetime as dt
    >>> days = [dt.date(2024, 7, 1) + dt.timedelta(days=n) for n in range(28)]
    >>> evening = [(f"{day}{n}", day, 19 if n else 9) for day in days for n in range(8)]
    >>> said = pl.DataFrame(evening, {"voice": str, "day": pl.Date, "hour": int}, orient="row")
    >>> windows(said).filter(pl.col("weekday").is_null(), hour=18)["times"].item()
    7.0
    """
    known = complete_weeks(spoken)
    if known["week"].n_unique() < 2:
        return pl.DataFrame(schema=WINDOWS)
    a_day = DAY // hours
    block = known.select("voice", "week", window=pl.col("hour") // hours, weekday="weekday")
    apart = block.with_columns(window=(pl.col("weekday") - 1) * a_day + pl.col("window"))
    tail = TAIL / (a_day * (WEEK + 1))
    by_weekday = _judged(apart, a_day * WEEK, tail).with_columns(
        weekday=pl.col("window") // a_day + 1, hour=pl.col("window") % a_day * hours
    )
    of_all = _judged(block, a_day, tail).with_columns(
        weekday=pl.lit(None, pl.Int64), hour=pl.col("window") * hours
    )
    columns = [pl.col(name).cast(dtype) for name, dtype in WINDOWS.items()]
    return pl.concat([of_all.select(columns), by_weekday.select(columns)])


def complete_weeks(spoken: pl.DataFrame) -> pl.DataFrame:
    """Keep the weeks of seven days with something said, counted from the first day on.

    Arguments:
        spoken: what `spoken_hours` returned.

    Returns: voice, hour, week (its number) and weekday.

    >>> import datetime as dt
    >>> days = [dt.date(2024, 7, 1) + dt.timedelta(days=n) for n in range(9)]
    >>> said = pl.DataFrame({"voice": ["ann"] * 9, "day": days, "hour": [9] * 9})
    >>> complete_weeks(said)["week"].unique().to_list()
    [0]
    """
    week = (pl.col("day") - pl.col("day").min()).dt.total_days() // WEEK
    weekday = pl.col("day").dt.weekday().cast(pl.Int64)
    placed = spoken.with_columns(week=week, weekday=weekday)
    is_whole = pl.col("weekday").n_unique() == WEEK
    whole = placed.group_by("week").agg(is_whole=is_whole).filter("is_whole")
    kept = placed.join(whole, on="week", how="semi", maintain_order="left")
    return kept.select("voice", "hour", "week", "weekday")


def _judged(placed: pl.DataFrame, size: int, tail: float) -> pl.DataFrame:
    """Set the people of each window against the average, and bound it."""
    weeks = placed["week"].unique().sort()
    row = weeks.search_sorted(placed["week"]).to_numpy()
    table = np.zeros((weeks.len(), size))
    np.add.at(table, (row, placed["window"].to_numpy()), 1.0)
    people, average = table.sum(axis=0), table.sum() / size
    dispersion, spread = _spread(table)
    spread += _coming_back(placed, size)
    z = stats.norm.isf(tail)
    off = np.exp(z * np.sqrt(spread) / np.maximum(people, 1.0))
    most = np.where(people > 0, people * off, -dispersion * np.log(tail))
    return pl.DataFrame(
        {
            "window": np.arange(size),
            "people": people.astype(np.int64),
            "times": people / average,
            "low": people / off / average,
            "high": most / average,
        }
    )


def _spread(table: Floats) -> tuple[float, Floats]:
    """The dispersion all windows share, and each window's variance from week to week."""
    weeks, people = table.shape[0], table.sum(axis=0)
    expected = np.outer(table.sum(axis=1) / table.sum(), people)
    squares = (table - expected) ** 2
    freedom = max(1, (weeks - 1) * (int((people > 0).sum()) - 1))
    pearson = np.divide(squares, expected, out=np.zeros_like(squares), where=expected > 0).sum()
    dispersion = max(1.0, float(pearson) / freedom)
    return dispersion, np.maximum(dispersion * people, squares.sum(axis=0) * weeks / (weeks - 1))


def _coming_back(placed: pl.DataFrame, size: int) -> Floats:
    """How much more a window varies because the same people come back to it."""
    said = placed.group_by("voice", "window").len()
    more = said.group_by("window").agg(
        pl.col("len").cast(pl.Float64).pow(2).sum() - pl.col("len").sum()
    )
    found = np.zeros(size)
    found[more["window"].to_numpy()] = more["len"].to_numpy()
    return found
