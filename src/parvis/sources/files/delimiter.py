"""Which character separates the columns: the one that makes the most of the header."""

from __future__ import annotations

import csv
from collections import Counter
from typing import TYPE_CHECKING

from parvis.sources.files.table import header_at
from parvis.sources.platform import fold

if TYPE_CHECKING:
    from collections.abc import Sequence, Set

COMMON = (",", ";", "\t", "|", "^", "~", "¦", "§", "\x1f", "\x01", ":")
NONE = "\x1e"  # stands for "one column": no export holds it
_LONG_LINE = 50_000
_NEVER = frozenset("\"'_-.()/@#&%€$?!+*=[]{}<>\\ \r\n\ufeff`°«»\u2019")


def find(lines: Sequence[str], known: Set[str]) -> str:
    r"""Find the delimiter of a file by its first lines; `NONE` where there is one column.

    A delimiter is the better the more known names it brings out in a row of the header, then the
    more evenly it divides the lines.

    Arguments:
        lines: the first lines, with their ends.
        known: folded names that columns may have.

    >>> find(["id;text\n", "1;bonjour, toi\n"], {"id", "text"})
    ';'
    """
    if stated := _stated(lines):
        return stated
    sample = [line for line in lines if len(line) < _LONG_LINE] or lines
    candidates = [NONE, *COMMON, *_unusual(sample)]
    return max(candidates, key=lambda delimiter: _score(sample, delimiter, known))


def _stated(lines: Sequence[str]) -> str | None:
    """Excel's own first line, as sep=; ."""
    first = lines[0].strip('\r\n\ufeff "') if lines else ""
    return first[4] if first.lower().startswith("sep=") and len(first) == 5 else None


def _unusual(lines: Sequence[str]) -> list[str]:
    first = next((line for line in lines if line.strip()), "")[:10_000]
    return sorted({letter for letter in first if not letter.isalnum()} - _NEVER - set(COMMON))


def _score(lines: Sequence[str], delimiter: str, known: Set[str]) -> tuple[int, float, int]:
    rows = rows_of(lines, delimiter)
    if not rows:
        return 0, 0.0, 0
    header = rows[header_at(rows, known)]
    count = len({fold(cell) for cell in header if len(cell) < 200} & known)
    widths = Counter(map(len, rows))
    width = len(header) if count else widths.most_common(1)[0][0]
    if width == 1:
        return count, 0.0, -sum(line.count(delimiter) for line in lines)
    return count, round(widths[width] / len(rows), 1), width


def rows_of(lines: Sequence[str], delimiter: str) -> list[list[str]]:
    r"""Take lines apart leniently; what cannot be is left out.

    >>> rows_of(["a,b\n", '1,"2\n', '3"\n'], ",")
    [['a', 'b'], ['1', '2\n3']]
    """
    rows: list[list[str]] = []
    reader = csv.reader(lines, delimiter=delimiter)
    try:
        rows.extend(row for row in reader if row)
    except csv.Error:
        return rows
    return rows
