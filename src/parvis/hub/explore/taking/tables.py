"""Mentions written as they come: CSV, Parquet, and a workbook as far as a sheet can go."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import polars as pl
from django.utils.translation import gettext as _

from parvis.hub.explore.taking.mentions import COLUMNS, parts
from parvis.hub.explore.taking.taken import notes
from parvis.present import exports

if TYPE_CHECKING:
    from collections.abc import Iterator

    from xlsxwriter import Workbook
    from xlsxwriter.worksheet import Worksheet

    from parvis.hub.explore.taking.taken import Taken

ROWS: Final = 1_048_576
"""That a sheet can hold, its head among them."""


def write_csv(path: Path, taken: Taken) -> None:
    """Write mentions as CSV; what the file says of itself stands in `note`, in the first row."""
    is_noted = False
    with path.open("wb") as file:
        for at, part in enumerate(parts(taken)):
            note = None if is_noted or part.is_empty() else noted(taken)
            file.write(exports.csv(with_note(part, note), is_first=at == 0))
            is_noted = is_noted or note is not None


def write_parquet(path: Path, taken: Taken) -> None:
    """Write mentions as Parquet; what the file says of itself stands in its metadata."""
    with tempfile.TemporaryDirectory(dir=path.parent) as folder:
        files = []
        for at, part in enumerate(parts(taken)):
            files.append(Path(folder, f"{at:05}.parquet"))
            part.write_parquet(files[-1])
        pl.scan_parquet(files).sink_parquet(path, metadata=dict(notes(taken)))


def write_xlsx(path: Path, taken: Taken) -> None:
    """Write mentions as a workbook, row by row, and say how many it had no room for."""
    from parvis.present.xlsx import workbook

    with workbook(path, title=taken.scope.title, at=taken.at, in_rows=True) as book:
        page = book.add_worksheet(_("Mentions"))
        page.freeze_panes(1, 1)
        left = _rows(book, page, parts(taken))
        _about(book, taken, left)


def with_note(frame: pl.DataFrame, note: str | None) -> pl.DataFrame:
    """Return a table with a last column `note`, of which the first row has what is said."""
    said = [note, *[None] * (frame.height - 1)] if frame.height else []
    return frame.with_columns(pl.Series("note", said, pl.String))


def noted(taken: Taken) -> str:
    """Return what a file says of itself in one text."""
    said = _("%(term)s: %(said)s")
    return " · ".join(said % {"term": term, "said": told} for term, told in notes(taken))


def _rows(book: Workbook, page: Worksheet, told: Iterator[pl.DataFrame]) -> int:
    """Write all that there is room for, and return how many rows are left out."""
    pen = _Pen(book, page)
    pen.row(0, list(COLUMNS))
    place, left = 1, 0
    for part in told:
        room = max(0, ROWS - place)
        for row in part.head(room).iter_rows():
            pen.row(place, row)
            place += 1
        left += max(0, part.height - room)
    return left


def _about(book: Workbook, taken: Taken, left: int) -> None:
    """What the file says of itself, on a sheet of its own."""
    said = dict(notes(taken))
    if left:
        said[_("Left out")] = _("%(n)s mentions, for which a sheet has no room. CSV holds all.") % {
            "n": left
        }
    pen = _Pen(book, book.add_worksheet(_("About")))
    for place, line in enumerate(said.items()):
        pen.row(place, line)


class _Pen:
    """Writes rows of a sheet, every text a text."""

    def __init__(self, book: Workbook, page: Worksheet) -> None:
        self._page = page
        self._quoted = book.add_format({"quote_prefix": True})
        self._moment = book.add_format({"num_format": "yyyy-mm-dd hh:mm:ss"})

    def row(self, place: int, cells: Any) -> None:
        """Write a row."""
        for column, cell in enumerate(cells):
            self._cell(place, column, cell)

    def _cell(self, row: int, column: int, cell: Any) -> None:
        from parvis.present.xlsx.book import cut, runs

        if cell is None or cell == "":
            return
        if isinstance(cell, str):
            self._page.write_string(row, column, cut(cell), self._quoted if runs(cell) else None)
        elif isinstance(cell, bool):
            self._page.write_boolean(row, column, cell)
        elif isinstance(cell, int | float):
            self._page.write_number(row, column, cell)
        else:
            self._page.write_datetime(row, column, cell.replace(tzinfo=None), self._moment)
