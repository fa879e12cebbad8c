"""How many letters, capitals and digits a text has, counted in one compiled pass."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Final

import numpy as np
import polars as pl

from parvis.compiled import compiled
from parvis.filter.letters import BEYOND
from parvis.filter.reading import code_at
from parvis.frames import utf8

if TYPE_CHECKING:
    from numpy.typing import NDArray

COUNTED: Final = ("characters", "letters", "capitals", "digits", "foreign")
_KINDS: Final = (r"\pL", r"\p{Lu}", r"\d")
_PLAIN: Final = 0x80


def tally(texts: pl.Series) -> pl.DataFrame:
    """Count the characters of each text, and those of them that are of a kind.

    Arguments:
        texts: strings; null is read as empty.

    Returns: a row a text: `characters`, `letters`, `capitals`, `digits`, and `foreign`, which no
        keyboard of ASCII has.

    >>> tally(pl.Series(["Été 2026 !", None])).rows()
    [(10, 3, 1, 4, 2), (0, 0, 0, 0, 0)]
    """
    data, rows = utf8(texts)
    counts = np.zeros((len(texts), len(COUNTED)), np.int64)
    _count(data, rows, _kinds(), counts)
    return pl.DataFrame(counts, schema=COUNTED)


@cache
def _kinds() -> NDArray[np.uint8]:
    """A bit for each kind that a character is of."""
    codes = np.r_[0:0xD800, 0xE000:BEYOND]
    characters = pl.Series([chr(code) for code in codes])
    kinds = np.zeros(BEYOND, np.uint8)
    for bit, kind in enumerate(_KINDS):
        kinds[codes] |= characters.str.contains(kind).to_numpy().astype(np.uint8) << bit
    return kinds


@compiled
def _count(
    data: NDArray[np.uint8],
    rows: NDArray[np.int64],
    kinds: NDArray[np.uint8],
    counts: NDArray[np.int64],
) -> None:
    for row in range(counts.shape[0]):
        place = rows[row]
        while place < rows[row + 1]:
            code, place = code_at(data, place)
            kind = kinds[code] if code < kinds.size else 0
            counts[row, 0] += 1
            counts[row, 1] += kind & 1
            counts[row, 2] += kind >> 1 & 1
            counts[row, 3] += kind >> 2 & 1
            counts[row, 4] += code >= _PLAIN
