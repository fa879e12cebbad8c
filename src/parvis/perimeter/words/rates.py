"""In what part of public posts common words stand, as counted by `tools/word_rates.py`."""

from __future__ import annotations

import csv
from functools import cache
from importlib import resources
from typing import Final, NamedTuple

UNHEARD: Final = 1e-4
"""Of a word that is not among the common ones: few posts in ten thousand hold it."""


class Rate(NamedTuple):
    """Parts of the posts that hold a word, from 0 to 1.

    Arguments:
        en, fr: of English posts, of French ones.
    """

    en: float
    fr: float


@cache
def common_words() -> dict[str, Rate]:
    """Return the common words of both languages, bare, each with its rates.

    >>> common_words()["merci"].fr > common_words()["merci"].en
    True
    """
    text = resources.files("parvis.perimeter.words").joinpath("rates.tsv").read_text("utf-8")
    rows = csv.DictReader(text.splitlines(), delimiter="\t")
    return {row["word"]: Rate(float(row["en"]) / 1000, float(row["fr"]) / 1000) for row in rows}


def rate_of_word(bare: str) -> float:
    """Return in what part of the posts of a bilingual market a word may stand.

    >>> rate_of_word("bouygues") < rate_of_word("le")
    True
    """
    found = common_words().get(bare)
    return UNHEARD if found is None else max((found.en + found.fr) / 2, UNHEARD)
