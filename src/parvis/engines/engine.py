"""What a study asks of the engine it runs on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Protocol, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    import narwhals.stable.v2 as nw
    import polars as pl
    from narwhals.stable.v2.typing import IntoFrame

Step: TypeAlias = "Callable[[pl.DataFrame], pl.DataFrame]"
"""Rows in, rows out. It must take no rows as well, and return the same columns then."""

Plan: TypeAlias = "Callable[[IntoFrame, Engine], IntoFrame]"
"""Rows of an engine in, rows of it out, by way of what it offers."""

PLACE: Final = "place"
"""Where a mention stands among all: its number, by which ties are broken."""


class Engine(Protocol):
    """Where a study runs."""

    def files(self, paths: Sequence[Path], types: pl.Schema) -> IntoFrame:
        """Return the rows of Parquet files.

        Arguments:
            paths: of the files, which the engine reaches.
            types: of the columns to read; null where a file lacks one.
        """

    def table(self, name: str) -> IntoFrame:
        """Return a table that the engine reads by itself, whatever it is kept in.

        Arguments:
            name: as its catalogue calls it.

        Raises:
            StudyError: the engine has no such table.
        """

    def gathered(self, parts: Sequence[IntoFrame]) -> IntoFrame:
        """Return all mentions of some sources, with `place`.

        Arguments:
            parts: the mentions of each source, of Polars or of this engine; their `place` among
                those of their source is heard if there.
        """

    def each(self, mentions: IntoFrame, step: Step) -> IntoFrame:
        """Take a step that reads every mention alone.

        Arguments:
            mentions: of this engine.
            step: what it makes of a mention does not depend on those beside it.
        """

    def together(self, mentions: IntoFrame, key: nw.Expr, step: Step) -> IntoFrame:
        """Take a step that sees all mentions of one key at once, in their places.

        Arguments:
            mentions: of this engine, with `place`.
            key: what it makes of a mention does not depend on those of another key.
            step: it may meet several keys at once.
        """

    def over_all(self, mentions: IntoFrame, step: Step, plan: Plan) -> IntoFrame:
        """Take a step that sees all mentions, or a plan that comes to the same.

        Arguments:
            mentions: of this engine.
            step: taken where one process sees them all.
            plan: followed where none does.
        """

    def beside(self, mentions: IntoFrame, marks: IntoFrame) -> IntoFrame:
        """Write marks beside their mentions, null where there are none.

        Arguments:
            mentions: of this engine, with `place`.
            marks: the same.
        """

    def settled(self, mentions: IntoFrame, name: str = "") -> IntoFrame:
        """Return mentions that are worked out, and will not be again.

        Arguments:
            mentions: of this engine.
            name: under which they stay when the study is done; nothing does where there is none.
        """

    def handed(self, rows: pl.DataFrame) -> IntoFrame:
        """Return a table of this process as a frame of this engine, in any order.

        Arguments:
            rows: of Polars.
        """

    def in_turn(self) -> Callable[[IntoFrame], IntoFrame]:
        """Return what settles one round after another, each in place of the one before the last.

        A round may read what the round before it left, and nothing older.
        """
