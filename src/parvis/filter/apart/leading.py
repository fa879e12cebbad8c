"""Who repeats whom within a family of texts: a pass over them in their order."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import polars as pl

from parvis.compiled import compiled
from parvis.filter.apart.meeting import ORDER
from parvis.filter.apart.words import unpacked
from parvis.filter.grouping import choose
from parvis.filter.memory import NOBODY, memory
from parvis.filter.minhash import bands

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from parvis.filter.memory import Memory


class _Pass(NamedTuple):
    """What the pass reads and writes: the texts as those remembered, and which each one met."""

    memory: Memory
    besides: NDArray[np.uint64]
    is_told: NDArray[np.bool_]
    met: NDArray[np.int32]
    begins: NDArray[np.int64]


def leaders_of(members: pl.DataFrame) -> pl.DataFrame:
    """Return which text each text of a family repeats.

    Arguments:
        members: of each text `wording`, `besides`, `words`, `published_at` and `place`, once for
            each `other` that it resembles, as `pairs_of` finds them; all of a family. Several
            families may come together.

    Returns: wording, `leader` (the wording it repeats, or its own) and `how`, as of
        `parvis.filter.grouping.Leaders`.

    Source: as of `parvis.filter.group_duplicates`.
    """
    texts = members.unique("wording").sort(*ORDER, nulls_last=True)
    met, begins = _met(members.select("wording", "other"), texts["wording"])
    besides = texts["besides"]
    work = _Pass(
        _remembered(texts["words"], most=int(np.diff(begins).max(initial=1))),
        besides.fill_null(0).to_numpy().view(np.uint64),
        besides.is_not_null().to_numpy(),
        met,
        begins,
    )
    _choose(work)
    leader = texts["wording"].gather(work.memory.of)
    return texts.select("wording").with_columns(leader.alias("leader"), how=work.memory.how)


def _met(pairs: pl.DataFrame, wordings: pl.Series) -> tuple[NDArray[np.int32], NDArray[np.int64]]:
    """The numbers of those that each text met, and where those of each begin."""
    numbers = pl.DataFrame({"wording": wordings}).with_row_index("number")
    others = numbers.select(other="wording", met="number")
    found = (
        pairs.unique().join(numbers, on="wording").join(others, on="other").sort("number", "met")
    )
    begins = found["number"].search_sorted(np.arange(len(wordings) + 1)).to_numpy()
    return found["met"].cast(pl.Int32).to_numpy(), begins.astype(np.int64)


def _remembered(words: pl.Series, *, most: int) -> Memory:
    """Texts as a pass remembers them, each with a set of its own, before any repeats another."""
    size = len(words)
    known, number = memory(size), np.arange(size, dtype=np.int32)
    sets, starts = unpacked(words)
    return known._replace(
        of=number.copy(),
        sets=np.where(np.diff(starts) > 0, number, NOBODY).astype(np.int32),
        first=number,
        words=sets,
        starts=starts,
        bands=bands(0)._replace(found=np.zeros(most, np.int32)),
    )


@compiled
def _choose(work: _Pass) -> None:
    for text in range(work.besides.size):
        begin, alike = work.begins[text], work.begins[text + 1] - work.begins[text]
        for at in range(alike):
            work.memory.bands.found[at] = work.met[begin + at]
        choose(work.memory, text, alike, work.besides[text], work.is_told[text])
