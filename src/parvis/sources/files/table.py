"""Rows of a file under its own column names, each with the line it stands on."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import polars as pl

from parvis.normalise.text import mend
from parvis.sources.platform import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence, Set

    from parvis.collect.dead_letters import Rejected

DEEPEST_HEADER = 30


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """Rows as they stand in a file, before anything is understood of them.

    Arguments:
        frame: one column of strings for each of the file's, under its own name.
        lines: line (row, item) of each row, from 1.
        rejected: rows that could not be taken apart.
        delimiter: what separates the columns, where something does.
        notes: what a person should know, in sentences.

    >>> Table(frame=pl.DataFrame({"text": ["bonjour"]}), lines=[2]).frame.columns
    ['text']
    """

    frame: pl.DataFrame
    lines: list[int]
    rejected: list[Rejected] = field(default_factory=list)
    delimiter: str | None = None
    notes: list[str] = field(default_factory=list)


def build(header: Sequence[str], rows: Sequence[Sequence[str | None]]) -> pl.DataFrame:
    r"""Build a frame of strings from rows; what is no Unicode is mended.

    Arguments:
        header: distinct names.
        rows: as many cells each as there are names.

    >>> build(["id", "text"], [["1", "a\ud800"]]).row(0)
    ('1', 'a�')
    """
    return from_columns(header, zip(*rows, strict=True) if rows else [()] * len(header))


def from_columns(header: Sequence[str], columns: Iterable[Iterable[str | None]]) -> pl.DataFrame:
    """Build a frame of strings from columns; what is no Unicode is mended.

    Arguments:
        header: distinct names.
        columns: one for each name.

    >>> from_columns(["id", "text"], [["1", "2"], ["a", None]]).row(1)
    ('2', None)
    """
    return pl.DataFrame(
        [_column(name, list(cells)) for name, cells in zip(header, columns, strict=True)]
    )


def header_at(rows: Sequence[Sequence[str]], known: Set[str]) -> int:
    """Find the header among the first rows: the one that holds most known names.

    Tools such as Brandwatch put lines about the query above it. Where no name is known it is the
    first row as wide as most.

    Arguments:
        rows: the first rows of a file.
        known: folded names that columns may have.

    >>> header_at([["Report:", ""], ["Date", "Full Text"]], {"date", "fulltext"})
    1
    """
    width = Counter(len(row) for row in rows if any(row)).most_common(1)
    usual = width[0][0] if width else 0

    def score(place: int) -> tuple[int, bool, int]:
        row = rows[place]
        names = {fold(cell) for cell in row if len(cell) < 200}
        return len(names & known), bool(any(row)) and len(row) == usual, -place

    return max(range(min(len(rows), DEEPEST_HEADER)), key=score, default=0)


def distinct(header: Sequence[str]) -> tuple[list[str], list[str]]:
    """Make column names distinct, and say what was done.

    >>> distinct(["text", "", "text"])
    (['text', 'column 2', 'text (2)'], ['The name "text" stands over 2 columns.'])
    """
    names: list[str] = []
    for place, cell in enumerate(header, start=1):
        # Polars takes a name from ^ to $ for a pattern.
        name = mend(cell).strip("\ufeff \t\r\n\x00").lstrip("^") or f"column {place}"
        seen = names.count(name) and sum(other.startswith(f"{name} (") for other in names) + 2
        names.append(f"{name} ({seen})" if seen else name)
    counted = Counter(cell.strip() for cell in header if cell.strip())
    notes = [f'The name "{n}" stands over {c} columns.' for n, c in counted.items() if c > 1]
    return names, notes


def _column(name: str, cells: list[str | None]) -> pl.Series:
    try:
        return pl.Series(name, cells, dtype=pl.String)
    except UnicodeEncodeError:
        return pl.Series(name, [cell and mend(cell) for cell in cells], dtype=pl.String)
