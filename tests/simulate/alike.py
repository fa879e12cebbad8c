"""Near-duplicates found in plain Python, apart from what Parvis does."""

from __future__ import annotations

import re
from collections import Counter, defaultdict


def leaders_of(texts: list[str]) -> list[int]:
    """The place of the first text that each resembles (60 % of the words), or its own.

    Texts that share three of their eight rarest words are compared.
    """
    said = [_words(text) for text in texts]
    counts = Counter(word for words in said for word in words)
    holding, leader = defaultdict(list), list(range(len(said)))
    for place, words in enumerate(said):
        rare = sorted(words, key=lambda word: (counts[word], word))[:8]
        near = Counter(other for word in rare for other in holding[word])
        for other, shared in sorted(near.items()):
            common = len(words & said[other])
            if shared >= 3 and common >= 0.6 * (len(words) + len(said[other]) - common):
                leader[place] = leader[other]
                break
        for word in rare:
            holding[word].append(place)
    return leader


def _words(text: str) -> frozenset[str]:
    """The words of a text, handles, links and capitals left out."""
    return frozenset(re.findall(r"\w+", re.sub(r"(RT )?@\w+|https://\S+", " ", text).lower()))
