"""The loop that finds the terms of words never met before."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from parvis.compiled import compiled, part, step
from parvis.perimeter.stream.lookup import EDITS, FORM, KIND, MISSPELT, OPEN, SIGN, START, STOP
from parvis.perimeter.stream.spelt import FORM_SIGNS
from parvis.perimeter.words.strings import find, hash_of, hashed_with, mixed

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from parvis.compiled import Whole
    from parvis.perimeter.stream.lookup import Keys, Lookup
    from parvis.perimeter.stream.spelt import Spelt

_BARE: Final = 2
_BARE_SIGN: Final = FORM_SIGNS[2]
_BEGIN, _USED = 0, 1
_LETTERS: Final = 256  # of a word that is compared letter by letter
_STAR, _QUESTION = ord("*"), ord("?")


class Work(NamedTuple):
    """What the loop reads and writes.

    Arguments:
        spelt: spellings of the words.
        lookup: the terms.
        out: receives the terms, word by word.
        counts: receives how many each word has.
        seen: number of the last word for which each term was looked at.
        now: where the terms of this word begin in `out`, and where those of the next would.
        letters: places of the letters of a word, and rows of a table of distances.
        rest: bytes of a word with letters taken out.
    """

    spelt: Spelt
    lookup: Lookup
    out: NDArray[np.int32]
    counts: NDArray[np.int32]
    seen: NDArray[np.int32]
    now: NDArray[np.int64]
    letters: NDArray[np.int64]
    rest: NDArray[np.uint8]


def work_on(spelt: Spelt, lookup: Lookup, words: int, room: int) -> Work:
    """Make room for the terms of so many words, `room` of them in all."""
    return Work(
        spelt,
        lookup,
        np.empty(room, np.int32),
        np.zeros(words, np.int32),
        np.full(len(lookup.terms.table), -1, np.int32),
        np.zeros(2, np.int64),
        np.zeros((5, _LETTERS + 2), np.int64),
        np.zeros(4 * _LETTERS, np.uint8),
    )


@compiled
def resolve(words: NDArray[np.int32], first: Whole, work: Work) -> Whole:
    """Find the terms of words, from one of them on; return the first there is no room for."""
    for place in range(first, words.size):
        work.now[_BEGIN] = work.now[_USED]
        if work.now[_USED] + work.lookup.terms.table.shape[0] > work.out.size:
            return place
        for form in range(3):
            _by_beginning(words[place], form, work)
            _by_ending(words[place], form, work)
        for number in work.lookup.scanned:
            _consider(words[place], number, work)
        if work.lookup.edits > 0:
            _by_remains(words[place], work)
        _sift(words[place], work)
        work.counts[place] = work.now[_USED] - work.now[_BEGIN]
    return words.size


@step
def _by_beginning(word: Whole, form: Whole, work: Work) -> None:
    """Find whole words, and open ones by what they begin with."""
    spelt, wholes, beginnings = work.spelt, work.lookup.wholes, work.lookup.beginnings
    start, end = spelt.starts[3 * word + form], spelt.ends[3 * word + form]
    whole = hashed_with(wholes.table.seed, spelt.bytes[start - 1])
    part = hashed_with(beginnings.table.seed, spelt.bytes[start - 1])
    for place in range(start, end):
        whole = hashed_with(whole, spelt.bytes[place])
        part = hashed_with(part, spelt.bytes[place])
        length = place - start + 2
        if length < 64 and beginnings.lengths >> np.uint64(length) & np.uint64(1):
            key = find(beginnings.table, spelt.bytes, start - 1, place + 1, mixed(part))
            _consider_all(key, beginnings, word, work)
    key = find(wholes.table, spelt.bytes, start - 1, end, mixed(whole))
    _consider_all(key, wholes, word, work)


@step
def _by_ending(word: Whole, form: Whole, work: Work) -> None:
    spelt, endings = work.spelt, work.lookup.endings
    start, end = spelt.starts[3 * word + form], spelt.ends[3 * word + form]
    if endings.lengths == 0:
        return
    for place in range(max(start, end - 62), end):
        if endings.lengths >> np.uint64(end - place + 1) & np.uint64(1):
            hashed = hash_of(endings.table.seed, spelt.bytes, place, end + 1)
            key = find(endings.table, spelt.bytes, place, end + 1, hashed)
            _consider_all(key, endings, word, work)


@step
def _consider_all(key: Whole, keys: Keys, word: Whole, work: Work) -> None:
    if key >= 0:
        for place in range(keys.starts[key], keys.starts[key + 1]):
            _consider(word, keys.terms[place], work)


@step
def _consider(word: Whole, number: Whole, work: Work) -> None:
    """Note a term whose key was found, once; `_sift` looks at the rest of it."""
    if work.seen[number] != word:
        work.seen[number] = word
        work.out[work.now[_USED]] = number
        work.now[_USED] += 1


@step
def _sift(word: Whole, work: Work) -> None:
    """Keep the terms that a word stands for in full."""
    terms, kept = work.lookup.terms, work.now[_BEGIN]
    for place in range(work.now[_BEGIN], work.now[_USED]):
        number = work.out[place]
        wanted = terms.table[number, SIGN]
        stands = wanted == 0 or wanted == work.spelt.signs[word]
        if stands and terms.table[number, KIND] == OPEN:
            stands = _is_like(word, number, work)
        if stands and terms.table[number, KIND] == MISSPELT:
            stands = _is_misspelt(word, number, work)
        if stands:
            work.out[kept] = number
            kept += 1
    work.now[_USED] = kept


@part
def _is_like(word: Whole, number: Whole, work: Work) -> Whole:
    """Tell whether an open word stands for a word; behind a star it tries one letter further on."""
    terms, spelt = work.lookup.terms, work.spelt
    form = 3 * word + terms.table[number, FORM]
    place, end = spelt.starts[form], spelt.ends[form]
    at, closed = terms.table[number, START], terms.table[number, STOP]
    star, resume = closed, end
    goes_on = True
    while goes_on and (place < end or at < closed):
        sign = terms.bytes[at] if at < closed else 0
        if at < closed and sign == _STAR:
            star, resume, at = at, place, at + 1
        elif at < closed and place < end and sign == _QUESTION:
            at, place = at + 1, _next_letter(spelt.bytes, place, end)
        elif at < closed and place < end and sign == spelt.bytes[place]:
            at, place = at + 1, place + 1
        elif star < closed and resume < end:
            resume = _next_letter(spelt.bytes, resume, end)
            at, place = star + 1, resume
        else:
            goes_on = False
    return goes_on


@step
def _next_letter(data: NDArray[np.uint8], place: Whole, end: Whole) -> Whole:
    after = place + 1
    while after < end and data[after] & 0xC0 == 0x80:
        after += 1
    return after


@step
def _letters_of(
    data: NDArray[np.uint8], start: Whole, end: Whole, into: NDArray[np.int64]
) -> Whole:
    """Write where each letter begins, and where the last one ends; return how many there are."""
    count, place = 0, start
    while place < end and count < _LETTERS:
        into[count] = place
        place = _next_letter(data, place, end)
        count += 1
    into[count] = place
    return count


@part
def _by_remains(word: Whole, work: Work) -> None:
    """Take out no letter, one or two, and look for what is left."""
    spelt, lookup = work.spelt, work.lookup
    start, end = spelt.starts[3 * word + _BARE], spelt.ends[3 * word + _BARE]
    if end - start > 4 * lookup.longest:
        return
    letters = work.letters[0]
    count = _letters_of(spelt.bytes, start, end, letters)
    if count > lookup.longest:
        return
    for first in range(-1, count):
        for second in range(first, count if lookup.edits > 1 and first >= 0 else first + 1):
            size = _take_out(first, second, count, work)
            hashed = hash_of(lookup.remains.table.seed, work.rest, 0, size)
            key = find(lookup.remains.table, work.rest, 0, size, hashed)
            _consider_all(key, lookup.remains, word, work)


@step
def _take_out(first: Whole, second: Whole, count: Whole, work: Work) -> Whole:
    """Write a word without two of its letters; return how many bytes are left."""
    letters, size = work.letters[0], 0
    for letter in range(count):
        if letter not in (first, second):
            for place in range(letters[letter], letters[letter + 1]):
                work.rest[size] = work.spelt.bytes[place]
                size += 1
    return size


@part
def _is_misspelt(word: Whole, number: Whole, work: Work) -> Whole:
    """Tell whether so few edits lie between two words (optimal string alignment)."""
    terms, spelt, letters = work.lookup.terms, work.spelt, work.letters
    start, end = spelt.starts[3 * word + _BARE], spelt.ends[3 * word + _BARE]
    size = _letters_of(spelt.bytes, start, end, letters[0])
    start, end = terms.table[number, START], terms.table[number, STOP]
    wanted = _letters_of(terms.bytes, start, end, letters[1])
    for column in range(size + 1):
        letters[2, column] = column
    for line in range(1, wanted + 1):
        letters[2 + line % 3, 0] = line
        for column in range(1, size + 1):
            letters[2 + line % 3, column] = _edits(line, column, work)
    return letters[2 + wanted % 3, size] <= terms.table[number, EDITS]


@step
def _edits(line: Whole, column: Whole, work: Work) -> Whole:
    """Edits between so many letters of the term and so many of the word; three rows are kept."""
    letters, row, before = work.letters, 2 + line % 3, 2 + (line - 1) % 3
    differs = not _is_letter(work, column - 1, line - 1)
    least = min(
        letters[before, column] + 1,
        letters[row, column - 1] + 1,
        letters[before, column - 1] + differs,
    )
    is_exchanged = (
        line > 1
        and column > 1
        and _is_letter(work, column - 2, line - 1)
        and _is_letter(work, column - 1, line - 2)
    )
    return min(least, letters[2 + (line - 2) % 3, column - 2] + 1) if is_exchanged else least


@step
def _is_letter(work: Work, column: Whole, line: Whole) -> Whole:
    """Whether a letter of the word is that letter of the term."""
    here, end = work.letters[0, column], work.letters[0, column + 1]
    there = work.letters[1, line]
    if work.letters[1, line + 1] - there != end - here:
        return False
    for offset in range(end - here):
        if work.spelt.bytes[here + offset] != work.lookup.terms.bytes[there + offset]:
            return False
    return True
