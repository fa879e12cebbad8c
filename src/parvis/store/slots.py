"""What is held, by hash: a table of open addressing over an array, in memory or mapped from a file.

A place holds the hash of an id and, in one number, forty bits of a hash of what it said and its
day. So two ids that hash alike would be taken for two contents of one id, and both be kept: chance
can name a mention wrongly, once in many lakes, and lose none.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from parvis.compiled import compiled, step

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from parvis.compiled import Whole

NEW: Final = 0
NOTED: Final = 1  # nothing said of it yet, but a day: it was deleted before it came, or renamed
OTHER: Final = 2  # held, with another content
REPEAT: Final = 3  # held, with this content
GONE: Final = 4  # erased: it may not come back

_DAY_BITS: Final = 24
_DAY_BIAS: Final = 1 << 23
_CONTENTS: Final = (1 << 40) - 3
ALIAS: Final = _CONTENTS
DELETION: Final = _CONTENTS + 1
ERASED: Final = _CONTENTS + 2
NO_DAY: Final = -_DAY_BIAS
FULLEST: Final = 0.7


def empty(rows: int) -> NDArray[np.uint64]:
    """Return room for so many rows.

    >>> empty(1_000).shape
    (2048, 2)
    """
    return np.zeros((places_for(rows), 2), np.uint64)


def places_for(rows: int) -> int:
    """Return how many places hold so many rows without crowding: a power of two.

    >>> places_for(10_000_000)
    16777216
    """
    return 1 << max(int(rows / FULLEST), 127).bit_length()


def contents_of(hashes: NDArray[np.uint64]) -> NDArray[np.int64]:
    """Return the forty bits of a hash that stand for a content.

    >>> contents_of(np.array([2**63 + 5], np.uint64)).tolist()
    [25165829]
    """
    return (hashes % np.uint64(_CONTENTS)).astype(np.int64)


@compiled
def admit(
    held: NDArray[np.uint64],
    waiting: NDArray[np.uint64],
    keys: NDArray[np.uint64],
    contents: NDArray[np.int64],
    days: NDArray[np.int64],
    verdicts: NDArray[np.int8],
) -> int:
    """Judge rows one after the other; note in `waiting` those that are new.

    Arguments:
        held: what the table holds.
        waiting: what was admitted and is not written yet, with room for all these rows.
        keys: hashes of their ids.
        contents: forty bits of each content.
        days: of the rows; replaced by that of the first version where one is held.
        verdicts: receives NEW, NOTED, OTHER, REPEAT or GONE.

    Returns: how many were noted.
    """
    noted = 0
    for row in range(keys.size):
        known, known_day = _find(held, keys[row], contents[row])
        late, late_day = _find(waiting, keys[row], contents[row])
        verdict = max(known, late)
        if verdict != NEW:
            days[row] = known_day if known != NEW else late_day
        verdicts[row] = verdict
        if verdict < REPEAT:
            noted += _put(waiting, keys[row], _packed(contents[row], days[row]))
    return noted


@compiled
def look(
    held: NDArray[np.uint64],
    waiting: NDArray[np.uint64],
    keys: NDArray[np.uint64],
    days: NDArray[np.int64],
    verdicts: NDArray[np.int8],
) -> None:
    """Say whether ids are held or waiting, and on which day; note nothing."""
    for row in range(keys.size):
        known, known_day = _find(held, keys[row], -1)
        late, late_day = _find(waiting, keys[row], -1)
        verdicts[row] = max(known, late)
        days[row] = known_day if known != NEW else late_day


@compiled
def put_all(
    slots: NDArray[np.uint64],
    keys: NDArray[np.uint64],
    contents: NDArray[np.int64],
    days: NDArray[np.int64],
) -> int:
    """Note rows, each pair of id and content once; return how many were not there."""
    noted = 0
    for row in range(keys.size):
        noted += _put(slots, keys[row], _packed(contents[row], days[row]))
    return noted


@compiled
def pour(source: NDArray[np.uint64], target: NDArray[np.uint64]) -> int:
    """Note in one table all that another holds; return how many were not there."""
    noted = 0
    for place in range(source.shape[0]):
        if source[place, 0] != 0:
            noted += _put(target, source[place, 0], source[place, 1])
    return noted


@compiled
def count(slots: NDArray[np.uint64]) -> int:
    """Return how many rows a table holds."""
    taken = 0
    for place in range(slots.shape[0]):
        taken += slots[place, 0] != 0
    return taken


@step
def _find(slots: NDArray[np.uint64], key: np.uint64, content: Whole) -> tuple[Whole, Whole]:
    """The verdict on an id and a content, and the day of what was noted first."""
    mask = np.uint64(slots.shape[0] - 1)
    place = key & mask
    verdict: Whole = NEW
    day: Whole = NO_DAY
    while slots[place, 0] != 0:
        if slots[place, 0] == key:
            there = np.int64(slots[place, 1] >> np.uint64(_DAY_BITS))
            if verdict == NEW:
                day = np.int64(slots[place, 1] & np.uint64((1 << _DAY_BITS) - 1)) - _DAY_BIAS
            verdict = max(verdict, _verdict(there, content))
        place = (place + np.uint64(1)) & mask
    return verdict, day


@step
def _verdict(there: Whole, content: Whole) -> Whole:
    if there == ERASED:
        return GONE
    if there == content:
        return REPEAT
    return OTHER if there < ALIAS else NOTED


@step
def _put(slots: NDArray[np.uint64], key: np.uint64, packed: np.uint64) -> Whole:
    mask = np.uint64(slots.shape[0] - 1)
    place = key & mask
    while slots[place, 0] != 0:
        if slots[place, 0] == key and _is_alike(slots[place, 1], packed):
            return 0
        place = (place + np.uint64(1)) & mask
    slots[place, 0], slots[place, 1] = key, packed
    return 1


@step
def _is_alike(one: np.uint64, other: np.uint64) -> Whole:
    return (one >> np.uint64(_DAY_BITS)) == (other >> np.uint64(_DAY_BITS))


@step
def _packed(content: Whole, day: Whole) -> np.uint64:
    return (np.uint64(content) << np.uint64(_DAY_BITS)) | np.uint64(day + _DAY_BIAS)
