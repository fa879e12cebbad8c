"""In what part of the mentions a term is expected: what is rare is looked for first."""

from __future__ import annotations

from functools import cache, lru_cache
from typing import Final

from parvis.perimeter.language.fields import FIELDS
from parvis.perimeter.language.tree import Field, Fuzzy, Glob, Known, Tag, Term, Word
from parvis.perimeter.words.folding import bare
from parvis.perimeter.words.rates import UNHEARD, common_words, rate_of_word

_BY_SHAPE: Final = {"choice": 0.3, "flag": 0.5, "site": 0.02, "address": 0.01, "name": 0.005}


@lru_cache(maxsize=100_000)
def rate_of(term: Term | Field) -> float:
    """Guess in what part of the mentions a term stands.

    >>> rate_of(Word("bouygues")) < rate_of(Glob("bo*")) < rate_of(Word("le"))
    True
    """
    match term:
        case Field(name, test):
            return 0.5 if isinstance(test, Known) else _BY_SHAPE[FIELDS[name].shape]
        case Word(text):
            return rate_of_word(bare(text.lower()))
        case Glob(pattern):
            return _of_open(bare(pattern.lower()))
        case Fuzzy() | Tag():
            return 2 * UNHEARD


@lru_cache(maxsize=10_000)
def _of_open(pattern: str) -> float:
    """The common words it may stand for, and as many rare ones as its letters leave room for."""
    closed = pattern.replace("?", "*").split("*")
    beginning, ending = closed[0], closed[-1]
    letters = sum(map(len, closed))
    if letters < 2:
        return 0.9
    common = sum(
        rate
        for word, rate in _beginning_with(beginning[:2])
        if word.startswith(beginning) and word.endswith(ending)
    )
    return min(0.9, common + 0.2 * 0.4**letters + UNHEARD)


@cache
def _beginning_with(letters: str) -> list[tuple[str, float]]:
    return [(word, rate_of_word(word)) for word in common_words() if word.startswith(letters)]
