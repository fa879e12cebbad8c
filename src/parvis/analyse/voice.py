"""Whose share of the talk: share of voice, raw and de-duplicated."""

from __future__ import annotations

from typing import TYPE_CHECKING

import narwhals.stable.v2 as nw
import polars as pl

from parvis.analyse.reduction import begin_by_brand, finish

if TYPE_CHECKING:
    from narwhals.stable.v2.typing import IntoFrame


def share_of_voice(mentions: IntoFrame) -> pl.DataFrame:
    """Give each brand's share of the sum of the brands' mentions, so that they add to 100 %.

    A mention of two brands counts for each. De-duplicated, a group of near-duplicates counts once
    for each brand it names.

    Arguments:
        mentions: the mentions to count, with `id`, `brands` and `duplicate_group`.

    Returns: brand, mentions, share (%), deduplicated (mentions), deduplicated_share (%), most
        first; no row for a brand of which nothing is said.

    Raises:
        MissingColumnsError: a column is not there.

    Source: rows 27 and 40 of the capabilities.

    >>> mentions = pl.DataFrame(
    ...     {
    ...         "id": ["x:1", "x:2", "x:3"],
    ...         "brands": [["Free"], ["Free"], ["Free", "Orange"]],
    ...         "duplicate_group": ["x:1", "x:1", None],
    ...     }
    ... )
    >>> share_of_voice(mentions).select("brand", "share", "deduplicated").rows()
    [('Free', 75.0, 2), ('Orange', 25.0, 1)]
    """
    spoken = begin_by_brand(mentions, "id", "duplicate_group")
    once = spoken.with_columns(once=nw.coalesce("duplicate_group", "id"))
    counted = once.group_by("brand").agg(mentions=nw.len(), deduplicated=nw.col("once").n_unique())
    return (
        finish(counted)
        .select(
            "brand",
            "mentions",
            _share("mentions").alias("share"),
            "deduplicated",
            _share("deduplicated").alias("deduplicated_share"),
        )
        .sort("mentions", "brand", descending=[True, False])
    )


def _share(counts: str) -> pl.Expr:
    return 100.0 * pl.col(counts) / pl.col(counts).sum()
