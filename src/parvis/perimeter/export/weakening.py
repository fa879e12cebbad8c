"""The strictest query a network can answer that leaves out nothing of what is asked for."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING, Final

from parvis.perimeter.language.tree import (
    And,
    AtLeast,
    Exact,
    Field,
    Glob,
    Named,
    Near,
    Not,
    Or,
    Phrase,
    Query,
    Scope,
    Weighted,
    Window,
    Word,
)
from parvis.perimeter.words.characters import is_segment
from parvis.perimeter.words.folding import spellings
from parvis.perimeter.words.signs import parted
from parvis.perimeter.words.vocabulary import words_in

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from parvis.perimeter.export.networks import Network
    from parvis.perimeter.language.tree import Form, Term

MOST_SEARCHES: Final = 12
"""Where a search has no OR, each alternative is a search of its own."""


def weakened(query: Query, network: Network) -> Query | None:
    """Return what a network can be asked; every mention of the query is among what it finds.

    Arguments:
        query: the tree of a query.
        network: an entry of `NETWORKS`.

    Returns:
        A tree of words, phrases and fields the network can say, joined by AND, OR and a NOT it can
        be trusted with; None where nothing of the query can be said.

    >>> from parvis.perimeter import parse, text_of
    >>> from parvis.perimeter.export.networks import NETWORKS
    >>> text_of(weakened(parse("free NEAR/3 (panne OR coupure) -is:repost -wifi"), NETWORKS["x"]))
    'free AND (panne OR coupure) AND NOT kind:repost'
    """
    match query:
        case And(parts):
            return _all(weakened(part, network) for part in parts)
        case Or(parts):
            return _any([weakened(part, network) for part in parts])
        case Not(part):
            return _denied(part, network)
        case _:
            return _of_one(query, network)


def _of_one(query: Query, network: Network) -> Query | None:
    match query:
        case Near(left, right, is_absent=is_absent):
            sides = (left,) if is_absent else (left, right)
            return _all(weakened(side, network) for side in sides)
        case Scope(_, part) | AtLeast(_, part) | Weighted(part) | Named(_, _, part):
            return weakened(part, network)
        case _:
            return _of_leaf(query, network)


def _of_leaf(leaf: Query, network: Network) -> Query | None:
    match leaf:
        case Phrase(terms):
            return _row(terms, network)
        case Window(terms):
            return _words(terms, network)
        case Exact(text):
            return _row(tuple(_word(word) for word in words_in(text)), network)
        case Field():
            return leaf if network.clause(leaf) else None
        case _:
            return None


def _denied(part: Query, network: Network) -> Query | None:
    """What is not to be there; of one thing or another, neither is."""
    if isinstance(part, Or):
        return _all(_denied(one, network) for one in part.parts)
    if isinstance(part, Named | Weighted):
        return _denied(part.part, network)
    return Not(part) if network.can_deny(part) else None


def _row(terms: Sequence[Term], network: Network) -> Query | None:
    """Words in a row, if each can be said; else those that can."""
    said = [_sayable(term, network) for term in terms]
    if len(said) > 1 and all(isinstance(term, Word) for term in said):
        return Phrase(tuple(term for term in said if term))
    return _words(terms, network)


def _words(terms: Iterable[Term], network: Network) -> Query | None:
    said = (_sayable(term, network) for term in terms)
    return _all(Phrase((term,)) if term else None for term in said)


def _sayable(term: Term, network: Network) -> Term | None:
    """A word as the network can search it; what its search may cut otherwise is left out."""
    match term:
        case Glob(pattern, "bare"):
            text = pattern.replace("*", "").replace("?", "")
            can = network.has_wildcards and text.isalnum() and text.isascii()
            return Glob(pattern, "bare") if can else None
        case Word(text, form, sign) if _is_cut_alike(text, network):
            said: Form = "bare" if form == "bare" else "accented"
            text = spellings(text).accented if form == "cased" else text
            return Word(text, said, sign if sign in network.signs else "")
        case _:
            return None


def _is_cut_alike(text: str, network: Network) -> bool:
    """Tell whether a network takes it for one word: letters, or an emoji where it knows those."""
    if any(map(is_segment, text)):
        return False
    return text.isalnum() or (network.has_emoji and not any(map(str.isalnum, text)))


def _word(written: str) -> Word:
    sign, body = parted(written)
    return Word(spellings(body).accented, "accented", sign)


def _all(parts: Iterable[Query | None]) -> Query | None:
    kept: dict[Query, None] = {}
    for part in parts:
        inner = part.parts if isinstance(part, And) else () if part is None else (part,)
        kept.update(dict.fromkeys(inner))
    return And(tuple(kept)) if len(kept) > 1 else next(iter(kept), None)


def _any(parts: Sequence[Query | None]) -> Query | None:
    kept: dict[Query, None] = {}
    for part in parts:
        if part is None:
            return None
        kept.update(dict.fromkeys(part.parts if isinstance(part, Or) else (part,)))
    return Or(tuple(kept)) if len(kept) > 1 else next(iter(kept))


def alternatives(query: Query, at_most: int = MOST_SEARCHES) -> list[tuple[Query, ...]]:
    """Write a weakened query as alternatives without OR, each a list of what it asks for.

    Where they would be too many, the choice with the most parts is left out: it is matched here.

    >>> from parvis.perimeter import parse
    >>> [len(parts) for parts in alternatives(parse("free (panne OR coupure)"))]
    [2, 2]
    """
    if isinstance(query, Or):
        return [parts for part in query.parts for parts in alternatives(part, at_most)]
    if not isinstance(query, And):
        return [(query,)]
    choices = [alternatives(part, at_most) for part in query.parts]
    while _count(choices) > at_most and len(choices) > 1:
        choices.remove(max(choices, key=len))
    return [tuple(itertools.chain(*chosen)) for chosen in itertools.product(*choices)]


def _count(choices: list[list[tuple[Query, ...]]]) -> int:
    count = 1
    for choice in choices:
        count *= len(choice)
    return count
