"""The same communities under the same numbers, from one run to the next."""

from __future__ import annotations

from typing import Final

import polars as pl
from scipy.optimize import linear_sum_assignment

LEAST_OVERLAP: Final = 0.3


def keep_numbers(
    members: pl.DataFrame, before: pl.DataFrame, *, least: float = LEAST_OVERLAP
) -> pl.DataFrame:
    """Give communities the numbers they had before, where they are still the same.

    A community is the one before with which it shares most of the authors that both runs know, all
    communities considered together; one that shares too little is new, and gets a number that none
    had. Authors who came or went since do not count.

    Arguments:
        members: author and community, and other columns.
        before: author and community of an earlier run.
        least: share of the authors of either that they must have in common, 0 to 1.

    Returns: the members, renumbered, in the same order.

    Source: Hungarian method (Kuhn, Naval Research Logistics Quarterly 2, 1955) on Jaccard overlaps;
        row 24 of the capabilities.

    >>> before = pl.DataFrame({"author": ["a", "b", "c"], "community": [7, 7, 3]})
    >>> now = pl.DataFrame({"author": ["a", "b", "c", "d"], "community": [1, 1, 2, 4]})
    >>> keep_numbers(now, before)["community"].to_list()
    [7, 7, 3, 8]
    """
    if members.is_empty() or before.is_empty():
        return members
    kept = _matched(_overlaps(members, before), least)
    new = sorted(set(members["community"]) - kept.keys())
    highest = max(before["community"])
    numbers = kept | {number: highest + place for place, number in enumerate(new, start=1)}
    return members.with_columns(pl.col("community").replace_strict(numbers))


def _overlaps(members: pl.DataFrame, before: pl.DataFrame) -> pl.DataFrame:
    """Jaccard overlap of each community now with each before, among authors of both runs."""
    shared = members.select("author", "community").join(
        before.select("author", old="community"), on="author"
    )
    pairs = shared.group_by("community", "old").agg(both=pl.len())
    now = shared.group_by("community").agg(now=pl.len())
    then = shared.group_by("old").agg(then=pl.len())
    either = pl.col("now") + pl.col("then") - pl.col("both")
    joined = pairs.join(now, on="community").join(then, on="old")
    return joined.select("community", "old", overlap=pl.col("both") / either)


def _matched(overlaps: pl.DataFrame, least: float) -> dict[int, int]:
    """The number before of each community now that has one, the sum of overlaps being highest."""
    enough = overlaps.filter(pl.col("overlap") >= least)
    if enough.is_empty():
        return {}
    wide = enough.sort("old").pivot("old", index="community", values="overlap").fill_null(0.0)
    wide = wide.sort("community")
    shares, old = wide.drop("community").to_numpy(), wide.columns[1:]
    now = wide["community"].to_list()
    pairs = zip(*(ends.tolist() for ends in linear_sum_assignment(-shares)), strict=True)
    return {now[row]: int(old[at]) for row, at in pairs if shares[row, at] >= least}
