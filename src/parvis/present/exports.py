"""Tables for spreadsheets: UTF-8 that they recognise, and no cell that they would run."""

from __future__ import annotations

from pathlib import Path

import polars as pl

# A cell that begins so is a formula to a spreadsheet (OWASP, CSV injection), full-width forms too.
_FORMULA = r"^[=+\-@\t\r\n\x{FF1D}\x{FF0B}\x{FF0D}\x{FF20}]"


# The longest cell, so that no spreadsheet carries its end over into a cell of its own.
_LETTERS = 16_000
# Controls, and the characters that turn the direction of what follows them (present/hygiene.py).
_UNPRINTABLE = (
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\x{2028}\x{2029}\x{202A}-\x{202E}"
    r"\x{2066}-\x{2069}\x{FFFE}\x{FFFF}]"
)


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
    Path(path).write_bytes(csv(frame))


def csv(frame: pl.DataFrame, *, is_first: bool = True) -> bytes:
    """Return a table, or a part of a long one, as `write_csv` writes it.

    Arguments:
        frame: the table.
        is_first: it begins the file: the mark of UTF-8 and the head stand before its rows.
    """
    told = inert(frame).write_csv(
        include_bom=is_first, include_header=is_first, datetime_format="%Y-%m-%dT%H:%M:%SZ"
    )
    return told.encode()


def inert(frame: pl.DataFrame) -> pl.DataFrame:
    """Return a table whose texts a spreadsheet shows and never runs, lists joined by ` | `."""
    text = pl.col(pl.String)
    cut = pl.when(text.str.len_chars() > _LETTERS).then(text.str.head(_LETTERS) + "…")
    short = _joined(frame).with_columns(cut.otherwise(text).name.keep())
    safe = pl.when(text.str.contains(_FORMULA)).then("'" + text).otherwise(text)
    return short.with_columns(safe.name.keep()).rename(_inert)


def tidy(frame: pl.DataFrame) -> pl.DataFrame:
    """Return a table without unprintable characters in its texts, lists joined by ` | `."""
    bare = pl.col(pl.String).str.replace_all(_UNPRINTABLE, "")
    return _joined(frame).with_columns(bare.name.keep())


def _joined(frame: pl.DataFrame) -> pl.DataFrame:
    listed = [name for name, dtype in frame.schema.items() if isinstance(dtype, pl.List)]
    joined = frame.with_columns(pl.col(listed).cast(pl.List(pl.String)).list.join(" | "))
    return joined.with_columns(pl.col(pl.Categorical).cast(pl.String))


def _inert(name: str) -> str:
    """A column's name, with an apostrophe where a spreadsheet would run it."""
    return f"'{name}" if pl.Series([name]).str.contains(_FORMULA).item() else name
