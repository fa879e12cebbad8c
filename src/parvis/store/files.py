"""Files of rows: whole, on the disk, and named by what is in them."""

from __future__ import annotations

import errno
import hashlib
import uuid
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import polars as pl

from parvis.store.tables import ARRIVAL
from parvis.whole import sync

if TYPE_CHECKING:
    import datetime as dt
    from pathlib import Path

UNDATED: Final = "__HIVE_DEFAULT_PARTITION__"
_NO_ROOM: Final = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)


@dataclass(frozen=True, slots=True)
class Written:
    """A file of rows of one day.

    Arguments:
        path: from the folder of its table.
        day: of all its rows; None for mentions without a date.
        size: in bytes.
        rows: how many.
        low, high: the smallest and the largest `arrival` in it.
    """

    path: str
    day: dt.date | None
    size: int
    rows: int
    low: int
    high: int


def folder_of(day: dt.date | None) -> str:
    """Return the folder of a day.

    >>> import datetime as dt
    >>> folder_of(dt.date(2026, 3, 1)), folder_of(None)
    ('day=2026-03-01', 'day=__HIVE_DEFAULT_PARTITION__')
    """
    return f"day={day or UNDATED}"


def write_rows(table: Path, day: dt.date | None, rows: pl.LazyFrame) -> Written | None:
    """Write the rows of one day; they are on the disk when this returns.

    No statistics of any column are kept: the smallest and largest author are people's names.

    Arguments:
        table: its folder.
        day: of all these rows.
        rows: without `day`; they pass through in pieces.

    Returns: the file, named by its SHA-256; None, and no file, where there are no rows.

    Raises:
        OSError: the disk does not take it; nothing is left behind.

    >>> import tempfile
    >>> from pathlib import Path
    >>> rows = pl.LazyFrame({"arrival": [3, 4], "id": ["x:1", "x:2"]})
    >>> written = write_rows(Path(tempfile.mkdtemp()), None, rows)
    >>> written.rows, written.low, written.high
    (2, 3, 4)
    """
    folder = table / folder_of(day)
    folder.mkdir(parents=True, exist_ok=True)
    partial = folder / f"{uuid.uuid4().hex}.partial"
    try:
        rows.sink_parquet(partial, statistics=False, compression="zstd", compression_level=1)
        return _named(table, day, partial)
    except pl.exceptions.ComputeError as fault:
        if is_full(fault):
            raise OSError(errno.ENOSPC, str(fault), str(partial)) from fault
        raise
    finally:
        partial.unlink(missing_ok=True)


def _named(table: Path, day: dt.date | None, partial: Path) -> Written | None:
    arrivals = pl.scan_parquet(partial, glob=False).select(
        pl.len(), low=pl.col(ARRIVAL).min(), high=pl.col(ARRIVAL).max()
    )
    rows, low, high = arrivals.collect().row(0)
    if not rows:
        return None
    sync(partial)
    final = partial.with_name(f"{name_of(partial)}.parquet")
    size = partial.stat().st_size
    partial.replace(final)
    sync(final.parent)
    return Written(str(final.relative_to(table)), day, size, rows, low, high)


def name_of(path: Path) -> str:
    """Return the name that a file of these bytes bears: half of its SHA-256.

    >>> import tempfile
    >>> from pathlib import Path
    >>> file = Path(tempfile.mkdtemp(), "a")
    >>> _ = file.write_bytes(b"")
    >>> name_of(file)
    'e3b0c44298fc1c149afbf4c8996fb924'
    """
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()[:32]


def is_full(fault: Exception) -> bool:
    """Whether an error says that the disk takes nothing more.

    Libraries in Rust hand the number on in words only.

    >>> is_full(OSError(errno.ENOSPC, "No space left on device")), is_full(OSError("gone"))
    (True, False)
    """
    number = getattr(fault, "errno", None)
    return number in _NO_ROOM or any(f"(os error {code})" in str(fault) for code in _NO_ROOM)
