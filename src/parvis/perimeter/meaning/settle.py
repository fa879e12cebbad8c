"""From a tree to the claim it makes: groups inside proximity are written out.

A group has no place of its own, its words have: `(a AND b) NEAR/5 c` says that a stands near c and
that b stands near c; `(a AND NOT b) NEAR/5 c` that a does and b does not.
"""

from __future__ import annotations

import itertools
import math
from typing import TYPE_CHECKING, Final, TypeVar

from parvis.perimeter.language.tree import (
    And,
    AtLeast,
    Exact,
    Field,
    Named,
    Near,
    Not,
    Or,
    Phrase,
    Query,
    Regex,
    Scope,
    Weighted,
    Window,
)
from parvis.perimeter.meaning.forms import (
    All,
    Away,
    Chain,
    Claim,
    Close,
    Either,
    Here,
    Holds,
    Leaf,
    No,
    Some,
    Spot,
    Step,
    Text,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

T = TypeVar("T")
MAX_CLAUSES: Final = 1_000

Placed = list[list[tuple[Spot, bool]]]
"""Alternatives of several spots that must all be there, or not (False): a group written out."""


def settle(query: Query) -> Claim:
    """Return the claim a query makes of a mention.

    Raises:
        OverflowError: groups inside NEAR that would be too many when written out; `parse` refuses
            such a query.

    >>> from parvis.perimeter.language.parse import parse
    >>> type(settle(parse("(a AND b) NEAR/5 c"))).__name__
    'All'
    """
    return _claim(query, "both")


def can_be_settled(query: Query) -> bool:
    """Tell whether the groups inside NEAR are few enough to be written out."""
    try:
        settle(query)
    except OverflowError:
        return False
    return True


def _claim(query: Query, text: Text) -> Claim:
    match query:
        case Not(part):
            claim: Claim = No(_claim(part, text))
        case And(parts):
            claim = All(tuple(_claim(part, text) for part in parts))
        case Or(parts):
            claim = _some([_claim(part, text) for part in parts])
        case Scope(inside, part):
            claim = _claim(part, inside)
        case Weighted(part) | Named(_, _, part):
            claim = _claim(part, text)
        case Field():
            claim = Holds(query)
        case AtLeast(times, part):
            claim = _here(_placed(part, text), lambda spot: Here(spot, times))
        case _:
            claim = _stands(query, text)
    return claim


def _stands(query: Query, text: Text) -> Claim:
    if isinstance(query, Phrase | Window | Exact | Regex):
        return Here(Leaf(query, text))
    return _here(_placed(query, text), Here)


def _some(claims: list[Claim]) -> Claim:
    """Alternatives that are words together are one spot: they are searched in one go."""
    words = [claim.spot for claim in claims if isinstance(claim, Here) and claim.times == 1]
    if len(words) < 2:
        return Some(tuple(claims))
    others = [claim for claim in claims if not (isinstance(claim, Here) and claim.times == 1)]
    together = Here(_either(words))
    return Some((together, *others)) if others else together


def _either(spots: Sequence[Spot]) -> Spot:
    parts = [
        inner for spot in spots for inner in (spot.parts if isinstance(spot, Either) else (spot,))
    ]
    return parts[0] if len(parts) == 1 else Either(tuple(parts))


def _here(placed: Placed, here: Callable[[Spot], Claim]) -> Claim:
    claims = [
        _all([here(spot) if is_wanted else No(here(spot)) for spot, is_wanted in every])
        for every in placed
    ]
    return claims[0] if len(claims) == 1 else Some(tuple(claims))


def _all(claims: list[Claim]) -> Claim:
    return claims[0] if len(claims) == 1 else All(tuple(claims))


def _placed(query: Query, text: Text) -> Placed:
    """Write a part with a place out, so that each spot is free of AND and NOT."""
    match query:
        case Phrase() | Window() | Exact() | Regex():
            placed: Placed = [[(Leaf(query, text), True)]]
        case And(parts):
            placed = _every([_placed_or_denied(part, text) for part in parts])
        case Or(parts):
            placed = _any([_placed(part, text) for part in parts])
        case Scope(inside, part):
            placed = _placed(part, inside)
        case Weighted(part) | Named(_, _, part):
            placed = _placed(part, text)
        case Near():
            placed = _near(query, text)
        case Field() | AtLeast() | Not():
            raise TypeError(f"{type(query).__name__} has no place: parse refuses it")
    return _bounded(placed)


def _placed_or_denied(part: Query, text: Text) -> Placed:
    if not isinstance(part, Not):
        return _placed(part, text)
    return _denied(_placed(part.part, text))


def _denied(placed: Placed) -> Placed:
    """De Morgan: one of every alternative fails."""
    return [[(spot, not is_wanted) for spot, is_wanted in choice] for choice in _choices(*placed)]


def _every(groups: list[Placed]) -> Placed:
    return [list(itertools.chain(*choice)) for choice in _choices(*groups)]


def _any(groups: list[Placed]) -> Placed:
    """Alternatives that are one spot each are one spot together."""
    alternatives = list(itertools.chain(*groups))
    alone = [every[0][0] for every in alternatives if len(every) == 1 and every[0][1]]
    others = [every for every in alternatives if not (len(every) == 1 and every[0][1])]
    return ([[(_either(alone), True)]] if alone else []) + others


def _near(near: Near, text: Text) -> Placed:
    left, right = _placed(near.left, text), _placed(near.right, text)
    step = Step(near.unit, near.distance)
    if near.is_absent:
        return _away(left, right, step)
    join = _chain if near.is_ordered else Close
    return [
        [
            (join(a, b, step), a_is_wanted and b_is_wanted)
            for (a, a_is_wanted), (b, b_is_wanted) in _choices(lefts, rights)
            if a_is_wanted or b_is_wanted
        ]
        for lefts, rights in _choices(left, right)
    ]


def _away(left: Placed, right: Placed, step: Step) -> Placed:
    """A hit is away from a group when one of the things that make the group is nowhere near."""
    clauses = [_either([spot for spot, _ in choice]) for choice in _choices(*right)]
    alternatives = [
        [(_each_away(spot, clause, step), is_wanted) for spot, is_wanted in lefts]
        for lefts in left
        for clause in clauses
    ]
    return _any([[every] for every in alternatives])


def _each_away(spot: Spot, other: Spot, step: Step) -> Spot:
    """Every word of the spot stands away, those joined to one another too."""
    match spot:
        case Either(parts):
            return Either(tuple(_each_away(part, other, step) for part in parts))
        case Close(left, right, joined):
            return Close(_each_away(left, other, step), _each_away(right, other, step), joined)
        case Chain(parts, steps):
            return Chain(tuple(_each_away(part, other, step) for part in parts), steps)
        case _:
            return Away(spot, other, step)


def _chain(left: Spot, right: Spot, step: Step) -> Spot:
    """Chains that follow one another are one; a choice of chains is a chain of each."""
    ways = _choices(_ways(left), _ways(right))
    return _either([Chain((*a.parts, *b.parts), (*a.steps, step, *b.steps)) for a, b in ways])


def _ways(spot: Spot) -> list[Chain]:
    if isinstance(spot, Chain):
        return [spot]
    if isinstance(spot, Either) and any(isinstance(part, Chain) for part in spot.parts):
        plain = [part for part in spot.parts if not isinstance(part, Chain)]
        chains = [part for part in spot.parts if isinstance(part, Chain)]
        return chains + ([Chain((_either(plain),), ())] if plain else [])
    return [Chain((spot,), ())]


def _choices(*groups: Sequence[T]) -> Iterator[tuple[T, ...]]:
    """One of each group, in every way there is, if there are not too many."""
    if math.prod(map(len, groups)) > MAX_CLAUSES:
        raise OverflowError
    return itertools.product(*groups)


def _bounded(placed: Placed) -> Placed:
    if sum(map(len, placed)) > MAX_CLAUSES:
        raise OverflowError
    return placed
