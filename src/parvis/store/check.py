"""Is the lake what it says it is: files whole, rows once, everything said of something."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

import numpy as np
import polars as pl

from parvis.store.backup import MANIFEST, manifest_of, sum_of
from parvis.store.files import name_of
from parvis.store.hashing import hashes_of
from parvis.store.read import latest
from parvis.store.recovery import pieces
from parvis.store.tables import ARRIVAL, DAY, FIRST, MENTIONS, TRUTH

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from numpy.typing import NDArray

    from parvis.store.delta import DayTable
    from parvis.store.lake import DeltaLake


_NEVER: Final = dt.date(9999, 12, 31)


@dataclass(frozen=True, slots=True)
class Checked:
    """What a check saw.

    Arguments:
        rows: how many, by table.
        files: that count.
        unused: files on the disk that do not count, or no longer.
        faults: in words, each with its place; none in a sound lake.
    """

    rows: dict[str, int]
    files: int
    unused: int
    faults: list[str] = field(default_factory=list)


def check(lake: DeltaLake) -> Checked:
    """Read every byte of a lake, or of a backup, and say what is wrong; nothing is changed.

    Files are held against the sums in their names, rows against what the log says of them. Each
    key is there once, nothing is said of a mention that is not there, and the wide table holds the
    mentions the truth holds. Rows are read a piece at a time.

    Arguments:
        lake: opened.
    """
    tables = {name: lake.table(name) for name in TRUTH}
    faults = [fault for name, table in tables.items() for fault in _faults_of_files(name, table)]
    if not faults:
        faults += _faults_of_rows(tables, lake.seed)
        faults += _faults_of_wide(lake)
    if (lake.root / MANIFEST).exists():
        faults += _faults_of_sums(lake)
    files = pl.concat(table.files() for table in tables.values())
    on_disk = sum(1 for name in TRUTH for _ in (lake.root / name).glob("day=*/*"))
    rows = {name: int(table.files()["rows"].sum()) for name, table in tables.items()}
    return Checked(rows, files.height, on_disk - files.height, faults)


def _faults_of_files(name: str, table: DayTable) -> Iterator[str]:
    for path, size, rows, low, high in (
        table.files().select("path", "size", "rows", "low", "high").iter_rows()
    ):
        place = table.folder / path
        if not place.exists():
            yield f"{name}/{path} is missing"
        elif place.stat().st_size != size or name_of(place) != place.stem:
            yield f"{name}/{path} is damaged: its bytes are not those it was written with"
        elif (told := _told(place)) != (rows, low, high):
            yield f"{name}/{path} holds {told[0]} rows, and the log says {rows}"


def _told(path: Path) -> tuple[int, int, int]:
    column = pl.col(ARRIVAL)
    found = pl.scan_parquet(path, glob=False).select(pl.len(), column.min(), high=column.max())
    rows, low, high = found.collect().row(0)
    return rows, low, high


def _faults_of_rows(tables: dict[str, DayTable], seed: int) -> Iterator[str]:
    held = _hashed(tables[MENTIONS], ("id",), seed)
    arrivals = [_numbers(table) for table in tables.values()]
    every = np.concatenate(arrivals)
    if np.unique(every).size != every.size:
        yield "some rows bear the same number of arrival"
    for name, table in tables.items():
        key = (*TRUTH[name].key, "deleted_at") if name == MENTIONS else TRUTH[name].key
        keys = _hashed(table, key, seed)
        twice = keys.size - np.unique(keys).size
        if twice:
            yield f"{name}: {twice:,} rows are there twice"
        if name != MENTIONS:
            strangers = int((~np.isin(_hashed(table, (FIRST,), seed), held)).sum())
            if strangers:
                yield f"{name}: {strangers:,} rows speak of mentions that are not there"


def _hashed(table: DayTable, key: tuple[str, ...], seed: int) -> NDArray[np.uint64]:
    parts = [pl.col(name).cast(pl.String).fill_null("") for name in key]
    told = pl.concat_str(parts, separator="\x1f")
    found = [np.zeros(0, np.uint64)]
    found += [
        hashes_of(table.scan(piece).select(told).collect().to_series(), seed)
        for piece in pieces(table.files())
    ]
    return np.concatenate(found)


def _numbers(table: DayTable) -> NDArray[np.int64]:
    return table.scan().select(ARRIVAL).collect()[ARRIVAL].to_numpy()


def _faults_of_wide(lake: DeltaLake) -> Iterator[str]:
    days = lake.table(MENTIONS).files()[DAY].unique()
    lost, strange = np.sum([_strayed(lake, day) for day in days] or [(0, 0)], axis=0)
    if lost or strange:
        yield (
            f"wide: {lost:,} mentions are lacking and {strange:,} should not be there; "
            "take wide and wide.json away, and run `parvis lake compact`"
        )


def _strayed(lake: DeltaLake, day: dt.date | None) -> tuple[int, int]:
    """How many mentions of a day the wide table lacks, and how many it has beyond them."""
    days = (day or _NEVER, day)
    rows = latest(lake.read(MENTIONS, days=days, undated=not day)).select("id").collect()["id"]
    wide = lake.wide(days=days, undated=not day)
    there = wide.select(pl.col("id").unique()).collect()["id"]
    both = int(rows.is_in(there.implode()).sum())
    return rows.len() - both, there.len() - both


def _faults_of_sums(lake: DeltaLake) -> Iterator[str]:
    for path, told in manifest_of(lake.root).files.items():
        place = lake.root / path
        if not place.exists() or sum_of(place) != told:
            yield f"{path} is not what was backed up"
