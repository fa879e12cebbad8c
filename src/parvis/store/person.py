"""A person in the lake: what they wrote, what repeats it, and where others name them."""

from __future__ import annotations

import re
from functools import reduce
from typing import TYPE_CHECKING, Final

import msgspec
import polars as pl

from parvis.errors import LakeError
from parvis.store.tables import ARRIVAL, DAY

if TYPE_CHECKING:
    from collections.abc import Iterable

STRUCK: Final = "[erased]"


class Person(msgspec.Struct, frozen=True, kw_only=True):
    """An author of a source.

    Arguments:
        source: the connector or platform.
        handle: without @; capitals do not count.
        author_id: the source's own id of them.

    >>> Person(source="x", handle="@Lea").handles
    {'lea'}
    """

    source: str
    handle: str | None = None
    author_id: str | None = None

    def __post_init__(self) -> None:
        if not (self.handle or self.author_id):
            fault = "a person needs a handle or an id of the author"
            raise LakeError(f"{fault}. What to do: name one.")

    @property
    def handles(self) -> set[str]:
        """Their handle as it is compared."""
        return {_plain(self.handle)} if self.handle else set()

    @property
    def author_ids(self) -> set[str]:
        """Their id, if it is known."""
        return {self.author_id} if self.author_id else set()


class Found(msgspec.Struct, frozen=True):
    """A person, found in the lake.

    Arguments:
        handles: all under which their ids wrote.
        author_ids: all their ids.
        theirs: rows they wrote, and what tells that such a row was taken down.
        copies: rows of others that hold nothing but their words.
    """

    handles: set[str]
    author_ids: set[str]
    theirs: pl.DataFrame
    copies: pl.DataFrame

    @property
    def leaving(self) -> pl.DataFrame:
        """Rows that go with them: `id`, `first`, `arrival` and `day`."""
        return pl.concat([self.theirs, self.copies]).unique(ARRIVAL)


def find(source: str, handles: set[str], author_ids: set[str], mentions: pl.LazyFrame) -> Found:
    """Find what a person wrote, under every handle of their ids, and what repeats it.

    Arguments:
        source: of the person.
        handles: known of them, in lower case.
        author_ids: known of them.
        mentions: every row of the table.
    """
    there = mentions.filter(source=source)
    ids = author_ids | _values(there.filter(_wrote(handles, author_ids)), "author_id")
    named = _values(there.filter(_wrote(set(), ids)), "author")
    handles = handles | {_plain(name) for name in named}
    theirs = _rows(there.filter(_wrote(handles, ids)))
    firsts = theirs["first"].unique().implode()
    tombs = _rows(there.filter(pl.coalesce("edit_of", "id").is_in(firsts)))
    theirs = pl.concat([theirs, tombs]).unique(ARRIVAL)
    every = pl.concat([theirs["id"], theirs["first"]]).unique().implode()
    begins = pl.col("text").str.contains(rf"(?i)^\s*RT @(?:{_any(handles)})\b")
    copies = _rows(mentions.filter(pl.col("repost_of").is_in(every) | begins))
    return Found(handles, ids, theirs, copies)


def strike(rows: pl.LazyFrame, handles: Iterable[str], ids: pl.Series) -> pl.LazyFrame:
    """Strike a person out of rows of others: handles after @ or in addresses, and references.

    A handle of letters alone stays where it is only a word.

    Arguments:
        rows: of any table.
        handles: in lower case.
        ids: of the person's mentions.

    >>> rows = pl.LazyFrame({"text": ["Merci @Lea !"], "mentions": [["lea", "free"]]})
    >>> strike(rows, ["lea"], pl.Series([], dtype=pl.String)).collect().row(0)
    ('Merci @[erased] !', ['free'])
    """
    pattern = _pattern(handles)
    schema = rows.collect_schema()
    changes = [_struck(name, dtype, pattern, handles) for name, dtype in schema.items()]
    told = rows.with_columns(change for change in changes if change is not None)
    references = [name for name in ("reply_to", "repost_of", "quote_of") if name in schema]
    return told.with_columns(
        pl.when(~pl.col(name).is_in(ids.implode())).then(name).alias(name) for name in references
    )


def names(handles: Iterable[str], ids: pl.Series) -> pl.Expr:
    """Return what mentions of others that name a person, or refer to them, fulfil."""
    pattern = _pattern(handles)
    said = [pl.col(name).str.contains(pattern) for name in ("text", "title", "url")]
    listed = [
        pl.col("mentions").list.eval(pl.element().str.to_lowercase().is_in(list(handles))),
        pl.col("links").list.eval(pl.element().str.contains(pattern)),
    ]
    refers = [pl.col(name).is_in(ids.implode()) for name in ("reply_to", "repost_of", "quote_of")]
    found = [*said, *(each.list.any() for each in listed), *refers]
    return reduce(lambda one, other: one | other, (each.fill_null(value=False) for each in found))


def _wrote(handles: set[str], ids: set[str]) -> pl.Expr:
    by_handle = pl.col("author").str.strip_prefix("@").str.to_lowercase().is_in(list(handles))
    by_id = pl.col("author_id").is_in(list(ids))
    return by_handle.fill_null(value=False) | by_id.fill_null(value=False)


def _values(rows: pl.LazyFrame, column: str) -> set[str]:
    """What stands in a column, apart from nothing."""
    found = rows.select(pl.col(column).drop_nulls().unique()).collect(engine="streaming")
    return set(found[column]) - {""}


def _rows(mentions: pl.LazyFrame) -> pl.DataFrame:
    first = pl.coalesce("edit_of", "id").alias("first")
    return mentions.select("id", first, ARRIVAL, DAY).collect(engine="streaming")


def _struck(name: str, dtype: pl.DataType, pattern: str, handles: Iterable[str]) -> pl.Expr | None:
    column, by = pl.col(name), f"${{1}}{STRUCK}"
    if dtype == pl.String:
        return column.str.replace_all(pattern, by)
    if dtype == pl.List(pl.String):
        is_theirs = pl.element().str.to_lowercase().is_in(list(handles))
        kept = pl.element().filter(~(is_theirs | pl.element().str.contains(pattern)))
        return column.list.eval(kept)
    if isinstance(dtype, pl.List) and isinstance(dtype.inner, pl.Struct):
        return column.list.eval(_struck_fields(dtype.inner, pattern, by, handles))
    return None


def _struck_fields(inner: pl.Struct, pattern: str, by: str, handles: Iterable[str]) -> pl.Expr:
    changes = [
        pl.when(pl.element().struct.field(field.name).str.to_lowercase().is_in(list(handles)))
        .then(pl.lit(STRUCK))
        .otherwise(pl.element().struct.field(field.name).str.replace_all(pattern, by))
        .alias(field.name)
        for field in inner.fields
        if field.dtype == pl.String
    ]
    return pl.element().struct.with_fields(changes) if changes else pl.element()


def _pattern(handles: Iterable[str]) -> str:
    """What is struck: a handle behind @ or in an address; one that is no plain word, anywhere."""
    words = [handle for handle in handles if handle.isalpha()]
    others = [handle for handle in handles if not handle.isalpha()]
    return rf"(?i)([@/])(?:{_any(words)})\b|\b(?:{_any(others)})\b"


def _any(handles: Iterable[str]) -> str:
    return "|".join(re.escape(handle) for handle in sorted(handles)) or r"[^\s\S]"


def _plain(handle: str) -> str:
    return handle.removeprefix("@").lower()
