"""Where phrases, windows and what stands near what are found in a mention."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from parvis.compiled import part, step
from parvis.perimeter.meaning.windows import end_of_shortest
from parvis.perimeter.stream.program import (
    CHAIN,
    CLOSE,
    END,
    FIRST,
    LAST,
    MERGE,
    TEXTS,
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
    mark,
    mark_all,
    merge,
)
from parvis.perimeter.stream.state import COUNT, DOCUMENT, HEAD, NEXT, START, TOKEN

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from parvis.compiled import Whole
    from parvis.perimeter.stream.program import Program
    from parvis.perimeter.stream.state import Batch, State
    from parvis.perimeter.words.cutting import Tokens

_TITLE, _BODY = TEXTS["title"], TEXTS["text"]
_TEXT_OF_MARKS: Final = 3
NO_ROOM: Final = -1


@part
def starts_of(program: Program, batch: Batch, row: Whole, spot: Whole, state: State) -> Whole:
    """Carry out the orders of a spot and count where its hits begin; NO_ROOM for so many hits."""
    at, is_room = program.spots[spot], True
    state.lists.used[0] = 0
    while is_room and program.orders[at] != END:
        order = program.orders[at]
        if order <= WINDOW:
            is_room = _leaf(program.orders, at, batch, row, state)
            at += 4 + program.orders[at + 3]
        else:
            at = _join(program.orders, at, state.lists)
    return _count_starts(state.lists) if is_room else NO_ROOM


@step
def _leaf(orders: NDArray[np.int64], at: Whole, batch: Batch, row: Whole, state: State) -> Whole:
    """List the hits of a leaf; say whether there was room."""
    if not begin(state.lists):
        return False
    if orders[at] == WINDOW:
        return _window(orders, at, batch, row, state)
    rarest = orders[at + 4 + orders[at + 2]]
    if state.seen[rarest] != state.now[DOCUMENT]:
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
def _count_starts(lists: Lists) -> Whole:
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
    number, is_room = state.chains[orders[at + 4 + rarest], HEAD], True
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
        start = batch.spans[word, START]
        for listed in range(start, start + batch.spans[word, COUNT]):
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
        if state.seen[orders[at + 4 + offset]] != state.now[DOCUMENT]:
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
    start = batch.spans[word, START]
    for listed in range(start, start + batch.spans[word, COUNT]):
        for offset in range(orders[at + 3]):
            if batch.terms[listed] == orders[at + 4 + offset]:
                which |= np.uint64(1) << np.uint64(offset)
    return which
