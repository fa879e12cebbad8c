"""The tables of a measure: files of any delimiter and encoding, each column of a known kind."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final, Literal, TypeAlias

import polars as pl
import polars.selectors as cs

from parvis.errors import MeasureError, SourceError
from parvis.sources.files import encoding, opening, tabular

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

Kind: TypeAlias = Literal["day", "moment", "number", "count", "text", "flag"]

YES: Final = ("true", "yes", "1", "oui", "vrai")
NO: Final = ("false", "no", "0", "non", "faux", "")
MOST: Final = 1e15  # beyond which a cell is a mistake, and its square soon no number
SHOWN: Final = 3  # lines that a fault names
_MOMENTS: Final = ("%Y-%m-%dT%H:%M:%S%.f%:z", "%Y-%m-%d %H:%M:%S%.f%:z", "%Y-%m-%dT%H:%M%:z")
_LOCAL: Final = ("%Y-%m-%dT%H:%M:%S%.f", "%Y-%m-%d %H:%M:%S%.f", "%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M")
_EXPECTED: Final[dict[str, str]] = {
    "day": "write days as 2027-03-31",
    "moment": "write moments as 2027-03-31T14:05:00+01:00, or days as 2027-03-31",
    "number": "write numbers as 1234.5 or 1234,5, without signs of thousands or currency",
    "count": "write whole numbers, as 1234",
    "flag": "write yes or no",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class File:
    """A file that was read.

    Arguments:
        name, rows: of it.
        left_out: how many of its rows tell nothing.
        last: the last day in it; None where it has no days.
    """

    name: str
    rows: int
    left_out: int = 0
    last: dt.date | None = None


@dataclass(frozen=True, slots=True)
class Tables:
    """Reads the tables of a measure, and remembers what it read.

    Arguments:
        folder: where they lie.
        timezone: of moments without a zone.
        files: what was read, by name.
        kept: whole tables as texts, by name.
    """

    folder: Path
    timezone: str
    files: dict[str, File] = field(default_factory=dict)
    kept: dict[str, pl.DataFrame] = field(default_factory=dict)

    def read(
        self, name: str, needed: Mapping[str, Kind], optional: Mapping[str, Kind] | None = None
    ) -> pl.DataFrame:
        """Return the columns asked for, and `line`, where each row stands in the file.

        Arguments:
            name: of the file.
            needed: columns that must be there, and their kinds; others are left out.
            optional: columns that may be.

        Raises:
            MeasureError: a column is missing, or a cell is not of its kind; lines are named.
            SourceError: the file is missing, empty or no table.
        """
        kinds = {**needed, **(optional or {})}
        table = self.raw(name, kinds)
        missing = [column for column in needed if column not in table.columns]
        if missing:
            there = ", ".join(column for column in table.columns if column != "line")
            fault = f"no column {', '.join(missing)}; its columns: {there}"
            raise MeasureError.of(name, fault, "name them so in the first line")
        kept = [column for column in kinds if column in table.columns]
        typed = table.select("line", *(self._typed(column, kinds[column]) for column in kept))
        self._refuse_unread(name, table, typed, kinds)
        self._note_last(name, typed)
        return typed

    def raw(self, name: str, known: Iterable[str]) -> pl.DataFrame:
        """Return a whole table as texts, blank cells null, with `line`."""
        if name not in self.kept:
            self.kept[name] = self._raw(name, known)
        return self.kept[name]

    def _raw(self, name: str, known: Iterable[str]) -> pl.DataFrame:
        content = opening.load(self.folder / name)
        text = encoding.decode(content.data).text
        table = tabular.read(content, text, set(known))
        if table.rejected:
            lines = [row.line for row in table.rejected if row.line is not None]
            fault = f"{lines_of(lines)} with more or fewer cells than the first line names"
            raise MeasureError.of(name, fault, "mend them")
        if not table.lines:
            raise SourceError.at(self.folder / name, "no row follows the first line", "fill it in")
        names = {column: column.strip().lower() for column in table.frame.columns}
        trimmed = table.frame.rename(names).with_columns(pl.all().str.strip_chars())
        blank = trimmed.with_columns(pl.when(pl.all() != "").then(pl.all()))
        self.files[name] = File(name=name, rows=len(table.lines))
        return blank.with_columns(line=pl.Series(table.lines, dtype=pl.Int64))

    def leave_out(self, name: str, count: int) -> None:
        """Note that some rows of a file tell nothing."""
        self.files[name] = replace(self.files[name], left_out=count)

    def _note_last(self, name: str, typed: pl.DataFrame) -> None:
        """Note the last day of a file, as far as it was read."""
        days = typed.select(cs.date(), cs.datetime().dt.convert_time_zone(self.timezone).dt.date())
        found = [column.max() for column in days]
        known = [day for day in (*found, self.files[name].last) if isinstance(day, dt.date)]
        self.files[name] = replace(self.files[name], last=max(known, default=None))

    def _typed(self, column: str, kind: Kind) -> pl.Expr:
        cell = pl.col(column)
        if kind == "day":
            return cell.str.slice(0, 10).str.to_date("%Y-%m-%d", strict=False).alias(column)
        if kind == "moment":
            return self._moment(cell).alias(column)
        if kind in {"number", "count"}:
            return number(cell, kind).alias(column)
        if kind == "flag":
            lower = cell.fill_null("").str.to_lowercase()
            return (
                pl.when(lower.is_in(YES))
                .then(statement=True)
                .when(lower.is_in(NO))
                .then(statement=False)
                .alias(column)
            )
        return cell

    def _moment(self, cell: pl.Expr) -> pl.Expr:
        """A moment in UTC; a day is its beginning."""
        zoned = [cell.str.to_datetime(form, time_unit="us", strict=False) for form in _MOMENTS]
        plain = [cell.str.to_datetime(form, time_unit="us", strict=False) for form in _LOCAL]
        day = cell.str.to_date("%Y-%m-%d", strict=False).cast(pl.Datetime("us"))
        local = pl.coalesce(*plain, day).dt.replace_time_zone(
            self.timezone, ambiguous="earliest", non_existent="null"
        )
        utc = [moment.dt.convert_time_zone("UTC") for moment in (*zoned, local)]
        return pl.coalesce(*utc)

    def _refuse_unread(
        self, name: str, table: pl.DataFrame, typed: pl.DataFrame, kinds: Mapping[str, Kind]
    ) -> None:
        """Refuse cells that are there and are not of their kind."""
        for column in typed.columns[1:]:
            wrong = table.filter(typed[column].is_null() & table[column].is_not_null())
            if wrong.height:
                lines = lines_of(wrong["line"].to_list())
                fault = (
                    f"{lines} with {wrong[column][0]!r} as {column}, which is no {kinds[column]}"
                )
                raise MeasureError.of(name, fault, _EXPECTED[kinds[column]])


def number(cell: pl.Expr, kind: Kind = "number") -> pl.Expr:
    """Read a number with a point or a comma; 1,234 could be either, and is none, as is 1e99.

    Arguments:
        cell: texts.
        kind: number, or count where only whole ones are.
    """
    bare = cell.str.replace_all("[\u202f\u00a0 ]", "")
    is_open = bare.str.contains(r"^-?[1-9]\d{0,2},\d{3}$")
    plain = pl.when(~is_open).then(bare.str.replace(",", ".", literal=True))
    read = plain.cast(pl.Float64, strict=False)
    read = pl.when(read.abs() <= MOST).then(read)
    if kind == "number":
        return read
    return pl.when(read == read.round()).then(read).cast(pl.Int64)


def lines_of(lines: list[int]) -> str:
    """Say how many lines, and name the first of them by number.

    >>> lines_of([2, 5])
    '2 lines (2, 5)'
    """
    first = ", ".join(str(line) for line in lines[:SHOWN])
    more = ", …" if len(lines) > SHOWN else ""
    return f"{len(lines)} line{'s' if len(lines) > 1 else ''} ({first}{more})"
