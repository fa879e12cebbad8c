"""A query judged on one mention, part by part."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from parvis.perimeter.explain.explanation import Explanation
from parvis.perimeter.explain.mention import Mention
from parvis.perimeter.explain.misses import nearest_miss
from parvis.perimeter.language.tree import (
    And,
    AtLeast,
    Named,
    Near,
    Not,
    Or,
    Query,
    Scope,
    Weighted,
)

if TYPE_CHECKING:
    from collections.abc import Mapping


def explain(query: Query, mention: Mapping[str, Any]) -> Explanation:
    """Say which parts of a query hold for a mention, where, and what came near those that do not.

    Arguments:
        query: the tree of a query, from `parse`.
        mention: columns of the schema: `text`, and `title` and others that are known.

    >>> from parvis.perimeter import parse
    >>> found = explain(parse("free AND panne"), {"text": "Free : des pannes"})
    >>> found.verdict, found.parts[0].places[0].quote, found.parts[1].miss.write
    (False, 'Free', 'panne*')
    """
    return _explained(query, Mention(mention))


def _explained(query: Query, mention: Mention) -> Explanation:
    verdict = mention.verdict(query)
    parts = tuple(_explained(part, mention) for part in _parts_of(query))
    return Explanation(
        query,
        verdict,
        mention.places(query) if verdict and not isinstance(query, And | Or | Not) else (),
        nearest_miss(query, mention) if verdict is not True else None,
        parts,
    )


def _parts_of(query: Query) -> tuple[Query, ...]:
    """The parts worth a line of their own."""
    match query:
        case And(parts) | Or(parts):
            return parts
        case Near(left, right):
            return left, right
        case Not(part) | AtLeast(_, part) | Named(_, _, part) | Weighted(part):
            return (part,)
        case Scope(text, And() | Or() | Not() | Near() as part):
            return tuple(Scope(text, inner) for inner in _parts_of(part))
        case _:
            return ()
