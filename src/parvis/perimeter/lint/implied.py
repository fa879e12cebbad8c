"""When one part of a query holds whenever another does, as far as their words tell."""

from __future__ import annotations

from parvis.perimeter.language.tree import (
    And,
    Between,
    Field,
    Fuzzy,
    Glob,
    Is,
    Like,
    Named,
    Or,
    Phrase,
    Query,
    Tag,
    Term,
    Weighted,
    Word,
)
from parvis.perimeter.meaning.fields import passes
from parvis.perimeter.meaning.misspelling import edits_between
from parvis.perimeter.meaning.patterns import matches_glob
from parvis.perimeter.words.folding import bare


def implies(one: Query, other: Query) -> bool:
    """Tell whether whatever matches one query matches another; false where it cannot be told.

    >>> from parvis.perimeter import parse
    >>> implies(parse('"free mobile"'), parse("free")), implies(parse("box*"), parse("freebox"))
    (True, False)
    """
    one, other = _plain(one), _plain(other)
    match one, other:
        case _, Or(parts):
            return one == other or any(implies(one, part) for part in parts)
        case And(parts), _:
            return one == other or any(implies(part, other) for part in parts)
        case _:
            return one == other or _leaf_implies(one, other)


def _leaf_implies(one: Query, other: Query) -> bool:
    match one, other:
        case Phrase(), Phrase():
            return _phrase_implies(one, other)
        case Field(name, test), Field(other_name, other_test) if name == other_name:
            return _test_implies(one, test, other_test)
        case _:
            return False


def _plain(query: Query) -> Query:
    while isinstance(query, Weighted | Named):
        query = query.part
    return query


def _phrase_implies(one: Phrase, other: Phrase) -> bool:
    """The words of the other are found in a row among those of the one."""
    if (other.is_first and not one.is_first) or (other.is_last and not one.is_last):
        return False
    size = len(other.terms)
    starts = range(len(one.terms) - size + 1)
    return any(
        all(map(_term_implies, one.terms[start : start + size], other.terms))
        for start in starts
        if (not other.is_first or start == 0)
        and (not other.is_last or start + size == len(one.terms))
    )


def _term_implies(one: Term, other: Term) -> bool:
    if isinstance(one, Tag) or isinstance(other, Tag) or (other.sign and other.sign != one.sign):
        return one == other
    if isinstance(one, Word):
        return one == other or _word_implies(one, other)
    if isinstance(one, Glob) and isinstance(other, Glob):
        return one.form == other.form and _glob_implies(one.pattern, other.pattern)
    return one == other


def _word_implies(one: Word, other: Word | Glob | Fuzzy) -> bool:
    match other:
        case Word(wanted, form):
            return _compared(one, form) == wanted
        case Glob(pattern, form):
            compared = _compared(one, form)
            return compared is not None and matches_glob(pattern, compared)
        case Fuzzy(wanted, edits):
            return one.form == "bare" and edits_between(wanted, one.text, edits) <= edits


def _compared(word: Word, form: str) -> str | None:
    """A word in the spelling that another term compares, if it can be told."""
    if word.form == form:
        return word.text
    return bare(word.text.lower()) if form == "bare" else None


def _glob_implies(one: str, other: str) -> bool:
    """Beginnings and ends only: connect* is covered by conn*, and *phone by *one."""
    if one == other:
        return True
    if one.count("*") != 1 or other.count("*") != 1 or "?" in one + other:
        return False
    begins, ends = one.split("*")
    other_begins, other_ends = other.split("*")
    return begins.startswith(other_begins) and ends.endswith(other_ends)


def _test_implies(field: Field, one: object, other: object) -> bool:
    match one, other:
        case Is(value), Is() | Like():
            return passes(Field(field.name, other))(value)
        case Between() as inner, Between() as outer if inner.zone == outer.zone:
            return _low(inner) >= _low(outer) and _high(inner) <= _high(outer)
        case _:
            return False


def _low(test: Between) -> tuple[float, bool]:
    return (float("-inf"), True) if test.low is None else (test.low, not test.has_low)


def _high(test: Between) -> tuple[float, bool]:
    return (float("inf"), True) if test.high is None else (test.high, test.has_high)


def excludes(one: Query, other: Query) -> bool:
    """Tell whether nothing can match two queries at once; false where it cannot be told.

    >>> from parvis.perimeter import parse
    >>> excludes(parse("kind:post"), parse("kind:reply")), excludes(parse("a"), parse("b"))
    (True, False)
    """
    match _plain(one), _plain(other):
        case Field(name, Is(a)), Field(other_name, Is(b)) if name == other_name:
            return name in _ONE_VALUE and a != b
        case Field(name, Between() as a), Field(other_name, Between() as b) if name == other_name:
            return name != "time" and (_is_beyond(a, b) or _is_beyond(b, a))
        case _:
            return False


_ONE_VALUE = frozenset(
    {
        "kind",
        "medium",
        "tonality",
        "interaction",
        "weekday",
        "verified",
        "spam",
        "kept",
        "unsure",
        "lang",
    }
)


def _is_beyond(one: Between, other: Between) -> bool:
    if one.low is None or other.high is None:
        return False
    return one.low > other.high or (one.low == other.high and not (one.has_low and other.has_high))
