"""The words of an exact text: where they are not in a row, the text cannot be."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from parvis.perimeter.language.tree import Form, Phrase, Word
from parvis.perimeter.words.folding import spellings
from parvis.perimeter.words.signs import parted
from parvis.perimeter.words.vocabulary import words_in

if TYPE_CHECKING:
    from parvis.perimeter.language.tree import Exact


@lru_cache(maxsize=10_000)
def phrase_of(exact: Exact) -> Phrase | None:
    """Return the words of an exact text as a phrase, or None where it holds none.

    >>> from parvis.perimeter.language.tree import Exact
    >>> phrase_of(Exact("L'Oréal")).terms[1].text, phrase_of(Exact("!!"))
    ('oréal', None)
    """
    form: Form = "cased" if exact.is_cased else "accented"
    bodies = [parted(word)[1] for word in words_in(exact.text)]
    terms = tuple(Word(getattr(spellings(body), form), form) for body in bodies)
    return Phrase(terms) if terms else None
