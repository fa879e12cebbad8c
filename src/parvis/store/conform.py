"""Rows as a table keeps them: its own types, no column that says nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import polars as pl

from parvis.errors import LakeError, MissingColumnsError
from parvis.schema import UTC_TIME
from parvis.store.tables import ARRIVAL, ARRIVED_AT, DAY, MENTIONS

if TYPE_CHECKING:
    from parvis.store.tables import Table

_LAKE_S_OWN: Final = (ARRIVAL, ARRIVED_AT, DAY, "content")
_NEEDED: Final = {MENTIONS: ("id", "text")}
_EMPTY: Final[dict[str, pl.DataType | type[pl.DataType]]] = {
    "edit_of": pl.String,
    "deleted_at": UTC_TIME,
    "published_at": UTC_TIME,
    "title": pl.String,
}


def conform(rows: pl.DataFrame, table: Table, there: pl.Schema) -> pl.DataFrame:
    """Return rows with the types of the table, and its new columns with types it can keep.

    Arguments:
        rows: as they were given; the lake's own columns in them are left out.
        table: where they go.
        there: the columns the table has by now.

    Raises:
        MissingColumnsError: a column by which rows are told apart is missing.
        LakeError: a value is not of the type of its column, or a row has no id.

    >>> from parvis.store.tables import TRUTH
    >>> rows = pl.DataFrame({"mention": ["x:1"], "perimeter": ["free"], "weight": [3]})
    >>> marks = TRUTH["marks"]
    >>> conform(rows, marks, pl.Schema(marks.types))["weight"].dtype
    Int64
    """
    needed = _NEEDED.get(table.name, ("mention",))
    missing = [name for name in needed if name not in rows.columns]
    if missing:
        raise MissingColumnsError.among(missing, rows.columns)
    given = [name for name in rows.columns if name not in _LAKE_S_OWN]
    types = {name: there.get(name) or _kept(rows.schema[name]) for name in given}
    try:
        cast = rows.select(pl.col(name).cast(dtype) for name, dtype in types.items()
                           if dtype != pl.Null)  # fmt: skip
    except pl.exceptions.PolarsError as fault:
        raise LakeError.at(table.name, f"{fault}".splitlines()[0], "mend the column") from fault
    told = needed[0]
    if cast[told].null_count():
        lacking = f"{cast[told].null_count()} rows have no {told}"
        raise LakeError.at(table.name, lacking, "leave them out, or give them one")
    return _completed(cast, table)


def _completed(rows: pl.DataFrame, table: Table) -> pl.DataFrame:
    """What rows are told apart by is there, if only as null."""
    if table.name != MENTIONS:
        absent = [name for name in table.key if name not in rows.columns]
        return rows.with_columns(pl.lit(None, table.columns[name]).alias(name) for name in absent)
    absent = [name for name in _EMPTY if name not in rows.columns]
    return rows.with_columns(
        pl.col("text").fill_null(""),
        *(pl.lit(None, _EMPTY[name]).alias(name) for name in absent),
    )


def _kept(dtype: pl.DataType) -> pl.DataType | type[pl.DataType]:
    """The type in which a new column is kept."""
    if dtype.is_integer():
        return pl.Int64
    if dtype.is_float():
        return pl.Float64
    if isinstance(dtype, pl.Categorical | pl.Enum):
        return pl.String
    return UTC_TIME if isinstance(dtype, pl.Datetime) else dtype
