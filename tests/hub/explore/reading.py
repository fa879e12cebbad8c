"""Reads what was taken away with programs that are not ours, format by format."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING, Any

import openpyxl
import polars as pl
import pypdf
from pptx import Presentation

if TYPE_CHECKING:
    from django.http import HttpResponse

Row = dict[str, Any]


def body(answer: HttpResponse) -> bytes:
    assert answer.status_code == 200, answer.content[:300]
    assert "attachment" in answer["Content-Disposition"]
    return b"".join(answer.streaming_content)


def csv_rows(told: bytes) -> list[Row]:
    return list(csv.DictReader(io.StringIO(told.decode("utf-8-sig"), newline="")))


def parquet_rows(told: bytes) -> list[Row]:
    return pl.read_parquet(io.BytesIO(told)).rows(named=True)


def sheets(told: bytes) -> dict[str, list[tuple[Any, ...]]]:
    book = openpyxl.load_workbook(io.BytesIO(told))
    return {sheet.title: list(sheet.iter_rows(values_only=True)) for sheet in book}


def formulas(told: bytes) -> list[str]:
    """Cells of a workbook that would be run or lead elsewhere."""
    book = openpyxl.load_workbook(io.BytesIO(told))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    return [cell.coordinate for cell in cells if cell.data_type == "f" or cell.hyperlink]


def pdf_text(told: bytes) -> str:
    pages = pypdf.PdfReader(io.BytesIO(told)).pages
    return "\n".join(page.extract_text() for page in pages).replace("\u200b", "")


def slide_text(told: bytes) -> str:
    """All that stands on the slides, in their tables and beside them."""
    show = Presentation(io.BytesIO(told))
    found = []
    for slide in show.slides:
        found += [shape.text_frame.text for shape in slide.shapes if shape.has_text_frame]
        found.append(slide.notes_slide.notes_text_frame.text if slide.has_notes_slide else "")
    return "\n".join(found)
