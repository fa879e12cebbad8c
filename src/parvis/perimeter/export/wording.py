"""A weakened query in the words of a network, cut to the length it takes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from parvis.perimeter.export.weakening import alternatives
from parvis.perimeter.language.tree import And, Field, Not, Or, Phrase
from parvis.perimeter.language.writing import text_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from parvis.perimeter.export.networks import Network
    from parvis.perimeter.language.tree import Query


def searches_of(weak: Query, network: Network) -> tuple[tuple[str, ...], frozenset[Query]]:
    """Write a weakened query as searches, and say which parts they hold.

    A search too long is sent as several where it is a choice, and with fewer parts where it is not.
    """
    branches = (
        [_fitting(_in_order(parts), network) for parts in alternatives(weak)]
        if network.join == "none"
        else [_fitting(parts, network) for parts in _branches(weak)]
    )
    sent = frozenset(leaf for parts in branches for part in parts for leaf in _leaves(part))
    whole = [(_joined(parts, network), parts) for parts in branches]
    texts = dict.fromkeys(text for text, _ in whole)
    return (tuple(texts) if network.join == "none" else tuple(_packed(whole, network))), sent


def _branches(weak: Query) -> list[tuple[Query, ...]]:
    """The alternatives of a query as it stands, each the parts it joins."""
    choices = weak.parts if isinstance(weak, Or) else (weak,)
    return [choice.parts if isinstance(choice, And) else (choice,) for choice in choices]


def _in_order(parts: Sequence[Query]) -> tuple[Query, ...]:
    """Words, then what is denied, then fields: a search may heed only one run of each kind."""
    distinct = dict.fromkeys(parts)
    return tuple(
        sorted(distinct, key=lambda part: (isinstance(part, Field), isinstance(part, Not)))
    )


def _fitting(parts: Sequence[Query], network: Network) -> tuple[Query, ...]:
    """Leave out the last parts of a search that is too long: it finds more, never less."""
    kept = tuple(parts)
    while len(kept) > 1 and len(_joined(kept, network)) > network.limit:
        kept = kept[:-1]
    return kept


def _packed(whole: list[tuple[str, tuple[Query, ...]]], network: Network) -> list[str]:
    """Join alternatives by OR, as many as a search can hold."""
    searches: list[str] = []
    for text, parts in whole:
        one = f"({text})" if len(parts) > 1 and len(whole) > 1 else text
        longer = f"{searches[-1]} OR {one}" if searches else one
        if searches and len(longer) <= network.limit:
            searches[-1] = longer
        else:
            searches.append(one)
    return searches


def _joined(parts: Sequence[Query], network: Network) -> str:
    between = " AND " if network.join == "words" else " "
    return between.join(_part(part, network) for part in parts)


def _part(part: Query, network: Network) -> str:
    match part:
        case Not(inner):
            return ("NOT " if network.join == "words" else "-") + _part(inner, network)
        case Or(parts):
            return "(" + " OR ".join(_part(one, network) for one in parts) + ")"
        case And(parts):
            return f"({_joined(parts, network)})"
        case Field():
            return network.clause(part)
        case _:
            return _words(part)


def _words(part: Query) -> str:
    """Words as they are; one that would be read as an operator stands in quotes."""
    text = text_of(part)
    is_operator = isinstance(part, Phrase) and text.upper() in {"AND", "OR", "NOT", "TO"}
    return f'"{text}"' if is_operator else text


def _leaves(part: Query) -> tuple[Query, ...]:
    if isinstance(part, And | Or):
        return (part, *(leaf for one in part.parts for leaf in _leaves(one)))
    return (part,)
