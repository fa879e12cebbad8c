"""Raw records become schema rows, and those that are none are told with the reason."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import polars as pl

from parvis.collect.dead_letters import Rejected
from parvis.normalise.rows import RAW, complete
from parvis.sources.files import flatten
from parvis.sources.files.bounds import LONGEST_TEXT
from parvis.sources.files.table import from_columns

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from parvis.normalise.rows import Habits
    from parvis.sources.platform import Record


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What the user says of what is read.

    Arguments:
        columns: schema name → the file's column.
        platform: whose export it is.
        medium: where neither row nor platform tells it.
        timezone: of times that name none.
        day_first: order of day and month where the column does not settle it.

    >>> Wish().columns
    {}
    """

    columns: Mapping[str, str] = field(default_factory=dict)
    platform: str | None = None
    medium: str | None = None
    timezone: str | None = None
    day_first: bool | None = None


@dataclass(frozen=True, slots=True)
class Rows:
    """Schema rows of one platform, those that were none, and what a person should know."""

    frame: pl.DataFrame
    rejected: list[Rejected]
    notes: list[str]


def said(records: Iterable[tuple[int, Record]]) -> pl.DataFrame:
    """Lay out values of items as strings under the schema's names, with the line of each.

    Arguments:
        records: pairs of line and values, each used up before the next one is asked for.

    >>> said([(7, {"text": "Merci", "likes": 3})]).rows()
    [('Merci', '3', 7)]
    >>> said([]).columns
    ['text', 'line']
    """
    rows = [(line, *map(record.get, RAW)) for line, record in records]
    lines, *columns = zip(*rows, strict=True) if rows else [()] * (1 + len(RAW))
    told = {
        name: flatten.cells(column)
        for name, column in zip(RAW, columns, strict=True)
        if name == "text" or column.count(None) < len(column)
    }
    return from_columns(list(told), told.values()).with_columns(pl.Series("line", lines, pl.Int64))


def normalised(origin: str, raw: pl.DataFrame, habits: Habits, wish: Wish) -> Rows:
    """Normalise, and reject what is too long to be a post or says nothing at all.

    Arguments:
        origin: where it comes from, as the dead letters name it.
        raw: strings under the schema's names, and `line`.
        habits: how the platform speaks.
        wish: what the user says of it.

    Raises:
        InputError: no such time zone.

    >>> from parvis.normalise.rows import Habits
    >>> raw = said([(1, {"text": "Merci"}), (2, {"text": ""})])
    >>> rows = normalised("posts", raw, Habits(source="x"), Wish())
    >>> rows.frame["text"].to_list(), rows.rejected[0].reason
    (['Merci'], 'empty row')
    """
    longest = pl.max_horizontal(pl.col(pl.String).str.len_chars()).fill_null(0)
    length = raw.select(longest).to_series()
    rejected = [
        Rejected.of(
            origin,
            line,
            f"{count:,} characters in a cell; at most {LONGEST_TEXT:,} are read",
            start,
        )
        for line, count, start in _beyond(raw, length)
    ]
    raw = raw.filter(length <= LONGEST_TEXT).with_columns(origin=pl.lit(origin))
    done = complete(
        raw, habits, medium=wish.medium, timezone=wish.timezone, day_first=wish.day_first
    )
    empty = raw["line"].filter(done.is_blank).to_list()
    rejected += [Rejected.of(origin, line, "empty row", "") for line in empty]
    return Rows(done.frame.filter(~done.is_blank), rejected, done.notes)


def _beyond(raw: pl.DataFrame, length: pl.Series) -> list[tuple[int, int, str]]:
    start = pl.concat_str(pl.col(pl.String).str.slice(0, 2_001), separator=" ", ignore_nulls=True)
    cut = raw.select("line", length.alias("count"), start.alias("start"))
    return cut.filter(length > LONGEST_TEXT).rows()
