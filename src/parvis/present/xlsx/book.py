"""How a sheet is laid out: its head stays in sight, its columns filter, its texts stay texts."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING, Final, TypeAlias

from typing_extensions import override

from parvis.present.hygiene import clean
from parvis.present.numeral import Numeral
from parvis.present.theme import LIGHT
from parvis.present.tongue import HARD, MINUS, NARROW

if TYPE_CHECKING:
    from collections.abc import Sequence

    from xlsxwriter import Workbook
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

    from parvis.present.document import Document

Cell: TypeAlias = "str | float | None"
Shown: TypeAlias = "str | float | bool"
ROWS: Final = 1_048_576  # that a sheet can hold
LETTERS: Final = 32_767  # that a cell can hold
_NAME: Final = 31  # letters of a sheet's name
_NARROWEST, _WIDEST = 9, 64  # letters of a column
_LOOKED_AT: Final = 400  # rows, for the width of a column
_SIGNS: Final = ("+", MINUS)
_DIGITS: Final = re.compile("[^0-9]")
_UNNAMEABLE: Final = re.compile(r"[\[\]:*?/\\]")
# What a spreadsheet may take for the beginning of a formula (OWASP), full-width forms too.
_RUNS: Final = re.compile("^[=+\\-@\t\r\n\uff1d\uff0b\uff0d\uff20]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A sheet: its name, what stands over its table, the head of the table, and its rows."""

    name: str
    rows: Sequence[Sequence[Cell]]
    heads: tuple[str, ...] = ()
    title: str = ""
    lead: tuple[str, ...] = ()


class _Exact(float):
    """A number written with every digit it has; XlsxWriter would round the seventeenth away."""

    @override
    def __format__(self, _: str) -> str:
        return repr(float(self))


class Book:
    """Writes sheets into a workbook, one after another."""

    def __init__(self, workbook: Workbook, document: Document) -> None:
        self._workbook = workbook
        self._words = document.words
        self._thin = NARROW if document.language == "fr" else ""
        self._names: set[str] = set()
        self._formats: dict[tuple[tuple[str, Shown], ...], Format] = {}

    def add(self, sheet: Sheet) -> None:
        """Write a sheet, no further than a sheet can go.

        Arguments:
            sheet: with all its rows.
        """
        page = self._workbook.add_worksheet(self._named(sheet.name))
        page.hide_gridlines(2)
        top = self._over(page, sheet)
        room = ROWS - top
        for place, row in enumerate(self._bounded(sheet.rows, room), start=top):
            for column, cell in enumerate(row):
                self._write(page, place, column, cell)
        self._widen(page, sheet)

    def _over(self, page: Worksheet, sheet: Sheet) -> int:
        """Write what stands over the rows, and return where they begin."""
        over = [sheet.title, *sheet.lead] if sheet.title else []
        for place, line in enumerate(over):
            kind: dict[str, Shown] = {"bold": place == 0, "font_size": 14 if place == 0 else 11}
            page.write_string(place, 0, self._cut(line), self._format(**kind, **_plain(line)))
        if not sheet.heads:
            return len(over)
        top = len(over) + 1 if over else 0
        head: dict[str, Shown] = {"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"}
        for column, name in enumerate(sheet.heads):
            page.write_string(top, column, self._cut(name), self._format(**head, **_plain(name)))
        page.freeze_panes(top + 1, 1)
        last = min(top + len(sheet.rows), ROWS - 1)
        page.autofilter(top, 0, last, len(sheet.heads) - 1)
        page.repeat_rows(top)
        return top + 1

    def _bounded(self, rows: Sequence[Sequence[Cell]], room: int) -> Sequence[Sequence[Cell]]:
        """The rows there is room for, and a word where some are left out."""
        if len(rows) <= room:
            return rows
        left = self._words.counted("sheet.left_out", len(rows) - room + 1)
        return [*rows[: room - 1], (left,)]

    def _write(self, page: Worksheet, row: int, column: int, cell: Cell) -> None:
        if cell is None or cell == "":
            return
        if isinstance(cell, Numeral):
            page.write_number(row, column, _Exact(cell.value), self._number(cell))
        elif isinstance(cell, str):
            page.write_string(row, column, self._cut(cell), self._text(cell))
        else:
            pattern = "#,##0" if float(cell).is_integer() else "#,##0.0###"
            page.write_number(row, column, _Exact(cell), self._format(num_format=pattern))

    def _number(self, said: Numeral) -> Format:
        """Show a number rounded as the report rounds it; where it would not be, as its text."""
        shown = "#,##0" + (f".{'0' * said.decimals}" if said.decimals else "")
        if said.unit:
            shown += _quoted((self._thin if said.unit == "%" else HARD) + said.unit)
        if not _rounds_so(said):
            pattern = ";".join([_quoted(said)] * 3)
        elif said[0] in _SIGNS:
            pattern = f"{'+' if said[0] == '+' else ''}{shown};{MINUS}{shown};{shown}"
        else:
            pattern = shown
        return self._format(num_format=pattern, valign="top")

    def _text(self, text: str) -> Format:
        return self._format(text_wrap=len(text) > _WIDEST, valign="top", **_plain(text))

    def _cut(self, text: str) -> str:
        return cut(text, mark=f" … ({self._words('sheet.cut')})")

    def _format(self, **kind: Shown) -> Format:
        """Return the format, the same one for the same wish."""
        key = tuple(sorted((name, value) for name, value in kind.items() if value))
        if key not in self._formats:
            shown = dict(key) | {"font_color": LIGHT["ink"], "font_name": "Calibri"}
            self._formats[key] = self._workbook.add_format(shown)
        return self._formats[key]

    def _named(self, name: str) -> str:
        """A name that a sheet can have and no other has."""
        plain = _UNNAMEABLE.sub(" ", clean(name, limit=_NAME)).strip("' ") or "…"
        taken, number = plain, 2
        while taken.lower() in self._names:
            taken = f"{plain[: _NAME - 3]} {number}"
            number += 1
        self._names.add(taken.lower())
        return taken

    @staticmethod
    def _widen(page: Worksheet, sheet: Sheet) -> None:
        rows = [sheet.heads, *sheet.rows[:_LOOKED_AT]]
        for column in range(max((len(row) for row in rows), default=0)):
            cells = (row[column] for row in rows if column < len(row))
            most = max((len(str(cell)) for cell in cells if cell is not None), default=0)
            page.set_column(column, column, min(_WIDEST, max(_NARROWEST, most + 2)))


def cut(text: str, *, mark: str = "…") -> str:
    """Return a text as a cell can hold it: printable, and no longer than a cell is.

    Arguments:
        text: of any length.
        mark: said at its end where it is cut.
    """
    tidy = clean(text, limit=len(text) + 1)
    if _units(tidy) <= LETTERS:
        return tidy
    kept = tidy[: LETTERS - len(mark)].encode("utf-16-le")[: 2 * (LETTERS - len(mark))]
    return kept.decode("utf-16-le", "ignore") + mark


def runs(text: str) -> bool:
    """Tell whether a spreadsheet may take a text for the beginning of a formula."""
    return _RUNS.match(text) is not None


def _units(text: str) -> int:
    """How long a spreadsheet finds a text: it counts an emoji twice."""
    return len(text) + sum(letter > "\uffff" for letter in text) if len(text) > LETTERS // 2 else 0


def _plain(text: str) -> dict[str, Shown]:
    """What keeps a text one when it is edited, where it begins as a formula may."""
    return {"quote_prefix": runs(text)}


def _quoted(text: str) -> str:
    """A text within the pattern of a number."""
    plain = text.replace('"', "")
    return f'"{plain}"'


def _rounds_so(said: Numeral) -> bool:
    """Whether a spreadsheet, which rounds halves up, would write the digits that the text has."""
    if not (said[0].isdigit() or said[0] in _SIGNS):
        return False
    places = Decimal(1).scaleb(-said.decimals)
    rounded = Decimal(repr(abs(said.value))).quantize(places, ROUND_HALF_UP)
    written = said.removesuffix(said.unit)
    return said.unit == "min" or _DIGITS.sub("", written) == _DIGITS.sub("", f"{rounded:f}")
