"""The machine of spots: lists of hits of one mention, and what it does with them.

The lists lie one behind the other in the same arrays, the newest last. Each order reads the last
ones and leaves its own in their place. A list that would not fit ends the work: the mention is then
judged by the store, which has room.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from parvis.compiled import part, step

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from parvis.compiled import Whole

ROOM: Final = 1 << 16  # hits of all lists together
DEPTH: Final = 1 << 12  # lists
WIDEST: Final = 2_048  # places a hit takes at most

BEFORE, AFTER, BESIDE, AROUND = range(4)
"""Where the other hit must stand: before, after, either, or anywhere near, overlapping too."""


class Lists(NamedTuple):
    """Lists of hits.

    Arguments:
        hits: a row each: places of its first and last word, sentence and paragraph of the first.
        marks: whether a hit is kept.
        limits: a row a list: where it begins and ends in `hits`.
        used: how many lists there are, in an array of one.
    """

    hits: NDArray[np.int64]
    marks: NDArray[np.bool_]
    limits: NDArray[np.int64]
    used: NDArray[np.int64]


FIRST, LAST, SENTENCE, PARAGRAPH = range(4)
BEGIN, END = range(2)


def lists() -> Lists:
    """Make room for lists, and as much again to merge them in."""
    return Lists(
        np.zeros((2 * ROOM, 4), np.int64),
        np.zeros(2 * ROOM, np.bool_),
        np.zeros((DEPTH + 1, 2), np.int64),
        np.zeros(1, np.int64),
    )


@step
def begin(lists: Lists) -> Whole:
    """Begin a new list behind the others; say whether there was room."""
    count = lists.used[0]
    if count >= DEPTH:
        return False
    lists.limits[count, BEGIN] = lists.limits[count - 1, END] if count > 0 else 0
    lists.limits[count, END] = lists.limits[count, BEGIN]
    lists.used[0] = count + 1
    return True


@step
def add(lists: Lists, first: Whole, last: Whole, sentence: Whole, paragraph: Whole) -> Whole:
    """Add a hit to the last list, once; say whether there was room."""
    this = lists.used[0] - 1
    place = lists.limits[this, END]
    if place >= ROOM:
        return False
    is_again = (
        place > lists.limits[this, BEGIN]
        and lists.hits[place - 1, FIRST] == first
        and lists.hits[place - 1, LAST] == last
    )
    if not is_again:
        lists.hits[place, FIRST], lists.hits[place, LAST] = first, last
        lists.hits[place, SENTENCE], lists.hits[place, PARAGRAPH] = sentence, paragraph
        lists.limits[this, END] = place + 1
    return True


@step
def is_last_empty(lists: Lists) -> Whole:
    """Whether the last list has no hit."""
    last = lists.used[0] - 1
    return lists.limits[last, BEGIN] == lists.limits[last, END]


@part
def mark_all(lists: Lists, one: Whole) -> None:
    """Mark every hit of a list."""
    for hit in range(lists.limits[one, BEGIN], lists.limits[one, END]):
        lists.marks[hit] = True


@part
def mark(lists: Lists, one: Whole, other: Whole, side: Whole, unit: Whole, distance: Whole) -> None:
    """Mark the hits of one list that have a marked one of another list near."""
    low, high = lists.limits[other, BEGIN], lists.limits[other, END]
    for hit in range(lists.limits[one, BEGIN], lists.limits[one, END]):
        if not lists.marks[hit]:
            continue
        found = False
        for rival in range(_first_candidate(lists, hit, low, high, unit, distance), high):
            if _is_beyond(lists, hit, rival, unit, distance):
                break
            if lists.marks[rival] and _is_near(lists, hit, rival, side, unit, distance):
                found = True
                break
        lists.marks[hit] = found


@step
def _first_candidate(
    lists: Lists, hit: Whole, low: Whole, high: Whole, unit: Whole, distance: Whole
) -> Whole:
    """Find, by halves, the first hit of a list that is not too far before."""
    while low < high:
        middle = (low + high) // 2
        if unit == 0:
            is_before = lists.hits[middle, FIRST] < lists.hits[hit, FIRST] - distance - 1 - WIDEST
        elif unit == 1:
            is_before = lists.hits[middle, SENTENCE] < lists.hits[hit, SENTENCE]
        else:
            is_before = lists.hits[middle, PARAGRAPH] < lists.hits[hit, PARAGRAPH]
        if is_before:
            low = middle + 1
        else:
            high = middle
    return low


@step
def _is_beyond(lists: Lists, hit: Whole, rival: Whole, unit: Whole, distance: Whole) -> Whole:
    if unit == 0:
        return lists.hits[rival, FIRST] > lists.hits[hit, LAST] + distance + 1
    if unit == 1:
        return lists.hits[rival, SENTENCE] > lists.hits[hit, SENTENCE]
    return lists.hits[rival, PARAGRAPH] > lists.hits[hit, PARAGRAPH]


@step
def _is_near(
    lists: Lists, hit: Whole, rival: Whole, side: Whole, unit: Whole, distance: Whole
) -> Whole:
    """Whether a hit not beyond reach stands where it should."""
    is_before = lists.hits[rival, LAST] < lists.hits[hit, FIRST]
    is_after = lists.hits[rival, FIRST] > lists.hits[hit, LAST]
    if unit == 0:
        is_before = is_before and lists.hits[hit, FIRST] - lists.hits[rival, LAST] - 1 <= distance
    overlaps = (
        lists.hits[rival, FIRST] <= lists.hits[hit, LAST]
        and lists.hits[rival, LAST] >= lists.hits[hit, FIRST]
    )
    if side == BEFORE:
        return is_before
    if side == AFTER:
        return is_after
    return is_before or is_after or (side == AROUND and (overlaps or unit > 0))


@part
def keep(lists: Lists, one: Whole, is_marked: Whole) -> None:
    """Keep the hits of a list that are marked, or those that are not."""
    place = lists.limits[one, BEGIN]
    for hit in range(lists.limits[one, BEGIN], lists.limits[one, END]):
        if lists.marks[hit] == is_marked:
            _move(lists, hit, place)
            place += 1
    lists.limits[one, END] = place


@part
def merge(lists: Lists) -> None:
    """Make one list of the last two, each hit once, in the order of their places."""
    one, other = lists.used[0] - 2, lists.used[0] - 1
    place, rival, free = lists.limits[one, BEGIN], lists.limits[other, BEGIN], ROOM
    while place < lists.limits[one, END] or rival < lists.limits[other, END]:
        is_mine = _comes_first(
            lists, place, lists.limits[one, END], rival, lists.limits[other, END]
        )
        hit = place if is_mine else rival
        place += is_mine
        rival += not is_mine
        is_again = (
            free > ROOM
            and lists.hits[free - 1, FIRST] == lists.hits[hit, FIRST]
            and lists.hits[free - 1, LAST] == lists.hits[hit, LAST]
        )
        if not is_again:
            _move(lists, hit, free)
            free += 1
    begin = lists.limits[one, BEGIN]
    for hit in range(ROOM, free):
        _move(lists, hit, begin + hit - ROOM)
    lists.limits[one, END] = begin + free - ROOM
    lists.used[0] -= 1


@step
def _comes_first(lists: Lists, place: Whole, end: Whole, rival: Whole, last: Whole) -> Whole:
    if rival >= last or place >= end:
        return place < end
    if lists.hits[place, FIRST] != lists.hits[rival, FIRST]:
        return lists.hits[place, FIRST] < lists.hits[rival, FIRST]
    return lists.hits[place, LAST] <= lists.hits[rival, LAST]


@step
def _move(lists: Lists, hit: Whole, place: Whole) -> None:
    for column in range(4):
        lists.hits[place, column] = lists.hits[hit, column]
