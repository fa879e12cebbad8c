"""The rules: each looks at a query and yields what it finds."""

from __future__ import annotations

import itertools
import re
from typing import TYPE_CHECKING, Final

from parvis.perimeter.language.tree import (
    And,
    AtLeast,
    Between,
    Exact,
    Field,
    Named,
    Near,
    Not,
    Or,
    Phrase,
    Query,
    Regex,
    Scope,
    Weighted,
    Word,
)
from parvis.perimeter.language.writing import text_of
from parvis.perimeter.lint.finding import Finding, Read, Rule
from parvis.perimeter.lint.implied import excludes, implies
from parvis.perimeter.meaning.exacts import phrase_of
from parvis.perimeter.words.folding import spellings
from parvis.perimeter.words.rates import common_words
from parvis.perimeter.words.vocabulary import words_in

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

HOMONYM: Final = 0.0005  # of the posts of a language hold it: it is a word like others
MOST_ALTERNATIVES: Final = 1_000  # compared with one another
_SMALL: Final = {
    "and": "AND", "or": "OR", "not": "NOT", "et": "ET", "ou": "OU", "sauf": "SAUF",
    "near": "NEAR/5",
}  # fmt: skip


def parts_of(query: Query) -> tuple[Query, ...]:
    """Return the parts of a query as it was written: what a name stands for is read elsewhere.

    >>> from parvis.perimeter import parse
    >>> len(parts_of(parse("a OR b")))
    2
    """
    match query:
        case And(parts) | Or(parts):
            return parts
        case Near(left, right):
            return left, right
        case Not(part) | AtLeast(_, part) | Scope(_, part) | Weighted(part):
            return (part,)
        case _:
            return ()


def _every_part(query: Query) -> Iterator[Query]:
    yield query
    for part in parts_of(query):
        yield from _every_part(part)


def _wanted(query: Query) -> Iterator[Query]:
    """The leaves that must be there, or may be."""
    if isinstance(query, Not):
        return
    parts = parts_of(query)
    if not parts:
        yield query
    for part in parts:
        yield from _wanted(part)


def common(read: Read) -> Iterator[Finding]:
    """A word that stands in half of everything tells nothing."""
    for leaf in _wanted(read.query):
        if isinstance(leaf, Phrase) and (share := read.share(leaf)) >= read.many:
            rule: Rule = "common" if read.among == "mentions" else "usual"
            yield Finding(rule, leaf.at, {"part": text_of(leaf), "share": share})


def never(read: Read) -> Iterator[Finding]:
    """What contradicts itself matches nothing."""
    for part in _every_part(read.query):
        match part:
            case And(parts):
                yield from _contradictions(parts)
            case Near(left, right) if part.is_absent and implies(left, right):
                yield Finding("never", part.at, {"part": text_of(part)})
            case Field(name, Between(low, high)) if name != "time" and _is_empty(low, high):
                yield Finding("never", part.at, {"part": text_of(part)})


def _contradictions(parts: tuple[Query, ...]) -> Iterator[Finding]:
    for one, other in itertools.permutations(parts[:MOST_ALTERNATIVES], 2):
        if isinstance(other, Not) and implies(one, other.part):
            yield Finding("never", other.at, {"part": f"{text_of(one)} {text_of(other)}"})
    for one, other in itertools.combinations(parts[:MOST_ALTERNATIVES], 2):
        if excludes(one, other):
            yield Finding("never", other.at, {"part": f"{text_of(one)} {text_of(other)}"})


def _is_empty(low: float | None, high: float | None) -> bool:
    return low is not None and high is not None and low > high


def covered(read: Read) -> Iterator[Finding]:
    """An alternative that another one finds anyway can go."""
    for part in _every_part(read.query):
        if isinstance(part, Or):
            yield from _covered(part.parts[:MOST_ALTERNATIVES])


def _covered(parts: tuple[Query, ...]) -> Iterator[Finding]:
    gone: set[int] = set()
    for (number, one), (rival, other) in itertools.permutations(enumerate(parts), 2):
        if number in gone or rival in gone or not implies(one, other):
            continue
        gone.add(number)
        facts = {"part": text_of(one), "by": text_of(other)}
        yield Finding("twice" if one == other else "covered", one.at, facts)


def precedence(read: Read) -> Iterator[Finding]:
    """AND beside OR, or one distance beside another, without brackets: readers differ on it."""
    for part in _every_part(read.query):
        match part:
            case Or():
                yield from _and_in_or(part, read)
            case Near(Near(at=at) as left) if at != (0, 0):
                yield from _other_distance(part, left, read)


def _and_in_or(part: Or, read: Read) -> Iterator[Finding]:
    for inner in part.parts:
        if isinstance(inner, And) and not _has_brackets(read.text, inner):
            yield Finding("precedence", inner.at, {"part": text_of(inner)}, _bracketed(part))


def _other_distance(part: Near, left: Near, read: Read) -> Iterator[Finding]:
    is_other = (left.distance, left.unit) != (part.distance, part.unit)
    if is_other and not _has_brackets(read.text, left):
        yield Finding("distance", part.at, {"part": text_of(part)}, f"({text_of(left)}) …")


def _has_brackets(text: str, part: Query) -> bool:
    start, end = part.at
    return text[:start].rstrip().endswith("(") and text[end:].lstrip().startswith(")")


def _bracketed(query: Or) -> str:
    parts = [
        f"({text_of(part)})" if isinstance(part, And) else text_of(part) for part in query.parts
    ]
    return " OR ".join(parts)


def small(read: Read) -> Iterator[Finding]:
    """An operator in small letters is searched as a word."""
    joined = [part for part in _every_part(read.query) if isinstance(part, And)]
    for one in (one for part in joined for one in part.parts[1:-1]):
        written = read.text[one.at[0] : one.at[1]]
        if written in _SMALL and isinstance(one, Phrase):
            yield Finding("small", one.at, {"part": written}, _SMALL[written])


def homonym(read: Read) -> Iterator[Finding]:
    """An entry of a list that is a common word, or an entry of another list too."""
    lists = {part.name: part for part in _every_part(read.query) if isinstance(part, Named)}
    for name, part in lists.items():
        for entry in read.shelf.lists.get(name, []):
            yield from _homonyms(name, entry, part, read)


def _homonyms(name: str, entry: str, part: Named, read: Read) -> Iterator[Finding]:
    words = words_in(entry)
    word = spellings(words[0]).bare if len(words) == 1 else ""
    rate = common_words().get(word)
    if rate is not None and max(rate) >= HOMONYM:
        facts = {"part": entry, "list": name, "share": max(rate)}
        yield Finding("homonym", part.at, facts, f"{{{entry}}}")
    for other, entries in read.shelf.lists.items():
        if other > name and entry in entries:
            yield Finding("shared", part.at, {"part": entry, "list": name, "other": other})


def accent(read: Read) -> Iterator[Finding]:
    """An accented word finds only the accented spelling, which posts often lack."""
    phrases = [leaf for leaf in _wanted(read.query) if isinstance(leaf, Phrase)]
    for at, term in ((phrase.at, term) for phrase in phrases for term in phrase.terms):
        if isinstance(term, Word) and term.form == "accented":
            bare = spellings(term.text).bare
            yield Finding("accent", at, {"part": term.text}, bare, is_hint=True)


def question(read: Read) -> Iterator[Finding]:
    """A question mark that ends a word stands for a letter."""
    for leaf in _wanted(read.query):
        written = read.text[leaf.at[0] : leaf.at[1]]
        if isinstance(leaf, Phrase) and re.fullmatch(r"[^\s\"?*]+\?", written):
            facts = {"part": written}
            yield Finding("question", leaf.at, facts, written[:-1], is_hint=True)


def unanchored(read: Read) -> Iterator[Finding]:
    """A query that waits for no word is tried on every mention."""
    leaves = list(_wanted(read.query))
    if all(map(_is_unanchored, leaves)):
        yield Finding("unanchored", (0, len(read.text)), {}, is_hint=True)


def _is_unanchored(leaf: Query) -> bool:
    return isinstance(leaf, Regex | Field) or (isinstance(leaf, Exact) and phrase_of(leaf) is None)


RULES: Final[tuple[Callable[[Read], Iterator[Finding]], ...]] = (
    never, common, precedence, small, covered, homonym, question, accent, unanchored,
)  # fmt: skip
