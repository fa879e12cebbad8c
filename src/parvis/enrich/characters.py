"""Spell a batch of posts as one array of characters, in which the features can be seen."""

from __future__ import annotations

import unicodedata
from functools import cache
from typing import TYPE_CHECKING, TypeAlias

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from collections.abc import Sequence

Codes: TypeAlias = NDArray[np.uint32]

EDGE, SPACE = ord("\n"), ord(" ")

_SEPARATES, _SPELLS, _MARKS, _STANDS_ALONE = range(4)
_APOSTROPHES = "'`\u2018\u2019"
_DROPPED = 0
_KNOWN = 0x3000
_FIRST_ARROW, _FIRST_EMOJI = 0x2190, 0x1F000


def spell(posts: Sequence[str]) -> Codes:
    r"""Write posts one after the other, an edge before each and after the last.

    Case, accents and repetition beyond two are gone, digits are 0; words, runs of punctuation,
    single emoji and edges stand apart by one space.

    Arguments:
        posts: prepared posts (see `parvis.enrich.text.prepare`).

    >>> "".join(map(chr, spell(["Déçuuuu!!", "ok 12"])))
    '\n decuu !! \n ok 00 \n '
    """
    return _apart(_folded("\n".join(["", *(post.replace("\n", " ") for post in posts), " "])))


def _folded(text: str) -> Codes:
    raw = np.frombuffer(text.encode("utf-32-le"), dtype=np.uint32)
    folded = np.where(raw < _KNOWN, _readings()[np.minimum(raw, _KNOWN - 1)], raw)
    folded = folded[folded != _DROPPED]
    again = folded[1:] == folded[:-1]
    keep = np.ones(len(folded), dtype=bool)
    keep[1:] &= ~again | (folded[1:] != SPACE)
    keep[2:] &= ~(again[1:] & again[:-1]) | (folded[2:] == EDGE)
    return folded[keep]


def _apart(characters: Codes) -> Codes:
    kinds = _kinds()[np.minimum(characters, _KNOWN)]
    kinds[characters >= _FIRST_EMOJI] = _STANDS_ALONE
    parted = (kinds[1:] != kinds[:-1]) | (kinds[1:] == _STANDS_ALONE)
    parted &= (kinds[1:] != _SEPARATES) & (kinds[:-1] != _SEPARATES)
    shifts = np.append(0, np.cumsum(parted))
    spaced = np.full(len(characters) + int(shifts[-1]), SPACE, dtype=np.uint32)
    spaced[np.arange(len(characters)) + shifts] = characters
    return spaced


@cache
def _readings() -> Codes:
    """What each of the first characters of Unicode is read as; all others are read as they are."""
    return np.array([_reading(chr(code)) for code in range(_KNOWN)], dtype=np.uint32)


def _reading(character: str) -> int:
    if character == "\n":
        return EDGE
    if "\u0300" <= character <= "\u036f":
        return _DROPPED
    if character in _APOSTROPHES or character.isspace() or unicodedata.category(character) == "Cc":
        return SPACE
    if character.isdigit():
        return ord("0")
    return ord(unicodedata.normalize("NFKD", character.lower())[0])


@cache
def _kinds() -> NDArray[np.uint8]:
    """What each of the first characters is to its neighbours; those beyond spell words."""
    kinds = [_kind(chr(code)) for code in range(_KNOWN)]
    return np.array([*kinds, _SPELLS], dtype=np.uint8)


def _kind(character: str) -> int:
    if character == " ":
        return _SEPARATES
    if character == "\n" or ord(character) >= _FIRST_ARROW:
        return _STANDS_ALONE
    spells = character in "_@" or unicodedata.category(character)[0] in "LMN"
    return _SPELLS if spells else _MARKS
