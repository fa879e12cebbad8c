"""Which words of a query name what it looks for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from parvis.perimeter.language.tree import (
    And,
    Exact,
    Named,
    Not,
    Or,
    Phrase,
    Scope,
    Weighted,
    Word,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from parvis.perimeter.language.tree import Query


def names_in(query: Query) -> Iterator[str]:
    """Yield the words and phrases each of which is enough for a query, as they are written plainly.

    What is asked beside a word leaves it a name (`free NOT wifi`); of two words that must both be
    there, neither is one. Words of which a part is open, tags and patterns are left out.

    Arguments:
        query: of a brand, as a rule.

    >>> from parvis.perimeter.language.parse import parse
    >>> list(names_in(parse('(ourbrand OR "our brand" OR @our_brand OR brnd*) NOT jobs')))
    ['ourbrand', 'our brand', '@our_brand']
    >>> list(names_in(parse("orange AND (box OR fibre)")))
    []
    """
    match query:
        case Phrase(terms):
            words = [term.sign + term.text for term in terms if isinstance(term, Word)]
            yield from [" ".join(words)] if len(words) == len(terms) else ()
        case Exact(text):
            yield text
        case _:
            for part in _enough(query):
                yield from names_in(part)


def _enough(query: Query) -> tuple[Query, ...]:
    """The parts of which one is enough."""
    match query:
        case Or(parts):
            return parts
        case And(parts):
            said = tuple(part for part in parts if not isinstance(part, Not))
            return said if len(said) == 1 else ()
        case Scope(part=part) | Weighted(part=part) | Named(part=part):
            return (part,)
        case _:
            return ()
