"""Rows of a day put into one new file in the place of those that held them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from parvis.store.files import write_rows
from parvis.store.tables import ARRIVAL, DAY, FIRST, MENTIONS

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Mapping

    from parvis.store.delta import DayTable

    Change = Callable[[pl.LazyFrame], pl.LazyFrame]


def of_day(day: dt.date | None) -> pl.Expr:
    """Return what files of a day fulfil; None is a day of its own."""
    return pl.col(DAY).eq_missing(pl.lit(day, pl.Date))


def replace(
    table: DayTable,
    day: dt.date | None,
    files: pl.DataFrame,
    rows: pl.LazyFrame,
    *,
    is_change: bool = True,
) -> int:
    """Put rows in the place of some files of a day, in one commit; return how many rows.

    Arguments:
        table: of the lake.
        day: of all these rows.
        files: that go, as `DayTable.files` tells of them.
        rows: that come, without `day`.
        is_change: rows came or went; False where they only moved to other files.
    """
    written = write_rows(table.folder, day, rows)
    new = [written] if written else []
    old = [path for path in files["path"].to_list() if not new or path != new[0].path]
    if old or new:
        table.commit(new, old, is_change=is_change)
    return written.rows if written else 0


def take_away(
    tables: Mapping[str, DayTable],
    day: dt.date | None,
    leaving: pl.DataFrame,
    change: Change | None = None,
) -> dict[str, int]:
    """Take mentions of a day out of every table of the truth, with all that is said of them.

    Arguments:
        tables: of the truth.
        day: of all these mentions.
        leaving: their rows: `id` and `arrival`.
        change: what becomes of the rows that stay; None, where they stay as they are.

    Returns: how many rows went, by table.
    """
    gone = {}
    for name, table in tables.items():
        files = table.files().filter(of_day(day))
        rows = table.scan(files).drop(DAY)
        is_leaving = _is_leaving(name, leaving)
        count = rows.filter(is_leaving).select(pl.len()).collect().item()
        if count or change:
            staying = rows.filter(~is_leaving)
            replace(table, day, files, change(staying) if change else staying)
        gone[name] = count
    return gone


def _is_leaving(table: str, leaving: pl.DataFrame) -> pl.Expr:
    if table == MENTIONS:
        return pl.col(ARRIVAL).is_in(leaving[ARRIVAL].implode())
    return pl.col(FIRST).is_in(leaving["id"].implode())
