"""Tables that went through a spreadsheet: their columns by name, with what it may have changed."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import polars as pl

from parvis.errors import CodebookError
from parvis.sources.files.opening import load
from parvis.sources.reading import parse
from parvis.sources.rows import Wish

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from parvis.collect.dead_letters import Rejected

# What `write_csv` puts before a cell that a spreadsheet would run.
_QUOTED = r"^'([=+\-@\t\r\n\x{FF1D}\x{FF0B}\x{FF0D}\x{FF20}])"


class Rows(NamedTuple):
    """Rows of a file, as text: the columns asked for, where each stands, and those that are none.

    >>> Rows(pl.DataFrame({"id": ["x:1"]}), [2], []).lines
    [2]
    """

    frame: pl.DataFrame
    lines: list[int]
    rejected: list[Rejected]


def rows_of(path: Path, wanted: Sequence[str]) -> Rows:
    r"""Read columns of a table by name: CSV with any delimiter and encoding, or XLSX.

    Spaces around a cell and the apostrophe that stands against formulas are taken off; an empty
    cell is an empty text.

    Arguments:
        path: the file.
        wanted: names of columns; capitals do not count.

    Raises:
        CodebookError: a column is not there.
        SourceError: it is no table.

    >>> import tempfile
    >>> from pathlib import Path
    >>> file = Path(tempfile.mkdtemp(), "ana.csv")
    >>> _ = file.write_text("ID;text;tone\nx:1;'=1+1; negative\n")
    >>> rows_of(file, ["id", "text", "tone"]).frame.row(0)
    ('x:1', '=1+1', 'negative')
    """
    parsed = parse(load(path), Wish(columns={name: name for name in wanted}), ())
    frame = parsed.table.frame if parsed.table else pl.DataFrame()
    names = {name.strip().casefold(): name for name in frame.columns}
    missing = [name for name in wanted if name.casefold() not in names]
    if missing or parsed.table is None:
        fault = f"{path}: no column {', '.join(missing)}; its columns: {', '.join(names) or 'none'}"
        raise CodebookError(f"{fault}. What to do: keep the header as it was written.")
    cells = (pl.col(names[name.casefold()]).alias(name) for name in wanted)
    plain = [cell.str.strip_chars().str.replace(_QUOTED, "$1").fill_null("") for cell in cells]
    return Rows(frame.select(plain), parsed.table.lines, parsed.rejected)
