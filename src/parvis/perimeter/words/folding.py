"""The three spellings of a word: as it is cased, with its accents, and bare of them."""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from typing import Final, NamedTuple

from parvis.perimeter.words.characters import FLAG, PICTURE, classes

# Letters that Unicode does not take apart.
_SPELT_OUT: Final = str.maketrans(
    {"æ": "ae", "œ": "oe", "ß": "ss", "Æ": "AE", "Œ": "OE", "ẞ": "SS"}
)
_STROKES: Final = str.maketrans({"đ": "d", "ł": "l", "ø": "o", "\u0131": "i"})
_FINAL_SIGMA: Final = str.maketrans({"\u03c2": "\u03c3"})

# Cyrillic letters of their own, which nobody types without their mark.
_OWN_LETTERS: Final = frozenset("йїўѓќ")
_VOICING_OF_KANA: Final = frozenset("\u3099\u309a")
_POINTS: Final = ("ARABIC", "HEBREW", "VARIATION SELECTOR")

_JOINER: Final = "\u200d"
_ELONGATION: Final = "\u0640"
_SKIN_TONES: Final = ("\U0001f3fb", "\U0001f3ff")
_TAGS: Final = ("\U000e0020", "\U000e007f")  # of the flags of Scotland and of Wales


class Spellings(NamedTuple):
    """One word spelt three ways.

    Arguments:
        cased: fancy forms of letters folded, capitals and accents kept.
        accented: the same in lower case.
        bare: the same without accents.

    >>> Spellings("Été", "été", "ete").bare
    'ete'
    """

    cased: str
    accented: str
    bare: str


@lru_cache(maxsize=100_000)
def spellings(word: str) -> Spellings:
    """Spell a word the three ways; points of Arabic and Hebrew and skin tones stand in none.

    >>> spellings("Œdipe"), spellings("ÉTÉ").bare
    (Spellings(cased='OEdipe', accented='oedipe', bare='oedipe'), 'ete')
    """
    if word.isascii():
        lower = word.lower()
        return Spellings(word, lower, lower)
    if classes()[ord(word[0])] in {PICTURE, FLAG}:
        picture = _composed("".join(part for part in word if not _is_unsaid_in_a_picture(part)))
        return Spellings(picture, picture, picture)
    parts = unicodedata.normalize("NFKD", word).translate(_SPELT_OUT)
    cased = _composed("".join(part for part in parts if not _is_unsaid_in_a_word(part)))
    accented = _composed(cased.lower().translate(_FINAL_SIGMA))
    return Spellings(cased, accented, bare(accented))


def bare(accented: str) -> str:
    """Take the accents off a word in lower case.

    >>> bare("ñandú"), bare("мой ёлка")
    ('nandu', 'мой елка')
    """
    return _composed("".join(map(_without_accent, accented)).translate(_STROKES))


@lru_cache(maxsize=10_000)
def _without_accent(character: str) -> str:
    if character in _OWN_LETTERS:
        return character
    parts = unicodedata.normalize("NFD", character)
    return "".join(part for part in parts if not _is_accent(part))


def _is_accent(part: str) -> bool:
    return (
        unicodedata.category(part) == "Mn"
        and part not in _VOICING_OF_KANA
        and unicodedata.name(part, "").startswith("COMBINING")
    )


@lru_cache(maxsize=10_000)
def _is_unsaid_in_a_word(part: str) -> bool:
    """What is not seen or not said: points, joiners, the frame of a key."""
    category = unicodedata.category(part)
    if category == "Mn":
        return unicodedata.name(part, "").startswith(_POINTS)
    return category in {"Cf", "Me"} or part == _ELONGATION


def _is_unsaid_in_a_picture(part: str) -> bool:
    """The colour of a skin, and how the picture should be drawn."""
    if part == _JOINER or _TAGS[0] <= part <= _TAGS[1]:
        return False
    is_tone = _SKIN_TONES[0] <= part <= _SKIN_TONES[1]
    return is_tone or unicodedata.category(part) in {"Mn", "Me", "Cf"}


def _composed(text: str) -> str:
    return unicodedata.normalize("NFC", text)
