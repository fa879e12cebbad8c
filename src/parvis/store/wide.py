"""The wide table: kept for reading, made of the truth, never behind it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final, NamedTuple

import msgspec
import polars as pl

from parvis.store.adopted import adoptions
from parvis.store.delta import DayTable
from parvis.store.derive import ADDED, Truth, current_versions, wide_rows
from parvis.store.read import rows_of, within
from parvis.store.rewrite import of_day, replace
from parvis.store.sketch import AT_ONCE, Sketches
from parvis.store.tables import ARRIVAL, DAY, TRUTH, WIDE
from parvis.whole import write_whole

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Iterator, Mapping
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
    held = _held(root, tables, version, within(days, undated=undated))
    parts = [_derived(tables, version, day, held.current) for day in held.stale]
    if not held.files.is_empty():
        parts.append(DayTable(root / WIDE).scan(held.files))
    return pl.concat(parts, how="diagonal") if parts else _none(tables)


class Day(NamedTuple):
    """The wide rows of a day.

    Arguments:
        day: None for mentions without a date.
        files: paths of those that hold them; None where they are made on the way.
        rows: makes a plan that reads all of them.
    """

    day: dt.date | None
    files: list[str] | None
    rows: Callable[[], pl.LazyFrame]


def by_day(
    root: Path, tables: Tables, version: int, days: Days, *, undated: bool = False
) -> Iterator[Day]:
    """Yield the wide rows as of now day by day, the newest first; the arguments are `read_wide`'s.

    Arguments:
        root: of the lake.
        tables: of the truth, as they are now.
        version: as of which.
        days: the first and the last.
        undated: also rows without a day, where days are asked for.
    """
    held = _held(root, tables, version, within(days, undated=undated))
    kept = {day: files for (day,), files in held.files.group_by(DAY)}
    for day in sorted({*held.stale, *kept}, key=_age):
        if day in kept:
            files = kept[day]
            yield Day(day, files["path"].to_list(), partial(DayTable(root / WIDE).scan, files))
        else:
            yield Day(day, None, partial(_derived, tables, version, day, held.current))


class _Held(NamedTuple):
    """Of which days wide rows are to be made, and in which files the others lie.

    Arguments:
        stale: days that changed since, or were never made.
        files: of the wide table, of all other days.
        current: the version of each perimeter that counts.
    """

    stale: list[dt.date | None]
    files: pl.DataFrame
    current: dict[str, str]


def _held(root: Path, tables: Tables, version: int, wanted: pl.Expr) -> _Held:
    known = made(root)
    current = _current(root, tables, version, known)
    is_usable = version >= known.through and current == known.current
    stale = touched(tables, since=known.through if is_usable else 0, wanted=wanted)
    if not (is_usable and known.through):
        return _Held(stale, pl.DataFrame(schema={DAY: pl.Date}), current)
    old = pl.Series(DAY, stale, pl.Date)
    is_old = pl.col(DAY).is_in(old.implode(), nulls_equal=True)
    return _Held(stale, DayTable(root / WIDE).files().filter(wanted, ~is_old), current)


def _age(day: dt.date | None) -> int:
    """The newest first, and what has no day last."""
    return -day.toordinal() if day else 0


def make_wide(root: Path, tables: Tables, version: int) -> int:
    """Make the wide rows of the days that changed since they were made last; return how many days.

    A writer killed on the way has made some days twice in the end, and none wrongly.
    """
    known = made(root)
    current = _current(root, tables, version, known)
    table = DayTable.create(root / WIDE, _types(tables))
    stale = touched(tables, since=known.through if current == known.current else 0)
    for day in stale:
        remake_day(table, tables, version, day, current)
    write_whole(root / _FILE, msgspec.json.encode(Made(version, current)).decode())
    return len(stale)


def sketch(root: Path, table: DayTable) -> None:
    """Note the words of the files of which they are not noted yet, and forget those of old files.

    Arguments:
        root: of the lake.
        table: the wide one.
    """
    sketches, files = Sketches(root), table.files()
    for path in files["path"]:
        if not sketches.has(path):
            sketches.keep(path, _texts(table.folder / path))
    sketches.drop_all_but(files["path"])


def _texts(path: Path) -> Iterator[pl.Series]:
    """The titles and texts of a file, in pieces."""
    rows = pl.scan_parquet(path, glob=False).select("title", "text").collect(engine="streaming")
    for part in rows.iter_slices(AT_ONCE):
        yield part["text"]
        yield part["title"].drop_nulls()


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


def _current(root: Path, tables: Tables, version: int, known: Made) -> dict[str, str]:
    """The version of each perimeter that counts; the marks are read only where some are new."""
    adopted = [one for one in adoptions(root) if one.since <= version]
    told = known.current | {one.perimeter: one.version for one in adopted}
    is_same = known.through == version and told == known.current
    if is_same or (tables["marks"].files()["high"].max() is None and not adopted):
        return known.current
    return current_versions(rows_of(tables["marks"], version=version), adopted)


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
