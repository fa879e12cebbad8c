"""What a lake can do, whatever it is made of.

Who uses a lake names these; who makes one, of other tables or in another place, fulfils them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from parvis.store.compact import GRACE
from parvis.store.retain import NOBODY
from parvis.store.search import LIMIT

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping, Sequence
    from contextlib import AbstractContextManager
    from pathlib import Path

    import polars as pl

    from parvis.store.admission import Admitted
    from parvis.store.backup import Manifest
    from parvis.store.check import Checked
    from parvis.store.compact import Compacted
    from parvis.store.gone import Missing, Record
    from parvis.store.person import Person
    from parvis.store.read import Days
    from parvis.store.retain import Others


class Writer(Protocol):
    """Who holds the lease of a lake, and alone may change it."""

    def append(
        self, table: str, rows: pl.DataFrame, *, progress: Mapping[str, int] | None = None
    ) -> Admitted:
        """Take rows that the lake does not hold; they are written with the next flush.

        Arguments:
            table: mentions, readings, marks or judgements.
            rows: with the columns of the table; others become columns of their own.
            progress: how far each source is with these rows, known again by `Lake.progress` when
                they are on the disk.

        Raises:
            LakeError: rows that cannot be kept, or that speak of mentions the lake does not hold.
            DiskFullError: no room is left; rows taken so far wait and are not lost.
        """
        ...

    def together(
        self, *, progress: Mapping[str, int] | None = None
    ) -> AbstractContextManager[None]:
        """Let mentions and what is said of them, appended in a block, be written together.

        Arguments:
            progress: how far each source is with the whole block.
        """
        ...

    def holds(self, ids: pl.Series) -> pl.Series:
        """Tell of each id whether the lake has its mention, one that still waits as well."""
        ...

    def adopt(self, perimeter: str, version: str) -> None:
        """Let a version of a perimeter count from now on, even where it matches nothing.

        What waits is written first. Without a word of it, the version that marked last counts.

        Arguments:
            perimeter: its id.
            version: of the perimeter.
        """
        ...

    def flush(self) -> int:
        """Write what waits, on the disk when this returns; return the version it makes."""
        ...


class Lake(Protocol):
    """Mentions and all that was said of them: written by one process, read by many.

    A version is a number that only rises; what it holds changes only when something is erased.
    """

    def writing(self, purpose: str = "") -> AbstractContextManager[Writer]:
        """Take the lease and write; what waits is flushed at the end.

        Raises:
            LeaseError: another writer is at work.
        """
        ...

    def version(self) -> int:
        """Return the version that holds all that is written now."""
        ...

    def progress(self, source: str) -> int | None:
        """Return how far a source was with the last rows written; None where nothing was said."""
        ...

    def read(
        self,
        table: str,
        *,
        version: int | None = None,
        since: int = 0,
        days: Days = (None, None),
        undated: bool = False,
    ) -> pl.LazyFrame:
        """Return the rows of a table that a version holds, without those of an earlier one."""
        ...

    def extent(self, days: Days = ...) -> tuple[int, int]:
        """Return how many rows of mentions are held, and bytes on the disk."""
        ...

    def mentions(
        self,
        *,
        version: int | None = None,
        days: Days = (None, None),
        undated: bool = False,
        with_deleted: bool = False,
    ) -> pl.LazyFrame:
        """Return the last version of each mention, without those taken down unless wanted."""
        ...

    def files(self, *, version: int, days: Days = ..., undated: bool = False) -> Sequence[Path]:
        """Return the Parquet files of mentions for another engine, which reads `latest` of them.

        Arguments:
            version: rows of later arrival may lie in the files, and must be left out.
            days: as of `read`.
            undated: as of `read`.
        """
        ...

    def wide(
        self, *, version: int | None = None, days: Days = (None, None), undated: bool = False
    ) -> pl.LazyFrame:
        """Return a row for each mention and brand, with all that is known of it."""
        ...

    def search(
        self,
        words: str | None = None,
        *,
        version: int | None = None,
        days: Days = (None, None),
        brand: str | None = None,
        before: dt.datetime | None = None,
        limit: int = LIMIT,
    ) -> pl.DataFrame:
        """Return the newest mentions, or the newest in which all words stand, a row a mention."""
        ...

    def compact(self, *, grace: dt.timedelta = GRACE) -> Compacted:
        """Make reading cheap again, while others read.

        Arguments:
            grace: how long what no longer counts stays for whoever reads it.
        """
        ...

    def export(self, person: Person) -> Mapping[str, pl.DataFrame]:
        """Return all that is held of a person, by table."""
        ...

    def erase(self, person: Person) -> Record:
        """Erase a person from every table, every version and the disk; they do not come back."""
        ...

    def retain(
        self, source: str, before: dt.date, *, by: str = "source", but: Others = NOBODY
    ) -> Record | None:
        """Take out what a source published before a day, with all that was said of it.

        Arguments:
            source: the connector or platform, or what another column calls it.
            before: the first day that stays.
            by: the column that names it.
            but: rows that stay all the same, by the values of other columns.
        """
        ...

    def missing(self, version: int) -> Sequence[Missing]:
        """Return what a version held and holds no longer."""
        ...

    def lost(self, version: int) -> int:
        """Return how many mentions a version held and holds no longer."""
        ...

    def backup(self, target: Path) -> Manifest:
        """Copy what is held now, while others write."""
        ...

    def check(self) -> Checked:
        """Say what is wrong, if anything is; nothing is changed."""
        ...
