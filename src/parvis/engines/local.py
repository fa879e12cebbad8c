"""This process: all mentions lie in memory, and a step sees them all."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from parvis.engines.engine import PLACE
from parvis.errors import StudyError
from parvis.frames import enter

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    import narwhals.stable.v2 as nw
    from narwhals.stable.v2.typing import IntoFrame

    from parvis.engines.engine import Plan, Step


class Local:
    """A study in this process, over Polars frames.

    >>> Local().gathered([pl.DataFrame({"id": ["x:1"]}), pl.DataFrame({"id": ["x:2"]})]).rows()
    [('x:1', 0), ('x:2', 1)]
    """

    def files(self, paths: Sequence[Path], types: pl.Schema) -> pl.DataFrame:
        """Return the rows of Parquet files, one file after another."""
        if not paths:
            return pl.DataFrame(schema=types)
        found = pl.scan_parquet(
            list(paths), schema=types, missing_columns="insert", extra_columns="ignore", glob=False
        )
        return found.collect()

    def table(self, name: str) -> pl.DataFrame:
        """Say that tables are of clusters."""
        fault = f"{name} is a table of a cluster, and the study runs in this process"
        raise StudyError(
            f"{fault}. What to do: name a file or a lake, or run it with --engine spark."
        )

    def gathered(self, parts: Sequence[IntoFrame]) -> pl.DataFrame:
        """Return all mentions of some sources, one after another."""
        told = [self.settled(part).drop(PLACE, strict=False) for part in parts]
        return pl.concat(told).with_columns(pl.int_range(pl.len(), dtype=pl.Int64).alias(PLACE))

    def each(self, mentions: IntoFrame, step: Step) -> pl.DataFrame:
        """Take the step over all mentions."""
        return step(self.settled(mentions))

    def together(self, mentions: IntoFrame, key: nw.Expr, step: Step) -> pl.DataFrame:
        """Take the step over all mentions, whatever their key."""
        return step(self.settled(mentions))

    def over_all(self, mentions: IntoFrame, step: Step, plan: Plan) -> pl.DataFrame:
        """Take the step over all mentions."""
        return step(self.settled(mentions))

    def beside(self, mentions: IntoFrame, marks: IntoFrame) -> pl.DataFrame:
        """Write marks beside their mentions, which stay where they are in memory."""
        told, known = self.settled(mentions), self.settled(marks)
        placed = told.select(PLACE).join(known, on=PLACE, how="left", maintain_order="left")
        return told.hstack(placed.drop(PLACE))

    def settled(self, mentions: IntoFrame, name: str = "") -> pl.DataFrame:
        """Return the mentions as they are in memory."""
        found: pl.DataFrame = enter(mentions).collect("polars").to_native()
        return found

    def handed(self, rows: pl.DataFrame) -> pl.DataFrame:
        """Return the table as it is."""
        return rows

    def in_turn(self) -> Callable[[IntoFrame], pl.DataFrame]:
        """Return what keeps each round in memory, as long as somebody reads it."""
        return self.settled
