"""Whose mentions are refused, known by hash alone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
import polars as pl

from parvis.store.hashing import hashes_of
from parvis.store.person import strike
from parvis.store.slots import GONE

if TYPE_CHECKING:
    from collections.abc import Iterable

    from parvis.store.admission import Gate

_HANDLES: Final = r"[\p{L}\p{N}_][\p{L}\p{N}_.\-@]*[\p{L}\p{N}_]"
_REPEATED: Final = r"(?i)^\s*RT @([\p{L}\p{N}_.\-]*[\p{L}\p{N}_])"


def hashes_of_author(
    source: str, handles: Iterable[str], author_ids: Iterable[str], *, seed: int
) -> set[int]:
    """Return the hashes by which an author is known again.

    >>> len(hashes_of_author("x", ["lea"], ["7"], seed=3))
    2
    """
    told = [f"{source}\x1f@{handle}" for handle in handles]
    told += [f"{source}\x1f{author_id}" for author_id in author_ids]
    return set(hashes_of(pl.Series(told, dtype=pl.String), seed).tolist())


class Refusals:
    """What may not come back: mentions of erased authors, copies of theirs, their name with others.

    Arguments:
        authors: their hashes.
        gate: of mentions.
    """

    def __init__(self, authors: Iterable[int], gate: Gate) -> None:
        self._authors = np.array(sorted(authors), np.uint64)
        self._gate = gate

    def allowed(self, rows: pl.DataFrame) -> pl.DataFrame:
        """Return the rows that may come in."""
        if not (self._authors.size and rows.height):
            return rows
        author = pl.col("author") if "author" in rows.columns else pl.lit(None, pl.String)
        own = pl.col("author_id") if "author_id" in rows.columns else pl.lit(None, pl.String)
        source = pl.col("source") if "source" in rows.columns else pl.lit("", pl.String)
        told = rows.select(
            by_handle=pl.format(
                "{}\x1f@{}", source, author.str.strip_prefix("@").str.to_lowercase()
            ),
            by_id=pl.format("{}\x1f{}", source, own),
            repeated=pl.format(
                "{}\x1f@{}", source, pl.col("text").str.extract(_REPEATED).str.to_lowercase()
            ),
        )
        refused = np.logical_or.reduce([self._is_theirs(told[name]) for name in told.columns])
        refused |= self._repeats(rows)
        return rows.filter(pl.Series(~refused))

    def struck(self, rows: pl.DataFrame) -> pl.DataFrame:
        """Strike out names of erased authors, found by hashing every name there is."""
        if not (self._authors.size and rows.height):
            return rows
        handles = self._named(rows)
        nobody = pl.Series([], dtype=pl.String)
        return strike(rows.lazy(), handles, nobody).collect() if handles else rows

    def _is_theirs(self, told: pl.Series) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
        return np.isin(self._gate.hashed(told), self._authors)

    def _repeats(self, rows: pl.DataFrame) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
        if "repost_of" not in rows.columns:
            return np.zeros(rows.height, np.bool_)
        return self._gate.look(rows["repost_of"].fill_null(""))[0] == GONE

    def _named(self, rows: pl.DataFrame) -> set[str]:
        source = pl.col("source") if "source" in rows.columns else pl.lit("", pl.String)
        found = pl.col("text").str.to_lowercase().str.extract_all(_HANDLES)
        named = rows.select(source.alias("source"), found.alias("name")).explode("name")
        named = named.drop_nulls().unique()
        keys = named.select(pl.format("{}\x1f@{}", "source", "name")).to_series()
        return set(named["name"].filter(pl.Series(self._is_theirs(keys))))
