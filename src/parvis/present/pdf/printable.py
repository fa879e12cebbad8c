"""Public text made fit for paper: in the letters that the fonts of the typesetter have."""

from __future__ import annotations

import re
from functools import cache
from importlib import resources
from itertools import chain
from typing import Final

MISSING: Final = "\u25a1"  # an empty square
_BREAK: Final = "\u200b"  # where a line may break, though nothing is seen
_LONG: Final = re.compile(r"\S{24,}")
_APART: Final = re.compile(r"(?<=[/_.,;:=?&(){}|-])(?=\w)")
_JOINERS: Final = re.compile("[\u200d\u2060-\u2064\ufe00-\ufe0f\ufeff]|[\U000e0000-\U000e01ef]")


def printable(text: str) -> str:
    """Return a text in letters that every paper can show, and whose long words break.

    A letter that no font of the typesetter has, as an emoji, becomes an empty square: a paper looks
    the same on every machine, whatever fonts it has.

    Arguments:
        text: cleaned.

    >>> printable("trop tard \U0001f620")
    'trop tard □'
    >>> printable("W" * 60).count("\u200b")
    2
    """
    shown = "".join(
        letter if letter in _known() or letter.isspace() else MISSING
        for letter in _JOINERS.sub("", text)
    )
    return _LONG.sub(lambda word: _broken(word[0]), shown)


def _broken(word: str) -> str:
    """A word that breaks after what parts it, or else anywhere."""
    pieces = _APART.split(word)
    return _BREAK.join(
        piece[start : start + 24] for piece in pieces for start in range(0, len(piece) or 1, 24)
    )


@cache
def _known() -> frozenset[str]:
    """Every letter that the typesetter's own fonts have, in all the styles used."""
    listed = resources.files("parvis.present.pdf").joinpath("glyphs.txt").read_text("utf-8")
    ends = ((int(end, 16) for end in entry.split("-")) for entry in listed.split())
    spans = (range(first, (*last, first)[0] + 1) for first, *last in ends)
    return frozenset(map(chr, chain.from_iterable(spans)))
