"""Take out of a tree what was lost."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from parvis.perimeter.language.tree import (
    And,
    AtLeast,
    Named,
    Near,
    Not,
    Or,
    Phrase,
    Query,
    Scope,
    Weighted,
    Word,
)

if TYPE_CHECKING:
    from collections.abc import Iterable


def pruned(query: Query, mark: str) -> Query | None:
    """Return a query without the words that stand for what was lost; None where nothing is left.

    >>> from parvis.perimeter import parse, text_of
    >>> text_of(pruned(parse("free AND (lost OR box) NOT lost"), "lost"))
    'free AND box'
    """
    match query:
        case And(parts) | Or(parts):
            return _joined(query, (pruned(part, mark) for part in parts))
        case Near(left, right):
            return _near(query, pruned(left, mark), pruned(right, mark))
        case Not(part) | Scope(_, part) | AtLeast(_, part) | Weighted(part) | Named(_, _, part):
            kept = pruned(part, mark)
            return msgspec.structs.replace(query, part=kept) if kept else None
        case Phrase(terms):
            return None if Word(mark) in terms else query
        case _:
            return query


def _joined(query: And | Or, parts: Iterable[Query | None]) -> Query | None:
    kept = tuple(part for part in parts if part is not None)
    if len(kept) > 1:
        return msgspec.structs.replace(query, parts=kept)
    return kept[0] if kept else None


def _near(near: Near, left: Query | None, right: Query | None) -> Query | None:
    if left is not None and right is not None:
        return msgspec.structs.replace(near, left=left, right=right)
    return left if left is not None or near.is_absent else right
