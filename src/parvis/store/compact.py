"""Many small files into few, while others read; the wide table made; log and disk tidied."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import polars as pl

from parvis.store.delta import DayTable
from parvis.store.rewrite import replace
from parvis.store.tables import DAY, WIDE
from parvis.store.wide import made, make_wide, remake_day, sketch

if TYPE_CHECKING:
    from collections.abc import Iterable

    from parvis.store.append import Appender

SMALL: Final = 64 << 20
LEAST: Final = 8
GRACE: Final = dt.timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Compacted:
    """What came of a compaction.

    Arguments:
        before: files of the truth, before.
        after: files of the truth, after.
        days: whose wide rows were made anew.
        removed: files taken from the disk.
    """

    before: int
    after: int
    days: int
    removed: int


def compact(writer: Appender, *, least: int = LEAST, grace: dt.timedelta = GRACE) -> Compacted:
    """Merge the small files of each day, make the wide table, drop what no longer counts.

    Readers see the old files or the new ones, and the old ones stay on the disk for a while.

    Arguments:
        writer: who holds the lease.
        least: small files of one day that are worth merging.
        grace: how long files that no longer count stay; whole hours.
    """
    writer.flush()
    tables = writer.tables
    before = sum(table.files().height for table in tables.values())
    for table in tables.values():
        merge_small(table, least)
    days = make_wide(writer.root, tables, writer.version)
    removed = tidy(writer, grace)
    after = sum(table.files().height for table in tables.values())
    return Compacted(before, after, days, removed)


def merge_small(table: DayTable, least: int) -> None:
    """Merge the small files of each day that has enough of them; rows keep their order."""
    small = table.files().filter(pl.col("size") < SMALL)
    crowded = small.filter(pl.len().over(DAY) >= max(least, 2))
    for (day,), files in crowded.group_by(DAY, maintain_order=True):
        replace(table, day, files, table.scan(files).drop(DAY), is_change=False)


def settle(writer: Appender, days: Iterable[dt.date | None], *, grace: dt.timedelta) -> None:
    """After rows were taken out: make the wide rows of their days anew, and tidy.

    Arguments:
        writer: who holds the lease.
        days: of the rows.
        grace: how long files that no longer count stay; whole hours.
    """
    known = made(writer.root)
    if known.through:
        wide = DayTable(writer.root / WIDE)
        for day in days:
            remake_day(wide, writer.tables, known.through, day, known.current)
    tidy(writer, grace)


def tidy(writer: Appender, grace: dt.timedelta) -> int:
    """Drop what no longer counts, and sum up the logs; return how many files went."""
    wide = [DayTable(writer.root / WIDE)] if made(writer.root).through else []
    for table in wide:
        sketch(writer.root, table)
    removed = 0
    for table in (*writer.tables.values(), *wide):
        removed += table.tidy(grace=grace)
        table.checkpoint()
    writer.save_ids()
    return removed
