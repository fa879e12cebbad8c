"""Who is who: stable ids, hashes for those missing or damaged, repeats dropped, edits kept."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256

import polars as pl

from parvis.schema import columns_of

# Addresses in which the platform's own id of a post stands.
_POST_ADDRESS = (
    r"^https?://(?:[\w-]+\.)*(?:twitter|x|facebook|instagram|tiktok|threads|bsky)\.(?:com|net|app)"
    r"/(?:.*/)?(?:status|statuses|posts|post|permalink|videos|video|p|reel)/([\w.:-]+)"
)
_SCIENTIFIC = r"^[+-]?\d(?:[.,]\d+)?[eE]\+?\d+$"
_LONG_NUMBER = r"^\d{16,19}$"
_GUARD = r"^(?:=?[\"']+)(.*?)[\"']*$"  # '123 and ="123" keep a spreadsheet from rounding
_ABSENT = ("", "nan", "none", "null", "n/a", "<na>")
_NOBODY = (*_ABSENT, "0", "-1")
_REFERENCES: tuple[str, ...] = ("reply_to", "repost_of", "quote_of")
_FEWEST = 5
_NEARLY_ALL = 0.9


@dataclass(frozen=True, slots=True)
class Identified:
    """A frame with its ids, and what had to be done to get them.

    Arguments:
        frame: the rows, `id`, `reply_to`, `repost_of` and `quote_of` in their final form.
        is_own: whether the id is the source's own, row by row.
        notes: what a person should know, in sentences.

    >>> rows = pl.DataFrame({"source": ["x"], "id": ["1,72517E+18"], "text": ["bonjour"]})
    >>> identify(rows).is_own.to_list()
    [False]
    """

    frame: pl.DataFrame
    is_own: pl.Series
    notes: list[str]


def identify(rows: pl.DataFrame, *, prefers_address: bool = False) -> Identified:
    """Give every row the id `source:own id`, or `source:sha-<16 hex>` where its own is no use.

    An id in scientific notation was damaged by a spreadsheet. Numbers of 16 digits and more that
    nearly all end in 00, or that a spreadsheet's floats hold exactly, were rounded by one: those
    that stand once in the column remain, for answers point to them in the same form. An address of
    a post gives its id back. The hash is of author, time and text (title and address where there
    is no text), so that it is the same in every export.

    Arguments:
        rows: `source`, `id`, the references as strings, other columns as in the schema.
        prefers_address: the id column is the gatherer's; the address holds the platform's own.

    >>> rows = pl.DataFrame({"source": ["x", "x"], "id": ["7", None], "text": ["oui", "non"]})
    >>> identify(rows).frame["id"].to_list()
    ['x:7', 'x:sha-85b3a899fd7d8e07']
    """
    rows = _completed(rows)
    references = [name for name in _REFERENCES if name in rows.columns]
    rows = rows.with_columns(own("id"), *(own(name, absent=_NOBODY) for name in references))
    scientific = rows.select(_is_scientific("id")).to_series()
    rounded = _rounded(rows["id"])
    usable = rows.select(_usable(scientific | rounded, prefers_address=prefers_address)).to_series()
    hashes = [_hash(*said) for said in _said(rows).filter(usable.is_null()).iter_rows()]
    identified = _numbered(rows.with_columns(usable.alias("id")), hashes, references)
    return Identified(identified, usable.is_not_null(), _notes(scientific, rounded, usable))


def own(column: str, *, absent: tuple[str, ...] = _ABSENT) -> pl.Expr:
    """Take the source's own id out of a cell: guards of spreadsheets and addresses taken off.

    Arguments:
        column: name of a column of strings.
        absent: what stands, in lower case, where there is no id.

    >>> cells = ["'12", "https://x.com/free/status/7", " 9 ", "NaN"]
    >>> pl.DataFrame({"id": cells}).select(own("id"))["id"].to_list()
    ['12', '7', '9', None]
    """
    bare = pl.col(column).cast(pl.String).str.strip_chars().str.replace(_GUARD, "${1}")
    found = pl.coalesce(bare.str.extract(_POST_ADDRESS), bare)
    return pl.when(~found.str.to_lowercase().is_in(absent)).then(found).alias(column)


def drop_repeats(frame: pl.DataFrame) -> tuple[pl.DataFrame, int]:
    """Drop the rows whose id and content came before; keep another content as an edit.

    The content is title and text. An edit is named `id~<8 hex of its content>`, and `edit_of` is
    the id of the first. Dropping twice drops nothing more.

    Arguments:
        frame: rows with `id`, `title`, `text` and `edit_of`, oldest reading first.

    Returns:
        The frame without repeats, and how many were dropped.

    >>> said = {"id": ["x:1"] * 3, "title": [None] * 3, "text": ["a", "a", "b"]}
    >>> kept, dropped = drop_repeats(
    ...     pl.DataFrame(said).with_columns(edit_of=pl.lit(None, pl.String))
    ... )
    >>> kept["id"].to_list(), kept["edit_of"].to_list(), dropped
    (['x:1', 'x:1~3e23e816'], [None, 'x:1'], 1)
    """
    content = pl.concat_str("title", "text", separator="\x1f", ignore_nulls=True)
    told = frame.with_columns(pl.coalesce("edit_of", "id").alias("_first"), content.alias("_said"))
    told = told.unique(["_first", "_said"], keep="first", maintain_order=True)
    is_edit = ~pl.col("_first").is_first_distinct()
    named = told.with_columns(is_edit.alias("_is_edit")).with_columns(
        pl.when("_is_edit").then("_said").alias("_said")
    )
    hashes = [said and _hash(said)[:8] for said in named["_said"].to_list()]
    edited = named.with_columns(
        pl.when("_is_edit")
        .then(pl.format("{}~{}", "_first", pl.Series(hashes, dtype=pl.String).fill_null("")))
        .otherwise("id")
        .alias("id"),
        pl.when("_is_edit").then("_first").otherwise("edit_of").alias("edit_of"),
    )
    return edited.select(frame.columns), frame.height - edited.height


def _completed(rows: pl.DataFrame) -> pl.DataFrame:
    needed = ("id", "url", "author", "published_at", "title", "text")
    types = columns_of("normalise")
    missing = [name for name in needed if name not in rows.columns]
    return rows.with_columns(pl.lit(None, types[name]).alias(name) for name in missing)


def _is_scientific(column: str) -> pl.Expr:
    return pl.col(column).str.contains(_SCIENTIFIC).fill_null(value=False)


def _rounded(ids: pl.Series) -> pl.Series:
    """Ids of a rounded column that stand there more than once."""
    is_long = ids.str.contains(_LONG_NUMBER).fill_null(value=False)
    long = ids.filter(is_long).unique()
    number = long.cast(pl.Int64, strict=False)
    is_round = long.str.ends_with("00") | (number.cast(pl.Float64).cast(pl.Int64) == number)
    share = is_round.fill_null(value=False).mean()
    is_damaged = isinstance(share, float) and share >= _NEARLY_ALL
    return ids.is_duplicated() & is_long & (is_damaged and is_long.sum() >= _FEWEST)


def _usable(is_damaged: pl.Series, *, prefers_address: bool) -> pl.Expr:
    """The own id unless damaged, the one in the address otherwise (or first)."""
    whole = pl.when(~is_damaged).then(pl.col("id"))
    address = pl.col("url").str.extract(_POST_ADDRESS)
    return pl.coalesce([address, whole] if prefers_address else [whole, address]).alias("id")


def _said(rows: pl.DataFrame) -> pl.DataFrame:
    """Author, time and words of each row, as strings that any export gives alike."""
    elsewhere = pl.concat_str("title", "url", separator=" ", ignore_nulls=True)
    text = pl.col("text").fill_null("")
    return rows.select(
        pl.col("author").fill_null(""),
        pl.col("published_at").dt.strftime("%Y-%m-%dT%H:%M:%SZ").fill_null(""),
        pl.when(text == "").then(elsewhere).otherwise(text),
    )


def _hash(*said: str) -> str:
    return sha256("\x1f".join(said).encode()).hexdigest()[:16]


def _numbered(rows: pl.DataFrame, hashes: list[str], references: list[str]) -> pl.DataFrame:
    missing = rows["id"].is_null()
    ids = rows["id"].scatter(missing.arg_true(), [f"sha-{value}" for value in hashes])
    prefixed = rows.with_columns(ids.alias("id")).with_columns(
        pl.format("{}:{}", "source", name).alias(name) for name in ("id", *references)
    )
    return prefixed.with_columns(
        pl.when(pl.col(name) != pl.col("id"), ~_is_damaged_reference(name)).then(name).alias(name)
        for name in references
    )


def _is_damaged_reference(name: str) -> pl.Expr:
    return pl.col(name).str.contains(r":[+-]?\d(?:[.,]\d+)?[eE]\+?\d+$")


def _notes(scientific: pl.Series, rounded: pl.Series, usable: pl.Series) -> list[str]:
    damaged = ((scientific | rounded) & usable.is_null()).to_list().count(True)
    missing = usable.null_count() - damaged
    told = (
        (damaged, "ids were damaged by a spreadsheet and replaced by a hash of the content"),
        (missing, "ids were missing and replaced by a hash of the content"),
    )
    return [f"{count} {sentence}." for count, sentence in told if count]
