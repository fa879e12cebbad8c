"""Rows out of a table: up to a version, from another one on, between two days."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from parvis.store.tables import ARRIVAL, DAY

if TYPE_CHECKING:
    import datetime as dt

    from parvis.store.delta import DayTable

Days = tuple["dt.date | None", "dt.date | None"]


def rows_of(
    table: DayTable,
    *,
    version: int,
    since: int = 0,
    days: Days = (None, None),
    undated: bool = False,
) -> pl.LazyFrame:
    """Return the rows of a table that arrived from `since` on and before `version`.

    Files that hold none of them are not opened.

    Arguments:
        table: of the lake.
        version: the first arrival that is left out.
        since: the first that is not.
        days: the first and the last, or None where open.
        undated: also rows without a day, where days are asked for.
    """
    files = files_of(table, version=version, since=since, days=days, undated=undated)
    wanted = pl.col(ARRIVAL).is_between(since, version, closed="left")
    is_whole = files.filter((pl.col("low") < since) | (pl.col("high") >= version)).is_empty()
    found = table.scan(files)
    return found if is_whole else found.filter(wanted)


def files_of(
    table: DayTable,
    *,
    version: int,
    since: int = 0,
    days: Days = (None, None),
    undated: bool = False,
) -> pl.DataFrame:
    """Return the files in which the rows lie that `rows_of` returns, and other rows with them.

    Arguments:
        table: of the lake.
        version: as of `rows_of`.
        since: as of `rows_of`.
        days: as of `rows_of`.
        undated: as of `rows_of`.
    """
    files = table.files().filter(pl.col("low") < version, pl.col("high") >= since)
    return files.filter(within(days, undated=undated))


def within(days: Days, *, undated: bool = False) -> pl.Expr:
    """Return what rows of these days fulfil; those without a day lie in no days but all.

    >>> import datetime as dt
    >>> rows = pl.DataFrame({"day": [dt.date(2026, 3, 1), dt.date(2026, 3, 9), None]})
    >>> since = dt.date(2026, 3, 2), None
    >>> [rows.filter(within(since, undated=both)).height for both in (False, True)]
    [1, 2]
    """
    first, last = days
    day = pl.col(DAY)
    wanted = pl.lit(value=True) if first is None else day >= first
    wanted &= pl.lit(value=True) if last is None else day <= last
    return wanted.fill_null(value=undated)


def latest(mentions: pl.LazyFrame, *, with_deleted: bool = False) -> pl.LazyFrame:
    """Return the last version of each mention; none of those that were taken down.

    The last version is the one collected last, then the one that arrived last. Edits and deletions
    are few, so only they are compared; all other rows pass through.

    Arguments:
        mentions: rows of the table `mentions`.
        with_deleted: keep those taken down, `deleted_at` telling when.

    >>> rows = pl.LazyFrame(
    ...     {
    ...         "id": ["x:1", "x:1~8", "x:2", "x:2"],
    ...         "edit_of": [None, "x:1", None, None],
    ...         "deleted_at": [None, None, None, 5],
    ...         "collected_at": [None] * 4,
    ...         "arrived_at": [1, 2, 3, 4],
    ...         "arrival": [0, 1, 2, 3],
    ...     }
    ... )
    >>> latest(rows).collect()["id"].to_list()
    ['x:1~8']
    """
    first = pl.coalesce("edit_of", "id").alias("_first")
    is_change = pl.col("edit_of").is_not_null() | pl.col("deleted_at").is_not_null()
    changed = mentions.filter(is_change).select(first.unique()).collect(engine="streaming")
    if changed.is_empty():
        return mentions
    at = pl.coalesce("collected_at", "arrived_at").alias("_at")
    told = mentions.select(first, at, ARRIVAL, "deleted_at")
    chains = told.join(changed.lazy(), on="_first", how="semi").collect(engine="streaming")
    gone = chains.group_by("_first").agg(pl.col("deleted_at").max()).drop_nulls()
    said = chains.filter(pl.col("deleted_at").is_null())
    last = (
        said.sort("_at", ARRIVAL)
        .group_by("_first", maintain_order=True)
        .agg(pl.col(ARRIVAL).last())
    )
    if not with_deleted:
        last = last.join(gone, on="_first", how="anti")
    hidden = chains.filter(~pl.col(ARRIVAL).is_in(last[ARRIVAL].implode()))[ARRIVAL]
    shown = mentions.filter(~pl.col(ARRIVAL).is_in(hidden.implode()))
    if not with_deleted:
        return shown
    told_gone = gone.lazy().rename({"deleted_at": "_gone"})
    with_times = shown.with_columns(first).join(told_gone, on="_first", how="left")
    return with_times.with_columns(deleted_at="_gone").drop("_first", "_gone")
