"""From a word to the terms it stands for, thousands of terms at once.

A whole word is found by its spelling, an open word by what it begins or ends with, a misspelling by
what is left of both when letters are taken out (SymSpell, Garbe 2012). What is found that way is
then compared in full where the key was only a part of it.
"""

from __future__ import annotations

import itertools
from collections import defaultdict
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from parvis.perimeter.language.tree import Fuzzy, Glob, Tag, Term, Word
from parvis.perimeter.meaning.tags import has_words
from parvis.perimeter.stream.spelt import FORM_SIGNS, FORMS, SIGN_NUMBERS
from parvis.perimeter.words import strings
from parvis.perimeter.words.signs import parted

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

    from parvis.perimeter.words.strings import Strings

WHOLE, OPEN, MISSPELT = 0, 1, 2
LONGEST_PART: Final = 60  # bytes of a beginning or an end that serves as a key


class Keys(NamedTuple):
    """Strings that lead to terms.

    Arguments:
        table: the strings.
        starts: where the terms of each string begin in `terms`, and where the last ones end.
        terms: their numbers.
        lengths: bit n is set where a string of n bytes is in the table.
    """

    table: Strings
    starts: NDArray[np.int32]
    terms: NDArray[np.int32]
    lengths: np.uint64


KIND, FORM, SIGN, START, STOP, EDITS = range(6)
"""Columns of a term: WHOLE (its key says all), OPEN or MISSPELT; the spelling it compares; the sign
it wants; where its pattern or its word begins and ends; letters that may differ."""


class Terms(NamedTuple):
    """What is known of each term.

    Arguments:
        table: a row each.
        bytes: all patterns and words.
    """

    table: NDArray[np.int64]
    bytes: NDArray[np.uint8]


class Lookup(NamedTuple):
    """All that leads from words to terms.

    Arguments:
        terms: what is known of them.
        wholes: whole words, each behind the sign of its form.
        beginnings: beginnings of words, behind it.
        endings: ends of words, before it.
        remains: what is left of words that may be misspelt.
        scanned: open words with neither beginning nor end: each is compared with every word.
        longest: letters of the longest word that may be misspelt.
        edits: letters that may differ, at most.
    """

    terms: Terms
    wholes: Keys
    beginnings: Keys
    endings: Keys
    remains: Keys
    scanned: NDArray[np.int32]
    longest: int
    edits: int


def lookup_of(terms: Sequence[Term]) -> Lookup:
    """Prepare terms, numbered by their order, for `resolve`.

    >>> lookup_of([Word("free"), Glob("box*")]).terms.table[:, KIND].tolist()
    [0, 1]
    """
    keys: dict[str, defaultdict[bytes, list[int]]] = {
        kind: defaultdict(list) for kind in ("wholes", "beginnings", "endings", "remains")
    }
    scanned: list[int] = []
    for number, term in enumerate(terms):
        for kind, key in _keys_of(term):
            if kind == "scanned":
                scanned.append(number)
            else:
                keys[kind][key].append(number)
    fuzzy = [term for term in terms if isinstance(term, Fuzzy)]
    return Lookup(
        _known(terms),
        **{kind: _as_arrays(table) for kind, table in keys.items()},
        scanned=np.array(scanned, np.int32),
        longest=max((len(term.text) + term.edits for term in fuzzy), default=0),
        edits=max((term.edits for term in fuzzy), default=0),
    )


def _keys_of(term: Term) -> Iterable[tuple[str, bytes]]:
    match term:
        case Word(text, form):
            yield "wholes", _sign_of(form) + text.encode()
        case Glob(pattern, form):
            yield _key_of_open(pattern, form)
        case Fuzzy(text, edits):
            for rest in remains(text, edits):
                yield "remains", rest.encode()
        case Tag():
            pass


def _key_of_open(pattern: str, form: str) -> tuple[str, bytes]:
    """The longer of what it begins with and what it ends with."""
    closed = pattern.replace("?", "*").split("*")
    beginning, ending = closed[0].encode(), closed[-1].encode()
    if not beginning and not ending:
        return "scanned", b""
    if len(beginning) >= len(ending):
        return "beginnings", _sign_of(form) + _whole_letters(beginning[:LONGEST_PART])
    return "endings", _whole_letters(ending[-LONGEST_PART:]) + _sign_of(form)


def _whole_letters(part: bytes) -> bytes:
    return part.decode(errors="ignore").encode()


def remains(text: str, edits: int) -> set[str]:
    """Return what is left of a word when up to so many letters are taken out.

    >>> sorted(remains("abc", 1))
    ['ab', 'abc', 'ac', 'bc']
    """
    return {
        "".join(letter for place, letter in enumerate(text) if place not in out)
        for count in range(edits + 1)
        for out in map(set, itertools.combinations(range(len(text)), count))
    }


def _sign_of(form: str) -> bytes:
    return bytes([FORM_SIGNS[FORMS.index(form)]])


def _as_arrays(table: dict[bytes, list[int]]) -> Keys:
    keys, _ = strings.put_all(strings.empty(max(len(table), 1)), list(table))
    counts = [len(terms) for terms in table.values()]
    return Keys(
        keys,
        np.cumsum([0, *counts], dtype=np.int32),
        np.array(list(itertools.chain.from_iterable(table.values())), np.int32),
        np.uint64(sum(1 << length for length in {len(key) for key in table if len(key) < 64})),
    )


def _known(terms: Sequence[Term]) -> Terms:
    kinds = {Word: WHOLE, Tag: WHOLE, Glob: OPEN, Fuzzy: MISSPELT}
    texts = [_compared(term).encode() for term in terms]
    ends = list(itertools.accumulate(map(len, texts), initial=0))
    table = [
        (
            kinds[type(term)],
            FORMS.index(getattr(term, "form", "bare")),
            SIGN_NUMBERS[getattr(term, "sign", "")],
            *limits,
            getattr(term, "edits", 0),
        )
        for term, limits in zip(terms, itertools.pairwise(ends), strict=True)
    ]
    return Terms(
        np.array(table, np.int64).reshape(-1, 6),
        np.frombuffer(b"".join(texts) or b"\0", np.uint8),
    )


def _compared(term: Term) -> str:
    match term:
        case Glob(pattern):
            return pattern
        case Fuzzy(text):
            return text
        case _:
            return ""


def tags_among(words: Sequence[str], terms: Sequence[Term]) -> list[tuple[int, int]]:
    """Return which of some words, by place, are tags that which terms stand for.

    >>> tags_among(["#JeVoyage", "je"], [Tag(("je",))])
    [(0, 0)]
    """
    wanted = [(number, term.words) for number, term in enumerate(terms) if isinstance(term, Tag)]
    return [
        (place, number)
        for place, word in enumerate(words)
        for sign, body in [parted(word)]
        if sign == "#"
        for number, parts in wanted
        if has_words(body, parts)
    ]
