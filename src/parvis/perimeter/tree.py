"""The syntax tree of a query, and the one way to write it down."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from types import UnionType


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words in a row; one word is the shortest phrase.

    Arguments:
        words: folded words, as `words_of` gives them; a tag keeps its #, a handle its @.
        is_prefix: the last word is only the beginning of a word.

    >>> Phrase(("free", "mob"), is_prefix=True).words
    ('free', 'mob')
    """

    words: tuple[str, ...]
    is_prefix: bool = False


@dataclass(frozen=True, slots=True)
class Not:
    """What must not be there.

    Arguments:
        part: the query denied.
        position: where it stands in the text it was read from, in characters from 0.

    >>> Not(Phrase(("mobile",)), position=5) == Not(Phrase(("mobile",)))
    True
    """

    part: Query
    position: int = field(default=0, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class And:
    """Two parts or more that must all be there.

    >>> len(And((Phrase(("free",)), Not(Phrase(("mobile",))))).parts)
    2
    """

    parts: tuple[Query, ...]


@dataclass(frozen=True, slots=True)
class Or:
    """Two parts or more of which one is enough.

    >>> len(Or((Phrase(("free",)), Phrase(("#free",)))).parts)
    2
    """

    parts: tuple[Query, ...]


Query: TypeAlias = Phrase | Not | And | Or


def text_of(query: Query) -> str:
    """Write a query down so that it reads back as the same tree, with no bracket too many.

    >>> mobile = Phrase(("free", "mob"), is_prefix=True)
    >>> text_of(Or((Phrase(("#free",)), And((Phrase(("box",)), Not(mobile))))))
    '#free OR box AND NOT "free mob*"'
    """
    match query:
        case Phrase(words, is_prefix):
            text = " ".join(words) + "*" * is_prefix
            return f'"{text}"' if len(words) > 1 else text
        case Not(part):
            return f"NOT {_operand(part, bare=Phrase)}"
        case And(parts):
            return " AND ".join(_operand(part, bare=Phrase | Not) for part in parts)
        case Or(parts):
            return " OR ".join(_operand(part, bare=Phrase | Not | And) for part in parts)


def _operand(part: Query, *, bare: type[Query] | UnionType) -> str:
    return text_of(part) if isinstance(part, bare) else f"({text_of(part)})"
