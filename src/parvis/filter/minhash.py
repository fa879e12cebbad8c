"""Which earlier texts are likely to share most of a text's words: MinHash, cut into bands.

A band's key leads to a line of eight places that a processor reads at once, and on to the next
while that is full. A key leads to eight texts at most, none of which resembles another: who
resembles one of them takes no place, and a ninth displaces one that chance chooses by the key and
its words. So cost and memory stay bounded whatever the texts, and what a text meets by a key
depends on those alone that share the key: a body of texts may be read key by key.

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
PLACES: Final = 8  # of a line, and of a key
LINES: Final = 16  # to look at, at most; hardly a key needs four
MOST_CANDIDATES: Final = BANDS * PLACES
_ROOM: Final = 1.15  # places for each that is needed

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
        of_key: line, place and text of each that one key leads to.
        multipliers, shifts: of the permutations.
    """

    lines: NDArray[np.uint32]
    least: NDArray[np.uint32]
    keys: NDArray[np.uint64]
    found: NDArray[np.int32]
    of_key: NDArray[np.int64]
    multipliers: NDArray[np.uint32]
    shifts: NDArray[np.uint32]


def bands(texts: int) -> Bands:
    """Return room for the bands of so many texts.

    >>> bands(1_000).lines.shape
    (1853, 16)
    """
    lines = 128 + int(_ROOM * texts * BANDS / PLACES)
    return Bands(
        lines=np.zeros((lines, 2 * PLACES), np.uint32),
        least=np.zeros(BANDS * ROWS, np.uint32),
        keys=np.zeros(BANDS, np.uint64),
        found=np.zeros(MOST_CANDIDATES, np.int32),
        of_key=np.zeros((PLACES * LINES, 3), np.int64),
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
        led, _, _ = _led_to(bands, band)
        for each in range(led):
            count = _add(bands.found, count, bands.of_key[each, 2])
    return count


@step
def _led_to(bands: Bands, band: Whole) -> tuple[Whole, Whole, Whole]:
    """Find what a key leads to; return how many texts, and the first line and place to spare."""
    key = bands.keys[band]
    lines = np.int64(bands.lines.shape[0])
    home = np.int64(np.uint64(np.uint32(key)) * np.uint64(lines) >> np.uint64(32))
    tag = np.uint32(key >> np.uint64(32))
    led, spare, at = np.int64(0), np.int64(-1), np.int64(-1)
    for ahead in range(LINES):
        line = (home + ahead) % lines
        led, free, is_last = _led_to_on(bands, line, tag, led)
        if spare < 0 and free >= 0:
            spare, at = line, free
        if is_last:
            break
    return led, spare, at


@step
def _led_to_on(bands: Bands, line: Whole, tag: np.uint32, led: Whole) -> tuple[Whole, Whole, bool]:
    """Add what a key leads to on a line; return how many by now, a free place, whether it ends."""
    free, is_last = np.int64(-1), False
    for place in range(PLACES):
        there = np.int64(bands.lines[line, PLACES + place])
        if there == 0:
            free = np.int64(place)
            is_last = is_last or bands.lines[line, place] == 0
        elif bands.lines[line, place] == tag:
            bands.of_key[led, 0], bands.of_key[led, 1] = line, place
            bands.of_key[led, 2] = there - 1
            led += 1
    return led, free, is_last


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
def put(bands: Bands, text: Whole, said: np.uint64, alike: Whole) -> None:
    """Let each key of the text just signed lead to it, if to none of the found that it resembles.

    Of the found, the first `alike` do.
    """
    for band in range(BANDS):
        led, line, place = _led_to(bands, band)
        if _leads_to_any(bands, led, alike):
            continue
        if led >= PLACES:
            each = _displaced(bands, led, drawn(bands.keys[band], said))
            line, place = bands.of_key[each, 0], bands.of_key[each, 1]
        if line >= 0:
            bands.lines[line, place] = np.uint32(bands.keys[band] >> np.uint64(32))
            bands.lines[line, PLACES + place] = text + 1


@step
def _leads_to_any(bands: Bands, led: Whole, alike: Whole) -> bool:
    """Whether the key just looked at leads to one of the first texts found."""
    for each in range(led):
        for at in range(alike):
            if bands.found[at] == bands.of_key[each, 2]:
                return True
    return False


@step
def drawn(key: np.uint64, said: np.uint64) -> Whole:
    """Choose which of the texts of a full key makes room for another, counted from the earliest."""
    return np.int64(((key ^ said) * _MIX >> np.uint64(40)) & np.uint64(PLACES - 1))


@step
def _displaced(bands: Bands, led: Whole, rank: Whole) -> Whole:
    """Find the text of that rank, whatever the lines they stand on."""
    for each in range(led):
        earlier = 0
        for other in range(led):
            earlier += bands.of_key[other, 2] < bands.of_key[each, 2]
        if earlier == rank:
            return each
    return rank
