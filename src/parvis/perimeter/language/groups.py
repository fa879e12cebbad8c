"""What proximity may join: things that stand somewhere among the words of a text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from parvis.perimeter.language.tree import (
    And,
    AtLeast,
    Field,
    Named,
    Near,
    Not,
    Or,
    Query,
    Scope,
    Weighted,
)

if TYPE_CHECKING:
    from collections.abc import Iterable


def placeless(part: Query) -> Field | AtLeast | Not | None:
    """Find what stands nowhere in a text; a NOT may stand beside what does.

    >>> from parvis.perimeter.language.tree import Is
    >>> placeless(Field("lang", Is("fr"))).name
    'lang'
    """
    match part:
        case Field() | AtLeast() | Not():
            return part
        case And(parts):
            wanted = [inner for inner in parts if not isinstance(inner, Not)]
            denied = [inner.part for inner in parts if isinstance(inner, Not)]
            return _first_placeless([*wanted, *denied] if wanted else parts)
        case Or(parts):
            return _first_placeless(parts)
        case Weighted(inner) | Scope(_, inner) | Named(_, _, inner):
            return placeless(inner)
        case _:
            return None


def _first_placeless(parts: Iterable[Query]) -> Field | AtLeast | Not | None:
    return next((found for found in map(placeless, parts) if found is not None), None)


def shown(part: Field | AtLeast | Not) -> str:
    """Name what stands nowhere, as it is written.

    >>> from parvis.perimeter.language.tree import Is
    >>> shown(Field("lang", Is("fr")))
    'lang:'
    """
    names = {AtLeast: "ATLEAST", Not: "NOT"}
    return f"{part.name}:" if isinstance(part, Field) else names[type(part)]


def is_group(part: Query) -> bool:
    """Tell whether a part joins words with AND.

    >>> from parvis.perimeter.language.tree import Phrase, Word
    >>> is_group(And((Phrase((Word("a"),)), Phrase((Word("b"),)))))
    True
    """
    return isinstance(part, And | Not) or any(map(is_group, _parts(part)))


def denied(part: Query) -> Not | None:
    """Find a NOT in a group of words.

    >>> from parvis.perimeter.language.tree import Phrase, Word
    >>> denied(Phrase((Word("a"),))) is None
    True
    """
    if isinstance(part, Not):
        return part
    return next(filter(None, map(denied, _parts(part))), None)


def _parts(part: Query) -> tuple[Query, ...]:
    match part:
        case And(parts) | Or(parts):
            return parts
        case Near(left, right):
            return left, right
        case Weighted(inner) | Scope(_, inner) | Named(_, _, inner):
            return (inner,)
        case _:
            return ()
