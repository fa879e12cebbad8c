"""The terms that tell groups apart, each group by its own words."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

if TYPE_CHECKING:
    from collections.abc import Mapping

PART = 0.7  # of a word's voices: so many say it in one pair, and the pair alone is kept


def telling(terms: pl.DataFrame, voices: Mapping[str, int], *, most: int = 10) -> pl.DataFrame:
    """List the terms that are frequent in a group and rare in the others (c-TF-IDF by voices).

    The score of a term is the part of the group's voices that use it, times the logarithm of one
    more than what a group has of voices on average over how many use the term in all.

    Arguments:
        terms: group, term and voices, as `terms.voices_by_term` returns them.
        voices: how many voices each group has.
        most: terms of each group.

    Returns: group, term, voices, score; highest first within a group.

    Source: Grootendorst, "BERTopic: neural topic modeling with a class-based TF-IDF procedure"
        (arXiv 2203.05794, 2022), counting voices instead of words.

    >>> said = {"group": ["a", "b", "a"], "term": ["on", "on", "fibre"], "voices": [9, 9, 6]}
    >>> telling(pl.DataFrame(said), {"a": 10, "b": 10}, most=1)["term"].to_list()
    ['fibre', 'on']
    """
    sizes = pl.DataFrame(
        {"group": list(voices), "size": list(voices.values())},
        schema={"group": pl.String, "size": pl.Float64},
    )
    usual = sum(voices.values()) / max(1, len(voices))
    rare = (1.0 + usual / pl.col("voices").sum().over("term")).log()
    scored = (
        without_parts(terms)
        .join(sizes, on="group", maintain_order="left")
        .with_columns(score=pl.col("voices") / pl.col("size") * rare)
    )
    ordered = scored.drop("size").sort("group", "score", "term", descending=[False, True, False])
    return ordered.group_by("group", maintain_order=True).head(most)


def without_parts(terms: pl.DataFrame) -> pl.DataFrame:
    """Drop words that are mostly said as part of one pair: the pair says more.

    Arguments:
        terms: group, term and voices.

    >>> said = {"group": ["a", "a"], "term": ["gare", "gare nord"], "voices": [10, 9]}
    >>> without_parts(pl.DataFrame(said))["term"].to_list()
    ['gare nord']
    """
    everywhere = terms.group_by("term").agg(pl.col("voices").sum())
    pairs = everywhere.filter(pl.col("term").str.contains(" ", literal=True))
    held = pairs.select(pl.col("term").str.split(" "), pair="voices").explode("term")
    fullest = held.group_by("term").agg(pl.col("pair").max())
    is_part = everywhere.join(fullest, on="term").filter(pl.col("pair") >= PART * pl.col("voices"))
    return terms.join(is_part.select("term"), on="term", how="anti")
