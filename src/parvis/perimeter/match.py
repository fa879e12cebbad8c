"""Which mentions a query matches: the tree becomes a Polars expression over one folded column."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from parvis.frames import enter
from parvis.perimeter.tree import And, Not, Or, Phrase, Query
from parvis.perimeter.words import searchable

if TYPE_CHECKING:
    from collections.abc import Iterator


def matches(query: Query, mentions: pl.DataFrame) -> pl.Series:
    """Say of each mention whether a query matches it.

    Arguments:
        query: the tree of a query, from `parse`.
        mentions: a frame with the column `text`; `title` is read too where it is there.

    Returns:
        A series of booleans, one a mention, never null.

    Raises:
        MissingColumnsError: the frame has no `text`.

    >>> from parvis.perimeter import parse
    >>> posts = pl.DataFrame({"text": ["Ma box Free est en panne", "Je suis libre"]})
    >>> matches(parse("free AND (panne OR coupure)"), posts).to_list()
    [True, False]
    """
    return searched(mentions).select(matching=condition(query)).to_series()


def searched(mentions: pl.DataFrame) -> pl.DataFrame:
    """Return the one column that conditions read: title and text, as `searchable` spells them."""
    enter(mentions, "text")
    read = [name for name in ("title", "text") if name in mentions.columns]
    return pl.DataFrame({"searched": searchable(mentions.select(read))})


def condition(query: Query) -> pl.Expr:
    """Return the boolean expression over `searched` that a query means."""
    match query:
        case Phrase():
            return _holds_any([query])
        case Not(part):
            return ~condition(part)
        case And(parts):
            return pl.all_horizontal(map(condition, parts))
        case Or(parts):
            return pl.any_horizontal(_alternatives(parts))


def _alternatives(parts: tuple[Query, ...]) -> Iterator[pl.Expr]:
    """All the phrases in one pass over the texts, then the compounds one by one."""
    if phrases := [part for part in parts if isinstance(part, Phrase)]:
        yield _holds_any(phrases)
    yield from (condition(part) for part in parts if not isinstance(part, Phrase))


def _holds_any(phrases: list[Phrase]) -> pl.Expr:
    # Faster than contains_any as long as there are a few dozen, which is what brands have.
    literals = (pl.escape_regex(_literal(phrase)) for phrase in phrases)
    return pl.col("searched").str.contains("|".join(literals))


def _literal(phrase: Phrase) -> str:
    return f" {' '.join(phrase.words)}" + " " * (not phrase.is_prefix)
