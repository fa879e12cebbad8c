"""Queries as arrays: where to go from each test, what to look for first.

A claim becomes a chain of tests. Each says where to go on when it holds and where when it does not;
no stack is needed, and the first test that decides ends it. What stands near what is written for a
small machine that works on lists of hits.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final, NamedTuple, TypeAlias, cast

import numpy as np

from parvis.perimeter.language.fields import FIELDS
from parvis.perimeter.language.tree import (
    Between,
    Exact,
    Field,
    Phrase,
    Regex,
    Term,
    Window,
)
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
    Step,
    leaves_of,
    terms_of,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from numpy.typing import NDArray

HAS, STANDS, NUMBER, VALUE, UNSAID = range(5)
"""Kinds of tests: a word is there; a spot stands; a number lies between; a field passes; and one
that the loop cannot answer, since it takes the text itself."""

END, PHRASE, WINDOW, MERGE, CLOSE, AWAY, CHAIN = range(7)
"""Orders of the machine of spots."""

MATCHES, FAILS = -1, -2
UNITS: Final = {"word": 0, "sentence": 1, "paragraph": 2}
TEXTS: Final = {"both": 0, "title": 1, "text": 2}
FIRST, LAST = 4, 8


KIND, ARG, EXTRA, HOLDS, FAILS_TO, IS_DENIED = range(6)
"""Columns of a test: its kind; the term, the spot or the range; how often a spot must stand, or the
row of `Values.unread` that says a field is not known yet; where to go on; whether the query asks
that it fail."""

SLOT, LOW, HIGH = range(3)
"""Columns of a range: the row of `Values.numbers`, and its ends."""


class Program(NamedTuple):
    """The tests of many queries.

    Arguments:
        entries: the first test of each query.
        tests: a row each.
        spots: where the orders of each spot begin in `orders`.
        orders: of the machine of spots.
        ranges: a row each.
        pivots: where the queries that wait for each term begin in `waiting`.
        waiting: queries, by the term one of which each of them needs.
        always: queries that need no term.
        placed: whether the places of a term are asked for.
    """

    entries: NDArray[np.int32]
    tests: NDArray[np.int32]
    spots: NDArray[np.int64]
    orders: NDArray[np.int64]
    ranges: NDArray[np.float64]
    pivots: NDArray[np.int32]
    waiting: NDArray[np.int32]
    always: NDArray[np.int32]
    placed: NDArray[np.bool_]


Need: TypeAlias = tuple[float, frozenset[int]]
"""How often one of some terms is expected in a mention, and the terms."""

Rate: TypeAlias = "Callable[[Term | Field], float]"


class Writer:
    """Writes the program of some claims.

    Arguments:
        claims: one a query, in the order of their numbers.
        rate: in what part of the mentions a term is expected.
    """

    def __init__(self, claims: Sequence[Claim], rate: Rate) -> None:
        self.terms = _numbered(term for claim in claims for term in terms_of(claim))
        self.fields: dict[Field, int] = {}
        self.later: dict[str, int] = {}
        self.numbers: dict[tuple[str, str], int] = {}
        self._rate = rate
        self._alone = [(rate(term), frozenset({number})) for term, number in self.terms.items()]
        self._tests: list[tuple[int, int, int, int, int, bool]] = []
        self._spots: list[int] = []
        self._orders: list[int] = []
        self._ranges: dict[tuple[int, float, float], int] = {}
        self._placed: set[int] = set()
        self._entries = [self._write(claim, MATCHES, FAILS, is_denied=False) for claim in claims]
        self._needs = [self._need(claim, is_denied=False) for claim in claims]

    def program(self) -> Program:
        """Return the arrays."""
        pivots, waiting, always = self._waiting()
        placed = np.zeros(len(self.terms) + len(self.fields) + 1, np.bool_)
        placed[list(self._placed)] = True
        return Program(
            np.array(self._entries, np.int32),
            np.array(self._tests, np.int32).reshape(-1, 6),
            np.array(self._spots, np.int64),
            np.array(self._orders, np.int64),
            np.array(list(self._ranges), np.float64).reshape(-1, 3),
            pivots,
            waiting,
            always,
            placed,
        )

    def _waiting(self) -> tuple[NDArray[np.int32], NDArray[np.int32], NDArray[np.int32]]:
        """The queries that wait for each term, and those that wait for none."""
        by_term: list[list[int]] = [[] for _ in range(len(self.terms) + len(self.fields))]
        always = []
        for query, need in enumerate(self._needs):
            if need is None:
                always.append(query)
            for term in need[1] if need else ():
                by_term[term].append(query)
        starts = np.cumsum([0, *map(len, by_term)], dtype=np.int32)
        waiting = [query for queries in by_term for query in queries]
        return starts, np.array(waiting, np.int32), np.array(always, np.int32)

    def _write(self, claim: Claim, holds: int, fails: int, *, is_denied: bool) -> int:
        """Write the tests of a claim, the last first, and return the one to begin with."""
        match claim:
            case No(part):
                return self._write(part, fails, holds, is_denied=not is_denied)
            case All(parts):
                for part in reversed(parts):
                    holds = self._write(part, holds, fails, is_denied=is_denied)
                return holds
            case Some(parts):
                for part in reversed(parts):
                    fails = self._write(part, holds, fails, is_denied=is_denied)
                return fails
            case Here(spot, times):
                return self._write_spot(spot, times, (holds, fails), is_denied=is_denied)
            case Holds(field):
                return self._write_field(field, (holds, fails), is_denied=is_denied)

    def _test(
        self, kind: int, arg: int, extra: int, targets: tuple[int, int], *, is_denied: bool
    ) -> int:
        self._tests.append((kind, arg, extra, *targets, is_denied))
        return len(self._tests) - 1

    def _write_spot(
        self, spot: Spot, times: int, targets: tuple[int, int], *, is_denied: bool
    ) -> int:
        if isinstance(spot, Either) and times == 1:
            for part in reversed(spot.parts):
                targets = targets[0], self._write_spot(part, 1, targets, is_denied=is_denied)
            return targets[1]
        term = _one_word(spot)
        if term is not None and times == 1:
            return self._test(HAS, self.terms[term], 0, targets, is_denied=is_denied)
        if any(isinstance(leaf.what, Exact | Regex) for leaf in leaves_of(spot)):
            return self._write_unsaid(spot, targets, is_denied=is_denied)
        stands = self._test(STANDS, self._spot(spot), times, targets, is_denied=is_denied)
        if isinstance(spot, Leaf):
            return stands
        return self._write(_presence(spot), stands, targets[1], is_denied=is_denied)

    def _write_unsaid(self, spot: Spot, targets: tuple[int, int], *, is_denied: bool) -> int:
        """An exact text cannot be where its words are not."""
        unsaid = self._test(UNSAID, 0, 0, targets, is_denied=is_denied)
        what = spot.what if isinstance(spot, Leaf) else None
        phrase = phrase_of(what) if isinstance(what, Exact) else None
        if phrase is None:
            return unsaid
        return self._write_spot(Leaf(phrase), 1, (unsaid, targets[1]), is_denied=is_denied)

    def _write_field(self, field: Field, targets: tuple[int, int], *, is_denied: bool) -> int:
        spec = FIELDS[field.name]
        if is_number(spec):
            return self._test(NUMBER, self._range(field), 0, targets, is_denied=is_denied)
        number = len(self.terms) + self.fields.setdefault(field, len(self.fields))
        slot = self.later.setdefault(spec.name, len(self.later)) if spec.is_later else -1
        return self._test(VALUE, number, slot, targets, is_denied=is_denied)

    def _range(self, field: Field) -> int:
        """A range whose ends belong to it: those that do not are moved in by a hair."""
        test = field.test if isinstance(field.test, Between) else Between()
        slot = self.numbers.setdefault((field.name, test.zone), len(self.numbers))
        low = -math.inf if test.low is None else test.low
        high = math.inf if test.high is None else test.high
        ends = (
            low if test.has_low else math.nextafter(low, math.inf),
            high if test.has_high else math.nextafter(high, -math.inf),
        )
        return self._ranges.setdefault((slot, *ends), len(self._ranges))

    def _spot(self, spot: Spot) -> int:
        self._spots.append(len(self._orders))
        self._order(spot)
        self._orders.append(END)
        return len(self._spots) - 1

    def _order(self, spot: Spot) -> None:
        match spot:
            case Leaf():
                self._order_leaf(spot)
            case Either(parts):
                self._order_all(parts)
                self._orders += [MERGE] * (len(parts) - 1)
            case Close(left, right, step):
                self._order_all((left, right))
                self._orders += [CLOSE, *_measure(step), MERGE]
            case Away(leaf, other, step):
                self._order_all((leaf, other))
                self._orders += [AWAY, *_measure(step)]
            case Chain(parts, steps):
                self._order_all(parts)
                measures = [number for step in steps for number in _measure(step)]
                self._orders += [CHAIN, len(parts), *measures] + [MERGE] * (len(parts) - 1)

    def _order_all(self, parts: Sequence[Spot]) -> None:
        for part in parts:
            self._order(part)

    def _order_leaf(self, leaf: Leaf) -> None:
        what = cast("Phrase | Window", leaf.what)
        numbers = [self.terms[term] for term in what.terms]
        text = TEXTS[leaf.text]
        if isinstance(what, Window):
            self._placed.update(numbers)
            self._orders += [WINDOW, text, what.others, len(numbers), *numbers]
            return
        rarest = min(range(len(numbers)), key=lambda place: self._rate(what.terms[place]))
        self._placed.add(numbers[rarest])
        marks = text + FIRST * what.is_first + LAST * what.is_last
        self._orders += [PHRASE, marks, rarest, len(numbers), *numbers]

    def _need(self, claim: Claim, *, is_denied: bool) -> Need | None:
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
                number = self.fields.get(field)
                if is_denied or number is None or FIELDS[field.name].is_later:
                    return None
                return self._rate(field), frozenset({len(self.terms) + number})

    def _need_of_spot(self, spot: Spot) -> Need | None:
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

    def _need_of_leaf(self, what: Phrase | Window | Exact | Regex) -> Need | None:
        phrase = phrase_of(what) if isinstance(what, Exact) else what
        if phrase is None or isinstance(phrase, Regex):
            return None
        return _any([self._need_of_term(term) for term in phrase.terms])

    def _need_of_term(self, term: Term) -> Need:
        return self._alone[self.terms[term]]


def _any(needs: Sequence[Need | None]) -> Need | None:
    """All must be there: the rarest is enough to look for."""
    return min((need for need in needs if need), key=lambda need: need[0], default=None)


def _every(needs: Sequence[Need | None]) -> Need | None:
    """One must be there: any of them may be it."""
    known = [need for need in needs if need]
    if len(known) < len(needs):
        return None
    return sum(rate for rate, _ in known), frozenset().union(*(terms for _, terms in known))


def _one_word(spot: Spot) -> Term | None:
    """The word, where a spot is nothing but one word anywhere."""
    match spot:
        case Leaf(Phrase((term,), False, False), "both"):
            return term
        case _:
            return None


def _presence(spot: Spot) -> Claim:
    """What a spot cannot do without: words that are there at all, soon tested."""
    match spot:
        case Leaf(Phrase((term, *_)) | Window((term, *_))):
            return Here(Leaf(Phrase((term,))))
        case Either(parts):
            return Some(tuple(map(_presence, parts)))
        case Close(left, right):
            return All((_presence(left), _presence(right)))
        case Chain(parts):
            return All(tuple(map(_presence, parts)))
        case Away(leaf):
            return _presence(leaf)
        case Leaf():
            raise TypeError("a pattern is not in a program")


def _measure(step: Step) -> tuple[int, int]:
    return UNITS[step.unit], step.distance


def _numbered(things: Iterable[Term]) -> dict[Term, int]:
    return {thing: number for number, thing in enumerate(dict.fromkeys(things))}
