"""What a word is: texts are cut here, and nowhere else; docs/reference/text.md says how.

The loop reads each character once. What it knows of the mention it is in stands in a small array,
so that its steps can be functions of their own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from parvis.compiled import compiled, step
from parvis.perimeter.words.characters import (
    BREAK,
    FLAG,
    JOINER,
    LETTER,
    MARK,
    PICTURE,
    POINT,
    SEGMENT,
    SEPARATOR,
    SIGN,
    SPACE,
    STOP,
)
from parvis.perimeter.words.strings import hashed_with, mixed, put

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from parvis.compiled import Whole
    from parvis.perimeter.words.strings import Strings
    from parvis.perimeter.words.texts import Texts

LONGEST: Final = 255  # characters of a word; a longer run is cut
FARTHEST: Final = 1_000  # words between two others for them to be near
BETWEEN_TEXTS: Final = FARTHEST + 100  # places from a title to its text: nothing reaches across


class Tokens(NamedTuple):
    """The words of mentions in their order, an array each.

    Arguments:
        rows: number of the first word of each mention, and of all words at the end.
        bodies: number of the first word of its body.
        words: number of each word in the vocabulary.
        places: its place in the mention; the body begins far behind the title.
        sentences, paragraphs: in which of the mention it stands.
        starts, ends: where it begins and ends, in bytes from the start of the mention.
    """

    rows: NDArray[np.int64]
    bodies: NDArray[np.int64]
    words: NDArray[np.int32]
    places: NDArray[np.int32]
    sentences: NDArray[np.int32]
    paragraphs: NDArray[np.int32]
    starts: NDArray[np.int32]
    ends: NDArray[np.int32]


def room(texts: Texts) -> Tokens:
    """Return empty arrays that hold the words of these texts, however many there are."""
    mentions, most = texts.bodies.size, texts.data.size + 1
    several = [np.empty(most, np.int32) for _ in range(6)]
    return Tokens(np.zeros(mentions + 1, np.int64), np.zeros(mentions, np.int64), *several)


# What is known of the mention being read.
_COUNT: Final = 0  # words so far, of all mentions
_PLACE: Final = 1
_SENTENCE: Final = 2
_PARAGRAPH: Final = 3
_BEFORE: Final = 4  # class of what stands just before
_LENGTH: Final = 5  # characters of the word that stands just before
_IS_PENDING: Final = 6  # a point that a space would make the end of a sentence
_IS_ENDED: Final = 7  # the sentence
_LINES: Final = 8  # ended since the last word
_BEGIN: Final = 9  # of the mention, in bytes
_END: Final = 10
KNOWN: Final = 11


class Cutting(NamedTuple):
    """What the loop reads, what it writes, what it knows.

    Arguments:
        texts: the mentions.
        classes: the class of each code point.
        words: the vocabulary.
        out: the words of the mentions.
        now: an array of `KNOWN` for what is known of the mention being read.
    """

    texts: Texts
    classes: NDArray[np.uint8]
    words: Strings
    out: Tokens
    now: NDArray[np.int64]


@compiled
def cut(work: Cutting, first: Whole) -> Whole:
    """Cut mentions from one on; return the first for which the vocabulary has no room."""
    work.now[_COUNT] = work.out.rows[first]
    for row in range(first, work.texts.bodies.size):
        if not _has_room(work.words, work.texts.rows[row + 1] - work.texts.rows[row]):
            return row
        _cut_mention(work, row)
    return work.texts.bodies.size


@step
def _has_room(words: Strings, size: Whole) -> bool:
    """Whether each byte can be a word, and stand twice: in a tag and in a word of it."""
    count = words.used[0]
    used = words.starts[count]
    return count + size <= words.hashes.size - 1 and used + 2 * size <= words.bytes.size


@step
def _cut_mention(work: Cutting, row: Whole) -> None:
    work.now[1:] = 0
    work.now[_BEFORE] = SPACE
    work.now[_BEGIN] = place = work.texts.rows[row]
    work.now[_END] = work.texts.rows[row + 1]
    work.out.bodies[row] = -1
    while place < work.now[_END]:
        if place == work.texts.bodies[row]:
            _enter_body(work, row)
        place = _read(work, place)
    if work.out.bodies[row] < 0:
        work.out.bodies[row] = work.now[_COUNT]
    work.out.rows[row + 1] = work.now[_COUNT]


@step
def _enter_body(work: Cutting, row: Whole) -> None:
    work.out.bodies[row] = work.now[_COUNT]
    if work.now[_PLACE] > 0:
        work.now[_PLACE] += BETWEEN_TEXTS
        work.now[_LINES] = 2
    work.now[_BEFORE] = SPACE


@step
def _read(work: Cutting, place: Whole) -> Whole:
    """Read one word, or one character that is none; return where the next one begins."""
    kind, after = _kind_at(work.texts.data, place, work.classes)
    before = work.now[_BEFORE]
    if kind == SIGN and before not in (LETTER, SEGMENT):
        return _take_signed(work, place, after)
    if kind in (LETTER, SEGMENT, PICTURE, FLAG):
        stop, length = _end_of_word(work, place, kind)
        _emit(work, place, stop)
        work.now[_PLACE] += 1
        work.now[_BEFORE], work.now[_LENGTH] = kind, length
        return stop
    _pass_over(kind, work.now)
    return after


@step
def _kind_at(
    data: NDArray[np.uint8], place: Whole, classes: NDArray[np.uint8]
) -> tuple[Whole, Whole]:
    """Return the class of the character that begins here, and where the next one begins."""
    lead = np.uint32(data[place])
    if lead < 0x80:
        return classes[lead], place + 1
    second = np.uint32(data[place + 1] & 0x3F)
    if lead < 0xE0:
        return classes[(lead & 0x1F) << 6 | second], place + 2
    third = np.uint32(data[place + 2] & 0x3F)
    if lead < 0xF0:
        return classes[(lead & 0x0F) << 12 | second << 6 | third], place + 3
    fourth = np.uint32(data[place + 3] & 0x3F)
    code = (lead & 0x07) << 18 | second << 12 | third << 6 | fourth
    return classes[code], place + 4


@step
def _end_of_word(work: Cutting, place: Whole, kind: Whole) -> tuple[Whole, Whole]:
    """Return where the word that begins here ends, and of how many characters it is."""
    before, length = np.int64(kind), 1
    _, place = _kind_at(work.texts.data, place, work.classes)
    while place < work.now[_END] and length < LONGEST:
        this, after = _kind_at(work.texts.data, place, work.classes)
        if not _goes_on(kind, before, this, length):
            break
        before, place, length = np.int64(this), after, length + 1
    return place, length


@step
def _goes_on(kind: Whole, before: Whole, this: Whole, length: Whole) -> bool:
    """Whether a word of this kind holds this character after that one."""
    if this == MARK:
        return True
    if kind == LETTER:
        return this in (LETTER, JOINER)
    if kind == PICTURE:
        return this == JOINER or (this == PICTURE and before == JOINER)
    return kind == FLAG and this == FLAG and length == 1


@step
def _take_signed(work: Cutting, sign: Whole, body: Whole) -> Whole:
    """Take a tag or a handle; one with segments is read again, for the segments it is made of."""
    stop, length, has_segments = body, 0, False
    while stop < work.now[_END] and length < LONGEST:
        kind, after = _kind_at(work.texts.data, stop, work.classes)
        is_letter = kind in (LETTER, SEGMENT)
        if not is_letter and (length == 0 or (kind not in (MARK, JOINER))):
            break
        has_segments |= kind == SEGMENT
        stop, length = after, length + 1
    if length == 0:
        work.now[_BEFORE] = SEPARATOR
        return body
    _emit(work, sign, stop)
    if has_segments:
        work.now[_BEFORE] = SIGN
        return body
    work.now[_PLACE] += 1
    work.now[_BEFORE], work.now[_LENGTH] = LETTER, length
    return stop


@step
def _emit(work: Cutting, start: Whole, end: Whole) -> None:
    hashed = work.words.seed
    for place in range(start, end):
        hashed = hashed_with(hashed, work.texts.data[place])
    _end_sentence(work.now)
    count, begin = work.now[_COUNT], work.now[_BEGIN]
    work.out.words[count] = put(work.words, work.texts.data, start, end, mixed(hashed))
    work.out.places[count] = work.now[_PLACE]
    work.out.sentences[count] = work.now[_SENTENCE]
    work.out.paragraphs[count] = work.now[_PARAGRAPH]
    work.out.starts[count], work.out.ends[count] = start - begin, end - begin
    work.now[_COUNT] = count + 1


@step
def _end_sentence(now: NDArray[np.int64]) -> None:
    """Begin the sentence and the paragraph of the word that comes."""
    if now[_PLACE] > 0:
        now[_SENTENCE] += now[_IS_ENDED] | (now[_LINES] > 0)
        now[_PARAGRAPH] += now[_LINES] > 1
    now[_IS_PENDING] = now[_IS_ENDED] = now[_LINES] = 0


@step
def _pass_over(kind: Whole, now: NDArray[np.int64]) -> None:
    """Note what a character between words says of the sentence."""
    if kind == POINT:
        is_initial = now[_BEFORE] == LETTER and now[_LENGTH] == 1
        now[_IS_PENDING] = not is_initial
    elif kind == STOP:
        now[_IS_ENDED] = 1
    elif kind == BREAK:
        now[_LINES] += 1
    elif kind == SPACE:
        now[_IS_ENDED] |= now[_IS_PENDING]
    if kind not in (MARK, JOINER):
        now[_BEFORE] = kind
