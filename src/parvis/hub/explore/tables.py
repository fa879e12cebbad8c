"""Rows of the wide table, one a mention and brand, as rows one a mention."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import polars as pl

if TYPE_CHECKING:
    from numpy.typing import NDArray

_MOST_BITS = 63


def a_row_each(rows: pl.DataFrame) -> pl.DataFrame:
    """Return a row a mention, with a list of its brands in the place of one.

    Arguments:
        rows: with `arrival`, which numbers mentions, and `brand`; what else they hold is the same
            in all rows of a mention.

    >>> rows = pl.DataFrame({"arrival": [7, 9, 7], "brand": ["a", "a", "b"], "likes": [3, 0, 3]})
    >>> a_row_each(rows).rows()
    [(7, 3, ['a', 'b']), (9, 0, ['a'])]
    """
    ordered = rows.sort("arrival", maintain_order=True)
    arrivals = ordered["arrival"].to_numpy()
    is_first = np.ones(arrivals.size, np.bool_)
    is_first[1:] = arrivals[1:] != arrivals[:-1]
    brands = _lists(ordered["brand"], np.flatnonzero(is_first))
    return ordered.drop("brand").filter(pl.Series(is_first)).with_columns(brands)


def _lists(brands: pl.Series, starts: NDArray[np.int64]) -> pl.Series:
    """The brands between two starts as lists; the same set of brands is made a list once."""
    names = brands.drop_nulls().unique(maintain_order=True).to_list()
    if len(names) > _MOST_BITS or not len(brands):
        return _one_by_one(brands, starts)
    bits = {name: 1 << place for place, name in enumerate(names)}
    codes = brands.replace_strict(bits, default=0, return_dtype=pl.Int64).to_numpy()
    sets, which = np.unique(np.bitwise_or.reduceat(codes, starts), return_inverse=True)
    lists = [[name for name, bit in bits.items() if bit & held] for held in sets.tolist()]
    told = pl.Series("brands", lists, dtype=pl.List(pl.String))
    return told.gather(pl.Series(which))


def _one_by_one(brands: pl.Series, starts: NDArray[np.int64]) -> pl.Series:
    group = np.zeros(len(brands), np.int64)
    group[starts[1:]] = 1
    held = pl.DataFrame({"brands": brands, "group": np.cumsum(group)})
    unique = pl.col("brands").drop_nulls().unique(maintain_order=True)
    return held.group_by("group", maintain_order=True).agg(unique)["brands"]
