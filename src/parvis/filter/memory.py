"""What a pass over texts remembers of those it read, and how it forgets."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from parvis.compiled import compiled
from parvis.filter.firsts import Firsts, firsts, put
from parvis.filter.minhash import PLACES, Bands, bands

if TYPE_CHECKING:
    from typing import TypeVar

    from numpy.typing import NDArray

    _Any = TypeVar("_Any", bound=np.generic)

TEXTS: Final = 0  # remembered
SETS: Final = 1  # of words kept
CLOCK: Final = 2  # ticks as texts are read
_GROWS: Final = 1.25
NOBODY: Final = -1


class Memory(NamedTuple):
    """Texts that later ones may repeat, each wording once.

    Arguments:
        of: number of the text that each repeats, or its own.
        how: in what way, as `grouping.Leaders` has it.
        seen: the clock when each, or what repeats it, was last met; what it repeats was met later.
        copies: texts by all words in their order.
        besides_tags: texts by those outside hashtags, of texts that repeat none.
        bands: sets of words by what near ones share.
        sets: number of the set of words of each text, or -1 where it says too little to vary.
        first: the text behind each set of words kept.
        words: sets of words, end to end.
        starts: where each set begins, and the last one ends.
        counts: how many `TEXTS` and `SETS`, and the `CLOCK`.
    """

    of: NDArray[np.int32]
    how: NDArray[np.uint8]
    seen: NDArray[np.int64]
    copies: Firsts
    besides_tags: Firsts
    bands: Bands
    sets: NDArray[np.int32]
    first: NDArray[np.int32]
    words: NDArray[np.uint32]
    starts: NDArray[np.int64]
    counts: NDArray[np.int64]

    @property
    def texts(self) -> int:
        """How many are remembered."""
        return int(self.counts[TEXTS])

    def with_room(self, words: int) -> Memory:
        """Make room for so many words more."""
        needed = int(self.starts[self.counts[SETS]]) + words
        if needed <= self.words.size:
            return self
        grown = np.zeros(max(needed, int(_GROWS * self.words.size)), np.uint32)
        grown[: self.words.size] = self.words
        return self._replace(words=grown)

    @property
    def nbytes(self) -> int:
        """How many bytes it takes."""
        tables = (*self.copies, *self.besides_tags, *self.bands)
        own = (self.of, self.how, self.seen, self.sets, self.first, self.words, self.starts)
        return sum(each.nbytes for each in (*tables, *own, self.counts))


def memory(texts: int) -> Memory:
    """Return room for so many texts.

    >>> memory(1_000).texts
    0
    """
    return Memory(
        of=np.zeros(texts, np.int32),
        how=np.zeros(texts, np.uint8),
        seen=np.zeros(texts, np.int64),
        copies=firsts(texts),
        besides_tags=firsts(texts),
        bands=bands(texts),
        sets=np.full(texts, NOBODY, np.int32),
        first=np.zeros(texts, np.int32),
        words=np.zeros(0, np.uint32),
        starts=np.zeros(texts + 1, np.int64),
        counts=np.zeros(3, np.int64),
    )


def forget(known: Memory, *, before: int) -> tuple[Memory, NDArray[np.int64]]:
    """Forget the texts that were not met since; what a text repeats is kept as long as that text.

    Arguments:
        known: what is remembered; it is used up.
        before: a time of its clock.

    Returns: what is remembered then, its texts numbered anew; their numbers as they were.

    >>> forget(memory(1_000), before=0)[1].tolist()
    []
    """
    kept = np.flatnonzero(known.seen[: known.texts] >= before)
    number = _numbered(kept, known.texts)
    sets = np.flatnonzero(number[known.first[: known.counts[SETS]]] != NOBODY)
    set_number = _numbered(sets, int(known.counts[SETS]))
    _renumber(known.bands.lines, set_number)
    words, starts = _words_of(known, sets)
    return known._replace(
        of=_placed(known.of, number[known.of[kept]]),
        how=_placed(known.how, known.how[kept]),
        seen=_placed(known.seen, known.seen[kept]),
        copies=_renumbered(known.copies, number),
        besides_tags=_renumbered(known.besides_tags, number),
        sets=_placed(known.sets, _sets_of(known.sets[kept], set_number)),
        first=_placed(known.first, number[known.first[sets]]),
        words=words,
        starts=_placed(known.starts, starts),
        counts=np.array([len(kept), len(sets), known.counts[CLOCK]]),
    ), kept


def _numbered(kept: NDArray[np.int64], before: int) -> NDArray[np.int32]:
    """The new number of each of those before."""
    number = np.full(before, NOBODY, np.int32)
    number[kept] = np.arange(len(kept))
    return number


def _sets_of(sets: NDArray[np.int32], number: NDArray[np.int32]) -> NDArray[np.int32]:
    """The new numbers of sets; who has none has none."""
    return np.where(sets >= 0, np.append(number, NOBODY)[sets], NOBODY).astype(np.int32)


def _placed(room: NDArray[_Any], values: NDArray[_Any]) -> NDArray[_Any]:
    """Put values at the beginning of the room that was."""
    room[: len(values)] = values
    return room


def _words_of(
    known: Memory, sets: NDArray[np.int64]
) -> tuple[NDArray[np.uint32], NDArray[np.int64]]:
    """The words of some sets, end to end, and where each begins."""
    lengths = np.diff(known.starts[: known.counts[SETS] + 1])
    is_kept = np.zeros(len(lengths), np.bool_)
    is_kept[sets] = True
    words = known.words[: lengths.sum()][np.repeat(is_kept, lengths)]
    return words, np.concatenate(([0], np.cumsum(lengths[sets])))


def _renumbered(table: Firsts, number: NDArray[np.int32]) -> Firsts:
    """The table without what is forgotten."""
    is_there = table.texts >= 0
    hashes, texts = table.hashes[is_there], number[table.texts[is_there]]
    table.texts[:] = -1
    is_kept = texts != NOBODY
    _put_all(table, hashes[is_kept], texts[is_kept])
    return table


@compiled
def _put_all(table: Firsts, hashes: NDArray[np.uint64], texts: NDArray[np.int32]) -> None:
    for at in range(texts.size):
        put(table, hashes[at], texts[at])


@compiled
def _renumber(lines: NDArray[np.uint32], number: NDArray[np.int32]) -> None:
    """Let each place lead to the new number of its text, or to none."""
    for line in range(lines.shape[0]):
        for place in range(PLACES, 2 * PLACES):
            if lines[line, place] > 0:
                lines[line, place] = np.uint32(number[lines[line, place] - 1] + 1)
