"""What was taken out of the lake: when, why and how much, and nothing by which to know of whom."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Literal

import msgspec
import numpy as np

from parvis.whole import sync, write_whole

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

    Pairs = NDArray[np.uint64]


class Record(msgspec.Struct, frozen=True, kw_only=True):
    """One time that rows were taken out.

    Arguments:
        number: from 1.
        kind: erasure, which a person asked for, or retention, whose time had come.
        at: when, in UTC.
        version: of the lake, then; versions never fall below it.
        rows: how many went, by table.
        changed: rows of others from which a person's handle was struck out.
        authors: hashes of whose mentions are refused since.
        source: of which retention ran out.
        by: the column that names it.
        before: the day before which it did.
    """

    number: int
    kind: Literal["erasure", "retention"]
    version: int
    at: dt.datetime = msgspec.field(default_factory=lambda: dt.datetime.now(dt.UTC))
    rows: dict[str, int] = msgspec.field(default_factory=dict)
    changed: int = 0
    authors: list[int] = msgspec.field(default_factory=list)
    source: str = ""
    by: str = "source"
    before: dt.date | None = None


class Missing(msgspec.Struct, frozen=True):
    """Mentions that a version held and that are gone.

    Arguments:
        at: when they went.
        kind: erasure or retention.
        mentions: how many rows of the table.
    """

    at: dt.datetime
    kind: str
    mentions: int


class Ledger:
    """The records, in a folder of the lake; beside each, arrivals and hashed ids of its mentions.

    Arguments:
        root: of the lake.

    >>> import tempfile
    >>> from pathlib import Path
    >>> ledger = Ledger(Path(tempfile.mkdtemp()))
    >>> ledger.keep_pairs(1, np.array([[4, 77], [9, 78]], np.uint64))
    >>> ledger.keep(Record(number=1, kind="erasure", version=12))
    >>> [missing.mentions for missing in ledger.missing(version=6)], ledger.version
    ([1], 12)
    """

    def __init__(self, root: Path) -> None:
        self.folder = root / "gone"
        self.begun = self.folder / "begun.json"

    def records(self) -> list[Record]:
        """Return all of them, the oldest first."""
        paths = sorted(self.folder.glob("[0-9]*.json"))
        return [msgspec.json.decode(path.read_bytes(), type=Record) for path in paths]

    @property
    def next(self) -> int:
        """The number of the next record."""
        return len(self.records()) + 1

    @property
    def version(self) -> int:
        """The version below which the lake cannot fall, whatever was taken out of it."""
        return max((record.version for record in self.records()), default=0)

    def missing(self, version: int) -> list[Missing]:
        """Return what a version held and holds no longer, the oldest loss first."""
        found = []
        for record in self.records():
            arrivals = self.pairs(record.number)[:, 0]
            count = np.unique(arrivals[arrivals < version]).size
            if count:
                found.append(Missing(record.at, record.kind, count))
        return found

    def authors(self) -> set[int]:
        """Return hashes of whose mentions are refused."""
        return {author for record in self.records() for author in record.authors}

    def pairs(self, number: int) -> Pairs:
        """Return arrival and hashed id of each mention of a record; none where none were kept."""
        path = self.folder / f"{number:06d}.npy"
        return np.load(path) if path.exists() else np.zeros((0, 2), np.uint64)

    def keep_pairs(self, number: int, pairs: Pairs) -> None:
        """Keep arrivals and hashed ids, with those kept under the number before."""
        self.folder.mkdir(exist_ok=True)
        every = np.unique(np.concatenate([self.pairs(number), pairs]), axis=0)
        partial = self.folder / f"{number:06d}.partial"
        with partial.open("wb") as file:
            np.save(file, every)
        sync(partial)
        partial.replace(self.folder / f"{number:06d}.npy")

    def keep(self, record: Record) -> None:
        """Keep a record; what it was begun with is forgotten."""
        told = msgspec.json.encode(record).decode()
        write_whole(self.folder / f"{record.number:06d}.json", told)
        for path in (self.begun, *self.folder.glob(".*.partial")):
            path.unlink(missing_ok=True)
        sync(self.folder)
