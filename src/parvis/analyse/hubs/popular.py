"""Who is merely popular, and the hubs by PageRank beside."""

from __future__ import annotations

import polars as pl

from parvis.analyse.network import Graph, pagerank


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
    graph = Graph.of(edges)
    rank = pl.col("popularity").rank("min", descending=True).cast(pl.Int64)
    measured = (
        graph.table(pagerank=pagerank(graph))
        .join(popularity(edges), on="author", how="left")
        .with_columns(pl.col("popularity").fill_null(0))
        .with_columns(rank_by_popularity=rank)
    )
    best = measured.sort("pagerank", "popularity", "author", descending=[True, True, False])
    return ranked(best.head(top))


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
    return ranked(
        popularity(edges).sort("popularity", "author", descending=[True, False]).head(top)
    )


def popularity(edges: pl.DataFrame) -> pl.DataFrame:
    """Count the distinct authors who point to each author: author, popularity."""
    sources = pl.col("source").n_unique().cast(pl.Int64).alias("popularity")
    return edges.group_by(author="target").agg(sources)


def ranked(best: pl.DataFrame) -> pl.DataFrame:
    """Number the rows of a table from 1, in the column `rank`."""
    return best.select(pl.int_range(1, pl.len() + 1).alias("rank"), pl.all())
