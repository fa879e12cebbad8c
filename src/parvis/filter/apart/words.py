"""Sets of words as numbers, in a column that travels: four bytes a word."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
import polars as pl

if TYPE_CHECKING:
    from numpy.typing import NDArray

_BYTES = np.dtype(np.uint32).itemsize


def packed(words: NDArray[np.uint32], starts: NDArray[np.int64]) -> pl.Series:
    """Put sets that lie end to end into a column of bytes.

    Arguments:
        words: of all sets.
        starts: where each begins, and the last one ends.

    >>> packed(np.array([7, 8], np.uint32), np.array([0, 2, 2])).bin.size().to_list()
    [8, 0]
    """
    data, cuts = words.tobytes(), (starts * _BYTES).tolist()
    return pl.Series([data[begin:end] for begin, end in pairwise(cuts)], dtype=pl.Binary)


def unpacked(column: pl.Series) -> tuple[NDArray[np.uint32], NDArray[np.int64]]:
    """Lay the sets of such a column end to end; null is an empty one.

    >>> words, starts = unpacked(packed(np.array([7, 8], np.uint32), np.array([0, 0, 2])))
    >>> words.tolist(), starts.tolist()
    ([7, 8], [0, 0, 2])
    """
    starts = np.zeros(len(column) + 1, np.int64)
    starts[1:] = column.bin.size().fill_null(0).cast(pl.Int64).cum_sum().to_numpy()
    joined = b"".join(column.drop_nulls().to_list())
    return np.frombuffer(joined, np.uint32), starts // _BYTES
