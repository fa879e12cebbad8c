"""A file of units as rows, each with its line, whatever it was written with."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext as _

from parvis.hub.common.errors import RefusedError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

MOST_BYTES: Final = 10 << 20
MOST_ROWS: Final = 50_000
LONGEST: Final = 2_000
HEADS: Final = {
    "code": "code",
    "name": "name", "nom": "name",
    "kind": "kind", "type": "kind", "nature": "kind",
    "parent": "parent", "under": "parent", "sous": "parent",
    "country": "country", "pays": "country",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Sheet:
    """The columns of a kind of file.

    Arguments:
        heads: each name that a column may have, in small letters, and ours.
        needed: columns, by our name, without which nothing can be read.
    """

    heads: Mapping[str, str]
    needed: tuple[str, ...]


UNITS: Final = Sheet(HEADS, ("code", "name"))


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the file under the names that are ours."""

    line: int
    code: str
    name: str
    kind: str = ""
    parent: str = ""
    country: str = ""

    @property
    def label(self) -> str:
        return f"{self.name} ({self.code})"

    @property
    def note(self) -> str:
        return _("under %(parent)s") % {"parent": self.parent} if self.parent else ""

    @property
    def cells(self) -> list[str]:
        return [self.code, self.name, self.kind, self.parent, self.country]


def text_of(body: bytes) -> str:
    """Return the text of a file, in whichever encoding it is.

    Raises:
        RefusedError: it is too long, or no text.
    """
    from parvis.sources.files.encoding import decode, is_binary  # and Polars: 55 MB with it

    if len(body) > MOST_BYTES:
        told = {"n": MOST_BYTES >> 20}
        raise RefusedError(
            _("The file is longer than %(n)d MB. Cut it in parts.") % told, code="long"
        )
    text = decode(body).text
    if is_binary(text):
        raise RefusedError(_("This is no text. Save the table as CSV."), code="no_text")
    return text


def rows_of(text: str) -> Iterator[Row]:
    """Yield the rows of a table of units.

    Raises:
        RefusedError: columns are missing, or there are too many rows.
    """
    for line, cells in cells_of(text, UNITS):
        yield Row(line, **cells)


def cells_of(text: str, sheet: Sheet) -> Iterator[tuple[int, dict[str, str]]]:
    """Yield the line and the cells of each row; commas, semicolons and tabs part columns.

    Raises:
        RefusedError: columns are missing, or there are too many rows.
    """
    reader = csv.reader(io.StringIO(text), delimiter=_delimiter(text))
    try:
        names = _named(next(reader, []), sheet)
        for at, cells in enumerate(reader):
            if at >= MOST_ROWS:
                told = {"n": MOST_ROWS}
                raise RefusedError(
                    _("More than %(n)d rows. Cut the file in parts.") % told, code="many"
                )
            if any(cell.strip() for cell in cells):
                said = dict(zip(names, cells, strict=False))
                yield reader.line_num, {k: v.strip()[:LONGEST] for k, v in said.items() if k}
    except csv.Error as fault:
        where = {"line": str(reader.line_num), "why": str(fault)}
        raise RefusedError(
            _("Line %(line)s is no line of a table: %(why)s.") % where, code="no_table"
        ) from None


def _named(cells: list[str], sheet: Sheet) -> list[str]:
    names = [sheet.heads.get(cell.strip().lower(), "") for cell in cells]
    missing = [name for name in sheet.needed if name not in names]
    if missing:
        columns = ", ".join(dict.fromkeys(sheet.heads.values()))
        told = {"missing": ", ".join(missing), "columns": columns}
        text = _("The first line lacks %(missing)s. Columns: %(columns)s.")
        raise RefusedError(text % told, code="columns")
    return names


def _delimiter(text: str) -> str:
    first = text[: text.find("\n")] if "\n" in text else text
    return max((",", ";", "\t"), key=first.count)
