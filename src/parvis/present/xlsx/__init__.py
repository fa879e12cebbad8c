"""A report as a workbook: numbers stay numbers, and nothing in it runs."""

from __future__ import annotations

import datetime as dt
from typing import IO, TYPE_CHECKING

from parvis.errors import MissingExtraError
from parvis.present.xlsx.book import Book
from parvis.present.xlsx.sheets import sheets

if TYPE_CHECKING:
    from pathlib import Path

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
    try:
        from xlsxwriter import Workbook
    except ImportError as fault:
        raise MissingExtraError.named("reports", "workbooks") from fault
    options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with Workbook(path, options) as workbook:
        made = (document.at or _NO_DAY).astimezone(dt.UTC).replace(tzinfo=None)
        workbook.set_properties(
            {"title": document.title, "subject": document.kind, "author": "Parvis", "created": made}
        )
        book = Book(workbook, document)
        for sheet in sheets(document):
            book.add(sheet)
