"""What the loop over mentions is given, and what it knows of the one it is at."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from parvis.perimeter.stream.spots import ROOM, Lists, lists

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from parvis.perimeter.stream.program import Program
    from parvis.perimeter.stream.values import Values
    from parvis.perimeter.words.cutting import Tokens

DOCUMENT, HITS, PLACES, IS_UNSAID, IS_UNREAD, FOUND = range(6)
"""Counters of `State.now`: the mention, counted from 1; its terms; their places; whether a test of
the branch being walked is for the store, or waits for a reading; rows found."""

START, COUNT = range(2)
HEAD, TAIL = range(2)
TOKEN, NEXT = range(2)
ROW, QUERY, VERDICT = range(3)


class Batch(NamedTuple):
    """Mentions, and what is known of them.

    Arguments:
        tokens: their words.
        spans: a row for each word of the vocabulary: where its terms begin in `terms`, how many.
        terms: numbers of terms.
        values: what their fields say.
    """

    tokens: Tokens
    spans: NDArray[np.int32]
    terms: NDArray[np.int32]
    values: Values


class State(NamedTuple):
    """What the loop knows of the mention it is at, and what it found.

    Arguments:
        seen: for each term, the last mention in which it was met.
        met: terms of this mention, in the order they were met.
        chains: for each term, its first and its last place here, as rows of `places`.
        places: a row each: number of the word, and the row of the term's next place.
        walked: for each test, the last mention in which a branch was walked from it.
        sure: for each query, the last mention that it matches for certain.
        now: counters.
        lists: of the machine of spots.
        window: places of the words of a window.
        bits: which of its terms they are.
        found: a row each: row, query and verdict; those of one mention by query.
    """

    seen: NDArray[np.int64]
    met: NDArray[np.int64]
    chains: NDArray[np.int32]
    places: NDArray[np.int32]
    walked: NDArray[np.int64]
    sure: NDArray[np.int64]
    now: NDArray[np.int64]
    lists: Lists
    window: NDArray[np.int64]
    bits: NDArray[np.uint64]
    found: NDArray[np.int32]


def state_for(program: Program) -> State:
    """Make room to run a program; that for places and for what is found is made later."""
    terms = program.placed.size
    return State(
        seen=np.zeros(terms, np.int64),
        met=np.zeros(terms, np.int64),
        chains=np.zeros((terms, 2), np.int32),
        places=np.zeros((0, 2), np.int32),
        walked=np.zeros(len(program.tests), np.int64),
        sure=np.zeros(program.queries, np.int64),
        now=np.zeros(6, np.int64),
        lists=lists(),
        window=np.zeros(ROOM, np.int64),
        bits=np.zeros(ROOM, np.uint64),
        found=np.zeros((0, 3), np.int32),
    )


def most_found(program: Program) -> int:
    """How many rows one mention may add: a query has one for each branch until they are merged."""
    return len(program.tests) + program.queries
