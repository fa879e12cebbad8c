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
from parvis.store.backup import Manifest, backup, restore
from parvis.store.check import Checked, check
from parvis.store.compact import GRACE, LEAST, Compacted, compact
from parvis.store.delta import DayTable
from parvis.store.erase import erase, finish_begun
from parvis.store.gone import Ledger
from parvis.store.lease import lease
from parvis.store.person import find
from parvis.store.read import files_of, latest, rows_of, within
from parvis.store.retain import NOBODY, Whose, retain
from parvis.store.search import LIMIT, search
from parvis.store.tables import ARRIVAL, FIRST, MENTIONS, TRUTH
from parvis.store.wide import by_day, read_wide
from parvis.whole import write_whole

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Iterator

    from parvis.store.gone import Missing, Record
    from parvis.store.person import Person
    from parvis.store.read import Days
    from parvis.store.retain import Others

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
        return self._after(self.table(name) for name in TRUTH)

    def read(
        self,
        table: str,
        *,
        version: int | None = None,
        since: int = 0,
        days: Days = (None, None),
        undated: bool = False,
    ) -> pl.LazyFrame:
        """Return the rows of a table that arrived from `since` on and before a version.

        Arguments:
            table: mentions, readings, marks or judgements.
            version: all that is written now, if None.
            since: another version, whose rows are left out.
            days: the first and the last day, None where open.
            undated: also rows without a day, where days are asked for.
        """
        upto = self.version() if version is None else version
        found = self.table(table)
        return rows_of(found, version=upto, since=since, days=days, undated=undated)

    def extent(self, days: Days = (None, None)) -> tuple[int, int]:
        """Return how many rows of mentions are held, and bytes on the disk; the log alone is read.

        Arguments:
            days: the first and the last day, None where open.
        """
        files = self.table(MENTIONS).files().filter(within(days))
        return int(files["rows"].sum()), int(files["size"].sum())

    def mentions(
        self,
        *,
        version: int | None = None,
        days: Days = (None, None),
        undated: bool = False,
        with_deleted: bool = False,
    ) -> pl.LazyFrame:
        """Return the last version of each mention, without those taken down unless wanted."""
        rows = self.read(MENTIONS, version=version, days=days, undated=undated)
        return latest(rows, with_deleted=with_deleted)

    def files(
        self, *, version: int, days: Days = (None, None), undated: bool = False
    ) -> list[Path]:
        """Return the Parquet files of `mentions`, in which every version of each may lie."""
        table = self.table(MENTIONS)
        found = files_of(table, version=version, days=days, undated=undated).sort("low", "path")
        return [table.folder / path for path in found["path"]]

    def missing(self, version: int) -> list[Missing]:
        """Return what a version held and holds no longer, since it was erased or its time came."""
        return Ledger(self.root).missing(version)

    def lost(self, version: int) -> int:
        """Return how many mentions a version held and holds no longer.

        What was made of a version may be shown as long as this number stays what it was.
        """
        return sum(one.mentions for one in self.missing(version))

    def erase(self, person: Person, writer: Appender | None = None) -> Record:
        """Erase a person from every table, every version and the disk; they do not come back.

        Backups made before still hold them: make a new one, which takes their files away.

        Arguments:
            person: whom.
            writer: who holds the lease; the lease is taken here if None.

        Returns: the record of it, which says how much and not of whom.

        Raises:
            LeaseError: another writer is at work.
        """
        with self._lent(writer, "erasing") as held:
            return erase(held, person)

    def retain(
        self,
        source: str,
        before: dt.date,
        writer: Appender | None = None,
        *,
        by: str = "source",
        but: Others = NOBODY,
    ) -> Record | None:
        """Take out what a source published before a day, with all that was said of it.

        Arguments:
            source: the connector or platform, or what another column calls it.
            before: the first day that stays.
            writer: who holds the lease; the lease is taken here if None.
            by: the column that names it.
            but: rows that stay all the same, by the values of other columns.

        Returns: the record of it; None where there was nothing to take out.

        Raises:
            LeaseError: another writer is at work.
        """
        with self._lent(writer, "taking out what is past its time") as held:
            return retain(held, Whose(source, by, but), before)

    def export(self, person: Person) -> dict[str, pl.DataFrame]:
        """Return all the lake holds of a person: what they wrote, and what was said of it.

        Arguments:
            person: whom.
        """
        known = person.handles, person.author_ids
        theirs = find(person.source, *known, self.read(MENTIONS)).theirs
        ids = theirs["id"].unique().implode()
        found = {
            name: self.read(name).filter(pl.col(FIRST).is_in(ids)).collect()
            for name in TRUTH
            if name != MENTIONS
        }
        arrivals = pl.col(ARRIVAL).is_in(theirs[ARRIVAL].implode())
        return {MENTIONS: self.read(MENTIONS).filter(arrivals).collect(), **found}

    def backup(self, target: Path) -> Manifest:
        """Copy the lake as it is now into a folder, while others write; `restore` brings it back.

        Arguments:
            target: an empty folder, or one with a backup of this lake: only what is new is copied.

        Raises:
            LakeError: the folder holds something else, or a file of the lake is damaged.
        """
        return backup(self.root, target)

    @classmethod
    def restore(cls, source: Path, root: Path) -> DeltaLake:
        """Bring a lake back from its backup into an empty folder.

        Raises:
            LakeError: there is no backup, it is damaged, or the folder is not empty.
        """
        restore(source, root)
        return cls(root)

    def check(self) -> Checked:
        """Read every byte and say what is wrong; nothing is changed."""
        return check(self)

    def progress(self, source: str) -> int | None:
        """Return how far a source was with the last rows written; None where nothing was said."""
        return self.table(MENTIONS).progress(source)

    def wide(
        self,
        *,
        version: int | None = None,
        days: Days = (None, None),
        undated: bool = False,
    ) -> pl.LazyFrame:
        """Return a row for each mention and brand, with all that is known of it, never behind.

        What compaction kept is read where it lies; days that changed since are made on the way.

        Arguments:
            version: as of which, if not now; one from before the last compaction takes longer.
            days: the first and the last day, None where open.
            undated: also rows without a day, where days are asked for.
        """
        upto = self.version() if version is None else version
        tables = {name: self.table(name) for name in TRUTH}
        return read_wide(self.root, tables, upto, days, undated=undated)

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
        """Return the newest mentions, or the newest in which all words stand, a row a mention.

        Arguments:
            words: whole words, whatever their case and accents; None for all mentions.
            version: as of which, if not now.
            days: the first and the last day, None where open.
            brand: of which the mentions are, if not of any or none.
            before: only what was published before: the time of the last one of the page before.
            limit: how many, at most.

        Raises:
            InputError: there is no word to seek.
        """
        upto = self.version() if version is None else version
        tables = {name: self.table(name) for name in TRUTH}
        found = by_day(self.root, tables, upto, days)
        return search(self.root, found, words, brand=brand, before=before, limit=limit)

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
        with self._lent(writer, "compacting") as held:
            return compact(held, least=least, grace=grace)

    @contextmanager
    def _lent(self, writer: Appender | None, purpose: str) -> Iterator[Appender]:
        """The writer that is given, or one for as long as it takes."""
        if writer is not None:
            yield writer
            return
        with self.writing(purpose) as held:
            yield held

    def _after(self, tables: Iterable[DayTable]) -> int:
        """The number after that of the last row; what was taken out counts as well."""
        highest = (table.files().select(pl.col("high").max().fill_null(-1)) for table in tables)
        return max(Ledger(self.root).version, *(int(high.item()) + 1 for high in highest))

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
                version=self._after(tables.values()),
                every=every,
                spare=spare,
            )
            try:
                finish_begun(writer)
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


_NAMES: Final = ", ".join(TRUTH)
