"""What the branches of a query wait for, and what is left to test once it is there.

A query is a choice of branches (often one). A branch waits for words, its pivots: without one of
them it cannot hold. Where they are one of its conditions, that one needs no test any more.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple, TypeAlias

from parvis.perimeter.language.fields import FIELDS
from parvis.perimeter.language.tree import Exact, Field, Phrase, Regex, Term, Window
from parvis.perimeter.meaning.exacts import phrase_of
from parvis.perimeter.meaning.fields import is_number
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
)

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

Rate: TypeAlias = "Callable[[Term | Field], float]"

NOTHING_LEFT: Final = All(())


class Branch(NamedTuple):
    """A way for a query to hold.

    Arguments:
        pivots: numbers of terms, one of which must be there; None where it waits for none.
        rest: what is left to test then.
    """

    pivots: frozenset[int] | None
    rest: Claim


class _Need(NamedTuple):
    """How often one of some terms is expected in a mention, and the terms."""

    rate: float
    terms: frozenset[int]


class Brancher:
    """Parts claims into branches.

    Arguments:
        terms: numbers of the words.
        number_of: gives the number of a field whose values are terms too.
        rate: in what part of the mentions a term is expected.
    """

    def __init__(
        self, terms: Mapping[Term, int], number_of: Callable[[Field], int], rate: Rate
    ) -> None:
        self._terms = terms
        self._number_of = number_of
        self._rate = rate
        self._alone = [_Need(rate(term), frozenset({number})) for term, number in terms.items()]

    def branches(self, claim: Claim) -> list[Branch]:
        """Part a claim: words that are enough by themselves are one branch."""
        words, others = alternatives(claim)
        branches = [self._branch(way) for way in others]
        if not words:
            return branches
        return [Branch(frozenset(map(self._terms.__getitem__, words)), NOTHING_LEFT), *branches]

    def _branch(self, way: Claim) -> Branch:
        """Wait for the rarest of the conditions."""
        parts = way.parts if isinstance(way, All) else (way,)
        needs = [(need, place) for place, part in enumerate(parts) if (need := self._need(part))]
        if not needs:
            return Branch(None, way)
        need, place = min(needs, key=lambda found: found[0].rate)
        is_met = _is_met_by_a_pivot(parts[place])
        return Branch(need.terms, All(parts[:place] + parts[place + 1 :]) if is_met else way)

    def _need(self, claim: Claim, *, is_denied: bool = False) -> _Need | None:
        """The rarest set of terms one of which must be there for a claim to hold."""
        match claim:
            case No(part):
                return self._need(part, is_denied=not is_denied)
            case (All(parts) | Some(parts)) as several:
                needs = [self._need(part, is_denied=is_denied) for part in parts]
                return _any(needs) if isinstance(several, All) != is_denied else _every(needs)
            case Here(spot):
                return None if is_denied else self._need_of_spot(spot)
            case Holds(field):
                if is_denied or not _is_a_term(field):
                    return None
                return _Need(self._rate(field), frozenset({self._number_of(field)}))

    def _need_of_spot(self, spot: Spot) -> _Need | None:
        match spot:
            case Leaf(what):
                return self._need_of_leaf(what)
            case Either(parts):
                return _every([self._need_of_spot(part) for part in parts])
            case Close(left, right):
                return _any([self._need_of_spot(left), self._need_of_spot(right)])
            case Chain(parts):
                return _any([self._need_of_spot(part) for part in parts])
            case Away(leaf):
                return self._need_of_spot(leaf)

    def _need_of_leaf(self, what: Phrase | Window | Exact | Regex) -> _Need | None:
        phrase = phrase_of(what) if isinstance(what, Exact) else what
        if phrase is None or isinstance(phrase, Regex):
            return None
        needs = [self._alone[self._terms[term]] for term in phrase.terms]
        return needs[0] if len(needs) == 1 else _any(needs)


def alternatives(claim: Claim) -> tuple[list[Term], list[Claim]]:
    """Return what is enough for a claim to hold: words that are anywhere, and other claims.

    >>> from parvis.perimeter.language.tree import Word
    >>> a, b, c = (Leaf(Phrase((Word(word),))) for word in "abc")
    >>> words, others = alternatives(Some((Here(Either((a, b))), Here(c, 2))))
    >>> [word.text for word in words], len(others)
    (['a', 'b'], 1)
    """
    words: list[Term] = []
    others: list[Claim] = []
    _sort_out(claim, words, others)
    return words, others


def _sort_out(claim: Claim, words: list[Term], others: list[Claim]) -> None:
    if isinstance(claim, Some):
        for part in claim.parts:
            _sort_out(part, words, others)
    elif isinstance(claim, Here) and claim.times == 1:
        for spot in claim.spot.parts if isinstance(claim.spot, Either) else (claim.spot,):
            word = word_of(spot)
            if word is None:
                others.append(Here(spot))
            else:
                words.append(word)
    else:
        others.append(claim)


def word_of(spot: Spot) -> Term | None:
    """Return the word, where a spot is nothing but one word anywhere."""
    if not isinstance(spot, Leaf) or spot.text != "both" or not isinstance(spot.what, Phrase):
        return None
    phrase = spot.what
    is_one = len(phrase.terms) == 1 and not (phrase.is_first or phrase.is_last)
    return phrase.terms[0] if is_one else None


def _is_met_by_a_pivot(claim: Claim) -> bool:
    _, others = alternatives(claim)
    return all(isinstance(way, Holds) and _is_a_term(way.field) for way in others)


def _is_a_term(field: Field) -> bool:
    """Tell whether what a field says is known when a mention arrives, and no number."""
    spec = FIELDS[field.name]
    return not (spec.is_later or is_number(spec))


def _any(needs: Sequence[_Need | None]) -> _Need | None:
    """All must be there: the rarest is enough to look for."""
    return min((need for need in needs if need), key=lambda need: need.rate, default=None)


def _every(needs: Sequence[_Need | None]) -> _Need | None:
    """One must be there: any of them may be it."""
    known = [need for need in needs if need]
    if len(known) < len(needs):
        return None
    return _Need(
        sum(need.rate for need in known), frozenset().union(*(need.terms for need in known))
    )
