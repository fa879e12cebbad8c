"""What each character of a post is read as, and what it is to its neighbours."""

from __future__ import annotations

import unicodedata
from functools import cache
from typing import TYPE_CHECKING

import numpy as np

from parvis.compiled import step

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from parvis.compiled import Whole

EDGE, SPACE = ord("\n"), ord(" ")

SEPARATES, SPELLS, MARKS, STANDS_ALONE = range(4)
_APOSTROPHES = "'`\u2018\u2019"
DROPPED = 0
KNOWN = 0x3000
_FIRST_ARROW, FIRST_EMOJI = 0x2190, 0x1F000


@cache
def readings() -> NDArray[np.uint32]:
    """What each of the first characters of Unicode is read as; all others are read as they are."""
    return np.array([_reading(chr(code)) for code in range(KNOWN)], dtype=np.uint32)


def _reading(character: str) -> int:
    if "\u0300" <= character <= "\u036f":
        return DROPPED
    if character in _APOSTROPHES or character.isspace() or unicodedata.category(character) == "Cc":
        return SPACE
    if character.isdigit():
        return ord("0")
    return ord(unicodedata.normalize("NFKD", character.lower())[0])


@cache
def kinds() -> NDArray[np.uint8]:
    """What each of the first characters is to its neighbours; those beyond spell words."""
    kinds = [_kind(chr(code)) for code in range(KNOWN)]
    return np.array([*kinds, SPELLS], dtype=np.uint8)


def _kind(character: str) -> int:
    if character == " ":
        return SEPARATES
    if character == "\n" or ord(character) >= _FIRST_ARROW:
        return STANDS_ALONE
    spells = character in "_@" or unicodedata.category(character)[0] in "LMN"
    return SPELLS if spells else MARKS


@step
def code_at(data: NDArray[np.uint8], place: Whole) -> tuple[Whole, Whole]:
    """Return the character that begins here, and where the next one begins."""
    lead = np.uint32(data[place])
    if lead < 0x80:
        return lead, place + 1
    second = np.uint32(data[place + 1] & 0x3F)
    if lead < 0xE0:
        return np.uint32((lead & 0x1F) << 6 | second), place + 2
    third = np.uint32(data[place + 2] & 0x3F)
    if lead < 0xF0:
        return np.uint32((lead & 0x0F) << 12 | second << 6 | third), place + 3
    fourth = np.uint32(data[place + 3] & 0x3F)
    return np.uint32((lead & 0x07) << 18 | second << 12 | third << 6 | fourth), place + 4
