"""Polars types in the words of Delta, and back."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final, TypeAlias

import msgspec
import polars as pl
from deltalake import Field, Schema

from parvis.errors import LakeError
from parvis.schema import UTC_TIME

if TYPE_CHECKING:
    from polars.datatypes import DataTypeClass

Types: TypeAlias = Mapping[str, pl.DataType | type[pl.DataType]]

_PLAIN: Final[dict[pl.DataType, str]] = {
    pl.String(): "string",
    pl.Int64(): "long",
    pl.Int32(): "integer",
    pl.Float64(): "double",
    pl.Boolean(): "boolean",
    pl.Date(): "date",
    pl.Binary(): "binary",
    UTC_TIME: "timestamp",
}
_BACK: Final = {name: dtype for dtype, name in _PLAIN.items()}


def to_delta(types: Types) -> Schema:
    """Return the schema of a Delta table with these columns, each of which may be null.

    Raises:
        LakeError: a type that the lake does not keep.

    >>> to_delta({"tags": pl.List(pl.String)}).fields[0].type
    ArrayType(PrimitiveType("string"), contains_null=True)
    """
    return Schema.from_json(msgspec.json.encode(_struct(types)).decode())


def field_of(name: str, dtype: pl.DataType) -> Field:
    """Return one column of a Delta table.

    >>> field_of("likes", pl.Int64())
    Field(likes, PrimitiveType("long"), nullable=True)
    """
    return to_delta({name: dtype}).fields[0]


def from_delta(schema: Schema) -> pl.Schema:
    """Return the Polars types of a Delta table.

    >>> from_delta(to_delta({"p": pl.List(pl.Float64)}))
    Schema([('p', List(Float64))])
    """
    fields = msgspec.json.decode(schema.to_json())["fields"]
    return pl.Schema({field["name"]: _polars(field["type"]) for field in fields})


def _struct(types: Mapping[str, pl.DataType | DataTypeClass]) -> dict[str, Any]:
    return {
        "type": "struct",
        "fields": [
            {"name": name, "type": _delta(name, dtype), "nullable": True, "metadata": {}}
            for name, dtype in types.items()
        ],
    }


def _delta(name: str, dtype: pl.DataType | DataTypeClass) -> str | dict[str, Any]:
    made = dtype() if isinstance(dtype, type) else dtype
    if isinstance(made, pl.List):
        return {"type": "array", "elementType": _delta(name, made.inner), "containsNull": True}
    if isinstance(made, pl.Struct):
        return _struct({field.name: field.dtype for field in made.fields})
    if made not in _PLAIN:
        raise LakeError(
            f"the column {name!r} is of the type {made}, which a lake does not keep. "
            f"What to do: cast it to one of {', '.join(map(str, _PLAIN))}."
        )
    return _PLAIN[made]


def _polars(said: str | dict[str, Any]) -> pl.DataType:
    if isinstance(said, str):
        return _BACK[said]
    if said["type"] == "array":
        return pl.List(_polars(said["elementType"]))
    return pl.Struct({field["name"]: _polars(field["type"]) for field in said["fields"]})
