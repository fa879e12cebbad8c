"""Tables for spreadsheets: UTF-8 that they recognise, and no cell that they would run."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from parvis.figures import Figure

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


def matrix(figures: Iterable[Figure]) -> pl.DataFrame:
    """Return the matrix of a study as a table: medium, tonality, interaction, mentions.

    >>> from parvis.figures import Figure
    >>> by = {"medium": "forum", "tonality": "neutral", "interaction": "question"}
    >>> cell = Figure(key="matrix", value=3, unit="mentions", definition="Said.", by=by)
    >>> matrix([cell]).row(0)
    ('forum', 'neutral', 'question', 3)
    """
    names = ("medium", "tonality", "interaction")
    rows = [
        (*(str(row.by[name]) for name in names), row.value)
        for row in figures
        if row.key == "matrix"
    ]
    schema = dict.fromkeys(names, pl.String) | {"mentions": pl.Int64}
    return pl.DataFrame(rows, schema=schema, orient="row")


def hubs(figures: Iterable[Figure]) -> pl.DataFrame:
    """Return the hubs of a study as a table, by PageRank, with the popularity beside.

    Columns: author; pagerank_rank and pagerank (share of a walk that follows the links);
    popularity_rank and popularity (distinct authors who name, answer or repost them); null where
    the author is not among the first.

    >>> from parvis.figures import Figure
    >>> about = {"unit": "share", "definition": "Passes.", "by": {"rank": 1, "author": "lou"}}
    >>> hubs([Figure(key="hubs.pagerank", value=0.2, **about)]).row(0)
    ('lou', 1, 0.2, None, None)
    """
    ranked = list(figures)
    by_rank = _ranking(ranked, "pagerank", pl.Float64)
    popular = _ranking(ranked, "popularity", pl.Int64)
    joined = by_rank.join(popular, on="author", how="full", coalesce=True)
    return joined.sort("pagerank_rank", "popularity_rank", nulls_last=True)


def _ranking(figures: Iterable[Figure], name: str, dtype: type[pl.DataType]) -> pl.DataFrame:
    rows = [
        (str(row.by["author"]), row.by["rank"], row.value)
        for row in figures
        if row.key == f"hubs.{name}"
    ]
    schema: dict[str, type[pl.DataType]] = {
        "author": pl.String,
        f"{name}_rank": pl.Int64,
        name: dtype,
    }
    return pl.DataFrame(rows, schema=schema, orient="row")
