"""The loop over mentions: their words and fields, then the queries that wait for one of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from parvis.compiled import compiled, part, step
from parvis.perimeter.meaning.windows import end_of_shortest
from parvis.perimeter.stream.program import (
    ARG,
    CHAIN,
    CLOSE,
    END,
    EXTRA,
    FAILS_TO,
    FIRST,
    HAS,
    HIGH,
    HOLDS,
    IS_DENIED,
    KIND,
    LAST,
    LOW,
    MATCHES,
    MERGE,
    NUMBER,
    SLOT,
    STANDS,
    TEXTS,
    VALUE,
    WINDOW,
)
from parvis.perimeter.stream.spots import (
    AFTER,
    AROUND,
    BEFORE,
    BEGIN,
    BESIDE,
    ROOM,
    Lists,
    add,
    begin,
    is_last_empty,
    keep,
    lists,
    mark,
    mark_all,
    merge,
)

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from parvis.compiled import Whole
    from parvis.perimeter.stream.program import Program
    from parvis.perimeter.stream.values import Values
    from parvis.perimeter.words.cutting import Tokens

NO, YES, NOT_YET, NOT_HERE = range(4)
"""Verdicts: it does not match; it does; what is read later decides; the store decides."""

_DOCUMENT, _HITS, _CANDIDATES, _PLACES, _IS_UNSAID, _IS_UNREAD, _FOUND = range(7)
_TITLE, _BODY = TEXTS["title"], TEXTS["text"]
_TEXT_OF_MARKS: Final = 3


class Batch(NamedTuple):
    """Mentions, and what is known of them.

    Arguments:
        tokens: their words.
        starts, counts: where the terms of each word of the vocabulary begin in `terms`; how many.
        terms: numbers of terms.
        values: what their fields say.
    """

    tokens: Tokens
    starts: NDArray[np.int32]
    counts: NDArray[np.int32]
    terms: NDArray[np.int32]
    values: Values


class State(NamedTuple):
    """What the loop knows of the mention it is at, and what it found.

    Arguments:
        terms: a row each: the last mention in which it was met, counted from 1; its first and its
            last place there, as rows of `places`; and, in the order they were met, the terms.
        queries: a row each: the last mention in which it was a candidate; and the candidates.
        places: a row each: number of the word, and the row of the term's next place.
        now: counters.
        lists: of the machine of spots.
        window: places of the words of a window.
        bits: which of its terms they are.
        found: a row each: row, query and verdict.
    """

    terms: NDArray[np.int64]
    queries: NDArray[np.int64]
    places: NDArray[np.int64]
    now: NDArray[np.int64]
    lists: Lists
    window: NDArray[np.int64]
    bits: NDArray[np.uint64]
    found: NDArray[np.int32]


SEEN, HEAD, TAIL, MET = range(4)
SEEN_QUERY, CANDIDATE = range(2)
TOKEN, NEXT = range(2)
ROW, QUERY, VERDICT = range(3)


def state_for(program: Program) -> State:
    """Make room to run a program; that for places and for what is found is made later."""
    return State(
        np.zeros((program.placed.size, 4), np.int64),
        np.zeros((program.entries.size, 2), np.int64),
        np.zeros((0, 2), np.int64),
        np.zeros(7, np.int64),
        lists(),
        np.zeros(ROOM, np.int64),
        np.zeros(ROOM, np.uint64),
        np.zeros((0, 3), np.int32),
    )


@compiled
def run(program: Program, batch: Batch, first: Whole, state: State) -> Whole:
    """Judge mentions from one on; return the first for which there is no room for what is found."""
    rows = batch.tokens.bodies.size
    for row in range(first, rows):
        if state.now[_FOUND] + program.entries.size > state.found.shape[0]:
            return row
        state.now[_DOCUMENT] += 1
        state.now[_HITS] = state.now[_CANDIDATES] = state.now[_PLACES] = 0
        _meet_values(batch, row, state)
        _meet_words(program, batch, row, state)
        _gather(program, state)
        for place in range(state.now[_CANDIDATES]):
            verdict = _judge(program, batch, row, state.queries[place, CANDIDATE], state)
            if verdict != NO:
                _note(row, state.queries[place, CANDIDATE], verdict, state)
    return rows


@step
def _note(row: Whole, query: Whole, verdict: Whole, state: State) -> None:
    found = state.now[_FOUND]
    state.found[found, ROW] = row
    state.found[found, QUERY] = query
    state.found[found, VERDICT] = verdict
    state.now[_FOUND] = found + 1


@step
def _meet(term: Whole, state: State) -> Whole:
    """Note a term; say whether it is the first time in this mention."""
    if state.terms[term, SEEN] == state.now[_DOCUMENT]:
        return False
    state.terms[term, SEEN] = state.now[_DOCUMENT]
    state.terms[state.now[_HITS], MET] = term
    state.now[_HITS] += 1
    return True


@step
def _meet_values(batch: Batch, row: Whole, state: State) -> None:
    for place in range(batch.values.rows[row], batch.values.rows[row + 1]):
        _meet(batch.values.terms[place], state)


@step
def _meet_words(program: Program, batch: Batch, row: Whole, state: State) -> None:
    for token in range(batch.tokens.rows[row], batch.tokens.rows[row + 1]):
        word = np.int64(batch.tokens.words[token])
        start = batch.starts[word]
        for place in range(start, start + batch.counts[word]):
            term = batch.terms[place]
            is_new = _meet(term, state)
            if program.placed[term]:
                _put(term, token, is_new, state)


@step
def _put(term: Whole, token: Whole, is_new: Whole, state: State) -> None:
    """Add a place to those of a term."""
    number = state.now[_PLACES]
    state.places[number, TOKEN], state.places[number, NEXT] = token, -1
    if is_new:
        state.terms[term, HEAD] = number
    else:
        state.places[state.terms[term, TAIL], NEXT] = number
    state.terms[term, TAIL] = number
    state.now[_PLACES] = number + 1


@step
def _gather(program: Program, state: State) -> None:
    """Gather the queries that wait for a term of this mention, and those that wait for none."""
    for place in range(state.now[_HITS]):
        term = state.terms[place, MET]
        for waiting in range(program.pivots[term], program.pivots[term + 1]):
            query = program.waiting[waiting]
            if state.queries[query, SEEN_QUERY] != state.now[_DOCUMENT]:
                state.queries[query, SEEN_QUERY] = state.now[_DOCUMENT]
                state.queries[state.now[_CANDIDATES], CANDIDATE] = query
                state.now[_CANDIDATES] += 1
    for query in program.always:
        state.queries[state.now[_CANDIDATES], CANDIDATE] = query
        state.now[_CANDIDATES] += 1


@step
def _judge(program: Program, batch: Batch, row: Whole, query: Whole, state: State) -> Whole:
    """Walk the tests; where some cannot be answered, once as if they spoke against, once for.

    A query holds whatever they would say when it holds with all of them against it (Kleene's strong
    logic: every test is asked for with one sign only).
    """
    verdict = NO
    state.now[_IS_UNSAID] = state.now[_IS_UNREAD] = 0
    for is_hopeful in range(2):
        node = program.entries[query]
        while node >= 0:
            answer = _answer(program, batch, row, node, state)
            if answer == NOT_YET:
                answer = is_hopeful != program.tests[node, IS_DENIED]
            node = program.tests[node, HOLDS if answer else FAILS_TO]
        if node == MATCHES and is_hopeful:
            verdict = NOT_HERE if state.now[_IS_UNSAID] else NOT_YET
        elif node == MATCHES:
            verdict = YES
        if verdict != NO or not (state.now[_IS_UNSAID] or state.now[_IS_UNREAD]):
            break
    return verdict


@step
def _answer(program: Program, batch: Batch, row: Whole, node: Whole, state: State) -> Whole:
    """Answer a test: NO, YES or NOT_YET."""
    kind, arg = program.tests[node, KIND], np.int64(program.tests[node, ARG])
    extra = np.int64(program.tests[node, EXTRA])
    answer: Whole = NOT_YET
    if kind == HAS:
        answer = np.int64(state.terms[arg, SEEN] == state.now[_DOCUMENT])
    elif kind == STANDS:
        answer = _stands(program, batch, row, node, state)
    elif kind == NUMBER:
        answer = np.int64(_is_in_range(program, batch.values, row, arg))
    elif kind == VALUE:
        answer = _passes(batch.values, row, arg, extra, state)
    else:
        state.now[_IS_UNSAID] = 1
    return answer


@step
def _passes(values: Values, row: Whole, term: Whole, slot: Whole, state: State) -> Whole:
    if state.terms[term, SEEN] == state.now[_DOCUMENT]:
        return YES
    if slot < 0 or not values.unread[slot, row]:
        return NO
    state.now[_IS_UNREAD] = 1
    return NOT_YET


@step
def _is_in_range(program: Program, values: Values, row: Whole, number: Whole) -> Whole:
    """What is not known (NaN) is in no range; a range of times may go round midnight."""
    value = values.numbers[np.int64(program.ranges[number, SLOT]), row]
    low, high = program.ranges[number, LOW], program.ranges[number, HIGH]
    if low > high:
        return value >= low or value <= high
    return low <= value <= high


@part
def _stands(program: Program, batch: Batch, row: Whole, node: Whole, state: State) -> Whole:
    """Carry out the orders of a spot, and count where its hits begin."""
    at, is_room = program.spots[program.tests[node, ARG]], True
    state.lists.used[0] = 0
    while is_room and program.orders[at] != END:
        order = program.orders[at]
        if order <= WINDOW:
            is_room = _leaf(program.orders, at, batch, row, state)
            at += 4 + program.orders[at + 3]
        else:
            at = _join(program.orders, at, state.lists)
    if not is_room:
        state.now[_IS_UNSAID] = 1
        return NOT_YET
    return np.int64(_starts_of(state.lists) >= program.tests[node, EXTRA])


@step
def _leaf(orders: NDArray[np.int64], at: Whole, batch: Batch, row: Whole, state: State) -> Whole:
    """List the hits of a leaf; say whether there was room."""
    if not begin(state.lists):
        return False
    if orders[at] == WINDOW:
        return _window(orders, at, batch, row, state)
    rarest = orders[at + 4 + orders[at + 2]]
    if state.terms[rarest, SEEN] != state.now[_DOCUMENT]:
        return True
    return _phrase(orders, at, batch, row, state)


@step
def _join(orders: NDArray[np.int64], at: Whole, lists: Lists) -> Whole:
    """Join the last lists; return where the next order stands."""
    order = orders[at]
    if order == CHAIN:
        _chain(orders, at, lists)
        return at + 2 * orders[at + 1]
    if order == MERGE:
        if is_last_empty(lists):
            lists.used[0] -= 1
        else:
            merge(lists)
        return at + 1
    _pair(order, orders[at + 1], orders[at + 2], lists)
    return at + 3


@step
def _starts_of(lists: Lists) -> Whole:
    count = 0
    for hit in range(lists.limits[0, BEGIN], lists.limits[0, 1]):
        count += hit == lists.limits[0, BEGIN] or lists.hits[hit, 0] != lists.hits[hit - 1, 0]
    return count


@part
def _pair(order: Whole, unit: Whole, distance: Whole, lists: Lists) -> None:
    one, other = lists.used[0] - 2, lists.used[0] - 1
    mark_all(lists, one)
    mark_all(lists, other)
    is_close = order == CLOSE
    side = np.int64(BESIDE if is_close else AROUND)
    mark(lists, one, other, side, unit, distance)
    keep(lists, one, is_close)
    if is_close:
        mark(lists, other, one, side, unit, distance)
        keep(lists, other, is_close)
    else:
        lists.used[0] -= 1


@part
def _chain(orders: NDArray[np.int64], at: Whole, lists: Lists) -> None:
    """Mark what can be reached from the first part, and of that what leads to the last."""
    parts = orders[at + 1]
    base = lists.used[0] - parts
    for number in range(parts):
        mark_all(lists, base + number)
    for number in range(1, parts):
        unit, distance = orders[at + 2 * number], orders[at + 2 * number + 1]
        mark(lists, base + number, base + number - 1, np.int64(BEFORE), unit, distance)
    for number in range(parts - 1, 0, -1):
        unit, distance = orders[at + 2 * number], orders[at + 2 * number + 1]
        mark(lists, base + number - 1, base + number, np.int64(AFTER), unit, distance)
    for number in range(parts):
        keep(lists, base + number, parts > 0)


@part
def _phrase(orders: NDArray[np.int64], at: Whole, batch: Batch, row: Whole, state: State) -> Whole:
    """List where terms stand in a row, from the places of the rarest of them, which is there."""
    marks, rarest, size = orders[at + 1], orders[at + 2], orders[at + 3]
    number, is_room = state.terms[orders[at + 4 + rarest], HEAD], True
    while is_room and number >= 0:
        token = state.places[number, TOKEN]
        first = batch.tokens.places[token] - rarest
        fits = True
        for offset in range(size):
            if fits and offset != rarest:
                fits = _is_at(orders[at + 4 + offset], first + offset, token, row, batch)
        if fits and _is_in_text(marks, token, first, first + size - 1, row, batch.tokens):
            start = _token_at(first, token, row, batch.tokens)
            sentences, paragraphs = batch.tokens.sentences, batch.tokens.paragraphs
            is_room = add(state.lists, first, first + size - 1, sentences[start], paragraphs[start])
        number = state.places[number, NEXT]
    return is_room


@step
def _token_at(place: Whole, near: Whole, row: Whole, tokens: Tokens) -> Whole:
    """Return the first word at a place, looked for from another word on; -1 where none is."""
    low, high = tokens.rows[row], tokens.rows[row + 1]
    token = near
    while token > low and tokens.places[token - 1] >= place:
        token -= 1
    while token < high and tokens.places[token] < place:
        token += 1
    return token if token < high and tokens.places[token] == place else -1


@part
def _is_at(term: Whole, place: Whole, near: Whole, row: Whole, batch: Batch) -> Whole:
    """Tell whether a term stands at a place; a tag may share it with its first letter."""
    token = _token_at(place, near, row, batch.tokens)
    if token < 0:
        return False
    while token < batch.tokens.rows[row + 1] and batch.tokens.places[token] == place:
        word = np.int64(batch.tokens.words[token])
        start = batch.starts[word]
        for listed in range(start, start + batch.counts[word]):
            if batch.terms[listed] == term:
                return True
        token += 1
    return False


@step
def _is_in_text(
    marks: Whole, token: Whole, first: Whole, last: Whole, row: Whole, tokens: Tokens
) -> Whole:
    """Tell whether a run is in the text asked for, and begins or ends it where that is asked."""
    body = tokens.bodies[row]
    is_body = token >= body
    text = marks & _TEXT_OF_MARKS
    if (text == _TITLE and is_body) or (text == _BODY and not is_body):
        return False
    begins = body if is_body else tokens.rows[row]
    ends = tokens.rows[row + 1] if is_body else body
    if marks & FIRST and tokens.places[begins] != first:
        return False
    return not (marks & LAST and tokens.places[ends - 1] != last)


@part
def _window(orders: NDArray[np.int64], at: Whole, batch: Batch, row: Whole, state: State) -> Whole:
    """List the shortest runs in which all terms have a place of their own."""
    others, size = orders[at + 2], orders[at + 3]
    for offset in range(size):
        if state.terms[orders[at + 4 + offset], SEEN] != state.now[_DOCUMENT]:
            return True
    count, is_room = _places_of_window(orders, at, batch, row, state), True
    for start in range(count):
        last = end_of_shortest(state.window, state.bits, start, count, size, others)
        if last >= 0 and is_room:
            place = state.window[start]
            token = _token_at(place, batch.tokens.rows[row], row, batch.tokens)
            sentences, paragraphs = batch.tokens.sentences, batch.tokens.paragraphs
            is_room = add(state.lists, place, last, sentences[token], paragraphs[token])
    return is_room and count < ROOM


@step
def _places_of_window(
    orders: NDArray[np.int64], at: Whole, batch: Batch, row: Whole, state: State
) -> Whole:
    """Note the places of the words that are terms of a window, and which; count them."""
    count = 0
    low, high = _tokens_of(orders[at + 1], row, batch.tokens)
    for token in range(low, high):
        which = _bits_of(orders, at, batch, token)
        place = batch.tokens.places[token]
        is_same = count > 0 and state.window[count - 1] == place
        if which != 0 and count < ROOM:
            count += not is_same
            others = state.bits[count - 1] if is_same else np.uint64(0)
            state.window[count - 1], state.bits[count - 1] = place, which | others
    return count


@step
def _tokens_of(text: Whole, row: Whole, tokens: Tokens) -> tuple[Whole, Whole]:
    """Return the first word of a text, and the one behind its last."""
    low = tokens.bodies[row] if text == _BODY else tokens.rows[row]
    high = tokens.bodies[row] if text == _TITLE else tokens.rows[row + 1]
    return low, high


@step
def _bits_of(orders: NDArray[np.int64], at: Whole, batch: Batch, token: Whole) -> Whole:
    """A bit for each term of a window that a word is."""
    word, which = np.int64(batch.tokens.words[token]), np.uint64(0)
    start = batch.starts[word]
    for listed in range(start, start + batch.counts[word]):
        for offset in range(orders[at + 3]):
            if batch.terms[listed] == orders[at + 4 + offset]:
                which |= np.uint64(1) << np.uint64(offset)
    return which
