"""Reduce, then finish: mentions of any engine in, a small Polars frame out."""

from __future__ import annotations

from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import narwhals.stable.v2 as nw
import polars as pl
from polars import selectors as cs

from parvis.errors import InputError
from parvis.frames import enter
from parvis.schema import UTC_TIME

if TYPE_CHECKING:
    from narwhals.stable.v2.typing import IntoFrame

    from parvis.frames import Frame

UNKNOWN = "unknown"


def begin(mentions: IntoFrame, *columns: str) -> Frame:
    """Return these columns of the mentions, lazy, on an engine that can explode lists.

    Arguments:
        mentions: a frame of any engine. An Arrow table goes on as Polars, without a copy:
            Narwhals does not explode its lists.
        columns: the columns the reduction uses; the others never leave the engine.

    Raises:
        MissingColumnsError: one of them is not there.

    >>> begin(pl.DataFrame({"id": ["x:1"], "text": ["bonjour"]}), "id").collect_schema().names()
    ['id']
    """
    frame = enter(mentions, *columns).select(*columns)
    return frame.collect("polars").lazy() if frame.implementation.is_pyarrow() else frame


def begin_by_brand(mentions: IntoFrame, *columns: str) -> Frame:
    """Return these columns and `brand`, one row for each brand of a mention, none for no brand.

    Arguments:
        mentions: a frame of any engine, with the list column `brands`.
        columns: the other columns the reduction uses.

    Raises:
        MissingColumnsError: one of them is not there.

    >>> mentions = pl.DataFrame({"id": ["x:1", "x:2"], "brands": [["Free", "Orange"], []]})
    >>> begin_by_brand(mentions, "id").collect().rows()
    [('x:1', 'Free'), ('x:1', 'Orange')]
    """
    exploded = begin(mentions, *columns, "brands").explode("brands")
    return exploded.filter(~nw.col("brands").is_null()).rename({"brands": "brand"})


def finish(reduced: Frame) -> pl.DataFrame:
    """Collect a small table into Polars, with one type a kind of value whatever the engine.

    Arguments:
        reduced: what is left of the mentions; its whole numbers become Int64, its times UTC.

    >>> finish(begin(pl.DataFrame({"n": [3]}, schema={"n": pl.UInt32}), "n")).schema["n"]
    Int64
    """
    collected: pl.DataFrame = reduced.collect("polars").to_native()
    return collected.with_columns(
        (cs.integer() | cs.decimal()).cast(pl.Int64), cs.datetime(time_zone="*").cast(UTC_TIME)
    )


def by_quarter(frame: Frame) -> Frame:
    """Add `hour` and `quarter` of `published_at`, by which every engine can group.

    Spark knows no zone but its session's; quarters, since every zone is off UTC by whole ones.
    `local_day` makes days of what is left.

    >>> import datetime as dt
    >>> at = dt.datetime(2024, 3, 1, 23, 50, tzinfo=dt.UTC)
    >>> by_quarter(begin(pl.DataFrame({"published_at": [at]}), "published_at")).collect()[
    ...     "quarter"
    ... ].to_list()
    [3]
    """
    at = nw.col("published_at")
    return frame.with_columns(hour=at.dt.truncate("1h"), quarter=at.dt.minute() // 15)


def local_day(timezone: str) -> pl.Expr:
    """Return the day of a zone in which an `hour` and `quarter` lie, as `by_quarter` adds them.

    Arguments:
        timezone: IANA name, as Europe/Paris.

    Raises:
        InputError: there is no such zone.

    >>> import datetime as dt
    >>> night = {"hour": [dt.datetime(2024, 3, 1, 23, tzinfo=dt.UTC)], "quarter": [2]}
    >>> pl.DataFrame(night).select(day=local_day("Europe/Paris")).item()
    datetime.date(2024, 3, 2)
    """
    return local_time(timezone).dt.date()


def local_time(timezone: str) -> pl.Expr:
    """Return the time of a zone at which an `hour` and `quarter` begin, as `by_quarter` adds them.

    Arguments:
        timezone: IANA name, as Europe/Paris.

    Raises:
        InputError: there is no such zone.

    >>> import datetime as dt
    >>> night = {"hour": [dt.datetime(2024, 3, 1, 23, tzinfo=dt.UTC)], "quarter": [2]}
    >>> pl.DataFrame(night).select(hour=local_time("Europe/Paris").dt.hour()).item()
    0
    """
    moment = pl.col("hour") + pl.duration(minutes=15 * pl.col("quarter"))
    return moment.dt.convert_time_zone(zone_of(timezone))


def zone_of(timezone: str) -> str:
    """Return the name of a time zone that exists.

    Arguments:
        timezone: IANA name, as Europe/Paris.

    Raises:
        InputError: there is no such zone.

    >>> zone_of("Europe/Paris")
    'Europe/Paris'
    """
    try:
        return ZoneInfo(timezone).key
    except (ValueError, OSError, KeyError) as cause:
        fault = f'"{timezone}" is not a time zone'
        raise InputError(f"{fault}. What to do: give an IANA name, as Europe/Paris.") from cause


def count(frame: Frame, *keys: str) -> pl.DataFrame:
    """Count the rows of each combination of keys, most first, then by name.

    Arguments:
        frame: what `begin` returned.
        keys: columns of text; null counts as "unknown".

    >>> count(begin(pl.DataFrame({"medium": ["blog", None, "blog"]}), "medium"), "medium").rows()
    [('blog', 2), ('unknown', 1)]
    """
    named = frame.with_columns(nw.col(*keys).cast(nw.String).fill_null(UNKNOWN))
    counted = finish(named.group_by(*keys).agg(mentions=nw.len()))
    return counted.sort("mentions", *keys, descending=[True, *(False for _ in keys)])


def distinct_named() -> pl.Expr:
    """Correct `authors`, distinct values with null among them, by `named` of `mentions`.

    Counting null as a value is what every engine agrees on; here it is taken off again, and no
    author at all is null, not zero.

    >>> counts = pl.DataFrame({"mentions": [3, 2], "named": [2, 0], "authors": [2, 1]})
    >>> counts.select(authors=distinct_named())["authors"].to_list()
    [1, None]
    """
    without_null = pl.col("authors") - (pl.col("named") < pl.col("mentions")).cast(pl.Int64)
    return pl.when(pl.col("named") > 0).then(without_null)
