"""The loop over mentions: their words and fields, then the branches of queries these lead to."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from parvis.compiled import compiled, step
from parvis.perimeter.stream.program import (
    AMONG,
    ARG,
    ENTRY,
    EXTRA,
    FAILS_TO,
    HIGH,
    HOLDS,
    IS_DENIED,
    KIND,
    LOW,
    MATCHES,
    NUMBER,
    OWNER,
    SLOT,
    STANDS,
    VALUE,
)
from parvis.perimeter.stream.standing import NO_ROOM, starts_of
from parvis.perimeter.stream.state import (
    COUNT,
    DOCUMENT,
    FOUND,
    HEAD,
    HITS,
    IS_UNREAD,
    IS_UNSAID,
    NEXT,
    PLACES,
    QUERY,
    ROW,
    START,
    TAIL,
    TOKEN,
    VERDICT,
)

if TYPE_CHECKING:
    from parvis.compiled import Whole
    from parvis.perimeter.stream.program import Program
    from parvis.perimeter.stream.state import Batch, State
    from parvis.perimeter.stream.values import Values

NO, YES, NOT_YET, NOT_HERE = range(4)
"""Verdicts: it does not match; it does; what is read later decides; the store decides."""


@compiled
def run(program: Program, batch: Batch, first: Whole, room: Whole, state: State) -> Whole:
    """Judge mentions from one on; return the first for which there is less room than asked for."""
    rows = batch.tokens.bodies.size
    for row in range(first, rows):
        begin = state.now[FOUND]
        if begin + room > state.found.shape[0]:
            return row
        state.now[DOCUMENT] += 1
        state.now[HITS] = state.now[PLACES] = 0
        _meet_values(batch, row, state)
        _meet_words(program, batch, row, state)
        _walk_all(program, batch, row, state)
        _put_in_order(begin, state)
        _merge(begin, state)
    return rows


@step
def _meet(term: Whole, state: State) -> Whole:
    """Note a term; say whether it is the first time in this mention."""
    if state.seen[term] == state.now[DOCUMENT]:
        return False
    state.seen[term] = state.now[DOCUMENT]
    state.met[state.now[HITS]] = term
    state.now[HITS] += 1
    return True


@step
def _meet_values(batch: Batch, row: Whole, state: State) -> None:
    for place in range(batch.values.rows[row], batch.values.rows[row + 1]):
        _meet(batch.values.terms[place], state)


@step
def _meet_words(program: Program, batch: Batch, row: Whole, state: State) -> None:
    for token in range(batch.tokens.rows[row], batch.tokens.rows[row + 1]):
        word = np.int64(batch.tokens.words[token])
        start = batch.spans[word, START]
        for place in range(start, start + batch.spans[word, COUNT]):
            term = batch.terms[place]
            is_new = _meet(term, state)
            if program.placed[term]:
                _put(term, token, is_new, state)


@step
def _put(term: Whole, token: Whole, is_new: Whole, state: State) -> None:
    """Add a place to those of a term."""
    number = state.now[PLACES]
    state.places[number, TOKEN], state.places[number, NEXT] = token, -1
    if is_new:
        state.chains[term, HEAD] = number
    else:
        state.places[state.chains[term, TAIL], NEXT] = number
    state.chains[term, TAIL] = number
    state.now[PLACES] = number + 1


@step
def _walk_all(program: Program, batch: Batch, row: Whole, state: State) -> None:
    """Walk the branches that wait for a term of this mention, and those that wait for none."""
    for place in range(state.now[HITS]):
        term = state.met[place]
        for waiting in range(program.pivots[term], program.pivots[term + 1]):
            _walk(program, batch, row, waiting, state)
    for waiting in range(program.pivots[-1], len(program.waiting)):
        _walk(program, batch, row, waiting, state)


@step
def _walk(program: Program, batch: Batch, row: Whole, waiting: Whole, state: State) -> None:
    """Walk a branch, unless its query is sure to match or it was walked for another term."""
    query = program.waiting[waiting, OWNER]
    if state.sure[query] == state.now[DOCUMENT]:
        return
    entry, verdict = program.waiting[waiting, ENTRY], np.int64(YES)
    if entry >= 0:
        if state.walked[entry] == state.now[DOCUMENT]:
            return
        state.walked[entry] = state.now[DOCUMENT]
        verdict = _judge(program, batch, row, entry, state)
    if verdict != NO:
        _note(row, query, verdict, state)


@step
def _note(row: Whole, query: Whole, verdict: Whole, state: State) -> None:
    found = state.now[FOUND]
    state.found[found, ROW] = row
    state.found[found, QUERY] = query
    state.found[found, VERDICT] = verdict
    state.now[FOUND] = found + 1
    if verdict == YES:
        state.sure[query] = state.now[DOCUMENT]


@step
def _put_in_order(begin: Whole, state: State) -> None:
    """Sort what was found in a mention by query: a few rows, moved one by one."""
    for place in range(begin + 1, state.now[FOUND]):
        query, verdict = state.found[place, QUERY], state.found[place, VERDICT]
        to = place
        while to > begin and state.found[to - 1, QUERY] > query:
            state.found[to, QUERY] = state.found[to - 1, QUERY]
            state.found[to, VERDICT] = state.found[to - 1, VERDICT]
            to -= 1
        state.found[to, QUERY], state.found[to, VERDICT] = query, verdict


@step
def _merge(begin: Whole, state: State) -> None:
    """Keep one row a query: it matches where one branch does, else it is as open as the openest."""
    kept = begin
    for place in range(begin + 1, state.now[FOUND]):
        query, verdict = state.found[place, QUERY], state.found[place, VERDICT]
        if query != state.found[kept, QUERY]:
            kept += 1
            state.found[kept, QUERY], state.found[kept, VERDICT] = query, verdict
        elif state.found[kept, VERDICT] != YES:
            is_better = verdict == YES or verdict > state.found[kept, VERDICT]
            state.found[kept, VERDICT] = verdict if is_better else state.found[kept, VERDICT]
    state.now[FOUND] = min(kept + 1, state.now[FOUND])


@step
def _judge(program: Program, batch: Batch, row: Whole, entry: Whole, state: State) -> Whole:
    """Walk the tests; where some cannot be answered, once as if they spoke against, once for.

    A branch holds whatever they would say when it holds with all of them against it (Kleene's
    strong logic: every test is asked for with one sign only).
    """
    state.now[IS_UNSAID] = state.now[IS_UNREAD] = 0
    if _ends_well(program, batch, row, entry, np.int64(0), state):
        return YES
    if not (state.now[IS_UNSAID] or state.now[IS_UNREAD]):
        return NO
    if not _ends_well(program, batch, row, entry, np.int64(1), state):
        return NO
    return NOT_HERE if state.now[IS_UNSAID] else NOT_YET


@step
def _ends_well(
    program: Program, batch: Batch, row: Whole, entry: Whole, is_hopeful: Whole, state: State
) -> Whole:
    """Walk the tests of a branch to its end."""
    node = np.int64(entry)
    while node >= 0:
        answer = _answer(program, batch, row, node, state)
        if answer == NOT_YET:
            answer = np.int64(is_hopeful != program.tests[node, IS_DENIED])
        node = np.int64(program.tests[node, HOLDS if answer else FAILS_TO])
    return node == MATCHES


@step
def _answer(program: Program, batch: Batch, row: Whole, node: Whole, state: State) -> Whole:
    """Answer a test: NO, YES or NOT_YET."""
    kind, arg = program.tests[node, KIND], np.int64(program.tests[node, ARG])
    extra = np.int64(program.tests[node, EXTRA])
    answer: Whole = NOT_YET
    if kind == AMONG:
        answer = np.int64(_is_one_seen(program, arg, extra, state))
    elif kind == STANDS:
        answer = _stands(program, batch, row, node, state)
    elif kind == NUMBER:
        answer = np.int64(_is_in_range(program, batch.values, row, arg))
    elif kind == VALUE:
        answer = _passes(batch.values, row, arg, extra, state)
    else:
        state.now[IS_UNSAID] = 1
    return answer


@step
def _is_one_seen(program: Program, start: Whole, stop: Whole, state: State) -> Whole:
    for place in range(start, stop):
        if state.seen[program.among[place]] == state.now[DOCUMENT]:
            return True
    return False


@step
def _stands(program: Program, batch: Batch, row: Whole, node: Whole, state: State) -> Whole:
    starts = starts_of(program, batch, row, program.tests[node, ARG], state)
    if starts == NO_ROOM:
        state.now[IS_UNSAID] = 1
        return NOT_YET
    return np.int64(starts >= program.tests[node, EXTRA])


@step
def _passes(values: Values, row: Whole, term: Whole, slot: Whole, state: State) -> Whole:
    if state.seen[term] == state.now[DOCUMENT]:
        return YES
    if slot < 0 or not values.unread[slot, row]:
        return NO
    state.now[IS_UNREAD] = 1
    return NOT_YET


@step
def _is_in_range(program: Program, values: Values, row: Whole, number: Whole) -> Whole:
    """What is not known (NaN) is in no range; a range of times may go round midnight."""
    value = values.numbers[np.int64(program.ranges[number, SLOT]), row]
    low, high = program.ranges[number, LOW], program.ranges[number, HIGH]
    if low > high:
        return value >= low or value <= high
    return low <= value <= high
