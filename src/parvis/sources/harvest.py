"""What reading a file gives: its rows, what was rejected, and what was recognised."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import polars as pl

    from parvis.collect.dead_letters import Rejected


@dataclass(frozen=True, slots=True, kw_only=True)
class Recognition:
    """What a file was taken for.

    Arguments:
        platform: the platform or tool whose export it is; "file" where none was recognised.
        format: csv, json, jsonl, xlsx or parquet.
        encoding: of a text file.
        delimiter: of a delimited file.
        gzipped: it was packed.
        columns: schema name → the file's column.
        unused: columns of the file that nothing was read from.
        notes: what a person should know of the reading, in sentences.

    >>> Recognition(platform="x", format="csv", columns={"text": "Full Text"}).columns["text"]
    'Full Text'
    """

    platform: str
    format: str
    encoding: str | None = None
    delimiter: str | None = None
    gzipped: bool = False
    columns: dict[str, str] = field(default_factory=dict)
    unused: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def describe(self) -> str:
        r"""Say it in lines fit to print.

        >>> print(Recognition(platform="x", format="csv", delimiter="\t").describe())
        read as: x, csv, separated by tabs
        """
        width = max((len(name) for name in self.columns), default=0)
        lines = [f"read as: {', '.join(self._facts())}"]
        lines += [f"  {name:{width}} from {_quoted(of)}" for name, of in self.columns.items()]
        if self.unused:
            lines.append(f"not used: {', '.join(map(_quoted, self.unused))}")
        return "\n".join(lines + [f"note: {note}" for note in self.notes])

    def _facts(self) -> list[str]:
        named = {"\t": "tabs", " ": "spaces"}
        between = self.delimiter and named.get(self.delimiter, _quoted(self.delimiter))
        facts = [self.platform, self.format, self.encoding, between and f"separated by {between}"]
        return [fact for fact in facts if fact] + (["gzipped"] if self.gzipped else [])


@dataclass(frozen=True, slots=True)
class Harvest:
    """One file, read: every row of it is in `frame` or in `rejected`.

    Arguments:
        frame: exactly the schema's "normalise" columns, in the order of the file.
        rejected: rows that could not be read, with line and reason.
        rows_read: rows of the file, header and blank lines left out.
        recognition: what the file was taken for.

    >>> from parvis import schema
    >>> Harvest(schema.empty("normalise"), [], 0, Recognition(platform="x", format="csv")).rows_read
    0
    """

    frame: pl.DataFrame
    rejected: list[Rejected]
    rows_read: int
    recognition: Recognition


def _quoted(name: str) -> str:
    return '"' + name.replace("\n", " ").replace("\r", " ") + '"'
