"""Parquet files: columns of any type as the strings one would write for them."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import polars as pl

from parvis.errors import SourceError
from parvis.sources.files.table import Table, distinct

if TYPE_CHECKING:
    from parvis.sources.files.opening import Content

_MOST_ROWS = 20_000_000
_DEEPEST = 5
_FAULTS = (pl.exceptions.PolarsError, pl.exceptions.PanicException, ValueError, OSError)


def read(content: Content) -> Table:
    """Read a Parquet file whole.

    Arguments:
        content: the file.

    Raises:
        SourceError: damaged, or more rows than memory holds.

    >>> import io
    >>> from pathlib import Path
    >>> from parvis.sources.files.opening import Content
    >>> data = io.BytesIO()
    >>> pl.DataFrame({"text": ["oui"], "likes": [3.0]}).write_parquet(data)
    >>> read(Content(path=Path("posts.parquet"), data=data.getvalue())).frame.row(0)
    ('oui', '3')
    """
    try:
        frame = _frame(content)
    except _FAULTS as error:
        fault = f"the Parquet file is damaged ({str(error).splitlines()[0]})"
        raise SourceError.at(content.path, fault, "export it again") from error
    return Table(frame=frame, lines=list(range(1, frame.height + 1)))


def _frame(content: Content) -> pl.DataFrame:
    file = pl.scan_parquet(io.BytesIO(content.data))
    count = file.select(pl.len()).collect().item()
    if count > _MOST_ROWS:
        fault = f"it has {count:,} rows; at most {_MOST_ROWS:,} are read"
        raise SourceError.at(content.path, fault, "split it into files of shorter periods")
    return as_strings(file.collect())


def as_strings(frame: pl.DataFrame) -> pl.DataFrame:
    r"""Write every column as strings: whole floats without point, lists by lines, structs apart.

    Arguments:
        frame: columns of any type.

    >>> as_strings(pl.DataFrame({"user": [{"id": 1}], "tags": [["a", "b"]]})).rows()
    [('1', 'a\nb')]
    """
    frame.columns = distinct(frame.columns)[0]
    for _ in range(_DEEPEST):
        structs = [name for name, kind in frame.schema.items() if isinstance(kind, pl.Struct)]
        frame = frame.unnest(structs, separator=".") if structs else frame
    frame.columns = distinct(frame.columns)[0]
    return frame.select(_written(name, kind) for name, kind in frame.schema.items())


def _written(name: str, kind: pl.DataType) -> pl.Expr:
    column = pl.col(name)
    if isinstance(kind, pl.List | pl.Array) and _is_plain(kind.inner):
        return column.cast(pl.List(pl.String)).list.join("\n", ignore_nulls=True)
    if isinstance(kind, pl.Datetime):
        return column.dt.to_string("iso:strict")
    if kind.is_float():
        whole = column.cast(pl.Int64, strict=False)
        return (
            pl.when(whole == column).then(whole.cast(pl.String)).otherwise(column.cast(pl.String))
        )
    if not _is_plain(kind):
        return pl.lit(None, pl.String).alias(name)
    return column.cast(pl.String, strict=False)


def _is_plain(kind: object) -> bool:
    nested = (pl.List, pl.Array, pl.Struct, pl.Object, pl.Binary, pl.Null)
    return not isinstance(kind, nested) and kind not in nested
