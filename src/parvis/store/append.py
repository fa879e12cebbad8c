"""The one way in: rows are admitted once, gathered, and written a batch at a time."""

from __future__ import annotations

import dataclasses
import datetime as dt
import shutil
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

import numpy as np
import polars as pl

from parvis.errors import DiskFullError, LakeError, StoreError
from parvis.store.admission import Admitted, Gate
from parvis.store.adopted import Adoption, adopt
from parvis.store.conform import conform
from parvis.store.delta import FAULTS
from parvis.store.files import Written, is_full, write_rows
from parvis.store.gone import Ledger
from parvis.store.ids import Ids
from parvis.store.recovery import catch_up
from parvis.store.refusals import Refusals
from parvis.store.slots import ERASED, GONE, NEW, NO_DAY
from parvis.store.tables import ARRIVAL, ARRIVED_AT, DAY, MENTIONS, TRUTH

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from numpy.typing import NDArray

    from parvis.store.delta import DayTable

EVERY: Final = 1.5
MOST_WAITING: Final = 50_000
SPARE: Final = 64 << 20
_SAVE_EVERY: Final = 1_000_000


class Appender:
    """Rows on their way into the tables; the lease is held by whoever made it.

    Rows get their numbers of arrival as they are written, table by table. So at every moment what
    is written are the first rows up to some number: a version, which never changes.

    Arguments:
        root: of the lake.
        tables: the four of the truth.
        seed: of the lake.
        version: the number of the next row.
        every: seconds after which rows that wait are written, when more come.
        spare: bytes of the disk to leave free, for the log and for whoever makes room.
    """

    def __init__(
        self,
        root: Path,
        tables: Mapping[str, DayTable],
        *,
        seed: int,
        version: int,
        every: float = EVERY,
        spare: int = SPARE,
    ) -> None:
        self.root, self.tables, self.version, self.seed = root, tables, version, seed
        self._every, self._spare = every, spare
        self._rows: dict[str, list[pl.DataFrame]] = {name: [] for name in TRUTH}
        self._progress: dict[str, int] = {}
        self._since = time.monotonic()
        self._unsaved = 0
        self._together = False
        self.gates = {
            name: Gate(table, Ids(root / "index", name, seed=seed), seed)
            for name, table in TRUTH.items()
        }
        for name, gate in self.gates.items():
            catch_up(gate, tables[name], version)
        ledger = Ledger(root)
        for record in ledger.records():
            self.refuse(ledger.pairs(record.number)[:, 1])
        self.learn_refusals()

    @property
    def waiting(self) -> int:
        """How many rows are admitted and not written yet."""
        return sum(part.height for parts in self._rows.values() for part in parts)

    def append(
        self, table: str, rows: pl.DataFrame, *, progress: Mapping[str, int] | None = None
    ) -> Admitted:
        """Take rows that the lake does not hold; `protocol.Writer.append` says the rest."""
        if self.waiting > MOST_WAITING and not self._together:
            self.flush()
        admitted = self._admit(table, conform(rows, TRUTH[table], self.tables[table].types))
        if admitted.new:
            now = dt.datetime.now(dt.UTC)
            if not self.waiting:
                self._since = time.monotonic()
            self._rows[table].append(
                admitted.rows.with_columns(pl.lit(now, pl.Datetime("us", "UTC")).alias(ARRIVED_AT))
            )
        self._progress |= progress or {}
        if self.is_due:
            self.flush()
        return admitted

    @contextmanager
    def together(self, *, progress: Mapping[str, int] | None = None) -> Iterator[None]:
        """Let what is appended in a block be written together, or none of its mentions.

        Killed at any moment, the lake has the mentions with all that was appended of them, or it
        has not the mentions, and takes them as new when the batch is given again.

        Arguments:
            progress: how far each source is with the whole block.
        """
        if self.waiting > MOST_WAITING:
            self.flush()
        self._together = True
        try:
            yield
        finally:
            self._together = False
        self._progress |= progress or {}
        if self.is_due:
            self.flush()

    def holds(self, ids: pl.Series) -> pl.Series:
        """Tell of each id whether its mention is held; `protocol.Writer.holds` says the rest."""
        verdicts, _ = self.gates[MENTIONS].look(ids)
        return pl.Series((verdicts != NEW) & (verdicts != GONE))

    def adopt(self, perimeter: str, version: str) -> None:
        """Let a version of a perimeter count; `protocol.Writer.adopt` says the rest."""
        adopt(self.root, Adoption(perimeter, version, self.flush()))

    @property
    def is_due(self) -> bool:
        """Whether what waits should be written now."""
        if self._together:
            return False
        waiting = self.waiting
        late = time.monotonic() - self._since >= self._every
        return waiting > MOST_WAITING or (late and bool(waiting or self._progress))

    def flush(self) -> int:
        """Write what waits; return the version it makes.

        What is said of mentions goes first and the mentions last, with the progress of the sources:
        a writer killed between the two is given the batch again, and the half that is there is not
        taken twice.

        Raises:
            DiskFullError: no room is left; the rows wait.
        """
        if not (self.waiting or self._progress):
            return self.version
        if shutil.disk_usage(self.root).free < self._spare:
            raise DiskFullError.at(self.root, self.waiting)
        try:
            for name in TRUTH:
                self._write(name)
        except FAULTS as fault:
            if is_full(fault):
                raise DiskFullError.at(self.root, self.waiting) from fault
            told = f"{self.root}: {self.waiting:,} rows could not be written and wait ({fault})"
            raise StoreError(f"{told}. What to do: mend what it says, then flush again.") from fault
        self._since = time.monotonic()
        return self.version

    def close(self) -> None:
        """Write what waits, and the account of ids."""
        self.flush()
        self.save_ids()

    def save_ids(self) -> None:
        """Bring the account of ids to the disk."""
        for gate in self.gates.values():
            gate.ids.through = self.version
            gate.ids.save()
        self._unsaved = 0

    def refuse(self, keys: NDArray[np.uint64]) -> None:
        """Let mentions with these hashed ids never come back."""
        never = np.full(keys.size, ERASED, np.int64)
        self.gates[MENTIONS].ids.note(keys, never, np.full(keys.size, NO_DAY, np.int64))

    def learn_refusals(self) -> None:
        """Know again whose mentions are refused."""
        self._refusals = Refusals(Ledger(self.root).authors(), self.gates[MENTIONS])

    def _admit(self, table: str, rows: pl.DataFrame) -> Admitted:
        if table == MENTIONS:
            welcome = self._refusals.allowed(rows)
            done = self.gates[MENTIONS].mentions(welcome)
            return dataclasses.replace(
                done,
                rows=self._refusals.struck(done.rows),
                offered=rows.height,
                refused=done.refused + rows.height - welcome.height,
            )
        admitted, strangers = self.gates[table].said(rows, self.gates[MENTIONS])
        if strangers:
            fault = f"{len(strangers)} mentions are spoken of that it does not hold, {strangers[0]}"
            raise LakeError.at(self.root, fault, "append the mentions first")
        return admitted

    def _write(self, name: str) -> None:
        progress = self._progress if name == MENTIONS else {}
        if not (self._rows[name] or progress):
            return
        written, after = self._files(name)
        try:
            self.tables[name].commit(written, progress=progress)
        except FAULTS:
            for file in written:
                (self.tables[name].folder / file.path).unlink(missing_ok=True)
            raise
        self._rows[name].clear()
        self._progress = {} if name == MENTIONS else self._progress
        self._unsaved += after - self.version
        self.version = after
        self.gates[name].settle()
        if self._unsaved >= _SAVE_EVERY:
            self.save_ids()

    def _files(self, name: str) -> tuple[list[Written], int]:
        """What waits for a table, numbered and on the disk; and the number after the last."""
        if not self._rows[name]:
            return [], self.version
        rows = pl.concat(self._rows[name], how="diagonal")
        after = self.version + rows.height
        numbers = pl.int_range(self.version, after, dtype=pl.Int64, eager=True).alias(ARRIVAL)
        table = self.tables[name]
        table.grow({column: dtype for column, dtype in rows.schema.items() if column != DAY})
        files = [
            write_rows(table.folder, day, part.lazy())
            for day, part in _by_day(rows.with_columns(numbers))
        ]
        return [file for file in files if file], after


def _by_day(rows: pl.DataFrame) -> Iterator[tuple[dt.date | None, pl.DataFrame]]:
    """The rows of each day; nearly always of one, which need no copy."""
    if rows[DAY].n_unique() == 1:
        yield rows[DAY][0], rows.drop(DAY)
        return
    for (day,), part in rows.partition_by(DAY, as_dict=True, include_key=False).items():
        yield day, part
