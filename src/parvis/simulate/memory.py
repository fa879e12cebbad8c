"""What was said before, so that nobody says nearly the same by accident."""

from __future__ import annotations

import re
from collections import defaultdict
from itertools import combinations
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

ALIKE = 0.55  # of the words of two texts, repeats left out (Jaccard); near-duplicates share 0.6
WIDTH = 509  # bits of a text; words that share one make two texts seem a little more alike
_words = re.compile(r"\w+").findall


class Memory:
    """The texts written so far, found again by the telling lines that two of them share.

    Texts alike share most of their words, so two of their three longest telling lines at least,
    unless they have fewer: it is enough to compare those that do. A text is kept as the bits of its
    words.

    >>> memory = Memory()
    >>> memory.is_new("box en panne", [4, 9]), memory.is_new("Box en panne !", [9, 4])
    (True, False)
    """

    def __init__(self) -> None:
        self._said: dict[tuple[int, int], list[int]] = defaultdict(list)
        self._bits: dict[str, int] = {}

    def is_new(self, text: str, told: Sequence[int]) -> bool:
        """Say whether a text is unlike all before it, and remember it if so.

        Arguments:
            text: to compare.
            told: numbers of its telling lines, as the grammar gives them: the longer, the higher.
        """
        words = self._bits_of(text)
        shared = [self._said[pair] for pair in _pairs(told)]
        for said in shared:
            for others in said:
                if (words & others).bit_count() > ALIKE * (words | others).bit_count():
                    return False
        for said in shared:
            said.append(words)
        return True

    def _bits_of(self, text: str) -> int:
        bits, found = self._bits, 0
        for word in _words(text.lower()):
            bit = bits.get(word)
            if bit is None:
                bit = bits[word] = 1 << len(bits) % WIDTH
            found |= bit
        return found


def _pairs(told: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Every two of the three longest telling lines; the one twice where there is only one."""
    lines = sorted(set(told))[-3:] or [0]
    return combinations(lines, 2) if len(lines) > 1 else iter([(lines[0], lines[0])])
