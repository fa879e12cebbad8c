"""The words of which a tag is made: #JeVoyage is je and voyage."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from parvis.perimeter.words.folding import spellings

_PIECES: Final = re.compile(r"[^\W\d_]+|\d+")


@lru_cache(maxsize=10_000)
def words_of_tag(tag: str) -> tuple[str, ...]:
    """Part a tag at its capitals, its digits and its underscores; the words are bare.

    >>> words_of_tag("JeVoyage"), words_of_tag("SNCFGrève2026"), words_of_tag("je_voyage")
    (('je', 'voyage'), ('sncf', 'greve', '2026'), ('je', 'voyage'))
    """
    pieces = [word for piece in _PIECES.findall(tag) for word in _at_capitals(piece)]
    return tuple(spellings(word).bare for word in pieces)


def _at_capitals(piece: str) -> list[str]:
    """Before a capital behind a small letter, and before the last of several before a small one."""
    cuts = [
        place
        for place in range(1, len(piece))
        if piece[place].isupper()
        and (piece[place - 1].islower() or (place + 1 < len(piece) and piece[place + 1].islower()))
    ]
    return [piece[a:b] for a, b in zip([0, *cuts], [*cuts, len(piece)], strict=True)]


def has_words(tag: str, words: tuple[str, ...]) -> bool:
    """Tell whether a tag has these words in a row, or is them written together.

    >>> has_words("JeVoyageSeul", ("je", "voyage")), has_words("jevoyage", ("je", "voyage"))
    (True, True)
    """
    found = words_of_tag(tag)
    in_a_row = any(
        found[start : start + len(words)] == words for start in range(len(found) - len(words) + 1)
    )
    return in_a_row or spellings(tag).bare == "".join(words)
