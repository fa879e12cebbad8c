"""The types of Spark that hold those of Polars."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import polars as pl
from pyspark.sql import types as of

from parvis.schema import UTC_TIME

if TYPE_CHECKING:
    from collections.abc import Mapping

    from polars.datatypes import DataTypeClass
    from pyspark.sql.types import DataType, StructType

_PLAIN: Final = (
    (pl.String, of.StringType()),
    (pl.Boolean, of.BooleanType()),
    (pl.Float64, of.DoubleType()),
    (pl.Float32, of.FloatType()),
    (pl.Date, of.DateType()),
    (pl.Null, of.StringType()),
    (pl.Binary, of.BinaryType()),
)


def spark_schema(schema: Mapping[str, pl.DataType]) -> StructType:
    """Return the columns of Spark that hold those of a Polars frame.

    Arguments:
        schema: names and types; whole numbers of any width become 64 bits wide.

    >>> spark_schema(pl.Schema({"brands": pl.List(pl.String), "n": pl.UInt32})).simpleString()
    'struct<brands:array<string>,n:bigint>'
    """
    return of.StructType([of.StructField(name, _type(kind)) for name, kind in schema.items()])


def _type(kind: pl.DataType) -> DataType:
    if isinstance(kind, pl.List):
        return of.ArrayType(_type(_made(kind.inner)))
    if isinstance(kind, pl.Struct):
        return spark_schema({field.name: _made(field.dtype) for field in kind.fields})
    if isinstance(kind, pl.Datetime):
        return of.TimestampType()
    if kind.is_integer():
        return of.LongType()
    return next(found for plain, found in _PLAIN if kind == plain)


def held(schema: Mapping[str, pl.DataType]) -> pl.Schema:
    """Return the types that a Polars frame has when it comes back from Spark.

    >>> held(pl.Schema({"n": pl.UInt32}))["n"]
    Int64
    """
    return pl.Schema({name: _held(kind) for name, kind in schema.items()})


def _held(kind: pl.DataType) -> pl.DataType:
    if isinstance(kind, pl.List):
        return pl.List(_held(_made(kind.inner)))
    if isinstance(kind, pl.Struct):
        return pl.Struct({field.name: _held(_made(field.dtype)) for field in kind.fields})
    if isinstance(kind, pl.Datetime):
        return UTC_TIME
    if kind.is_integer():
        return pl.Int64()
    return pl.String() if kind == pl.Null else kind


def _made(kind: DataTypeClass | pl.DataType) -> pl.DataType:
    """A type, where Polars tells its class alone."""
    return pl.Series([], dtype=kind).dtype
