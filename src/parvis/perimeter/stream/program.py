"""Queries as arrays: what waits for which word, and where to go from each test.

A branch becomes a chain of tests. Each says where to go on when it holds and where when it does
not; no stack is needed, and the first test that decides ends it. What stands near what is written
for a small machine that works on lists of hits.
"""

from __future__ import annotations

import itertools
import math
from collections import defaultdict
from typing import TYPE_CHECKING, Final, NamedTuple, cast

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
from parvis.perimeter.stream.pivots import Brancher, alternatives, word_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

    from parvis.perimeter.stream.pivots import Rate

AMONG, STANDS, NUMBER, VALUE, UNSAID = range(5)
"""Kinds of tests: one of some words is there; a spot stands; a number lies between; a field passes;
and one that the loop cannot answer, since it takes the text itself."""

END, PHRASE, WINDOW, MERGE, CLOSE, AWAY, CHAIN = range(7)
"""Orders of the machine of spots."""

MATCHES, FAILS = -1, -2
UNITS: Final = {"word": 0, "sentence": 1, "paragraph": 2}
TEXTS: Final = {"both": 0, "title": 1, "text": 2}
FIRST, LAST = 4, 8


KIND, ARG, EXTRA, HOLDS, FAILS_TO, IS_DENIED = range(6)
"""Columns of a test: its kind; the term, the spot, the range, or where its words begin in `among`;
how often a spot must stand, the row of `Values.unread` that says a field is not known yet, or where
its words end; where to go on; whether the query asks that it fail."""

OWNER, ENTRY = range(2)
"""Columns of what waits: the query; its first test, or MATCHES where there is none left."""

SLOT, LOW, HIGH = range(3)
"""Columns of a range: the row of `Values.numbers`, and its ends."""


class Program(NamedTuple):
    """The tests of many queries.

    Arguments:
        queries: how many.
        tests: a row each.
        among: numbers of terms, for the tests that ask for one of some words.
        spots: where the orders of each spot begin in `orders`.
        orders: of the machine of spots.
        ranges: a row each.
        pivots: where what waits for each term begins in `waiting`, and where the last one ends.
        waiting: branches by the term they wait for, then those that wait for none.
        placed: whether the places of a term are asked for.
    """

    queries: int
    tests: NDArray[np.int32]
    among: NDArray[np.int32]
    spots: NDArray[np.int64]
    orders: NDArray[np.int64]
    ranges: NDArray[np.float64]
    pivots: NDArray[np.int32]
    waiting: NDArray[np.int32]
    placed: NDArray[np.bool_]


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
        self._tests: list[tuple[int, int, int, int, int, bool]] = []
        self._among: list[int] = []
        self._spots: list[int] = []
        self._orders: list[int] = []
        self._ranges: dict[tuple[int, float, float], int] = {}
        self._placed: set[int] = set()
        self._queries = len(claims)
        self._waiting = self._write_all(claims, Brancher(self.terms, self._number_of, rate))

    def program(self) -> Program:
        """Return the arrays."""
        terms = len(self.terms) + len(self.fields)
        placed = np.zeros(terms + 1, np.bool_)
        placed[list(self._placed)] = True
        waiting = [self._waiting.get(term, []) for term in [*range(terms), None]]
        return Program(
            self._queries,
            np.array(self._tests, np.int32).reshape(-1, 6),
            np.array(self._among, np.int32),
            np.array(self._spots, np.int64),
            np.array(self._orders, np.int64),
            np.array(list(self._ranges), np.float64).reshape(-1, 3),
            np.cumsum([0, *map(len, waiting[:-1])], dtype=np.int32),
            np.array(list(itertools.chain(*waiting)), np.int32).reshape(-1, 2),
            placed,
        )

    def _write_all(
        self, claims: Sequence[Claim], brancher: Brancher
    ) -> dict[int | None, list[tuple[int, int]]]:
        """Write the branches; return which query to go on with where, by what they wait for."""
        waiting: defaultdict[int | None, list[tuple[int, int]]] = defaultdict(list)
        for query, claim in enumerate(claims):
            for pivots, rest in brancher.branches(claim):
                entry = self._write(rest, MATCHES, FAILS, is_denied=False)
                for term in (None,) if pivots is None else pivots:
                    waiting[term].append((query, entry))
        return waiting

    def _write(self, claim: Claim, holds: int, fails: int, *, is_denied: bool) -> int:
        """Write the tests of a claim, the last first, and return the one to begin with."""
        match claim:
            case No(part):
                return self._write(part, fails, holds, is_denied=not is_denied)
            case All(parts):
                for part in reversed(parts):
                    holds = self._write(part, holds, fails, is_denied=is_denied)
                return holds
            case Some() | Here(Either(), 1):
                return self._write_ways(claim, (holds, fails), is_denied=is_denied)
            case Here(spot, times):
                return self._write_spot(spot, times, (holds, fails), is_denied=is_denied)
            case Holds(field):
                return self._write_field(field, (holds, fails), is_denied=is_denied)

    def _write_ways(self, claim: Claim, targets: tuple[int, int], *, is_denied: bool) -> int:
        """Write alternatives: all that are one word first, in one test."""
        holds, fails = targets
        words, others = alternatives(claim)
        for way in reversed(others):
            fails = self._write(way, holds, fails, is_denied=is_denied)
        return self._write_among(words, (holds, fails), is_denied=is_denied) if words else fails

    def _write_among(
        self, words: Sequence[Term], targets: tuple[int, int], *, is_denied: bool
    ) -> int:
        start = len(self._among)
        self._among += [self.terms[word] for word in words]
        return self._test(AMONG, start, len(self._among), targets, is_denied=is_denied)

    def _test(
        self, kind: int, arg: int, extra: int, targets: tuple[int, int], *, is_denied: bool
    ) -> int:
        self._tests.append((kind, arg, extra, *targets, is_denied))
        return len(self._tests) - 1

    def _write_spot(
        self, spot: Spot, times: int, targets: tuple[int, int], *, is_denied: bool
    ) -> int:
        word = word_of(spot)
        if word is not None and times == 1:
            return self._write_among([word], targets, is_denied=is_denied)
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
        number = self._number_of(field)
        slot = self.later.setdefault(spec.name, len(self.later)) if spec.is_later else -1
        return self._test(VALUE, number, slot, targets, is_denied=is_denied)

    def _number_of(self, field: Field) -> int:
        return len(self.terms) + self.fields.setdefault(field, len(self.fields))

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
