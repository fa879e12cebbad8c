"""Steps over Polars frames as functions over Arrow that executors call.

A step travels with what it needs (queries, names), and its models are read from the installed
package, once in each process of an executor.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

import polars as pl
import pyarrow as pa

from parvis.engines.engine import PLACE
from parvis.engines.spark.types import held, spark_schema
from parvis.frames import enter

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from pyspark.sql import DataFrame

    from parvis.engines.engine import Step

_OF_32_BITS: Final[Mapping[pl.DataType, pa.DataType]] = {
    pl.String(): pa.string(),
    pl.Binary(): pa.binary(),
}


def mapped(rows: DataFrame, step: Step) -> DataFrame:
    """Take a step over batches of a Spark frame, where the executors have them.

    Arguments:
        rows: of Spark.
        step: reads every row alone.
    """
    given, made = types_of(rows, step)
    return rows.mapInArrow(partial(over_batches, step, given, made), spark_schema(made))


def types_of(rows: DataFrame, step: Step) -> tuple[pl.Schema, pl.Schema]:
    """Return the types a step takes and returns, told by having it take no rows.

    Arguments:
        rows: of Spark.
        step: rows in, rows out.
    """
    given = pl.Schema(enter(rows).collect_schema().to_polars())
    return given, held(step(pl.DataFrame(schema=given)).schema)


def over_batches(
    step: Step, given: pl.Schema, made: pl.Schema, batches: Iterator[pa.RecordBatch]
) -> Iterator[pa.RecordBatch]:
    """Take a step over each batch of rows, as `mapInArrow` asks.

    Arguments:
        step: reads every row alone.
        given: types of the rows it takes.
        made: types of those it returns.
        batches: of Arrow.
    """
    for batch in batches:
        yield from _taken(step, given, made, pa.Table.from_batches([batch])).to_batches()


def over_group(step: Step, given: pl.Schema, made: pl.Schema, group: pa.Table) -> pa.Table:
    """Take a step over all rows of a group, in their places, as `applyInArrow` asks.

    Arguments:
        step: as of `Engine.together`.
        given: types of the rows it takes.
        made: types of those it returns.
        group: of Arrow, with columns beside that the step does not see.
    """
    return _taken(partial(_in_places, step), given, made, group)


def _in_places(step: Step, rows: pl.DataFrame) -> pl.DataFrame:
    return step(rows.sort(PLACE, nulls_last=True, maintain_order=True))


def _taken(step: Step, given: pl.Schema, made: pl.Schema, rows: pa.Table) -> pa.Table:
    """Arrow in, Arrow out, by way of Polars."""
    frame = pl.DataFrame(pl.from_arrow(rows.select(given.names())))
    found = step(frame.cast(given)).select(made.names()).cast(made)
    return found.to_arrow(compat_level=pl.CompatLevel.oldest()).cast(_plain(found))


def _plain(frame: pl.DataFrame) -> pa.Schema:
    """The Arrow types that Spark has: strings, bytes and lists whose offsets have 32 bits."""
    return pa.schema([(name, _type(series)) for name, series in frame.to_dict().items()])


def _type(values: pl.Series) -> pa.DataType:
    kind = values.dtype
    if isinstance(kind, pl.List):
        return pa.list_(_type(pl.Series(dtype=kind.inner)))
    if isinstance(kind, pl.Struct):
        return pa.struct(
            [(field.name, _type(pl.Series(dtype=field.dtype))) for field in kind.fields]
        )
    if isinstance(kind, pl.Datetime):
        return pa.timestamp("us", "UTC")
    return _OF_32_BITS.get(kind) or values.clear().to_arrow().type
