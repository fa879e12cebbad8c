"""Workbooks: the sheet that holds the posts, every cell as it would be written."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import fastexcel
import polars as pl

from parvis.errors import SourceError
from parvis.sources.files.bounds import MOST_COLUMNS
from parvis.sources.files.table import DEEPEST_HEADER, Table, build, distinct, header_at
from parvis.sources.platform import fold

if TYPE_CHECKING:
    from collections.abc import Sequence, Set

    from parvis.sources.files.opening import Content

_MOST_SHEETS = 20
_FAULTS = (fastexcel.FastExcelError, pl.exceptions.PanicException, ValueError, OSError)


@dataclass(frozen=True, slots=True)
class _Sheet:
    """Rows that are not blank, each with its number, and how many names its header knows."""

    name: str
    rows: list[tuple[str, ...]]
    places: list[int]
    header: int
    known: int


def read(content: Content, known: Set[str]) -> Table:
    """Read the sheet whose header knows most names; the first of equals.

    Arguments:
        content: the file, .xlsx or .xls.
        known: folded names that columns may have.

    Raises:
        SourceError: a damaged workbook, or one with nothing in it.

    >>> import io, xlsxwriter
    >>> from pathlib import Path
    >>> from parvis.sources.files.opening import Content
    >>> data = io.BytesIO()
    >>> with xlsxwriter.Workbook(data) as workbook:
    ...     sheet = workbook.add_worksheet()
    ...     _ = sheet.write_column(0, 0, ["text", "bonjour"])
    >>> read(Content(path=Path("posts.xlsx"), data=data.getvalue()), {"text"}).lines
    [2]
    """
    try:
        sheets = _sheets(content.data, known)
    except _FAULTS as error:
        fault = f"the workbook is damaged ({str(error).splitlines()[0]})"
        raise SourceError.at(content.path, fault, "save it again, or export it as CSV") from error
    filled = [sheet for sheet in sheets if sheet.rows]
    if not filled:
        raise SourceError.at(content.path, "the workbook is empty", "export it again")
    sheet = max(filled, key=lambda one: one.known)
    others = [other.name for other in filled if other is not sheet]
    return _table(sheet, others)


def _sheets(data: bytes, known: Set[str]) -> list[_Sheet]:
    workbook = fastexcel.read_excel(data)
    return [_sheet(workbook, name, known) for name in workbook.sheet_names[:_MOST_SHEETS]]


def _sheet(workbook: fastexcel.ExcelReader, name: str, known: Set[str]) -> _Sheet:
    loaded = workbook.load_sheet(name, header_row=None, skip_rows=0, dtypes="string")
    frame: pl.DataFrame = loaded.to_polars()[:, :MOST_COLUMNS].fill_null("")
    numbered = [
        (row, place)
        for place, row in enumerate(frame.rows(), start=1)
        if any(cell.strip() for cell in row)
    ]
    rows = [row for row, _ in numbered]
    at = header_at(rows[:DEEPEST_HEADER], known)
    header = {fold(cell) for cell in rows[at]} if rows else set()
    return _Sheet(name, rows, [place for _, place in numbered], at, len(header & known))


def _table(sheet: _Sheet, others: Sequence[str]) -> Table:
    header = list(sheet.rows[sheet.header])
    while not header[-1].strip() and not any(row[len(header) - 1] for row in sheet.rows):
        header.pop()
    names, notes = distinct(header)
    rows = [row[: len(names)] for row in sheet.rows[sheet.header + 1 :]]
    if others:
        notes.append(f'Sheet "{sheet.name}" was read; not read: {", ".join(others)}.')
    if sheet.header:
        notes.append(f"{sheet.header} rows above the header were left out.")
    return Table(frame=build(names, rows), lines=sheet.places[sheet.header + 1 :], notes=notes)
