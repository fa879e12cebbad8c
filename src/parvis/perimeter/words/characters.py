"""The class of every character: what it does to the word it stands in or beside."""

from __future__ import annotations

import sys
import unicodedata
from functools import cache
from typing import TYPE_CHECKING, Final

import numpy as np
import polars as pl

from parvis.perimeter.words.signs import SIGNS

if TYPE_CHECKING:
    from numpy.typing import NDArray

SEPARATOR: Final = 0
LETTER: Final = 1  # letters, digits and the underscore: a run of them is a word
MARK: Final = 2  # goes on with the word it follows, and begins none
SEGMENT: Final = 3  # a letter of a script without spaces: a word by itself
PICTURE: Final = 4  # an emoji, or a sign such as ½ that is no run of letters
FLAG: Final = 5  # half a flag
SIGN: Final = 6  # begins a tag or a handle when a word touches it
POINT: Final = 7  # ends a sentence when a space follows
STOP: Final = 8  # ends a sentence wherever it stands
BREAK: Final = 9  # ends a line, and with it a sentence; two end a paragraph
SPACE: Final = 10
JOINER: Final = 11  # ties pictures together, and is nothing inside a word

WORD_TOO: Final = "*?"  # letters in a query, where they stand for others

_SCRIPTS_WITHOUT_SPACES: Final = (
    "CJK UNIFIED IDEOGRAPH",
    "CJK COMPATIBILITY IDEOGRAPH",
    "IDEOGRAPHIC ITERATION MARK",
    "HIRAGANA LETTER",
    "THAI CHARACTER",
    "LAO LETTER",
    "LAO VOWEL SIGN",
    "KHMER LETTER",
    "KHMER INDEPENDENT VOWEL",
    "MYANMAR LETTER",
)
_APART: Final = {
    **dict.fromkeys(
        "\u02b9\u02bb\u02bc\u200b™℠", SEPARATOR
    ),  # apostrophes that call themselves letters
    **dict.fromkeys("_\uff3f", LETTER),
    **dict.fromkeys(SIGNS, SIGN),
    ".": POINT,
    **dict.fromkeys("!?…؟।\u06d4。\uff01\uff1f\uff61", STOP),
    **dict.fromkeys("\n\u2028\u2029", BREAK),
    **dict.fromkeys("\t\r", SPACE),
    "\u200d": JOINER,
    "\u00ad": MARK,
    "\u0640": MARK,  # Arabic elongation
}
_PLANES: Final = (*range(0x33480), *range(0xE0000, 0xE01F0))  # the others hold no character
_FLAGS: Final = range(0x1F1E6, 0x1F200)
_SKIN_TONES: Final = range(0x1F3FB, 0x1F400)


@cache
def classes() -> NDArray[np.uint8]:
    """Return the class of each code point, an array of 0x110000.

    >>> [int(classes()[ord(character)]) for character in "é語😀#."]
    [1, 3, 4, 6, 7]
    """
    table = np.zeros(sys.maxunicode + 1, np.uint8)
    for code in _PLANES:
        table[code] = _by_category(chr(code))
    table[_pictures()] = PICTURE
    table[_FLAGS.start : _FLAGS.stop] = FLAG
    table[_SKIN_TONES.start : _SKIN_TONES.stop] = MARK
    for character, kind in _APART.items():
        table[ord(character)] = kind
    return table


@cache
def classes_in_queries() -> NDArray[np.uint8]:
    """Return the classes with the wildcards among the letters."""
    table = classes().copy()
    table[[ord(character) for character in WORD_TOO]] = LETTER
    return table


def is_segment(word: str) -> bool:
    """Tell whether a word is a letter of a script without spaces.

    >>> is_segment("語"), is_segment("mot")
    (True, False)
    """
    return bool(classes()[ord(word[0])] == SEGMENT)


def _by_category(character: str) -> int:
    category = unicodedata.category(character)
    if category[0] == "L":
        return _kind_of_letter(character)
    if category[0] == "M" or category == "Cf":
        return MARK
    if category in {"Nd", "Zs"}:
        return LETTER if category == "Nd" else SPACE
    return _by_parts(character) if category in {"No", "Nl", "So"} else SEPARATOR


def _kind_of_letter(character: str) -> int:
    if character < "\u0e00":
        return LETTER
    name = unicodedata.name(character, "")
    return SEGMENT if name.startswith(_SCRIPTS_WITHOUT_SPACES) else LETTER


def _by_parts(character: str) -> int:
    """Fancy letters and digits are letters, ½ and ℃ are pictures, other signs separate."""
    parts = unicodedata.normalize("NFKD", character)
    letters = [unicodedata.category(part)[0] in "LN" for part in parts]
    if all(letters):
        return LETTER if parts != character or character.isnumeric() else SEPARATOR
    return PICTURE if any(letters) else SEPARATOR


def _pictures() -> NDArray[np.int64]:
    """Emoji, but for the signs of rights that stand after a name."""
    codes = np.r_[0x2000:0x3300, 0x1F000:0x1FC00]
    characters = pl.Series([chr(code) for code in codes])
    found = characters.str.contains(r"\p{Extended_Pictographic}").to_numpy()
    return codes[found & (codes != ord("™"))]
