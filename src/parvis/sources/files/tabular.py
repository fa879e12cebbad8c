"""Delimited text: every row with its line; a broken row costs itself and none of those after it."""

from __future__ import annotations

import csv
import io
import re
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from parvis.collect.dead_letters import Rejected
from parvis.errors import SourceError
from parvis.sources.files import delimiter as delimiters
from parvis.sources.files.bounds import LARGEST_FILE, LONGEST_ROW, MOST_COLUMNS
from parvis.sources.files.table import DEEPEST_HEADER, Table, build, distinct, header_at

if TYPE_CHECKING:
    from collections.abc import Iterator, Set

    from parvis.sources.files.opening import Content

_SAMPLE = 200
_NARROW = 4  # below so many columns a line of a text fits the width by chance
_BACKSLASHED = re.compile(r'[^\\]\\"[^,;\t|\r\n]')


def read(content: Content, text: str, known: Set[str]) -> Table:
    r"""Take delimited text apart: any delimiter, quoted fields over several lines.

    A row is rejected where its number of fields is not the header's. A quotation mark left open
    does not swallow the rows after it: the line it stands on is taken alone.

    Arguments:
        content: the file.
        text: its characters.
        known: folded names that columns may have.

    Raises:
        SourceError: more columns than any export has.

    >>> from pathlib import Path
    >>> from parvis.sources.files.opening import Content
    >>> file = Content(path=Path("posts.csv"), data=b"-")
    >>> table = read(file, 'id,text\n1,"bon\njour"\n2\n3,oui\n', {"id", "text"})
    >>> table.lines, table.rejected[0].line
    ([2, 5], 4)
    """
    lines = list(io.StringIO(_plain(text), newline=""))
    with _long_fields():
        delimiter = delimiters.find(lines[:_SAMPLE], known)
        above, header, start = _header(lines, delimiter, known)
        if len(header) > MOST_COLUMNS:
            fault = f"it has {len(header):,} columns; at most {MOST_COLUMNS:,} are read"
            raise SourceError.at(content.path, fault, "export it again, or keep fewer columns")
        body = _Body(
            lines, delimiter, len(header), content.name,
            is_cut=content.is_cut, is_spaced=_is_spaced(header),
        )  # fmt: skip
        body.read(start)
    names, notes = distinct(header)
    return Table(
        frame=build(names, body.rows),
        lines=body.places,
        rejected=body.rejected,
        delimiter=None if delimiter == delimiters.NONE else delimiter,
        notes=notes + _notes(above, body.loose),
    )


def _plain(text: str) -> str:
    r"""Databases write a quotation mark as \" and not twice; both are not mixed in one file."""
    sample = text[: 50 * _SAMPLE * 10]
    if '""' not in sample and len(_BACKSLASHED.findall(sample)) > 1:
        return text.replace('\\"', '""')
    return text


@contextmanager
def _long_fields() -> Iterator[None]:
    """Lift the csv module's own limit of 131 072 characters, which stops a whole file."""
    before = csv.field_size_limit(LARGEST_FILE)
    try:
        yield
    finally:
        csv.field_size_limit(before)


def _header(lines: list[str], delimiter: str, known: Set[str]) -> tuple[int, list[str], int]:
    """Rows above the header, the header, and the line after it."""
    reader = csv.reader(lines[: 10 * _SAMPLE], delimiter=delimiter)
    rows, ends = [], []
    for row in reader:
        if any(cell.strip() for cell in row):
            rows.append(row)
            ends.append(reader.line_num)
        if len(rows) == DEEPEST_HEADER:
            break
    place = header_at(rows, known)
    header = rows[place] if rows else []
    while len(header) > 1 and not header[-1].strip() and len(header) > _usual(rows[place:]):
        header = header[:-1]
    return place, header, ends[place] if ends else 0


def _is_spaced(header: list[str]) -> bool:
    """A space follows every delimiter; a quotation mark after it opens a field all the same."""
    return len(header) > 1 and all(cell.startswith(" ") for cell in header[1:])


def _usual(rows: list[list[str]]) -> int:
    return max(len(row) for row in rows[1:]) if len(rows) > 1 else 0


def _unquoted(cell: str) -> str:
    is_quoted = len(cell) > 1 and cell.startswith('"') and cell.endswith('"')
    return cell[1:-1].replace('""', '"') if is_quoted else cell


def _notes(above: int, loose: int) -> list[str]:
    told = (
        (above, "lines above the header were left out"),
        (loose, "lines with stray quotation marks were read as they stand"),
    )
    return [f"{count} {sentence}." for count, sentence in told if count]


@dataclass(frozen=True, slots=True)
class _Misfit:
    """A well-formed row that does not fit the header."""

    fields: int
    lines: int


@dataclass(slots=True)
class _Body:
    """The rows below the header, as they are read."""

    lines: list[str]
    delimiter: str
    width: int
    origin: str
    is_cut: bool = field(kw_only=True)
    is_spaced: bool = field(kw_only=True)
    rows: list[list[str]] = field(default_factory=list)
    places: list[int] = field(default_factory=list)
    rejected: list[Rejected] = field(default_factory=list)
    loose: int = 0
    row_start: int = 0

    def read(self, at: int) -> None:
        """Read from a line on: well-formed rows in one sweep, the others one by one."""
        if self.is_cut and len(self.lines) > at and not self.lines[-1].endswith("\n"):
            self._reject(len(self.lines) - 1, 1, "cut off where the file ends too early")
            self.lines = self.lines[:-1]
        while at < len(self.lines):
            at, misfit = self._sweep(at)
            if at < len(self.lines):
                at += self._salvage(at, misfit)
        self.rejected.sort(key=lambda reject: reject.line or 0)

    def _sweep(self, start: int) -> tuple[int, _Misfit | None]:
        """Read until a row does not fit; return where it starts, and its size if well formed."""
        self.row_start = start
        reader = csv.reader(
            self._feed(start),
            delimiter=self.delimiter,
            skipinitialspace=self.is_spaced,
            strict=True,
        )
        try:
            for row in reader:
                end = start + reader.line_num
                if not self._take(row, self.row_start):
                    return self.row_start, _Misfit(len(row), end - self.row_start)
                self.row_start = end
        except csv.Error:
            return self.row_start, None
        return self.row_start, None

    def _feed(self, start: int) -> Iterator[str]:
        """Lines, until one row takes too many of them."""
        for at in range(start, len(self.lines)):
            if at - self.row_start > LONGEST_ROW:
                return
            yield self.lines[at]

    def _take(self, row: list[str], at: int) -> bool:
        if not row or (len(row) == 1 < self.width and not row[0].strip()):
            return True
        if len(row) < self.width or any(row[self.width :]):
            return False
        self.rows.append(row[: self.width])
        self.places.append(at + 1)
        return True

    def _salvage(self, at: int, misfit: _Misfit | None) -> int:
        """Take the line alone, or reject it (or the whole row it opens); return lines used."""
        if misfit and not self._is_swallowing(at, misfit.lines):
            reason = f"{misfit.fields} fields, the header has {self.width}"
            self._reject(at, misfit.lines, reason)
            return misfit.lines
        plain = [_unquoted(cell) for cell in self._alone(at, csv.QUOTE_NONE)]
        quoted = self._alone(at)
        if self._take(plain, at) or self._take(quoted, at):
            self.loose += 1
            return 1
        fields = f"{len(quoted)} fields, the header has {self.width}"
        self._reject(at, 1, f"{fields}, and a quotation mark is left open")
        return 1

    def _is_swallowing(self, at: int, lines: int) -> bool:
        """Tell whether one of the lines within a row would be a row by itself."""
        inner = range(at + 1, at + lines)
        fits = (len(self._alone(line)) == self.width for line in inner)
        return self.width >= _NARROW and any(fits)

    def _alone(self, at: int, quoting: Literal[0, 3] = csv.QUOTE_MINIMAL) -> list[str]:
        line = self.lines[at].rstrip("\r\n")
        return next(csv.reader([line], delimiter=self.delimiter, quoting=quoting), [])

    def _reject(self, at: int, span: int, reason: str) -> None:
        content = "".join(self.lines[at : at + span]).rstrip("\r\n")
        self.rejected.append(Rejected.of(self.origin, at + 1, reason, content))
