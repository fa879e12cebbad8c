"""What texts must share for one of them to repeat the other: keys by which to bring them together.

Texts that share no key, directly or by others between them, do not change each other's groups. So
near-duplicates of a body of texts may be found part by part, each part on another machine.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np
import polars as pl

from parvis.compiled import compiled, step
from parvis.filter.grouping import laid_out
from parvis.filter.letters import letters
from parvis.filter.minhash import BANDS, bands, sign
from parvis.filter.reading import ALL_LETTERS, page, read
from parvis.filter.shingles import (
    LEAST_WORDS,
    is_enough_to_copy,
    is_enough_to_vary,
    make_shingles,
    said,
    said_besides_tags,
)

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from parvis.compiled import Whole
    from parvis.filter.letters import Letters
    from parvis.filter.minhash import Bands
    from parvis.filter.reading import Page

_KEYS: Final = 1 + BANDS  # the words besides hashtags, then the bands


class _Pass(NamedTuple):
    """What the pass reads and writes."""

    data: NDArray[np.uint8]
    rows: NDArray[np.int64]
    letters: Letters
    page: Page
    bands: Bands
    wording: NDArray[np.uint64]
    keys: NDArray[np.uint64]


def with_keys(mentions: pl.DataFrame) -> pl.DataFrame:
    """Add what mentions share that may repeat one another.

    Arguments:
        mentions: with `text`.

    Returns: the mentions with `wording`, a hash of the words in their order, null where a text says
        too little to be repeated; and `keys`, hashes of what texts of other wordings may share.

    Source: as of `parvis.filter.group_duplicates`.

    >>> said = "le réseau est coupé à Lyon"
    >>> with_keys(pl.DataFrame({"text": [said, f"RT @a: {said} !"]}))["wording"].n_unique()
    1
    """
    data, rows = laid_out(mentions["text"])
    size = mentions.height
    work = _Pass(
        data, rows, letters(), page(), bands(0),
        np.zeros(size, np.uint64), np.zeros((size, _KEYS), np.uint64),
    )  # fmt: skip
    _find(work)
    wording = pl.Series("wording", work.wording.view(np.int64))
    keys = pl.Series("keys", work.keys.view(np.int64), pl.Array(pl.Int64, _KEYS))
    return mentions.with_columns(
        wording.replace(0, None),
        keys.arr.to_list().list.eval(pl.element().filter(pl.element() != 0)),
    )


@compiled
def _find(work: _Pass) -> None:
    for row in range(work.wording.size):
        words = read(work.data, work.rows[row], work.rows[row + 1], work.letters, work.page)
        size = make_shingles(work.page, words)
        if is_enough_to_copy(work.page.known[ALL_LETTERS], words, size):
            work.wording[row] = said(work.page, words)
            _find_keys(work, row, words, size)


@step
def _find_keys(work: _Pass, row: Whole, words: Whole, size: Whole) -> None:
    """Write down what a text of another wording may share with this one."""
    besides, count = said_besides_tags(work.page, words)
    if size - (words - count) >= LEAST_WORDS:
        work.keys[row, 0] = besides
    if is_enough_to_vary(work.page.shingles, size):
        sign(work.bands, work.page.shingles, size)
        for band in range(BANDS):
            work.keys[row, 1 + band] = work.bands.keys[band]
