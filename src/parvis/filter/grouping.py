"""One pass over texts, oldest first: which earlier text each one copies or varies."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np
import polars as pl

from parvis.compiled import compiled, step
from parvis.filter.canonical import CLIP
from parvis.filter.firsts import Firsts, first_of, firsts, put
from parvis.filter.letters import letters
from parvis.filter.minhash import bands, find, sign
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

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from parvis.compiled import Whole
    from parvis.filter.letters import Letters
    from parvis.filter.minhash import Bands

_CHUNK: Final = 16_384  # texts laid out as bytes together; bounds the memory, not the result
_NOBODY: Final = -1
LEADS: Final = 0
COPIES: Final = 1
RETAGS: Final = 2
VARIES: Final = 3


class Leaders(NamedTuple):
    """Which text each one repeats.

    Arguments:
        of: place of the earliest text that each text repeats, or its own.
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
    leaders: Leaders
    copies: Firsts  # by all words in their order
    besides_tags: Firsts  # by those outside hashtags, of texts that repeat none
    bands: Bands
    first: NDArray[np.int32]  # the text behind each set of words kept
    words: NDArray[np.uint32]  # sets of words, end to end
    starts: NDArray[np.int64]
    kept: NDArray[np.int64]  # how many sets, in an array of one


def leaders(texts: pl.Series) -> Leaders:
    """Find the earliest text that each text copies or varies.

    A text joins a group only where it resembles the group's first text: a chain of small changes
    does not tie together what has nothing in common any more.

    Arguments:
        texts: oldest first; a null counts as empty.

    >>> said = "le réseau est coupé à Lyon depuis ce matin"
    >>> leaders(pl.Series([said, "bonjour", f"RT @a: {said}", said + " encore"])).of.tolist()
    [0, 1, 0, 0]
    """
    work = _empty(len(texts))
    for start in range(0, len(texts), _CHUNK):
        work = _laid_out(work, texts.slice(start, _CHUNK))
        _lead(work, start)
    return work.leaders


def _empty(texts: int) -> _Pass:
    return _Pass(
        data=np.zeros(0, np.uint8),
        rows=np.zeros(1, np.int64),
        letters=letters(),
        page=page(),
        leaders=Leaders(
            of=np.arange(texts, dtype=np.int32),
            said=np.zeros(texts, np.uint64),
            how=np.zeros(texts, np.uint8),
        ),
        copies=firsts(texts),
        besides_tags=firsts(texts),
        bands=bands(texts),
        first=np.zeros(texts, np.int32),
        words=np.zeros(0, np.uint32),
        starts=np.zeros(texts + 1, np.int64),
        kept=np.zeros(1, np.int64),
    )


def _laid_out(work: _Pass, texts: pl.Series) -> _Pass:
    """Lay the next texts out as bytes, and make room for their words."""
    clipped = texts.fill_null("").str.head(CLIP)
    rows = np.zeros(len(texts) + 1, np.int64)
    rows[1:] = clipped.str.len_bytes().cast(pl.Int64).cum_sum().to_numpy()
    lists = clipped.filter(clipped != "").cast(pl.Binary).cast(pl.List(pl.UInt8))
    data = lists.explode().to_numpy() if rows[-1] else np.zeros(0, np.uint8)
    needed = int(work.starts[work.kept[0]] + rows[-1])
    words = work.words
    if needed > words.size:
        words = np.resize(words, max(needed, 2 * words.size))
    return work._replace(data=data, rows=rows, words=words)


@compiled
def _lead(work: _Pass, start: Whole) -> None:
    for row in range(work.rows.size - 1):
        begin, end = work.rows[row], work.rows[row + 1]
        words = read(work.data, begin, end, work.letters, work.page)
        _lead_one(work, start + row, words)


@step
def _lead_one(work: _Pass, text: Whole, words: Whole) -> None:
    """Find what a text repeats: by all its words, by those outside hashtags, or by most."""
    work.leaders.said[text] = said = said_by(work.page, words)
    if _follows(work, work.copies, text, said, COPIES):
        return
    size = make_shingles(work.page, words)
    if not is_enough_to_copy(work.page.known[ALL_LETTERS], words, size):
        return
    put(work.copies, said, text)
    besides, count = said_besides_tags(work.page, words)
    is_told = size - (words - count) >= LEAST_WORDS
    if is_told and _follows(work, work.besides_tags, text, besides, RETAGS):
        return
    if is_enough_to_vary(work.page.shingles, size):
        _vary(work, text, size)
    if is_told and work.leaders.of[text] == text:
        put(work.besides_tags, besides, text)


@step
def _follows(work: _Pass, table: Firsts, text: Whole, hashed: np.uint64, how: Whole) -> Whole:
    """Let a text repeat what an earlier one of the same hash repeats; tell whether there is one."""
    earlier = first_of(table, hashed)
    if earlier >= 0:
        work.leaders.of[text] = work.leaders.of[earlier]
        work.leaders.how[text] = max(how, work.leaders.how[earlier])
    return earlier >= 0


@step
def _vary(work: _Pass, text: Whole, size: Whole) -> None:
    """Find the earliest of the texts that share a band and enough words; else lead a group."""
    sign(work.bands, work.page.shingles, size)
    leader = _NOBODY
    for at in range(find(work.bands)):
        kept = work.bands.found[at]
        begin, end = work.starts[kept], work.starts[kept + 1]
        if resemble(work.page.shingles, size, work.words, begin, end):
            leader = kept
            break
    if leader < 0:
        leader = _keep(work, text, size)
    else:
        work.leaders.how[text] = VARIES
    work.leaders.of[text] = work.first[leader]
    put_signed(work.bands, leader)


@step
def _keep(work: _Pass, text: Whole, size: Whole) -> Whole:
    """Keep the words of a text that later ones may vary; return their number."""
    number = work.kept[0]
    begin = work.starts[number]
    for at in range(size):
        work.words[begin + at] = work.page.shingles[at]
    work.starts[number + 1] = begin + size
    work.first[number] = text
    work.kept[0] = number + 1
    return number
