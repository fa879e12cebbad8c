"""The wide table: kept for reading, made of the truth, never behind it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import msgspec
import polars as pl

from parvis.store.delta import DayTable
from parvis.store.derive import ADDED, Truth, current_versions, wide_rows
from parvis.store.read import rows_of, within
from parvis.store.rewrite import of_day, replace
from parvis.store.tables import ARRIVAL, DAY, TRUTH, WIDE
from parvis.whole import write_whole

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping
    from pathlib import Path

    from parvis.store.read import Days
    from parvis.store.types import Types

    Tables = Mapping[str, DayTable]

_FILE: Final = "wide.json"


class Made(msgspec.Struct, frozen=True):
    """From what the wide table was made.

    Arguments:
        through: the version of the lake.
        current: the version of each perimeter that counted.
    """

    through: int = 0
    current: dict[str, str] = msgspec.field(default_factory=dict)


def made(root: Path) -> Made:
    """Return from what the wide table was made; from nothing, where there is none yet."""
    try:
        return msgspec.json.decode((root / _FILE).read_bytes(), type=Made)
    except FileNotFoundError:
        return Made()


def read_wide(
    root: Path, tables: Tables, version: int, days: Days, *, undated: bool = False
) -> pl.LazyFrame:
    """Return the wide rows as of now: those kept, and those of days that changed since, made here.

    Arguments:
        root: of the lake.
        tables: of the truth, as they are now.
        version: as of which; an older one than the wide table was made from is made of the truth.
        days: the first and the last.
        undated: also rows without a day, where days are asked for.
    """
    wanted = within(days, undated=undated)
    known = made(root)
    current = _current(tables, version, known)
    is_usable = version >= known.through and current == known.current
    stale = touched(tables, since=known.through if is_usable else 0, wanted=wanted)
    parts = [_derived(tables, version, day, current) for day in stale]
    if is_usable and known.through:
        table = DayTable(root / WIDE)
        files = table.files().filter(wanted)
        parts.append(table.scan(files.filter(~pl.col(DAY).is_in(stale, nulls_equal=True))))
    return pl.concat(parts, how="diagonal") if parts else _none(tables)


def make_wide(root: Path, tables: Tables, version: int) -> int:
    """Make the wide rows of the days that changed since they were made last; return how many days.

    A writer killed on the way has made some days twice in the end, and none wrongly.
    """
    known = made(root)
    current = _current(tables, version, known)
    table = DayTable.create(root / WIDE, _types(tables))
    stale = touched(tables, since=known.through if current == known.current else 0)
    for day in stale:
        remake_day(table, tables, version, day, current)
    write_whole(root / _FILE, msgspec.json.encode(Made(version, current)).decode())
    return len(stale)


def remake_day(
    table: DayTable,
    tables: Tables,
    version: int,
    day: dt.date | None,
    current: Mapping[str, str],
) -> None:
    """Put the wide rows of a day, made of the truth as it is, in the place of those kept."""
    rows = _derived(tables, version, day, current).drop(DAY)
    table.grow(rows.collect_schema())
    replace(table, day, table.files().filter(of_day(day)), rows)


def touched(tables: Tables, *, since: int, wanted: pl.Expr | None = None) -> list[dt.date | None]:
    """Return the days of which anything arrived since a version; the log alone is read.

    Arguments:
        tables: of the truth.
        since: the version.
        wanted: what the days fulfil; all of them, if None.
    """
    is_wanted = pl.lit(value=True) if wanted is None else wanted
    files = pl.concat(table.files().select(DAY, "high") for table in tables.values())
    found = files.filter(pl.col("high") >= since, is_wanted)[DAY].unique()
    return found.sort().to_list()


def _current(tables: Tables, version: int, known: Made) -> dict[str, str]:
    """The version of each perimeter that counts; the marks are read only where some are new."""
    if known.through == version or tables["marks"].files()["high"].max() is None:
        return known.current
    return current_versions(rows_of(tables["marks"], version=version))


def _derived(
    tables: Tables, version: int, day: dt.date | None, current: Mapping[str, str]
) -> pl.LazyFrame:
    parts = {}
    for name, table in tables.items():
        files = table.files().filter(of_day(day))
        parts[name] = table.scan(files).filter(pl.col(ARRIVAL) < version)
    return wide_rows(Truth(**{name: parts[name] for name in Truth._fields}), current)


def _none(tables: Tables) -> pl.LazyFrame:
    return pl.LazyFrame(schema=_types(tables))


def _types(tables: Tables) -> Types:
    empty = {name: pl.LazyFrame(schema=tables[name].types) for name in TRUTH}
    return {**wide_rows(Truth(**empty), {}).collect_schema(), **ADDED}
