"""Tables for spreadsheets: UTF-8 that they recognise, and no cell that they would run."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

if TYPE_CHECKING:
    from pathlib import Path

# A cell that begins so is a formula to a spreadsheet (OWASP, CSV injection), full-width forms too.
_FORMULA = r"^[=+\-@\t\r\n\x{FF1D}\x{FF0B}\x{FF0D}\x{FF20}]"


def write_csv(path: Path | str, frame: pl.DataFrame) -> None:
    """Write a table as CSV that Excel, LibreOffice and Numbers open with its accents.

    A text that a spreadsheet would run as a formula gets an apostrophe before it; numbers stay
    numbers. Lists are joined by ` | `, times are ISO 8601.

    Arguments:
        path: the file to write.
        frame: the table.

    Raises:
        OSError: the file cannot be written.

    >>> import tempfile
    >>> from pathlib import Path
    >>> path = Path(tempfile.mkdtemp(), "hubs.csv")
    >>> write_csv(path, pl.DataFrame({"author": ["=1+1", "lou"], "rank": [1, -2]}))
    >>> path.read_text(encoding="utf-8-sig").splitlines()
    ['author,rank', "'=1+1,1", 'lou,-2']
    """
    plain = frame.with_columns(
        pl.col(name).cast(pl.List(pl.String)).list.join(" | ")
        for name, dtype in frame.schema.items()
        if isinstance(dtype, pl.List)
    )
    text = pl.col(pl.String, pl.Categorical).cast(pl.String)
    safe = plain.with_columns(
        pl.when(text.str.contains(_FORMULA)).then("'" + text).otherwise(text).name.keep()
    )
    safe.rename(_inert).write_csv(path, include_bom=True, datetime_format="%Y-%m-%dT%H:%M:%SZ")


def _inert(name: str) -> str:
    """A column's name, with an apostrophe where a spreadsheet would run it."""
    return f"'{name}" if pl.Series([name]).str.contains(_FORMULA).item() else name
