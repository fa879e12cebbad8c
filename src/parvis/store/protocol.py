"""What a lake can do, whatever it is made of."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping
    from contextlib import AbstractContextManager
    from pathlib import Path

    import polars as pl

    from parvis.store.admission import Admitted


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

    def flush(self) -> int:
        """Write what waits, on the disk when this returns; return the version it makes."""
        ...


class Lake(Protocol):
    """Mentions and all that was said of them: written by one process, read by many."""

    def version(self) -> int:
        """Return the version that holds all that is written now; versions only rise."""
        ...

    def read(
        self,
        table: str,
        *,
        version: int | None = None,
        since: int = 0,
        days: tuple[dt.date | None, dt.date | None] = (None, None),
    ) -> pl.LazyFrame:
        """Return the rows of a table that arrived before a version, and from another one on."""
        ...

    def progress(self, source: str) -> int | None:
        """Return how far a source was with the last rows written; None where nothing was said."""
        ...

    def writing(self, purpose: str = "") -> AbstractContextManager[Writer]:
        """Take the lease and write; what waits is flushed at the end.

        Raises:
            LeaseError: another writer is at work.
        """
        ...

    @property
    def root(self) -> Path:
        """Where it lies."""
        ...
