"""Which earlier texts are likely to share most of a text's words: MinHash, cut into bands.

A band's key leads to one line of eight places that a processor reads at once. What has no place on
its line any more displaces another text: cost and memory stay bounded whatever the texts.

Source: Broder (1997), "On the resemblance and containment of documents"; Indyk and Motwani (1998).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from parvis.compiled import step

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from parvis.compiled import Whole

BANDS: Final = 12
ROWS: Final = 4  # two texts of Jaccard .8 meet in a band 998 times of 1 000, of .6 81 of 100
PLACES: Final = 8  # of a line
MOST_CANDIDATES: Final = BANDS * PLACES

_DRAWN = np.random.default_rng(1997)
_MULTIPLIERS = _DRAWN.integers(0, 2**32, BANDS * ROWS, dtype=np.uint32) | np.uint32(1)  # odd
_SHIFTS = _DRAWN.integers(0, 2**32, BANDS * ROWS, dtype=np.uint32)
_MIX: Final = np.uint64(0x9E3779B97F4A7C15)


class Bands(NamedTuple):
    """Texts by the keys of their bands.

    Arguments:
        lines: what is left of eight keys, then one more than the text each leads to, or 0.
        least: the least hashes of the text being read, one a permutation.
        keys: its keys, one a band.
        found: the texts it meets.
        multipliers, shifts: of the permutations.
    """

    lines: NDArray[np.uint32]
    least: NDArray[np.uint32]
    keys: NDArray[np.uint64]
    found: NDArray[np.int32]
    multipliers: NDArray[np.uint32]
    shifts: NDArray[np.uint32]


def bands(texts: int) -> Bands:
    """Return room for the bands of so many texts.

    >>> bands(1_000).lines.shape
    (2048, 16)
    """
    lines = 1 << max(texts * BANDS // PLACES, 127).bit_length()
    return Bands(
        lines=np.zeros((lines, 2 * PLACES), np.uint32),
        least=np.zeros(BANDS * ROWS, np.uint32),
        keys=np.zeros(BANDS, np.uint64),
        found=np.zeros(MOST_CANDIDATES, np.int32),
        multipliers=_MULTIPLIERS,
        shifts=_SHIFTS,
    )


@step
def sign(bands: Bands, shingles: NDArray[np.uint32], size: Whole) -> None:
    """Find the keys of a set's bands."""
    bands.least[:] = np.uint32(0xFFFFFFFF)
    for at in range(size):
        shingle = shingles[at]
        for each in range(BANDS * ROWS):
            hashed = np.uint32((shingle ^ bands.shifts[each]) * bands.multipliers[each])
            bands.least[each] = min(bands.least[each], hashed)
    for band in range(BANDS):
        key = np.uint64(band + 1)
        for row in range(ROWS):
            key = (key ^ np.uint64(bands.least[band * ROWS + row])) * _MIX
            key ^= key >> np.uint64(32)
        bands.keys[band] = key


@step
def find(bands: Bands) -> Whole:
    """Find the texts that share a key with the one just signed; return how many they are."""
    count = 0
    for band in range(BANDS):
        line, tag = _line_and_tag(bands, band)
        for place in range(PLACES):
            text = np.int64(bands.lines[line, PLACES + place]) - 1
            if text >= 0 and bands.lines[line, place] == tag:
                count = _add(bands.found, count, text)
    return count


@step
def _line_and_tag(bands: Bands, band: Whole) -> tuple[Whole, np.uint32]:
    key = bands.keys[band]
    line = np.int64(key & np.uint64(bands.lines.shape[0] - 1))
    return line, np.uint32(key >> np.uint64(32))


@step
def _add(found: NDArray[np.int32], count: Whole, text: Whole) -> Whole:
    """Put a text among those found, earliest first, once."""
    at = count
    while at > 0 and found[at - 1] > text:
        at -= 1
    if at > 0 and found[at - 1] == text:
        return count
    for later in range(count, at, -1):
        found[later] = found[later - 1]
    found[at] = text
    return count + 1


@step
def put(bands: Bands, text: Whole) -> None:
    """Let the keys of the text just signed lead to a text, to itself or to what it varies."""
    for band in range(BANDS):
        line, tag = _line_and_tag(bands, band)
        drawn = bands.keys[band] * _MIX ^ np.uint64(text)
        free: Whole = np.int64(drawn & np.uint64(PLACES - 1))
        for place in range(PLACES):
            there = np.int64(bands.lines[line, PLACES + place]) - 1
            if there < 0 or (there == text and bands.lines[line, place] == tag):
                free = place
                break
        bands.lines[line, free] = tag
        bands.lines[line, PLACES + free] = text + 1
