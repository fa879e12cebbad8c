"""What is said again and again: the groups of near-duplicates."""

from __future__ import annotations

from typing import TYPE_CHECKING

import narwhals.stable.v2 as nw

from parvis.analyse.reduction import begin, distinct_named, finish

if TYPE_CHECKING:
    import polars as pl
    from narwhals.stable.v2.typing import IntoFrame


def duplicate_groups(mentions: IntoFrame) -> pl.DataFrame:
    """List the groups of near-duplicates of which at least two mentions are given, largest first.

    Arguments:
        mentions: the mentions to count, with `duplicate_group`, `author` and `published_at`.

    Returns: group (id of its first mention), mentions, authors (distinct; null when none is
        named), first_at (UTC; null when none is dated).

    Raises:
        MissingColumnsError: a column is not there.

    Source: row 40 of the capabilities.

    >>> import polars as pl
    >>> mentions = pl.DataFrame(
    ...     {
    ...         "duplicate_group": ["x:1", "x:1", None],
    ...         "author": ["ann", "bo", "cy"],
    ...         "published_at": pl.Series([None] * 3, dtype=pl.Datetime("us", "UTC")),
    ...     }
    ... )
    >>> duplicate_groups(mentions).rows()
    [('x:1', 2, 2, None)]
    """
    columns = ("duplicate_group", "author", "published_at")
    groups = (
        begin(mentions, *columns)
        .filter(~nw.col("duplicate_group").is_null())
        .rename({"duplicate_group": "group"})
        .group_by("group")
        .agg(
            mentions=nw.len(),
            named=nw.col("author").count(),
            authors=nw.col("author").n_unique(),
            first_at=nw.col("published_at").min(),
        )
        .filter(nw.col("mentions") > 1)
    )
    return (
        finish(groups)
        .select("group", "mentions", distinct_named().alias("authors"), "first_at")
        .sort("mentions", "group", descending=[True, False])
    )
