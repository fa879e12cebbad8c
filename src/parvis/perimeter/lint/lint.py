"""All rules, on one query."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from parvis.perimeter.language.parse import parse
from parvis.perimeter.language.shelf import Shelf
from parvis.perimeter.language.tree import Glob, Phrase, Query, Word
from parvis.perimeter.lint.finding import Finding, Read
from parvis.perimeter.lint.rules import RULES
from parvis.perimeter.store.search import matches
from parvis.perimeter.stream.rates import rate_of
from parvis.perimeter.words.folding import bare
from parvis.perimeter.words.rates import common_words

if TYPE_CHECKING:
    from collections.abc import Callable

    import polars as pl

HALF: Final = 0.5
USUAL: Final = 0.15
"""Without mentions to count in: the part of the public posts of a language that tells nothing."""


def lint(
    text: str, shelf: Shelf | None = None, mentions: pl.DataFrame | None = None
) -> list[Finding]:
    """Say what a query says that its author may not have meant.

    Arguments:
        text: the query.
        shelf: the lists and queries it names.
        mentions: in which common words are counted; without them, in public posts.

    Returns:
        What was found, hints last, in the order of the query.

    Raises:
        QueryError: it cannot be understood.

    >>> [finding.rule for finding in lint("free panne OR coupure OR coup*")]
    ['precedence', 'covered']
    """
    known = shelf or Shelf()
    query = parse(text, known)
    if mentions is not None and mentions.height:
        read = Read(text, query, known, _share_in(mentions), HALF, "mentions")
    else:
        read = Read(text, query, known, _usual_share, USUAL, "posts")
    found = [finding for rule in RULES for finding in rule(read)]
    return sorted(found, key=lambda finding: (finding.is_hint, finding.at))


def _share_in(mentions: pl.DataFrame) -> Callable[[Query], float]:
    def share(query: Query) -> float:
        return int(matches(query, mentions).sum()) / mentions.height

    return share


def _usual_share(query: Query) -> float:
    match query:
        case Phrase((Word(text, _, ""),), False, False):
            return max(common_words().get(bare(text.lower()), (0.0,)))
        case Phrase((Glob() as term,), False, False):
            return rate_of(term)
        case _:
            return 0.0
