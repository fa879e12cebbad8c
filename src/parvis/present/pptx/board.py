"""The brief for a board on one slide: a question a row, in the largest type that has room."""

from __future__ import annotations

from math import ceil
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from pptx.dml.color import RGBColor

from parvis.present.board import MOST
from parvis.present.hygiene import clean
from parvis.present.pptx.cells import plain, ruled
from parvis.present.pptx.deck import EDGE, WIDE, Deck, inches, write
from parvis.present.theme import LIGHT

if TYPE_CHECKING:
    from collections.abc import Sequence

    from parvis.present.board import Board, Line, Part

    Said: TypeAlias = tuple[str, str]
    Row: TypeAlias = tuple[Part, list[Said]]

_TITLE: Final = (EDGE, 0.35, WIDE - 2 * EDGE, 0.75)  # inches
_TOP: Final = 1.2
_TALL: Final = 5.7
_ASKED: Final = 2.3  # inches of the questions
_SIZES: Final = (18, 16, 14, 13, 12)  # points
_LETTER: Final = 0.52  # width of one, of the size
_LINE: Final = 1.2  # height of one
_AFTER: Final = 3  # points under a paragraph
_MARGINS: Final = 11  # points of a row
_POINTS: Final = 72  # an inch


def add(deck: Deck, board: Board) -> None:
    """Add the slide; its notes hold every line whole.

    Arguments:
        deck: of the report.
        board: the brief.
    """
    rows = [(part, [_told(line) for line in part.lines]) for part in board.parts]
    notes = [f"{part.title}: {' '.join(line)}" for part, lines in rows for line in lines]
    slide = deck.add(board.title, notes=notes)
    title = slide.shapes.title
    title.left, title.top, title.width, title.height = inches(*_TITLE)
    place = inches(EDGE, _TOP, WIDE - 2 * EDGE, 0.4 * len(rows))
    shape = slide.shapes.add_table(len(rows), 2, *place)
    shape._element.nvGraphicFramePr.cNvPr.set("descr", board.title)
    _fill(plain(shape.table, (_ASKED, WIDE - 2 * EDGE - _ASKED)), rows)


def _fill(table: Any, rows: Sequence[Row]) -> None:
    """Write the rows, and a line under each."""
    size, answers = _fitting([lines for _, lines in rows])
    for row, ((part, _), lines) in enumerate(zip(rows, answers, strict=True)):
        asked, answered = table.cell(row, 0), table.cell(row, 1)
        write(asked.text_frame, [(part.title, "")], size=size, after=_AFTER)
        write(answered.text_frame, lines, size=size, after=_AFTER)
        ruled(asked)
        ruled(answered)
        if part.question == "decide":
            _coloured(asked)


def _fitting(answers: list[list[Said]]) -> tuple[int, list[list[Said]]]:
    """The largest size with room for all lines; else fewer lines, each of one line at worst."""
    for most in range(MOST, 1, -1):
        fewer = [lines[:most] for lines in answers]
        for size in _SIZES:
            if sum(_row(lines, size) for lines in fewer) <= _TALL * _POINTS:
                return size, fewer
    least = _SIZES[-1]
    room = _letters(least)
    return least, [[("", clean("".join(line), limit=room)) for line in lines] for lines in fewer]


def _told(line: Line) -> Said:
    """What stands out of a line, where the sentence does not say it, and the line."""
    number = line.number if line.number not in line.sentence else ""
    return number, f"{line.sentence} ({line.link})" if line.link else line.sentence


def _row(lines: Sequence[Said], size: int) -> float:
    """How tall a row is, in points."""
    count = sum(ceil(len(" ".join(line)) / _letters(size)) for line in lines)
    return count * size * _LINE + len(lines) * _AFTER + _MARGINS


def _letters(size: int) -> int:
    """How many letters a line of an answer holds."""
    return int((WIDE - 2 * EDGE - _ASKED - 0.2) * _POINTS / (size * _LETTER))


def _coloured(cell: Any) -> None:
    colour = RGBColor.from_string(LIGHT["brand-1"].removeprefix("#"))
    for run in cell.text_frame.paragraphs[0].runs:
        run.font.color.rgb = colour
