"""The newest mentions of all a lake holds, or the newest in which some words stand."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import polars as pl

from parvis.errors import InputError
from parvis.store.sketch import Sketches, pattern_of, words_in, words_of

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable
    from pathlib import Path

    from parvis.store.wide import Day

LIMIT: Final = 50
"""Mentions that a search returns where it is not said how many."""

_NEWEST: Final = pl.col("published_at")


def search(
    root: Path,
    days: Iterable[Day],
    words: str | None,
    *,
    brand: str | None = None,
    before: dt.datetime | None = None,
    limit: int = LIMIT,
) -> pl.DataFrame:
    """Return the newest mentions, or the newest in which all words stand, a row a mention.

    Days are opened from the newest to the oldest, those alone whose files may hold the words, until
    enough is found. Mentions without a date come last.

    Arguments:
        root: of the lake.
        days: the wide rows of each, the newest first.
        words: whole words, whatever their case and accents; None for all mentions.
        brand: of which the mentions are, if not of any or none.
        before: only what was published before, as of the last mention of the page before.
        limit: how many, at most.

    Raises:
        InputError: there is no word to seek.
    """
    sought = words_in(words or "")
    if words is not None and not sought:
        way_out = "write a word of letters or digits"
        raise InputError(f"{words!r} holds no word to seek. What to do: {way_out}.")
    wanted, hashes = _wanted(sought, brand, before), words_of(pl.Series(sought, dtype=pl.String))
    sketches, found, count = Sketches(root), [], 0
    for day in days:
        if not any(sketches.may_hold(path, hashes) for path in day.files or [""]):
            continue
        found.append(_newest(day.rows(), wanted, limit - count))
        count += found[-1].height
        if count >= limit:
            break
    return pl.concat(found, how="diagonal_relaxed") if found else pl.DataFrame()


def _wanted(sought: list[str], brand: str | None, before: dt.datetime | None) -> pl.Expr:
    """What a row fulfils; a word may stand in the title or in the text."""
    places = [pl.col(name) for name in ("title", "text")]
    holds = [
        pl.any_horizontal(place.str.contains(pattern_of(word)) for place in places)
        for word in sought
    ]
    of_brand = [] if brand is None else [pl.col("brand") == brand]
    earlier = [] if before is None else [before > _NEWEST]
    return pl.all_horizontal(pl.lit(value=True), *holds, *of_brand, *earlier)


def _newest(rows: pl.LazyFrame, wanted: pl.Expr, limit: int) -> pl.DataFrame:
    """The newest mentions; one that speaks of two brands is one. All columns of few are read."""
    found = _in_order(rows.filter(wanted).select("id", _NEWEST).unique())
    newest = found.head(limit).collect(engine="streaming")
    shown = rows.filter(pl.col("id").is_in(newest["id"].implode())).unique("id", keep="any")
    return _in_order(shown.drop("brand", "perimeter")).collect(engine="streaming")


def _in_order(rows: pl.LazyFrame) -> pl.LazyFrame:
    return rows.sort(_NEWEST, "id", descending=[True, False], nulls_last=True)
