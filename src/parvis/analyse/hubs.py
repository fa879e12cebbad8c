"""The hubs through which the talk passes, beside the naive measure of popularity."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from parvis.analyse.network import pagerank

if TYPE_CHECKING:
    from collections.abc import Iterable


def hubs(edges: pl.DataFrame, *, top: int = 20) -> pl.DataFrame:
    """List the authors with the highest PageRank, and where popularity alone would put them.

    Arguments:
        edges: source, target and weight, as `network.edges` returns them.
        top: how many to list.

    Returns: rank (from 1), author, pagerank (share of 1), popularity (distinct authors who name,
        answer or repost them), rank_by_popularity (equals share the better rank).

    Source: Brin and Page 1998, as in `network.pagerank`; Cha et al., "Measuring user influence in
        Twitter: the million follower fallacy" (ICWSM 2010); row 24 of the capabilities.

    >>> star = pl.DataFrame({"source": ["ann", "bo"], "target": ["cy", "cy"], "weight": [1, 1]})
    >>> hubs(star, top=1).select("rank", "author", "popularity", "rank_by_popularity").row(0)
    (1, 'cy', 2, 1)
    """
    measured = _measured(edges)
    best = measured.sort("pagerank", "popularity", "author", descending=[True, True, False])
    columns = ("author", "pagerank", "popularity", "rank_by_popularity")
    return _ranked(best.head(top), columns)


def popular(edges: pl.DataFrame, *, top: int = 20) -> pl.DataFrame:
    """List the authors whom most others name, answer or repost: the naive baseline.

    Arguments:
        edges: source, target and weight, as `network.edges` returns them.
        top: how many to list.

    Returns: rank (from 1), author, popularity (distinct authors); equals by name.

    Source: Cha et al. 2010, as in `hubs`; row 24 of the capabilities.

    >>> star = pl.DataFrame({"source": ["ann", "bo"], "target": ["cy", "cy"], "weight": [1, 1]})
    >>> popular(star).rows()
    [(1, 'cy', 2)]
    """
    best = _popularity(edges).sort("popularity", "author", descending=[True, False])
    return _ranked(best.head(top), ("author", "popularity"))


def _popularity(edges: pl.DataFrame) -> pl.DataFrame:
    sources = pl.col("source").n_unique().cast(pl.Int64).alias("popularity")
    return edges.group_by(author="target").agg(sources)


def _measured(edges: pl.DataFrame) -> pl.DataFrame:
    """PageRank, popularity and the rank by it, of every author."""
    popularity = pl.col("popularity").fill_null(0)
    rank = pl.col("popularity").rank("min", descending=True).cast(pl.Int64)
    return (
        pagerank(edges)
        .join(_popularity(edges), on="author", how="left")
        .with_columns(popularity)
        .with_columns(rank_by_popularity=rank)
    )


def _ranked(best: pl.DataFrame, columns: Iterable[str]) -> pl.DataFrame:
    return best.select(pl.int_range(1, pl.len() + 1).alias("rank"), *columns)
