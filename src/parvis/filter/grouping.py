"""One pass over texts, in their order: which earlier text each one copies or varies."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from parvis.compiled import compiled, step
from parvis.filter.canonical import CLIP
from parvis.filter.firsts import first_of, put
from parvis.filter.letters import letters
from parvis.filter.memory import CLOCK, NOBODY, SETS, TEXTS, memory
from parvis.filter.minhash import find, sign
from parvis.filter.minhash import put as put_signed
from parvis.filter.reading import ALL_LETTERS, Page, page, read
from parvis.filter.shingles import (
    LEAST_WORDS,
    is_enough_to_copy,
    is_enough_to_vary,
    make_shingles,
    resemble,
    said_besides_tags,
)
from parvis.filter.shingles import said as said_by
from parvis.frames import utf8

if TYPE_CHECKING:
    import polars as pl
    from numpy.typing import NDArray

    from parvis.compiled import Whole
    from parvis.filter.letters import Letters
    from parvis.filter.memory import Memory

CHUNK: Final = 16_384  # texts laid out as bytes together; bounds the memory, not the result
LEADS: Final = 0
COPIES: Final = 1
RETAGS: Final = 2
VARIES: Final = 3


class Leaders(NamedTuple):
    """Which text each one repeats.

    Arguments:
        of: which text each one repeats, or its own: its place for `leaders`, its number for
            `read_on`, and there `NOBODY` where it says too little to be repeated.
        said: hash of the words of each text, in their order.
        how: LEADS, COPIES, RETAGS (the same words besides hashtags) or VARIES.
    """

    of: NDArray[np.int32]
    said: NDArray[np.uint64]
    how: NDArray[np.uint8]


class _Pass(NamedTuple):
    """What the pass reads and writes."""

    data: NDArray[np.uint8]
    rows: NDArray[np.int64]
    letters: Letters
    page: Page
    found: Leaders
    memory: Memory


def leaders(texts: pl.Series) -> Leaders:
    """Find the earliest text that each text copies or varies.

    A text joins a group only where it resembles the group's first text: a chain of small changes
    does not tie together what has nothing in common any more.

    Arguments:
        texts: oldest first; a null counts as empty.

    >>> import polars as pl
    >>> said = "le réseau est coupé à Lyon depuis ce matin"
    >>> leaders(pl.Series([said, "bonjour", f"RT @a: {said}", said + " encore"])).of.tolist()
    [0, 1, 0, 0]
    """
    known, parts = memory(len(texts)), [_nothing(0)]
    for start in range(0, len(texts), CHUNK):
        known, found = read_on(known, texts.slice(start, CHUNK))
        parts.append(found)
    found = Leaders(*(np.concatenate(each) for each in zip(*parts, strict=True)))
    return found._replace(of=_places(found))


def _places(found: Leaders) -> NDArray[np.int32]:
    """Turn the numbers of texts into their places."""
    places = np.arange(len(found.of), dtype=np.int32)
    speaks = found.of != NOBODY
    leads = np.flatnonzero(speaks & (found.how == LEADS)).astype(np.int32)
    led = np.zeros(len(found.of), np.int32)
    led[found.of[leads]] = leads
    places[speaks] = led[found.of[speaks]]
    return places


def read_on(known: Memory, texts: pl.Series) -> tuple[Memory, Leaders]:
    """Find what further texts repeat of what is remembered and of one another, and remember them.

    Arguments:
        known: what is remembered, with room for as many texts more; it is changed.
        texts: in their order; a null counts as empty.

    Returns: what is remembered then; which text each repeats, by number.

    >>> import polars as pl
    >>> known, found = read_on(memory(9), pl.Series(["le réseau est coupé à Lyon", "bonjour"]))
    >>> read_on(known, pl.Series(["@free le réseau est coupé à Lyon"]))[1].of.tolist()
    [0]
    """
    data, rows = laid_out(texts)
    known = known.with_room(int(rows[-1]))
    work = _Pass(data, rows, letters(), page(), _nothing(len(texts)), known)
    _lead(work)
    return known, work.found


def _nothing(texts: int) -> Leaders:
    return Leaders(
        of=np.full(texts, NOBODY, np.int32),
        said=np.zeros(texts, np.uint64),
        how=np.zeros(texts, np.uint8),
    )


def laid_out(texts: pl.Series) -> tuple[NDArray[np.uint8], NDArray[np.int64]]:
    """Lay texts out as bytes, and tell where each begins.

    Arguments:
        texts: a null counts as empty; of a long one the beginning is read.

    >>> import polars as pl
    >>> laid_out(pl.Series(["oui", None]))[1].tolist()
    [0, 3, 3]
    """
    return utf8(texts.fill_null("").str.head(CLIP))


@compiled
def _lead(work: _Pass) -> None:
    for row in range(work.rows.size - 1):
        begin, end = work.rows[row], work.rows[row + 1]
        words = read(work.data, begin, end, work.letters, work.page)
        _lead_one(work, row, words)


@step
def _lead_one(work: _Pass, row: Whole, words: Whole) -> None:
    """Find what a text repeats: by all its words, by those outside hashtags, or by most."""
    known = work.memory
    work.found.said[row] = said = said_by(work.page, words)
    text = first_of(known.copies, said)
    if text >= 0:
        _tell(work, row, text)
        work.found.how[row] = max(COPIES, known.how[text])
        return
    size = make_shingles(work.page, words)
    if is_enough_to_copy(work.page.known[ALL_LETTERS], words, size):
        text = _remember(known, said)
        _join(work, text, words, size, said)
        _tell(work, row, text)


@step
def _join(work: _Pass, text: Whole, words: Whole, size: Whole, said: np.uint64) -> None:
    """Let a text of new words repeat one of the same words besides hashtags, or of most of them."""
    known, shingles, alike = work.memory, work.page.shingles, 0
    besides, count = said_besides_tags(work.page, words)
    if is_enough_to_vary(shingles, size):
        number = _keep(known, text, shingles, size)
        alike = _meet(known, shingles, size)
        put_signed(known.bands, number, said, alike)
    choose(known, text, alike, besides, size - (words - count) >= LEAST_WORDS)


@step
def _remember(known: Memory, said: np.uint64) -> Whole:
    """Number a text of new words, which leads until it is found to repeat one."""
    text = known.counts[TEXTS]
    known.counts[TEXTS] = text + 1
    known.of[text], known.how[text] = text, LEADS
    put(known.copies, said, text)
    return text


@step
def _tell(work: _Pass, row: Whole, text: Whole) -> None:
    """Write down what a text repeats; that was met now, a moment after the text itself."""
    known = work.memory
    leader = known.of[text]
    work.found.of[row], work.found.how[row] = leader, known.how[text]
    clock = known.counts[CLOCK]
    known.seen[text], known.seen[leader] = clock, clock + 1
    known.counts[CLOCK] = clock + 2


@step
def _keep(known: Memory, text: Whole, shingles: NDArray[np.uint32], size: Whole) -> Whole:
    """Keep the words of a text that later ones may vary; return their number."""
    number = known.counts[SETS]
    begin = known.starts[number]
    for at in range(size):
        known.words[begin + at] = shingles[at]
    known.starts[number + 1] = begin + size
    known.first[number], known.sets[text] = text, number
    known.counts[SETS] = number + 1
    return number


@step
def _meet(known: Memory, shingles: NDArray[np.uint32], size: Whole) -> Whole:
    """Find the sets that share a band and enough words; return how many they are."""
    found, alike = known.bands.found, 0
    sign(known.bands, shingles, size)
    for at in range(find(known.bands)):
        begin, end = known.starts[found[at]], known.starts[found[at] + 1]
        if resemble(shingles, 0, size, known.words, begin, end):
            found[alike] = found[at]
            alike += 1
    return alike


@step
def choose(known: Memory, text: Whole, alike: Whole, besides: np.uint64, is_told: Whole) -> None:
    """Let a text repeat an earlier one, or lead.

    It repeats the one of the same words besides its hashtags, if those are told; else the earliest
    that it resembles, of those it met and of those that they repeat. The first `alike` of the sets
    found are met.
    """
    earlier = first_of(known.besides_tags, besides) if is_told else NOBODY
    if earlier >= 0:
        known.of[text] = known.of[earlier]
        known.how[text] = max(RETAGS, known.how[earlier])
        return
    leader = _earliest(known, known.sets[text], alike)
    if leader >= 0:
        known.of[text], known.how[text] = leader, VARIES
    elif is_told:
        put(known.besides_tags, besides, text)


@step
def _earliest(known: Memory, number: Whole, alike: Whole) -> Whole:
    """The earliest text that leads, of those that a set resembles or that they repeat."""
    found, earliest = known.bands.found, NOBODY
    for at in range(alike):
        leader = known.of[known.first[found[at]]]
        is_new = earliest < 0 or leader < earliest
        if is_new and (leader == known.first[found[at]] or _is_like(known, number, leader)):
            earliest = leader
    return earliest


@step
def _is_like(known: Memory, number: Whole, text: Whole) -> Whole:
    """Whether a set resembles that of a text."""
    other = known.sets[text]
    if other < 0:
        return False
    begin, end = known.starts[number], known.starts[number + 1]
    return resemble(
        known.words, begin, end, known.words, known.starts[other], known.starts[other + 1]
    )
