"""A report as a workbook: numbers stay numbers, and nothing in it runs."""

from __future__ import annotations

import datetime as dt
from typing import IO, TYPE_CHECKING

from parvis.errors import MissingExtraError
from parvis.present.xlsx.book import Book
from parvis.present.xlsx.sheets import sheets

if TYPE_CHECKING:
    from pathlib import Path

    from xlsxwriter import Workbook

    from parvis.present.document import Document

_NO_DAY = dt.datetime(2000, 1, 1, tzinfo=dt.UTC)  # the same input makes the same bytes


def write(path: Path | str | IO[bytes], document: Document) -> None:
    """Write a report as a workbook: a summary, every figure, each table, the account, the method.

    A number is a number, as it stands in summary.json, shown rounded as the report rounds it. A
    text is a text whatever it begins with: no cell holds a formula or a link.

    Arguments:
        path: the file to write, as report.xlsx, or one that is open.
        document: what it says.

    Raises:
        MissingExtraError: `xlsxwriter` is not installed.
        OSError: the file cannot be written.
    """
    with workbook(path, title=document.title, at=document.at, about=document.kind) as made:
        book = Book(made, document)
        for sheet in sheets(document):
            book.add(sheet)


def workbook(
    path: Path | str | IO[bytes],
    *,
    title: str,
    at: dt.datetime | None,
    about: str = "",
    in_rows: bool = False,
) -> Workbook:
    """Return a workbook to write into, in which no text becomes a formula or a link.

    Arguments:
        path: the file to write, or one that is open.
        title: of it.
        about: what kind of thing it tells of.
        at: when it is made.
        in_rows: it is written row by row and never kept whole in memory.

    Raises:
        MissingExtraError: `xlsxwriter` is not installed.
    """
    try:
        from xlsxwriter import Workbook
    except ImportError as fault:
        raise MissingExtraError.named("reports", "workbooks") from fault
    options = dict.fromkeys(("strings_to_formulas", "strings_to_urls", "strings_to_numbers"), False)
    made = Workbook(path, options | {"constant_memory": in_rows})
    moment = (at or _NO_DAY).astimezone(dt.UTC).replace(tzinfo=None)
    made.set_properties({"title": title, "subject": about, "author": "Parvis", "created": moment})
    return made
