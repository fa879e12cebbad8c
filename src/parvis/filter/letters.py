"""What each character is to near-duplicates: the letters it folds to, or a gap between words."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np
import polars as pl

from parvis.filter.canonical import UNSPACED, folded

if TYPE_CHECKING:
    from numpy.typing import NDArray

GAP: Final = 0
APART: Final = 1 << 24  # added to a letter of a script without spaces, a word by itself
BEYOND: Final = 0x33480  # the planes from here on hold no letter
SELECTORS: Final = range(0xE0100, 0xE01F0)  # marks that choose the look of a character


class Letters(NamedTuple):
    """What each code point folds to.

    Arguments:
        starts: where the letters of each code point begin in `letters`, and where the last end.
        letters: folded code points, GAP between words, APART added where it is a word by itself.
        is_of_handle: whether each code point can stand in a handle.
        plain: the letter of each byte that is one letter of ASCII, else GAP.
    """

    starts: NDArray[np.int32]
    letters: NDArray[np.int32]
    is_of_handle: NDArray[np.bool_]
    plain: NDArray[np.uint8]


@cache
def letters() -> Letters:
    """Return what `parvis.filter.canonical.canonical` makes of each character.

    >>> table = letters()
    >>> begin, end = table.starts[ord("É") : ord("É") + 2]
    >>> [chr(letter) for letter in table.letters[begin:end]]
    ['e']
    """
    codes = pl.Series(np.r_[0:0xD800, 0xE000:BEYOND])
    characters = pl.Series([chr(code) for code in codes])
    parts = folded(characters).str.replace_all(r"[^\p{L}\p{N}]", "\0").str.split("")
    table = (
        pl.DataFrame({"code": codes, "letter": parts})
        .explode("letter")
        .filter(pl.col("letter").fill_null("") != "")
    )
    counts = np.bincount(table["code"].to_numpy(), minlength=BEYOND)
    starts, folds = np.concatenate([[0], np.cumsum(counts)]).astype(np.int32), _as_codes(table)
    plain = np.zeros(256, np.uint8)
    plain[:128] = folds[starts[:128]]
    is_of_handle = np.zeros(BEYOND, np.bool_)
    is_of_handle[codes.to_numpy()] = characters.str.contains(r"^\w$").to_numpy()
    return Letters(starts, folds, is_of_handle, plain)


def _as_codes(table: pl.DataFrame) -> NDArray[np.int32]:
    """The letters as code points; those of scripts without spaces are set apart."""
    distinct = table["letter"].unique()
    codes = pl.Series([ord(letter) for letter in distinct], dtype=pl.Int32)
    codes = codes + distinct.str.contains(UNSPACED).cast(pl.Int32) * APART
    return table["letter"].replace_strict(distinct, codes, return_dtype=pl.Int32).to_numpy()
