"""The syntax tree of a query: what is said, whichever way it was written.

    Query
    ├── Phrase      words in a row; one word is the shortest phrase     of Word, Glob, Fuzzy, Tag
    ├── Window      words close together, in any order
    ├── Exact       a text as it stands, punctuation and all
    ├── Regex       a regular expression
    ├── Field       what is known of the mention beside its words       Is, Like, Between, Known
    ├── Scope       a query of the title alone, or of the text alone
    ├── Near        one thing near another, or away from it
    ├── AtLeast     something said several times
    ├── Weighted    what an excerpt should show first
    ├── Named       a list or a query that has a name, and what it stands for
    └── Not, And, Or

Two trees are equal when they say the same; where in its text a part was written is kept in `at`,
and does not count. `msgspec` writes trees down and reads them back (`writing.packed`).
"""

from __future__ import annotations

from typing import Any, Literal, TypeAlias

import msgspec
from typing_extensions import override

from parvis.perimeter.words import signs

Sign: TypeAlias = signs.Sign  # at run time too: msgspec reads the types of fields
Form = Literal["bare", "accented", "cased"]
Unit = Literal["word", "sentence", "paragraph"]
Place = tuple[int, int]

NOWHERE: Place = (0, 0)


class Node(
    msgspec.Struct, frozen=True, eq=False, tag=True, omit_defaults=True, repr_omit_defaults=True
):
    """A part of a tree."""

    def _said(self) -> tuple[Any, ...]:
        return tuple(getattr(self, name) for name in self.__struct_fields__ if name != "at")

    @override
    def __eq__(self, other: object) -> bool:
        return type(self) is type(other) and self._said() == other._said()

    @override
    def __hash__(self) -> int:
        return hash((type(self), self._said()))


class Value(
    msgspec.Struct, frozen=True, tag=True, omit_defaults=True, repr_omit_defaults=True, gc=False
):
    """A part of a leaf: it has no place, so that msgspec itself may compare it."""


class Word(Value, frozen=True):
    """One word, in one of its three spellings.

    Arguments:
        text: the word as `words.folding.spellings` spells it that way.
        form: the spelling of the text's words with which it is compared.
        sign: the # or @ it must have; where there is none, it may have either or neither.

    >>> Word("ete") == Word("ete", "accented")
    False
    """

    text: str
    form: Form = "bare"
    sign: Sign = ""


class Glob(Value, frozen=True):
    """A word of which a part is open: * stands for any letters or none, ? for one.

    >>> Glob("connect*").pattern
    'connect*'
    """

    pattern: str
    form: Form = "bare"
    sign: Sign = ""


class Fuzzy(Value, frozen=True):
    """A word and its misspellings.

    Arguments:
        text: the word, bare.
        edits: letters added, left out, changed or exchanged with their neighbour, at most.
        sign: as in `Word`.

    >>> Fuzzy("bouygues", 1).edits
    1
    """

    text: str
    edits: int
    sign: Sign = ""


class Tag(Value, frozen=True):
    """A tag in which these words stand in a row, told apart by capitals, digits and underscores.

    >>> Tag(("je", "voyage")).words
    ('je', 'voyage')
    """

    words: tuple[str, ...]


Term: TypeAlias = Word | Glob | Fuzzy | Tag


class Phrase(Node, frozen=True, eq=False):
    """Words in a row; one word is the shortest phrase.

    Arguments:
        terms: what stands at each place.
        is_first, is_last: it begins, it ends the title or the text.

    >>> Phrase((Word("free"),)) == Phrase((Word("free"),), at=(3, 7))
    True
    """

    terms: tuple[Term, ...]
    is_first: bool = False
    is_last: bool = False
    at: Place = NOWHERE


class Window(Node, frozen=True, eq=False):
    """Words in any order, each at a place of its own, with few others among them.

    Arguments:
        terms: two or more.
        others: words among them, at most.

    >>> Window((Word("box"), Word("panne")), 5).others
    5
    """

    terms: tuple[Term, ...]
    others: int
    at: Place = NOWHERE


class Exact(Node, frozen=True, eq=False):
    """A text as it stands, punctuation and accents kept, at the limits of words.

    >>> Exact("L'Oréal", is_cased=True).text
    "L'Oréal"
    """

    text: str
    is_cased: bool = False
    at: Place = NOWHERE


class Regex(Node, frozen=True, eq=False):
    """A regular expression, searched in the title and in the text as they were written.

    >>> Regex("gr[eè]ves?").pattern
    'gr[eè]ves?'
    """

    pattern: str
    at: Place = NOWHERE


class Is(Value, frozen=True):
    """The field has this value."""

    value: str


class Like(Value, frozen=True):
    """The field has a value of this pattern."""

    pattern: str


class Between(Value, frozen=True):
    """The field lies between two numbers; None is an open end.

    Arguments:
        low, high: numbers, microseconds of UTC for times, minutes for times of day.
        has_low, has_high: whether the end itself belongs.
        zone: of times of day.
    """

    low: float | None = None
    high: float | None = None
    has_low: bool = True
    has_high: bool = True
    zone: str = "UTC"


class Known(Value, frozen=True):
    """The field is known at all."""


Test: TypeAlias = Is | Like | Between | Known


class Field(Node, frozen=True, eq=False):
    """What is known of a mention beside its words.

    Arguments:
        name: of a field of `fields.FIELDS`.
        test: what its value must be.

    >>> Field("lang", Is("fr")) == Field("lang", Is("fr"), at=(0, 7))
    True
    """

    name: str
    test: Test
    at: Place = NOWHERE


class Scope(Node, frozen=True, eq=False):
    """A query of the title alone, or of the text alone."""

    text: Literal["title", "text"]
    part: Query
    at: Place = NOWHERE


class Near(Node, frozen=True, eq=False):
    """One thing near another.

    Arguments:
        left, right: what stands near what.
        distance: with the unit word, how many words apart at most.
        unit: a distance in words, or the same sentence or paragraph.
        is_ordered: the left one comes first.
        is_absent: the left one has none of the right ones near.
    """

    left: Query
    right: Query
    distance: int = 0
    unit: Unit = "word"
    is_ordered: bool = False
    is_absent: bool = False
    at: Place = NOWHERE


class AtLeast(Node, frozen=True, eq=False):
    """Something said several times."""

    times: int
    part: Query
    at: Place = NOWHERE


class Weighted(Node, frozen=True, eq=False):
    """What an excerpt should show first; it changes nothing of what matches."""

    part: Query
    weight: float
    at: Place = NOWHERE


class Named(Node, frozen=True, eq=False):
    """A list or another query, by its name, and what it stood for when the query was read."""

    kind: Literal["list", "query"]
    name: str
    part: Query
    at: Place = NOWHERE


class Not(Node, frozen=True, eq=False):
    """What must not be there."""

    part: Query
    at: Place = NOWHERE


class And(Node, frozen=True, eq=False):
    """Two parts or more that must all be there."""

    parts: tuple[Query, ...]
    at: Place = NOWHERE


class Or(Node, frozen=True, eq=False):
    """Two parts or more of which one is enough."""

    parts: tuple[Query, ...]
    at: Place = NOWHERE


Leaf: TypeAlias = Phrase | Window | Exact | Regex | Field
Query: TypeAlias = Leaf | Scope | Near | AtLeast | Weighted | Named | Not | And | Or
