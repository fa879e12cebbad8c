"""The words of a text as numbers, read from its bytes in one pass; `canonical` says which they are.

Steps of compiled loops. What is known of the text being read stands in a small array, so that the
steps can be functions of their own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from parvis.compiled import part, step
from parvis.filter.canonical import CLIP
from parvis.filter.letters import APART, BEYOND, GAP, SELECTORS

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from parvis.compiled import Whole
    from parvis.filter.letters import Letters

MOST_WORDS: Final = 18 * CLIP  # a single character holds up to as many letters
CONTENT: Final = np.uint32(1)  # the mark of a word of four letters or more
PAIR: Final = np.uint32(2)  # that of two letters of a script without spaces
_LETTERS_OF_CONTENT: Final = 4

_BASIS: Final = np.uint64(0xCBF29CE484222325)
_PRIME: Final = np.uint64(0x100000001B3)
_MIX: Final = np.uint64(0x9E3779B97F4A7C15)
_FIRST_SELECTOR: Final = SELECTORS.start
_LAST_SELECTOR: Final = SELECTORS.stop

# What is known of the text being read.
_WORDS: Final = 0  # so far
_LETTERS: Final = 1  # of the word being read
ALL_LETTERS: Final = 2  # of the text
_CALLS: Final = 3  # the last word is "rt" and only space stands behind it
_IS_TAG: Final = 4  # a hashtag is being read
_TOUCHES: Final = 5  # a mark or a letter of a script without spaces touches the word
KNOWN: Final = 6


class Page(NamedTuple):
    """The words of one text.

    Arguments:
        words: hash of each, in the order of the text.
        is_apart: whether it is a letter of a script without spaces.
        is_tag: whether it is part of a hashtag.
        shingles: the distinct words, sorted; such letters are read in pairs.
        known: an array of `KNOWN` for what is known of the text.
        hashed: hash of the word being read, in an array of one.
    """

    words: NDArray[np.uint64]
    is_apart: NDArray[np.bool_]
    is_tag: NDArray[np.bool_]
    shingles: NDArray[np.uint32]
    known: NDArray[np.int64]
    hashed: NDArray[np.uint64]


def page() -> Page:
    """Return room for the words of one text."""
    return Page(
        words=np.zeros(MOST_WORDS, np.uint64),
        is_apart=np.zeros(MOST_WORDS, np.bool_),
        is_tag=np.zeros(MOST_WORDS, np.bool_),
        shingles=np.zeros(MOST_WORDS, np.uint32),
        known=np.zeros(KNOWN, np.int64),
        hashed=np.zeros(1, np.uint64),
    )


def _hash_of(word: str) -> int:
    """The hash of a word, as the loop finds it."""
    hashed = int(_BASIS)
    for letter in word:
        hashed = (hashed ^ ord(letter)) * int(_PRIME) % 2**64
    hashed = (hashed ^ hashed >> 32) * int(_MIX) % 2**64
    return hashed ^ hashed >> 29


_RT: Final = np.uint64(_hash_of("rt"))
_HTTP: Final = np.uint64(_hash_of("http"))
_HTTPS: Final = np.uint64(_hash_of("https"))


@part
def read(data: NDArray[np.uint8], start: Whole, end: Whole, letters: Letters, page: Page) -> Whole:
    """Read the words of a text onto the page; return how many they are."""
    page.known[:] = 0
    page.hashed[0] = _BASIS
    place = start
    while place < end:
        byte = data[place]
        if byte == 64:
            after = _end_of_handle(data, place, end, letters)
            if after > place + 1:
                _call(page)
                place = after
                continue
        elif _may_begin_link(byte) and _begins_link(data, place, end):
            _end_word(page)
            page.known[_CALLS] = page.known[_TOUCHES] = 0
            place = _end_of_run(data, place, end)
            continue
        if letters.plain[byte] != GAP:
            place = _read_plain(data, place, end, letters.plain, page)
        else:
            place = _read_character(data, place, letters, page)
    _end_word(page)
    return page.known[_WORDS]


@step
def _read_plain(
    data: NDArray[np.uint8], start: Whole, end: Whole, plain: NDArray[np.uint8], page: Page
) -> Whole:
    """Read letters of ASCII, one at least, up to what is none or may begin a link."""
    hashed, place = page.hashed[0], start
    while True:
        hashed = (hashed ^ np.uint64(plain[data[place]])) * _PRIME
        place += 1
        if place == end or plain[data[place]] == GAP or _may_begin_link(data[place]):
            break
    page.hashed[0] = hashed
    page.known[_LETTERS] += place - start
    return place


@step
def _read_character(data: NDArray[np.uint8], place: Whole, letters: Letters, page: Page) -> Whole:
    """Read one character; return where the next one begins."""
    code, after = code_at(data, place)
    if code >= BEYOND:
        _read_beyond(code, page)
        return after
    begin, end = letters.starts[code], letters.starts[code + 1]
    if begin == end:
        _read_mark(page)
    for at in range(begin, end):
        letter = letters.letters[at]
        if letter == GAP:
            _end_word(page)
            page.known[_CALLS] &= _is_space(code)
            page.known[_TOUCHES] = 0
            page.known[_IS_TAG] = code == 35 or (code == 95 and page.known[_IS_TAG])
        elif letter < APART:
            page.hashed[0] = (page.hashed[0] ^ np.uint64(letter)) * _PRIME
            page.known[_LETTERS] += 1
        else:
            _end_word(page)
            page.hashed[0] = (page.hashed[0] ^ np.uint64(letter)) * _PRIME
            page.known[_LETTERS] = 1
            _put_word(page, is_apart=True)
    return after


@step
def _read_mark(page: Page) -> None:
    page.known[_CALLS], page.known[_TOUCHES] = 0, 1


@step
def _read_beyond(code: Whole, page: Page) -> None:
    """Read a character of the planes without letters: a mark or a gap."""
    if _FIRST_SELECTOR <= code < _LAST_SELECTOR:
        _read_mark(page)
    else:
        _end_word(page)
        page.known[_CALLS] = page.known[_IS_TAG] = page.known[_TOUCHES] = 0


@step
def code_at(data: NDArray[np.uint8], place: Whole) -> tuple[Whole, Whole]:
    """Return the code point that begins here, and where the next one begins."""
    lead = np.int64(data[place])
    if lead < 0x80:
        return lead, place + 1
    second = np.int64(data[place + 1] & 0x3F)
    if lead < 0xE0:
        return (lead & 0x1F) << 6 | second, place + 2
    third = np.int64(data[place + 2] & 0x3F)
    if lead < 0xF0:
        return (lead & 0x0F) << 12 | second << 6 | third, place + 3
    fourth = np.int64(data[place + 3] & 0x3F)
    return (lead & 0x07) << 18 | second << 12 | third << 6 | fourth, place + 4


@step
def _is_space(code: Whole) -> Whole:
    if code < 0x1680:
        return code in (32, 0x85, 0xA0) or 9 <= code <= 13
    return 0x2000 <= code <= 0x200A or code in (0x1680, 0x2028, 0x2029, 0x202F, 0x205F, 0x3000)


@step
def _end_word(page: Page) -> None:
    if page.known[_LETTERS] > 0:
        _put_word(page, is_apart=False)


@step
def _call(page: Page) -> None:
    """Pass over a handle, and take back the "rt" that a space parts from it."""
    if page.known[_LETTERS] == 0:
        page.known[_WORDS] -= page.known[_CALLS]
    _end_word(page)
    page.known[_CALLS] = page.known[_TOUCHES] = 0


@step
def _put_word(page: Page, is_apart: Whole) -> None:
    """Write the word down, unless it stands in place of a link."""
    hashed = page.hashed[0]
    hashed = (hashed ^ (hashed >> np.uint64(32))) * _MIX
    hashed ^= hashed >> np.uint64(29)
    page.known[_CALLS] = 0
    if hashed not in (_HTTP, _HTTPS):
        at = page.known[_WORDS]
        page.words[at], page.is_apart[at] = hashed, is_apart
        page.is_tag[at] = page.known[_IS_TAG]
        page.shingles[at] = page.known[_LETTERS] >= _LETTERS_OF_CONTENT
        page.known[_WORDS] = at + 1
        page.known[ALL_LETTERS] += page.known[_LETTERS]
        page.known[_CALLS] = hashed == _RT and not page.known[_TOUCHES]
        page.known[_TOUCHES] = is_apart
    page.hashed[0] = _BASIS
    page.known[_LETTERS] = 0


@step
def _end_of_handle(data: NDArray[np.uint8], sign: Whole, end: Whole, letters: Letters) -> Whole:
    """Return where the handle behind this sign ends; just behind the sign where there is none."""
    place, last = sign + 1, sign + 1
    while place < end:
        code, after = code_at(data, place)
        if _is_of_handle(code, letters):
            last = after
        elif code != 46:
            break
        place = after
    return last


@step
def _is_of_handle(code: Whole, letters: Letters) -> Whole:
    if code >= BEYOND:
        return _FIRST_SELECTOR <= code < _LAST_SELECTOR
    return letters.is_of_handle[code]


@step
def _may_begin_link(byte: Whole) -> Whole:
    return byte in (72, 87, 104, 119)


@step
def _begins_link(data: NDArray[np.uint8], place: Whole, end: Whole) -> Whole:
    """Whether `http://`, `https://` or `www.` stands here."""
    at = place
    if data[place] | 32 == 119:
        while at < end and at < place + 3 and data[at] | 32 == 119:
            at += 1
        return at == place + 3 and at < end and data[at] == 46
    if place + 7 > end or data[place + 1] | 32 != 116 or data[place + 2] | 32 != 116:
        return False
    at = place + 4 + (data[place + 4] | 32 == 115)
    is_http = data[place + 3] | 32 == 112 and at + 3 <= end
    return is_http and data[at] == 58 and data[at + 1] == 47 and data[at + 2] == 47


@step
def _end_of_run(data: NDArray[np.uint8], place: Whole, end: Whole) -> Whole:
    """Return where the next space begins."""
    while place < end:
        code, after = code_at(data, place)
        if _is_space(code):
            break
        place = after
    return place
