"""Which texts of one key resemble one another: a pass over them in their order."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np
import polars as pl

from parvis.compiled import compiled, step
from parvis.filter.apart.words import unpacked
from parvis.filter.minhash import PLACES, drawn
from parvis.filter.shingles import resemble

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from parvis.compiled import Whole

ORDER: Final = ("published_at", "place")
_NOBODY: Final = -1


class _Pass(NamedTuple):
    """What the pass reads and writes.

    Arguments:
        keys, said: of each text, its key and the hash of its words; texts of one key lie together.
        words, starts: their sets of words.
        led: the texts that the key leads to.
        met: of each text, those that it resembles.
    """

    keys: NDArray[np.int64]
    said: NDArray[np.int64]
    words: NDArray[np.uint32]
    starts: NDArray[np.int64]
    led: NDArray[np.int64]
    met: NDArray[np.int64]


def pairs_of(ties: pl.DataFrame) -> pl.DataFrame:
    """Return the texts that resemble earlier ones of their key.

    As in `parvis.filter.minhash`, a key leads to eight texts, none of which resembles another.

    Arguments:
        ties: `key`, and of each text that has it `wording`, `words`, `published_at` and `place`;
            all of a key.

    Returns: wording, and that of an `other` that it resembles and that came before.

    Source: as of `parvis.filter.group_duplicates`.
    """
    texts = ties.sort("key", *ORDER, nulls_last=True)
    words, starts = unpacked(texts["words"])
    met = np.full((texts.height, PLACES), _NOBODY, np.int64)
    keys, said = (texts[name].to_numpy() for name in ("key", "wording"))
    _meet(_Pass(keys, said, words, starts, np.zeros(PLACES, np.int64), met))
    rows, places = np.nonzero(met != _NOBODY)
    return pl.DataFrame({"wording": said[rows], "other": said[met[rows, places]]})


@compiled
def _meet(work: _Pass) -> None:
    led = 0
    for text in range(work.keys.size):
        if text == 0 or work.keys[text] != work.keys[text - 1]:
            led = 0
        if not _meets(work, text, led):
            led = _put(work, text, led)


@step
def _meets(work: _Pass, text: Whole, led: Whole) -> bool:
    """Note those of the key that a text resembles; return whether there are any."""
    begin, end, is_met = work.starts[text], work.starts[text + 1], False
    for each in range(led):
        other = work.led[each]
        if resemble(work.words, begin, end, work.words, work.starts[other], work.starts[other + 1]):
            work.met[text, each] = other
            is_met = True
    return is_met


@step
def _put(work: _Pass, text: Whole, led: Whole) -> Whole:
    """Let the key lead to a text; return to how many it leads then."""
    if led == PLACES:
        led -= 1
        for each in range(drawn(np.uint64(work.keys[text]), np.uint64(work.said[text])), led):
            work.led[each] = work.led[each + 1]
    work.led[led] = text
    return led + 1
