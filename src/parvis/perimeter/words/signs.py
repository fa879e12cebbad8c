"""The # of a tag and the @ of a handle, as they stand before a word."""

from __future__ import annotations

from typing import Final, Literal

Sign = Literal["", "#", "@"]

SIGNS: Final[dict[str, Sign]] = {"#": "#", "\uff03": "#", "@": "@", "\uff20": "@"}
"""Each sign as it may be written, in full width too, and what it is."""


def parted(word: str) -> tuple[Sign, str]:
    """Part a word into its sign, if it has one, and its body.

    >>> parted("#Free"), parted("Free")
    (('#', 'Free'), ('', 'Free'))
    """
    sign = SIGNS.get(word[:1], "")
    return sign, word[1:] if sign else word
