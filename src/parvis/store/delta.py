"""One Delta table of the lake: which files it has, and one commit after another."""

from __future__ import annotations

import contextlib
import time
from typing import TYPE_CHECKING, Any, Final

import msgspec
import polars as pl
from deltalake import CommitProperties, DeltaTable, PostCommitHookProperties, Transaction
from deltalake.exceptions import DeltaError
from deltalake.transaction import AddAction, RemoveAction

from parvis.errors import LakeError
from parvis.store.tables import ARRIVAL, DAY
from parvis.store.types import field_of, from_delta, to_delta
from parvis.whole import sync

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

    from parvis.store.files import Written
    from parvis.store.types import Types

CHECKPOINT_EVERY: Final = 100
FAULTS: Final = (DeltaError, OSError)

_FILES: Final = {
    "path": pl.String,
    DAY: pl.Date,
    "size": pl.Int64,
    "rows": pl.Int64,
    "low": pl.Int64,
    "high": pl.Int64,
}
_PROPERTIES: Final = {
    # What other engines that write here may say of columns outside of the files: nothing of people.
    "delta.dataSkippingStatsColumns": ARRIVAL,
    "delta.logRetentionDuration": "interval 1 hours",
    "delta.deletedFileRetentionDuration": "interval 1 hours",
}
_QUIET: Final = PostCommitHookProperties(create_checkpoint=False, cleanup_expired_logs=False)


class DayTable:
    """A Delta table whose files lie in a folder for each day.

    Arguments:
        folder: of the table.

    >>> import tempfile
    >>> from pathlib import Path
    >>> folder = Path(tempfile.mkdtemp(), "marks")
    >>> table = DayTable.create(folder, {"arrival": pl.Int64, "day": pl.Date})
    >>> table.files().height, table.scan().collect().columns
    (0, ['arrival', 'day'])
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder.absolute()
        self._table = DeltaTable(str(self.folder))
        self._files: pl.DataFrame | None = None

    @classmethod
    def create(cls, folder: Path, types: Types) -> DayTable:
        """Make an empty table with these columns, `day` among them; one that is there stays."""
        folder.mkdir(parents=True, exist_ok=True)
        DeltaTable.create(
            str(folder.absolute()),
            schema=to_delta(types),
            mode="ignore",
            partition_by=[DAY],
            configuration=_PROPERTIES,
        )
        return cls(folder)

    @property
    def types(self) -> pl.Schema:
        """Names and types of its columns."""
        return from_delta(self._table.schema())

    def files(self) -> pl.DataFrame:
        """Return its files now: `path`, `day`, `size`, `rows`, `low` and `high` (of `arrival`)."""
        if self._files is None:
            self._files = _told(pl.DataFrame(self._table.get_add_actions(flatten=True)))
        return self._files

    def scan(self, files: pl.DataFrame | None = None) -> pl.LazyFrame:
        """Return its rows, or those of some of its files; null where a file lacks a column."""
        chosen = self.files() if files is None else files
        types = self.types
        if chosen.is_empty():
            return pl.LazyFrame(schema=types)
        found = pl.scan_parquet(
            [self.folder / path for path in chosen["path"]],
            schema={name: dtype for name, dtype in types.items() if name != DAY},
            missing_columns="insert",
            glob=False,
            hive_partitioning=True,
            hive_schema={DAY: pl.Date},
        )
        return found.select(types.names())

    def grow(self, types: Types) -> None:
        """Add the columns that are not there yet.

        Raises:
            LakeError: a column is there with another type.
        """
        there = self.types
        for name, dtype in types.items():
            if name in there and there[name] != dtype:
                fault = f"the column {name!r} holds {there[name]}, and {dtype} was given"
                raise LakeError.at(self.folder, fault, "cast it, or name it otherwise")
        fields = [field_of(name, dtype) for name, dtype in pl.Schema(types).items()
                  if name not in there]  # fmt: skip
        if fields:
            self._table.alter.add_columns(fields, post_commithook_properties=_QUIET)
            self.refresh()

    def commit(
        self,
        written: Sequence[Written],
        removed: Iterable[str] = (),
        *,
        progress: Mapping[str, int] | None = None,
        is_change: bool = True,
    ) -> None:
        """Let files come and go in one step, which every reader sees whole or not at all.

        Arguments:
            written: files that come.
            removed: paths of files that go; they stay on the disk until `tidy`.
            progress: how far each source is, kept with the rows.
            is_change: rows came or went; False where they only moved to other files.

        Raises:
            DeltaError, OSError: it was not done.
        """
        now = int(time.time() * 1000)
        actions = [_added(file, now, is_change=is_change) for file in written]
        gone = [RemoveAction(path, is_change, now) for path in removed]
        steps = [Transaction(name, number, now) for name, number in (progress or {}).items()]
        try:
            self._table.create_write_transaction(
                [*actions, *gone],
                "append",
                self._table.schema(),
                [DAY],
                commit_properties=CommitProperties(app_transactions=steps),
                post_commithook_properties=_QUIET,
            )
        except FAULTS:
            # A commit may have been made by the time its fault is told: the log knows.
            self.refresh()
            if not {file.path for file in written} & set(self.files()["path"]):
                raise
        self._settle()

    def _settle(self) -> None:
        self.refresh()
        sync(self.folder / "_delta_log" / f"{self.version:020d}.json")
        sync(self.folder / "_delta_log")
        if self.version % CHECKPOINT_EVERY == 0:
            self.checkpoint()

    def checkpoint(self) -> None:
        """Sum up the log in one file and drop what is older than an hour.

        The log says the same without: a fault, as of a full disk, waits for the next time.
        """
        with contextlib.suppress(*FAULTS):
            self._table.create_checkpoint()
            self._table.cleanup_metadata()

    def refresh(self) -> None:
        """See what was committed since."""
        self._table.update_incremental()
        self._files = None

    @property
    def version(self) -> int:
        """The number of the last commit."""
        return self._table.version()

    def progress(self, name: str) -> int | None:
        """Return how far a source is, as its last commit said; None where none did."""
        return self._table.transaction_version(name)

    def tidy(self, *, grace: dt.timedelta) -> int:
        """Take from the disk the files that no longer count; return how many.

        Arguments:
            grace: how long they stay for whoever reads them now; whole hours.
        """
        gone = self._table.vacuum(
            retention_hours=int(grace.total_seconds() // 3600),
            dry_run=False,
            enforce_retention_duration=False,
            full=True,
            post_commithook_properties=_QUIET,
        )
        self.refresh()
        return len(gone)


def _added(file: Written, now: int, *, is_change: bool) -> AddAction:
    stats = {
        "numRecords": file.rows,
        "minValues": {ARRIVAL: file.low},
        "maxValues": {ARRIVAL: file.high},
        "nullCount": {ARRIVAL: 0},
    }
    return AddAction(
        path=file.path,
        size=file.size,
        partition_values={DAY: str(file.day) if file.day else None},
        modification_time=now,
        data_change=is_change,
        stats=msgspec.json.encode(stats).decode(),
    )


def _told(actions: pl.DataFrame) -> pl.DataFrame:
    """Delta's account of files under our names; it leaves columns out where there are no files."""
    names: dict[str, Any] = {
        "path": "path",
        DAY: f"partition.{DAY}",
        "size": "size_bytes",
        "rows": "num_records",
        "low": f"min.{ARRIVAL}",
        "high": f"max.{ARRIVAL}",
    }
    if not actions.height:
        return pl.DataFrame(schema=_FILES)
    return actions.select(
        pl.col(of).cast(_FILES[name]).alias(name) for name, of in names.items()
    ).sort("low")
