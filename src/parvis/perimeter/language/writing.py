"""The one way to write a tree down: for people, who can read it back, and for machines."""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING, Final

import msgspec

from parvis.perimeter.language.fields import FIELDS
from parvis.perimeter.language.tree import (
    And,
    AtLeast,
    Between,
    Exact,
    Field,
    Fuzzy,
    Glob,
    Is,
    Known,
    Like,
    Named,
    Near,
    Not,
    Or,
    Phrase,
    Query,
    Regex,
    Scope,
    Tag,
    Term,
    Weighted,
    Window,
    Word,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

_EPOCH: Final = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)
_NEEDS_NO_QUOTES: Final = re.compile(r"[\w*][\w.*/_-]*")
_OF_A_SENTENCE: Final = re.compile(r"\?(?!\?*[\w*])")
_SHOWN: Final = {"word": "NEAR", "sentence": "SENTENCE", "paragraph": "PARAGRAPH"}

# How close a part binds what it is made of.
_ATOM, _PROXIMITY, _NEGATION, _CONJUNCTION, _DISJUNCTION = range(5)


def text_of(query: Query) -> str:
    """Write a query down so that it reads back as the same tree, with no bracket too many.

    >>> from parvis.perimeter.language.parse import parse
    >>> text_of(parse('(#free) OU box SAUF "free  mob*" ET panne PROCHE'.replace(" PROCHE", "")))
    '#free OR box AND NOT "free mob*" AND panne'
    """
    return _written(query)[0]


def packed(queries: Sequence[Query]) -> bytes:
    """Write trees for `unpacked`: a thousand times sooner read than their texts.

    >>> unpacked(packed([Phrase((Word("free"),))]))[0].terms[0].text
    'free'
    """
    return msgspec.msgpack.encode(queries)


def unpacked(data: bytes) -> list[Query]:
    """Read what `packed` wrote; what is no list of trees is refused with a `msgspec` error."""
    return _DECODER.decode(data)


_DECODER: Final = msgspec.msgpack.Decoder(list[Query])


def _written(query: Query) -> tuple[str, int]:
    """The text of a part, and how close it binds."""
    match query:
        case Not(part):
            return f"NOT {_inside(part, _PROXIMITY)}", _NEGATION
        case And(parts):
            return " AND ".join(_inside(part, _NEGATION) for part in parts), _CONJUNCTION
        case Or(parts):
            return " OR ".join(_inside(part, _CONJUNCTION) for part in parts), _DISJUNCTION
        case Near(left, right):
            return (
                f"{_inside(left, _PROXIMITY)} {_operator(query)} {_inside(right, _ATOM)}",
                _PROXIMITY,
            )
        case _:
            return _atom(query), _ATOM


def _inside(part: Query, loosest: int) -> str:
    text, binding = _written(part)
    return text if binding <= loosest else f"({text})"


def _operator(near: Near) -> str:
    how = "NOT" if near.is_absent else "O" if near.is_ordered else ""
    distance = f"/{near.distance}" if near.unit == "word" else ""
    return f"{how}{_SHOWN[near.unit]}{distance}"


def _atom(query: Query) -> str:
    match query:
        case Scope(text, part):
            return f"{text}:{_inside_atom(part)}"
        case AtLeast(times, part):
            return f"ATLEAST/{times} {_inside_atom(part)}"
        case Weighted(part, weight):
            return f"{_inside_atom(part)}^{weight:g}"
        case Named(kind, name):
            return f"@{kind}:{name}"
        case _:
            return _leaf(query)


def _inside_atom(part: Query) -> str:
    """A part of an atom: what is an atom of several words itself stands in brackets."""
    is_long = isinstance(part, AtLeast | Scope | Weighted)
    return f"({_written(part)[0]})" if is_long else _inside(part, _ATOM)


def _leaf(query: Query) -> str:
    match query:
        case Phrase():
            return _phrase(query)
        case Window(terms, others):
            return f'"{_row(terms)}"~{others}'
        case Exact(text, is_cased):
            return f'{"++" if is_cased else "+"}"{text}"'
        case Regex(pattern):
            return f"/{pattern.replace('/', chr(92) + '/')}/"
        case Field(name, test):
            return _field(name, test)
    raise TypeError(f"{type(query).__name__} is no part of a query")


def _phrase(phrase: Phrase) -> str:
    terms = phrase.terms
    if isinstance(terms[0], Tag):
        return _term(terms[0])
    text = _row(terms) if len(terms) > 1 else _term(terms[0])
    if any(isinstance(term, Word | Glob) and term.form == "cased" for term in terms):
        text = f"{{{text}}}"
    elif len(terms) > 1:
        text = f'"{text}"'
    return "^" * phrase.is_first + text + "$" * phrase.is_last


def _row(terms: tuple[Term, ...]) -> str:
    """Terms in quotes, where question marks must be marked that no letter follows."""
    return " ".join(_OF_A_SENTENCE.sub(r"\\?", _term(term)) for term in terms)


def _term(term: Term) -> str:
    match term:
        case Word(text, _, sign) | Glob(text, _, sign):
            return sign + text
        case Fuzzy(text, edits, sign):
            return f"{sign}{text}~{edits}"
        case Tag(words):
            return f'#"{" ".join(words)}"'


def _field(name: str, test: object) -> str:
    match test:
        case Known():
            return f"has:{name}"
        case Is(value) | Like(value):
            return f"{name}:{value}" if _NEEDS_NO_QUOTES.fullmatch(value) else f'{name}:"{value}"'
        case Between():
            return f"{name}:{_range(test, _SPELLERS.get(FIELDS[name].shape, _number))}"
    raise TypeError(f"{type(test).__name__} is no test")


def _range(test: Between, spell: Callable[[float], str]) -> str:
    zone = f" {test.zone}" * (test.zone != "UTC")
    if test.low is None or test.high is None:
        text = _comparison(test, spell) + zone
        return f'"{text}"' if zone else text
    if test.low == test.high and test.has_low and test.has_high and not zone:
        return spell(test.low)
    opening, closing = "[" if test.has_low else "{", "]" if test.has_high else "}"
    return f"{opening}{spell(test.low)} TO {spell(test.high)}{zone}{closing}"


def _comparison(test: Between, spell: Callable[[float], str]) -> str:
    if test.low is not None:
        return (">=" if test.has_low else ">") + spell(test.low)
    if test.high is not None:
        return ("<=" if test.has_high else "<") + spell(test.high)
    return "[* TO *]"


def _number(value: float) -> str:
    return f"{value:.15g}"


def _instant(value: float) -> str:
    time = _EPOCH + dt.timedelta(microseconds=value)
    if (time.hour, time.minute, time.second) == (0, 0, 0):
        return time.date().isoformat()
    return time.strftime("%Y-%m-%dT%H:%M" if time.second == 0 else "%Y-%m-%dT%H:%M:%S")


def _minute(value: float) -> str:
    return f"{int(value) // 60:02}:{int(value) % 60:02}"


_SPELLERS: Final[dict[str, Callable[[float], str]]] = {"day": _instant, "clock": _minute}
