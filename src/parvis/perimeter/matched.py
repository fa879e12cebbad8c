"""The names of the queries that a mention matches: of brands, of themes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

import polars as pl

from parvis.perimeter.store.search import judge_all

if TYPE_CHECKING:
    from collections.abc import Sequence

    from parvis.perimeter.language.tree import Query


class Named(Protocol):
    """A query that has a name."""

    @property
    def name(self) -> str:
        """As the report should write it."""

    @property
    def tree(self) -> Query:
        """What a mention must say."""


def names_of(mentions: pl.DataFrame, queries: Sequence[Named]) -> pl.Series:
    """List the names of the queries that each mention matches, in their order.

    Arguments:
        mentions: with the columns `text` and `author`, and `title` where there is one.
        queries: those to ask.
    """
    found = judge_all([query.tree for query in queries], mentions)
    marks = mentions.select("text").with_columns(
        mark.alias(str(number)) for number, mark in enumerate(found)
    )
    names = [
        pl.when(pl.col(str(number))).then(pl.lit(query.name))
        for number, query in enumerate(queries)
    ]
    listed = pl.concat_list(*names, pl.lit(None, dtype=pl.String)).list.drop_nulls()
    return marks.with_columns(named=listed)["named"]
