"""Retention: what a source gave before a day leaves the lake, with all that was said of it."""

from __future__ import annotations

import datetime as dt
from types import MappingProxyType
from typing import TYPE_CHECKING, Final, NamedTuple, TypeAlias

import polars as pl

from parvis.store.compact import GRACE, settle
from parvis.store.erase import pairs_of
from parvis.store.gone import Ledger, Record
from parvis.store.rewrite import of_day, take_away
from parvis.store.tables import ARRIVAL, ARRIVED_AT, DAY, MENTIONS

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from parvis.store.append import Appender

_NONE: Final[dict[str, int]] = {}


Others: TypeAlias = "Mapping[str, Collection[str]]"
"""Values of columns, by which rows are told that stay."""

NOBODY: Final[Others] = MappingProxyType({})


class Whose(NamedTuple):
    """Of whom rows are that time takes out.

    Arguments:
        source: the connector or platform, or what another column calls it.
        by: the column that names it.
        but: rows that stay all the same, by the values of other columns.

    >>> Whose("x").by
    'source'
    """

    source: str
    by: str = "source"
    but: Others = NOBODY

    def among(self, rows: pl.LazyFrame) -> pl.LazyFrame:
        """Return their rows; none where rows have no such column."""
        known = rows.collect_schema()
        if self.by not in known:
            return rows.clear()
        stay = (
            pl.col(name).is_in(list(values)).fill_null(value=False)
            for name, values in self.but.items()
            if name in known
        )
        return rows.filter(pl.col(self.by) == self.source, *(~one for one in stay))


def retain(writer: Appender, whose: Whose, before: dt.date) -> Record | None:
    """Take out what a source published before a day; a mention without a date, what came before it.

    A day at a time, so that memory holds one. Fetched again, what went stays away.

    Arguments:
        writer: who holds the lease.
        whose: rows.
        before: the first day that stays.

    Returns: the record of it; None where there was nothing to take out.
    """
    writer.flush()
    ledger = Ledger(writer.root)
    number, rows, days = ledger.next, _NONE, []
    for day in _days(writer, before):
        leaving = _leaving(writer, whose, before, day)
        if leaving.height:
            ledger.keep_pairs(number, pairs_of(writer, leaving))
            gone = take_away(writer.tables, day, leaving)
            rows = {name: count + rows.get(name, 0) for name, count in gone.items()}
            days.append(day)
    if not days:
        return None
    settle(writer, days, grace=GRACE)
    writer.refuse(ledger.pairs(number)[:, 1])
    record = Record(
        number=number,
        kind="retention",
        version=writer.version,
        rows=rows,
        source=whose.source,
        by=whose.by,
        before=before,
    )
    ledger.keep(record)
    return record


def _days(writer: Appender, before: dt.date) -> list[dt.date | None]:
    files = writer.tables[MENTIONS].files()
    found = files.filter(pl.col(DAY).is_null() | (pl.col(DAY) < before))
    return found[DAY].unique().sort().to_list()


def _leaving(writer: Appender, whose: Whose, before: dt.date, day: dt.date | None) -> pl.DataFrame:
    table = writer.tables[MENTIONS]
    rows = whose.among(table.scan(table.files().filter(of_day(day))))
    if day is None:
        begin = dt.datetime.combine(before, dt.time.min, dt.UTC)
        rows = rows.filter(pl.col(ARRIVED_AT) < begin)
    first = pl.coalesce("edit_of", "id").alias("first")
    return rows.select("id", first, ARRIVAL).collect()
