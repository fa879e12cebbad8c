"""Rows of the wide table, one a mention and brand, as rows one a mention."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
import polars as pl

if TYPE_CHECKING:
    from numpy.typing import NDArray

_MOST_BITS: Final = 63
_FEW: Final = 10
_DENSE: Final = 8
"""Numbers to a row, up to which each number has a place of its own."""


def a_row_each(rows: pl.DataFrame) -> pl.DataFrame:
    """Return a row a mention, in their order of arrival, with a list of its brands for the one.

    Arguments:
        rows: with `arrival`, which numbers mentions, and `brand`; what else they hold is the same
            in all rows of a mention.

    >>> rows = pl.DataFrame({"arrival": [9, 7, 7], "brand": ["a", "b", "a"], "likes": [0, 3, 3]})
    >>> a_row_each(rows).rows()
    [(7, 3, ['a', 'b']), (9, 0, ['a'])]
    """
    places, count = _places(rows["arrival"].to_numpy())
    first = np.full(count, -1)
    first[places[::-1]] = np.arange(places.size)[::-1]
    is_there = first >= 0
    brands = _lists(rows["brand"], places, is_there)
    return rows.drop("brand")[first[is_there]].with_columns(brands)


def _places(arrivals: NDArray[np.int64]) -> tuple[NDArray[np.int64], int]:
    """A place for each number, in their order, and how many places there are, some left empty."""
    least, most = (arrivals.min(), arrivals.max()) if arrivals.size else (0, -1)
    span = int(most - least) + 1
    if span <= _DENSE * arrivals.size:
        return arrivals - least, span
    found, places = np.unique(arrivals, return_inverse=True)
    return places, found.size


def _lists(brands: pl.Series, places: NDArray[np.int64], is_there: NDArray[np.bool_]) -> pl.Series:
    """The brands of each place that is there; the same set of brands is made a list once."""
    names = brands.drop_nulls().unique(maintain_order=True).to_list()
    if len(names) > _MOST_BITS:
        return _one_by_one(brands, places, is_there)
    held = np.zeros(is_there.size, np.int64)
    for number, name in enumerate(names):
        held[places[(brands == name).fill_null(value=False).to_numpy()]] |= 1 << number
    sets, which = _sets(held[is_there], len(names))
    lists = [[name for number, name in enumerate(names) if one >> number & 1] for one in sets]
    return pl.Series("brands", lists, dtype=pl.List(pl.String)).gather(pl.Series(which))


def _sets(held: NDArray[np.int64], names: int) -> tuple[list[int], NDArray[np.int64]]:
    """The sets there are, or there can be where those are few, and the place of each one held."""
    if names <= _FEW:
        return list(range(1 << names)), held
    sets, which = np.unique(held, return_inverse=True)
    return sets.tolist(), which


def _one_by_one(
    brands: pl.Series, places: NDArray[np.int64], is_there: NDArray[np.bool_]
) -> pl.Series:
    every = pl.LazyFrame({"place": np.flatnonzero(is_there)})
    unique = pl.col("brands").drop_nulls().unique(maintain_order=True)
    held = pl.LazyFrame({"brands": brands, "place": places}).group_by("place").agg(unique)
    return every.join(held, on="place", how="left", maintain_order="left").collect()["brands"]
