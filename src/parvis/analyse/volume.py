"""How much is said, when, of whom, and by how many."""

from __future__ import annotations

from typing import TYPE_CHECKING

import narwhals.stable.v2 as nw
import polars as pl

from parvis.analyse.reduction import (
    begin,
    begin_by_brand,
    by_quarter,
    count,
    distinct_named,
    finish,
    local_day,
)

if TYPE_CHECKING:
    import datetime as dt

    from narwhals.stable.v2.typing import IntoFrame

    from parvis.frames import Frame


def by_day(mentions: IntoFrame, *, timezone: str = "UTC") -> pl.DataFrame:
    """Count mentions per day, oldest first; undated ones are left out, silent days have no row.

    Arguments:
        mentions: the mentions to count, with `published_at`.
        timezone: IANA name of the zone in which days begin.

    Returns: day (date), mentions.

    Raises:
        InputError: no such time zone.
        MissingColumnsError: a column is not there.

    Source: row 40 of the capabilities: an undated mention never enters a trend.

    >>> from datetime import datetime, UTC
    >>> late = datetime(2024, 1, 1, 23, 30, tzinfo=UTC)
    >>> by_day(pl.DataFrame({"published_at": [late, None]}), timezone="Europe/Paris").rows()
    [(datetime.date(2024, 1, 2), 1)]
    """
    return _by_local_day(begin(mentions, "published_at"), timezone).sort("day")


def by_brand(mentions: IntoFrame) -> pl.DataFrame:
    """Count the mentions of each brand, most first; one of two brands counts once for each.

    Arguments:
        mentions: the mentions to count, with the list `brands`.

    Returns: brand, mentions; no row for a brand of which nothing is said.

    Raises:
        MissingColumnsError: a column is not there.

    Source: row 27 of the capabilities.

    >>> by_brand(pl.DataFrame({"brands": [["Free", "Orange"], ["Free"], []]})).rows()
    [('Free', 2), ('Orange', 1)]
    """
    return count(begin_by_brand(mentions), "brand")


def by_column(mentions: IntoFrame, column: str) -> pl.DataFrame:
    """Count the mentions of each value of a column of text, most first; null is "unknown".

    Arguments:
        mentions: the mentions to count.
        column: its name, as "language" or "medium".

    Returns: that column, mentions.

    Raises:
        MissingColumnsError: the column is not there.

    Source: rows 26 and 27 of the capabilities.

    >>> by_column(pl.DataFrame({"language": ["fr", None, "fr"]}), "language").rows()
    [('fr', 2), ('unknown', 1)]
    """
    return count(begin(mentions, column), column)


def by_brand_and_day(mentions: IntoFrame, *, timezone: str = "UTC") -> pl.DataFrame:
    """Count the mentions of each brand per day, by brand and oldest first.

    Arguments:
        mentions: the mentions to count, with `brands` and `published_at`.
        timezone: IANA name of the zone in which days begin.

    Returns: brand, day (date), mentions; undated mentions left out, silent days without a row.

    Raises:
        InputError: no such time zone.
        MissingColumnsError: a column is not there.

    Source: rows 27 and 40 of the capabilities.

    >>> from datetime import datetime, UTC
    >>> noon = datetime(2024, 1, 1, 12, tzinfo=UTC)
    >>> by_brand_and_day(pl.DataFrame({"brands": [["Free"]], "published_at": [noon]})).rows()
    [('Free', datetime.date(2024, 1, 1), 1)]
    """
    spoken = begin_by_brand(mentions, "published_at")
    return _by_local_day(spoken, timezone, "brand").sort("brand", "day")


def dated_by_brand(mentions: IntoFrame) -> pl.DataFrame:
    """Count the mentions of each brand, and those of them that are dated, by brand.

    Arguments:
        mentions: the mentions to count, with `brands` and `published_at`.

    Returns: brand, mentions, dated.

    Raises:
        MissingColumnsError: a column is not there.

    >>> from parvis.schema import empty
    >>> dated_by_brand(empty()).columns
    ['brand', 'mentions', 'dated']
    """
    said = begin_by_brand(mentions, "published_at").group_by("brand")
    counted = said.agg(mentions=nw.len(), dated=nw.col("published_at").count())
    return finish(counted).sort("brand")


def middle(mentions: IntoFrame) -> dt.datetime | None:
    """Return the moment before which half of what is dated was said; None where nothing is.

    Found by hours first, then in the hour in which it lies.

    Arguments:
        mentions: with `published_at`.

    Raises:
        MissingColumnsError: a column is not there.

    >>> import datetime as dt
    >>> at = [dt.datetime(2024, 1, day, tzinfo=dt.UTC) for day in (1, 2, 9)]
    >>> middle(pl.DataFrame({"published_at": at})).day
    2
    """
    at = nw.col("published_at")
    dated = begin(mentions, "published_at").filter(~at.is_null())
    by_hour = dated.with_columns(hour=at.dt.truncate("1h"))
    hours = finish(by_hour.group_by("hour").agg(n=nw.len())).sort("hour")
    if hours.is_empty():
        return None
    half = int(hours["n"].sum()) // 2
    past = hours.filter(pl.col("n").cum_sum() <= half)
    hour = hours["hour"][past.height]
    within = by_hour.filter(nw.col("hour") == hour).group_by("published_at").agg(n=nw.len())
    moments = finish(within).sort("published_at")
    is_before = pl.col("n").cum_sum() <= half - int(past["n"].sum())
    found: dt.datetime = moments["published_at"][moments.filter(is_before).height]
    return found


def extent(mentions: IntoFrame) -> pl.DataFrame:
    """Say in one row how far the mentions reach: from when to when, how many, by how many.

    Arguments:
        mentions: the mentions to count, with `published_at` and `author`.

    Returns: first, last (UTC; null when none is dated), mentions, undated, authors (distinct
        handles as the source writes them; null when no author is named at all).

    Raises:
        MissingColumnsError: a column is not there.

    Source: row 40 of the capabilities.

    >>> from datetime import datetime, UTC
    >>> noon = datetime(2024, 1, 1, 12, tzinfo=UTC)
    >>> mentions = pl.DataFrame({"published_at": [noon, None], "author": ["ann", "ann"]})
    >>> extent(mentions).select("mentions", "undated", "authors").row(0)
    (2, 1, 1)
    """
    at, author = nw.col("published_at"), nw.col("author")
    reach = begin(mentions, "published_at", "author").select(
        first=at.min(),
        last=at.max(),
        mentions=nw.len(),
        dated=at.count(),
        named=author.count(),
        authors=author.n_unique(),
    )
    undated = pl.col("mentions") - pl.col("dated")
    return finish(reach).select(
        "first", "last", "mentions", undated=undated, authors=distinct_named()
    )


def _by_local_day(dated: Frame, timezone: str, *keys: str) -> pl.DataFrame:
    """Count by quarter of an hour on the engine, then by day of the zone on what is left."""
    day = local_day(timezone).alias("day")
    timed = by_quarter(dated.filter(~nw.col("published_at").is_null()))
    quarters = timed.group_by(*keys, "hour", "quarter").agg(mentions=nw.len())
    return finish(quarters).group_by(*keys, day).agg(pl.col("mentions").sum())
