"""What texts must share for one to repeat another: keys by which to bring them together."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np
import polars as pl

from parvis.compiled import compiled, step
from parvis.filter.apart.words import packed
from parvis.filter.duplicates import is_repost, links_of
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

_KEPT: Final = ("place", "id", "published_at")


class _Pass(NamedTuple):
    """What the pass reads and writes."""

    data: NDArray[np.uint8]
    rows: NDArray[np.int64]
    letters: Letters
    page: Page
    bands: Bands
    wording: NDArray[np.uint64]
    besides: NDArray[np.uint64]
    keys: NDArray[np.uint64]
    words: NDArray[np.uint32]
    starts: NDArray[np.int64]


def what_is_shared(mentions: pl.DataFrame) -> pl.DataFrame:
    """Tell of each text what others may share with it.

    Arguments:
        mentions: `place`, `id`, `published_at` and `text`.

    Returns: the first three; `wording`, a hash of the words in their order; `besides`, the same of
        those outside hashtags, null where they are too few; `words`, the distinct words as numbers,
        and `keys`, hashes of what a variant may share, empty where it says too little to vary;
        `links`, a hash; `is_repost`. What says too little to be repeated is left out.

    Source: as of `parvis.filter.group_duplicates`.

    >>> said = "le réseau est coupé à Lyon"
    >>> posts = {"place": [0, 1], "id": ["a", "b"], "text": [said, f"RT @a: {said} !"]}
    >>> found = what_is_shared(pl.DataFrame(posts).with_columns(published_at=None))
    >>> found["wording"].n_unique(), found["is_repost"].to_list()
    (1, [False, True])
    """
    work = _room(mentions["text"])
    _find(work)
    whole = pl.DataFrame(
        {
            "wording": work.wording.view(np.int64),
            "besides": work.besides.view(np.int64),
            "keys": pl.Series(work.keys.view(np.int64), dtype=pl.Array(pl.Int64, BANDS)),
            "words": packed(work.words, work.starts),
            "links": links_of(mentions["text"]).reinterpret(signed=True),
            "is_repost": mentions.select(is_repost(pl.col("text"))).to_series(),
        }
    )
    told = whole.with_columns(
        pl.col("besides").replace(0, None),
        pl.col("keys").arr.to_list().list.eval(pl.element().filter(pl.element() != 0)),
    )
    return mentions.select(_KEPT).hstack(told).filter(pl.col("wording") != 0)


def _room(texts: pl.Series) -> _Pass:
    data, rows = laid_out(texts)
    size = len(texts)
    return _Pass(
        data, rows, letters(), page(), bands(0),
        wording=np.zeros(size, np.uint64),
        besides=np.zeros(size, np.uint64),
        keys=np.zeros((size, BANDS), np.uint64),
        words=np.zeros(int(rows[-1]), np.uint32),
        starts=np.zeros(size + 1, np.int64),
    )  # fmt: skip


@compiled
def _find(work: _Pass) -> None:
    for row in range(work.wording.size):
        work.starts[row + 1] = work.starts[row]
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
        work.besides[row] = besides
    if is_enough_to_vary(work.page.shingles, size):
        sign(work.bands, work.page.shingles, size)
        for band in range(BANDS):
            work.keys[row, band] = work.bands.keys[band]
        for at in range(size):
            work.words[work.starts[row] + at] = work.page.shingles[at]
        work.starts[row + 1] += size
