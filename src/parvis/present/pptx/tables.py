"""The table of a figure on slides, one that can be edited, on as many slides as it may take."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice
from math import ceil
from typing import TYPE_CHECKING, Any, Final

from pptx.dml.color import RGBColor
from pptx.enum.text import PP_ALIGN
from pptx.util import Inches, Pt

from parvis.present.pdf.tables import blocks
from parvis.present.pptx.cells import plain, ruled
from parvis.present.pptx.deck import EDGE, WIDE
from parvis.present.theme import LIGHT

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from parvis.present.panels.panel import Table
    from parvis.present.pdf.tables import Block

MOST: Final = 3
"""Slides of one table; its notes and the workbook hold all of it."""

_ACROSS: Final = 128  # letters of a line of a table
_LEAST: Final = 9  # letters of a column
_SIZE: Final = 12  # points
_LINE, _PAD = 0.2, 0.16  # inches of a line, and around the lines of a row
_ROOM: Final = WIDE - 2 * EDGE
_TALL: Final = 4.6  # inches
_TOP: Final = 2.05


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """The rows of a table that one slide has room for.

    Arguments:
        block: part of the table, whose columns a slide has room for.
        rows: some of its rows.
        left: how many rows no slide shows.
    """

    block: Block
    rows: tuple[tuple[str, ...], ...]
    left: int = 0


def pages(table: Table) -> Iterator[Page]:
    """Yield the slides of a table, each with its heads; the last says how many rows are left.

    Arguments:
        table: as the page shows it.

    >>> from parvis.present.panels.panel import Table
    >>> long = Table(caption="Days", heads=("day", "n"), rows=(("Monday", "1"),) * 30)
    >>> [(len(page.rows), page.left) for page in pages(long)]
    [(11, 0), (11, 0), (8, 0)]
    """
    for block in blocks(table):
        parts = list(islice(_parts(block), MOST))
        left = len(block.rows) - sum(map(len, parts))
        for place, rows in enumerate(parts, start=1):
            is_last = place == len(parts)
            yield Page(block=block, rows=tuple(rows), left=left if is_last else 0)


def _parts(block: Block) -> Iterator[list[tuple[str, ...]]]:
    """The rows of a block, as many at a time as a slide has room for."""
    widths = _letters(block)
    room = _TALL - _height(block.heads, widths)
    kept: list[tuple[str, ...]] = []
    for row in block.rows:
        if kept and sum(_height(one, widths) for one in (*kept, row)) > room:
            yield kept
            kept = []
        kept.append(row)
    if kept:
        yield kept


def _letters(block: Block) -> list[float]:
    """How many letters each column holds: what it wants, as far as there is room."""
    columns = zip(block.heads, *block.rows, strict=True)
    wanted = [max(_LEAST, *(len(cell) + 2 for cell in column)) for column in columns]
    widths = [float(width) for width in block.widths or wanted]
    return [_ACROSS * width / sum(widths) for width in widths]


def _height(row: Sequence[str], widths: Sequence[float]) -> float:
    """How tall a row is, in inches."""
    pairs = zip(row, widths, strict=True)
    lines = max(ceil(len(cell) / max(width - 2, 1)) for cell, width in pairs)
    return lines * _LINE + _PAD


def place(slide: Any, page: Page) -> None:
    """Write the rows of a page on a slide.

    Arguments:
        slide: of python-pptx.
        page: what it shows.
    """
    rows, block, letters = (page.block.heads, *page.rows), page.block, _letters(page.block)
    widths = [_ROOM * width / sum(letters) for width in letters]
    place = (EDGE, _TOP, _ROOM, sum(_height(row, letters) for row in rows))
    shape = slide.shapes.add_table(len(rows), len(block.heads), *map(Inches, place))
    shape._element.nvGraphicFramePr.cNvPr.set("descr", block.caption)
    table = plain(shape.table, widths)
    table.first_row = True  # a head, for those who hear it read
    for down, row in enumerate(rows):
        table.rows[down].height = Inches(_height(row, letters))
        for across, cell in enumerate(row):
            _write(table.cell(down, across), cell, is_head=down == 0, is_text=across < block.texts)


def _write(cell: Any, text: str, *, is_head: bool, is_text: bool) -> None:
    frame = cell.text_frame
    frame.text = text
    frame.word_wrap = True
    for side in ("top", "bottom"):
        setattr(cell, f"margin_{side}", Inches(_PAD / 2 - 0.02))
    paragraph = frame.paragraphs[0]
    paragraph.font.size, paragraph.font.bold = Pt(_SIZE), is_head
    paragraph.alignment = PP_ALIGN.LEFT if is_text else PP_ALIGN.RIGHT
    colour = LIGHT["muted" if is_head else "ink"].removeprefix("#")
    paragraph.font.color.rgb = RGBColor.from_string(colour)
    ruled(cell, "ink" if is_head else "hairline")
