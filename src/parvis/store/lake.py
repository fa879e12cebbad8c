"""The lake in a folder: Delta tables, the account of ids, the lease."""

from __future__ import annotations

import secrets
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Final

import msgspec
import polars as pl

from parvis.errors import LakeError
from parvis.store.append import EVERY, SPARE, Appender
from parvis.store.compact import GRACE, LEAST, Compacted, compact
from parvis.store.delta import DayTable
from parvis.store.lease import lease
from parvis.store.read import latest, rows_of
from parvis.store.tables import MENTIONS, TRUTH
from parvis.store.wide import read_wide
from parvis.whole import write_whole

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator

    from parvis.store.read import Days

FILE: Final = "lake.json"
FORMAT: Final = 1


class _About(msgspec.Struct, frozen=True):
    format: int
    seed: int


class DeltaLake:
    """A lake in a folder of this machine; `protocol.Lake` says what it can do.

    Arguments:
        root: the folder.

    Raises:
        LakeError: there is no lake, or one of a later version of Parvis.

    >>> import tempfile
    >>> import polars as pl
    >>> lake = DeltaLake.create(Path(tempfile.mkdtemp()))
    >>> post = pl.DataFrame({"id": ["x:1"], "text": ["Allô ?"]})
    >>> with lake.writing() as writer:
    ...     first, again = writer.append("mentions", post), writer.append("mentions", post)
    >>> first.new, again.new, lake.version(), lake.mentions().collect()["id"].to_list()
    (1, 0, 1, ['x:1'])
    """

    def __init__(self, root: Path | str) -> None:
        self.root = Path(root)
        self.seed = _about(self.root).seed

    @classmethod
    def create(cls, root: Path | str) -> DeltaLake:
        """Make a lake in a folder; one that is there already is opened."""
        root = Path(root)
        if not is_lake(root):
            root.mkdir(parents=True, exist_ok=True)
            for name, table in TRUTH.items():
                DayTable.create(root / name, table.types)
            about = _About(FORMAT, secrets.randbits(62) | 1)
            write_whole(root / FILE, msgspec.json.encode(about).decode())
        return cls(root)

    def table(self, name: str) -> DayTable:
        """Return a table as it is now."""
        if name not in TRUTH:
            raise LakeError.at(self.root, f"no table is called {name!r}", f"name one of {_NAMES}")
        return DayTable(self.root / name)

    def version(self) -> int:
        """Return the version that holds all that is written now; versions only rise."""
        return max(_after_last(self.table(name)) for name in TRUTH)

    def read(
        self, table: str, *, version: int | None = None, since: int = 0, days: Days = (None, None)
    ) -> pl.LazyFrame:
        """Return the rows of a table that arrived from `since` on and before a version.

        Arguments:
            table: mentions, readings, marks or judgements.
            version: all that is written now, if None.
            since: another version, whose rows are left out.
            days: the first and the last day, None where open.
        """
        upto = self.version() if version is None else version
        return rows_of(self.table(table), version=upto, since=since, days=days)

    def mentions(
        self,
        *,
        version: int | None = None,
        days: Days = (None, None),
        with_deleted: bool = False,
    ) -> pl.LazyFrame:
        """Return the last version of each mention, without those taken down unless wanted."""
        rows = self.read(MENTIONS, version=version, days=days)
        return latest(rows, with_deleted=with_deleted)

    def progress(self, source: str) -> int | None:
        """Return how far a source was with the last rows written; None where nothing was said."""
        return self.table(MENTIONS).progress(source)

    def wide(self, *, version: int | None = None, days: Days = (None, None)) -> pl.LazyFrame:
        """Return a row for each mention and brand, with all that is known of it, never behind.

        What compaction kept is read where it lies; days that changed since are made on the way.

        Arguments:
            version: as of which, if not now; one from before the last compaction takes longer.
            days: the first and the last day, None where open.
        """
        upto = self.version() if version is None else version
        tables = {name: self.table(name) for name in TRUTH}
        return read_wide(self.root, tables, upto, days)

    def compact(
        self,
        writer: Appender | None = None,
        *,
        least: int = LEAST,
        grace: dt.timedelta = GRACE,
    ) -> Compacted:
        """Merge small files, make the wide table, tidy log and disk, while others read.

        Arguments:
            writer: who holds the lease; the lease is taken here if None.
            least: small files of one day that are worth merging.
            grace: how long files that no longer count stay for whoever reads them; whole hours.

        Raises:
            LeaseError: another writer is at work.
        """
        if writer is not None:
            return compact(writer, least=least, grace=grace)
        with self.writing("compacting") as held:
            return compact(held, least=least, grace=grace)

    @contextmanager
    def writing(
        self, purpose: str = "", *, every: float = EVERY, spare: int = SPARE
    ) -> Iterator[Appender]:
        """Take the lease and write; what waits is flushed at the end.

        Arguments:
            purpose: told to whoever comes second.
            every: seconds between two commits, when rows keep coming.
            spare: bytes of the disk to leave free.

        Raises:
            LeaseError: another writer is at work.
        """
        with lease(self.root, purpose):
            tables = {name: self.table(name) for name in TRUTH}
            writer = Appender(
                self.root,
                tables,
                seed=self.seed,
                version=max(_after_last(table) for table in tables.values()),
                every=every,
                spare=spare,
            )
            try:
                yield writer
            finally:
                writer.close()


def is_lake(folder: Path) -> bool:
    """Whether a lake lies in a folder.

    >>> is_lake(Path("/"))
    False
    """
    return (folder / FILE).is_file()


def _about(root: Path) -> _About:
    if not is_lake(root):
        raise LakeError.at(root, "there is no lake here", "name its folder, or create one")
    about = msgspec.json.decode((root / FILE).read_bytes(), type=_About)
    if about.format > FORMAT:
        fault = f"the lake is of format {about.format}, and this Parvis knows {FORMAT}"
        raise LakeError.at(root, fault, "install a newer Parvis")
    return about


def _after_last(table: DayTable) -> int:
    return int(table.files().select(pl.col("high").max().fill_null(-1)).item()) + 1


_NAMES: Final = ", ".join(TRUTH)
