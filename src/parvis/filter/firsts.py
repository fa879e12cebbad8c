"""The first text of each hash: a table of open addressing that compiled loops share."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from parvis.compiled import step

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from parvis.compiled import Whole

_NOBODY: Final = -1


class Firsts(NamedTuple):
    """Texts by a hash of each.

    Arguments:
        hashes: the hash in each place.
        texts: the first text of that hash, or -1 where the place is free.
    """

    hashes: NDArray[np.uint64]
    texts: NDArray[np.int32]


def firsts(texts: int) -> Firsts:
    """Return room for so many texts.

    >>> firsts(1_000).texts.size
    2048
    """
    places = 1 << max(4 * texts // 3, 7).bit_length()
    return Firsts(np.zeros(places, np.uint64), np.full(places, _NOBODY, np.int32))


@step
def first_of(table: Firsts, hashed: np.uint64) -> Whole:
    """Return the first text of a hash, or -1."""
    return table.texts[_place_of(table, hashed)]


@step
def put(table: Firsts, hashed: np.uint64, text: Whole) -> None:
    """Note a text whose hash is not there yet."""
    place = _place_of(table, hashed)
    table.hashes[place], table.texts[place] = hashed, text


@step
def _place_of(table: Firsts, hashed: np.uint64) -> Whole:
    """Return where the first text of a hash stands, or would stand."""
    mask = np.uint64(table.texts.size - 1)
    place = (hashed >> np.uint64(7)) & mask
    while table.texts[place] >= 0 and table.hashes[place] != hashed:
        place = (place + np.uint64(1)) & mask
    return place
