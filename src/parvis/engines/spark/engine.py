"""A study on a Spark cluster: what executors do, and what is kept between."""

from __future__ import annotations

from functools import reduce
from itertools import count, cycle
from typing import TYPE_CHECKING, Final

import narwhals.stable.v2 as nw
import polars as pl
from pyspark.errors import PySparkException
from pyspark.sql import functions as on_spark

from parvis.engines.engine import PLACE
from parvis.engines.spark.batches import mapped, over_group, types_of
from parvis.engines.spark.types import held, spark_schema
from parvis.errors import StudyError
from parvis.frames import enter

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from narwhals.stable.v2.typing import IntoFrame
    from pyspark.sql import DataFrame, SparkSession

    from parvis.engines.engine import Plan, Step
    from parvis.frames import Frame

AT_ONCE: Final = 50_000
"""Mentions that a task holds in memory at once, some 100 MB of text and marks."""

_PART: Final = 1 << 53
"""Numbers kept for the places of one source."""

_KEY, _BUCKET = "_key", "_bucket"


class Spark:
    """A study on a Spark cluster.

    Arguments:
        session: as `session_on` opens it.
        scratch: folder or address that the driver and every executor reach, for what is kept
            between steps.
        at_once: mentions that a task sees together, on average.
    """

    def __init__(self, session: SparkSession, scratch: str, *, at_once: int = AT_ONCE) -> None:
        self.session = session
        self.scratch = scratch.rstrip("/")
        self.at_once = at_once
        self._numbers = count()
        self._mentions = 0

    def files(self, paths: Sequence[Path], types: pl.Schema) -> DataFrame:
        """Return the rows of Parquet files, read by the executors."""
        if not paths:
            return self.handed(pl.DataFrame(schema=types))
        rows = self.session.read.option("mergeSchema", "true").parquet(*map(str, paths))
        there = set(rows.columns)
        told = [
            on_spark.col(field.name).cast(field.dataType)
            if field.name in there
            else on_spark.lit(None).cast(field.dataType).alias(field.name)
            for field in spark_schema(types)
        ]
        return rows.select(*told)

    def table(self, name: str) -> DataFrame:
        """Return a table of the cluster, by its own reader of Delta, Iceberg, Hive or Parquet."""
        try:
            rows = self.session.table(name)
            rows.schema  # noqa: B018 the cluster is asked for it only now
        except PySparkException as fault:
            raise StudyError(
                f"the cluster has no table {name}: {fault.getMessage()}. "
                "What to do: write its name as the catalogue of the cluster has it."
            ) from fault
        return rows

    def gathered(self, parts: Sequence[IntoFrame]) -> DataFrame:
        """Return all mentions of some sources; those that lie in this process are handed over."""
        told = [self._placed(part, number * _PART) for number, part in enumerate(parts)]
        found = reduce(lambda one, other: one.unionByName(other), told)
        self._mentions = found.count()
        return found

    def _placed(self, part: IntoFrame, first: int) -> DataFrame:
        """The mentions of one source, numbered from a number on."""
        if isinstance(part, pl.DataFrame):
            part = self.handed(part.with_row_index(PLACE))
        rows = _native(part)
        if PLACE in rows.columns:
            return rows.withColumn(PLACE, on_spark.col(PLACE).cast("long") + first)
        return self.settled(rows.withColumn(PLACE, on_spark.monotonically_increasing_id() + first))

    def handed(self, rows: pl.DataFrame) -> DataFrame:
        """Write a table of this process where the executors read it."""
        path = self._path()
        try:
            rows.cast(held(rows.schema)).write_parquet(path)
        except OSError as fault:
            raise StudyError(
                f"{path} cannot be written from this machine: {str(fault).splitlines()[0]}. "
                "What to do: look at the name of the scratch, and at the keys this machine has."
            ) from fault
        return self.session.read.parquet(path)

    def each(self, mentions: IntoFrame, step: Step) -> DataFrame:
        """Take the step over batches, where the executors have them."""
        return mapped(_native(mentions), step)

    def together(self, mentions: IntoFrame, key: nw.Expr, step: Step) -> DataFrame:
        """Take the step over buckets of keys, one for each `at_once` of all mentions."""
        rows = _native(mentions)
        given, made = types_of(rows, step)
        # Counting these rows would work them out, and once more when the step is taken.
        buckets = max(1, -(-(self._mentions or rows.count()) // self.at_once))
        keyed = _native(enter(rows).with_columns(key.alias(_KEY)))
        hashed = on_spark.pmod(on_spark.xxhash64(_KEY), on_spark.lit(buckets))
        grouped = keyed.withColumn(_BUCKET, hashed).drop(_KEY).groupBy(_BUCKET)
        # PySpark reads the annotations of what it is given, and not those of a lambda.
        return grouped.applyInArrow(
            lambda group: over_group(step, given, made, group), spark_schema(made)
        )

    def over_all(self, mentions: IntoFrame, step: Step, plan: Plan) -> IntoFrame:
        """Follow the plan."""
        return plan(mentions, self)

    def beside(self, mentions: IntoFrame, marks: IntoFrame) -> DataFrame:
        """Write marks beside their mentions, by a join."""
        return _native(enter(mentions).join(enter(marks), on=PLACE, how="left"))

    def settled(self, mentions: IntoFrame | Frame, name: str = "") -> DataFrame:
        """Write the mentions to the scratch folder, and read them from there."""
        return self._written(mentions, f"{self.scratch}/{name}.parquet" if name else self._path())

    def in_turn(self) -> Callable[[IntoFrame | Frame], DataFrame]:
        """Return what writes each round over the one before the last."""
        places = cycle((self._path(), self._path()))
        return lambda mentions: self._written(mentions, next(places))

    def _written(self, mentions: IntoFrame | Frame, path: str) -> DataFrame:
        rows = _native(mentions)
        rows.write.mode("overwrite").parquet(path)
        return self.session.read.schema(rows.schema).parquet(path)

    def _path(self) -> str:
        return f"{self.scratch}/{next(self._numbers):03}.parquet"


def _native(frame: IntoFrame | Frame) -> DataFrame:
    found: DataFrame = nw.to_native(frame, pass_through=True)
    return found
