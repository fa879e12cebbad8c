"""What a community is called, and what it is known by."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import polars as pl

if TYPE_CHECKING:
    from collections.abc import Mapping

HUBS: Final = 3
WORDS_IN_A_NAME: Final = 2


def cards(
    members: pl.DataFrame,
    words: pl.DataFrame,
    *,
    least: int = 5,
    names: Mapping[int, str] | None = None,
) -> pl.DataFrame:
    """Describe each community of some size: its name, size, hubs and words.

    A community is named after its first hub and its most telling words, as `@lou · fibre, box`; one
    that had a name before keeps it, so that what was written of it still reads.

    Arguments:
        members: author, community and pagerank, as `members` and `keep_numbers` return them.
        words: community and word, the most telling first, as `own_words` returns them.
        least: authors that make a community worth describing.
        names: of communities that had one before, by number.

    Returns: community, name, authors (how many), hubs and words (lists); the largest first.

    Source: rows 24 and 27 of the capabilities.

    >>> members = {"author": ["lou", "max"], "community": [1, 1], "pagerank": [0.7, 0.3]}
    >>> words = pl.DataFrame({"community": [1], "word": ["fibre"]})
    >>> cards(pl.DataFrame(members), words, least=2).select("name", "authors").row(0)
    ('@lou · fibre', 2)
    """
    by_rank = members.sort("community", "pagerank", "author", descending=[False, True, False])
    counted = by_rank.group_by("community", maintain_order=True).agg(
        authors=pl.len().cast(pl.Int64), hubs=pl.col("author").head(HUBS)
    )
    spoken = words.group_by("community", maintain_order=True).agg(words=pl.col("word"))
    described = (
        counted.filter(pl.col("authors") >= least)
        .join(spoken, on="community", how="left")
        .with_columns(pl.col("words").fill_null([]))
        .with_columns(name=_named())
    )
    kept = pl.col("community").replace_strict(
        dict(names or {}), default=pl.col("name"), return_dtype=pl.String
    )
    return (
        described.with_columns(name=kept)
        .select("community", "name", "authors", "hubs", "words")
        .sort("authors", "community", descending=[True, False])
    )


def _named() -> pl.Expr:
    """First hub and most telling words."""
    hub = pl.format("@{}", pl.col("hubs").list.first())
    words = pl.col("words").list.head(WORDS_IN_A_NAME).list.join(", ")
    return pl.when(words == "").then(hub).otherwise(pl.format("{} · {}", hub, words))
