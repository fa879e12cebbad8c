"""A study on a Spark cluster: what executors do, and what is kept between."""

from __future__ import annotations

from functools import partial
from itertools import count
from typing import TYPE_CHECKING, Final

import narwhals.stable.v2 as nw
import polars as pl
from pyspark.sql import functions as on_spark

from parvis.engines.engine import PLACE
from parvis.engines.spark.batches import mapped, over_group, types_of
from parvis.engines.spark.kin import families
from parvis.engines.spark.types import spark_schema
from parvis.frames import enter

if TYPE_CHECKING:
    from collections.abc import Sequence

    from narwhals.stable.v2.typing import IntoFrame
    from pyspark.sql import DataFrame, SparkSession

    from parvis.engines.engine import Step
    from parvis.frames import Frame

AT_ONCE: Final = 50_000
"""Mentions that a task holds in memory at once, some 100 MB of text and marks."""

_KEY, _BUCKET, _FAMILY = "_key", "_bucket", "_family"


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

    def gathered(self, parts: Sequence[pl.DataFrame]) -> DataFrame:
        """Hand the mentions of files, which the driver read, to the cluster."""
        paths, first = [], 0
        for part in parts:
            paths.append(self._path())
            places = pl.int_range(first, first + part.height, dtype=pl.Int64, eager=True)
            part.with_columns(places.alias(PLACE)).write_parquet(paths[-1])
            first += part.height
        return self.session.read.parquet(*paths)

    def each(self, mentions: IntoFrame, step: Step) -> DataFrame:
        """Take the step over batches, where the executors have them."""
        return mapped(_native(mentions), step)

    def together(self, mentions: IntoFrame, key: nw.Expr, step: Step) -> DataFrame:
        """Take the step over buckets of keys; a bucket holds `at_once` mentions on average."""
        rows = _native(mentions)
        given, made = types_of(rows, step)
        buckets = max(1, -(-rows.count() // self.at_once))
        keyed = _native(enter(rows).with_columns(key.alias(_KEY)))
        hashed = on_spark.pmod(on_spark.xxhash64(_KEY), on_spark.lit(buckets))
        grouped = keyed.withColumn(_BUCKET, hashed).drop(_KEY).groupBy(_BUCKET)
        return grouped.applyInArrow(partial(over_group, step, given, made), spark_schema(made))

    def near(self, mentions: IntoFrame, keyed: Step, step: Step) -> DataFrame:
        """Take the step over families of wordings, as `kin` finds them."""
        told = enter(self.settled(self.each(mentions, keyed)))
        ties = told.filter(~nw.col("wording").is_null()).select("wording", key="keys")
        known = families(ties.explode("key").filter(~nw.col("key").is_null()), self._settled)
        with_family = told.drop("keys").join(known, on="wording", how="left")
        family = nw.coalesce("family", "wording", PLACE).alias(_FAMILY)
        placed = with_family.with_columns(family).drop("wording", "family")
        return self.together(self.settled(placed), nw.col(_FAMILY), step).drop(_FAMILY)

    def beside(self, mentions: IntoFrame, marks: IntoFrame) -> DataFrame:
        """Write marks beside their mentions, by a join."""
        return _native(enter(mentions).join(enter(marks), on=PLACE, how="left"))

    def settled(self, mentions: IntoFrame | Frame, name: str = "") -> DataFrame:
        """Write the mentions to the scratch folder, and read them from there."""
        path = f"{self.scratch}/{name}.parquet" if name else self._path()
        rows = _native(mentions)
        rows.write.mode("overwrite").parquet(path)
        return self.session.read.schema(rows.schema).parquet(path)

    def _settled(self, frame: Frame) -> Frame:
        return enter(self.settled(frame.to_native()))

    def _path(self) -> str:
        return f"{self.scratch}/{next(self._numbers):03}.parquet"


def _native(frame: IntoFrame | Frame) -> DataFrame:
    found: DataFrame = nw.to_native(frame, pass_through=True)
    return found
