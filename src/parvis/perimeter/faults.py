"""What can be wrong with a query, in words that need no knowledge of grammars."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from parvis.errors import QueryError

if TYPE_CHECKING:
    from lark import Token

MAX_CHARACTERS: Final = 100_000
MAX_DEPTH: Final = 30


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that can be wrong: what was expected, and what to do.

    >>> print(NEVER_CLOSED.at("free (box", 5))
    free (box
         ^
    expected a closing parenthesis for this one. \
What to do: write ) where the group ends, or take this one away.
    """

    expected: str
    mend: str

    def at(self, query: str, position: int | None) -> QueryError:
        """Point at the place of the fault, in characters from 0."""
        return QueryError(query, position or 0, expected=self.expected, mend=self.mend)


_OPERAND: Final = "a word, a quoted phrase or an opening parenthesis"
EMPTY: Final = Fault(_OPERAND, 'write at least one word, as in: free OR "free mobile"')
UNFINISHED: Final = Fault(_OPERAND, "write what comes next, or take the last operator away")
NO_OPERAND: Final = Fault(_OPERAND, "write what should stand before this, or take it away")
NEVER_CLOSED: Final = Fault(
    "a closing parenthesis for this one",
    "write ) where the group ends, or take this one away",
)
NEVER_OPENED: Final = Fault(
    "an opening parenthesis before this one",
    "write ( where the group begins, or take this one away",
)
TOO_DEEP: Final = Fault(
    f"at most {MAX_DEPTH} parentheses inside one another",
    "take away those that hold one thing only",
)
TOO_LONG: Final = Fault(
    f"the end, as a query has at most {MAX_CHARACTERS} characters",
    "share it out over several queries, or let one word* stand for a whole family",
)
UNREADABLE: Final = Fault(
    "a readable character",
    "type the query again, or save its file as UTF-8",
)
LONE_NOT: Final = Fault(
    "a word that must be there as well, or nearly every mention would match",
    "say what to listen to, then what to leave out, as in: free NOT mobile",
)
WORDLESS: Final = Fault(
    "a letter, a digit or an emoji",
    'take this away; if it belongs to a name, quote the whole name: "Marks & Spencer"',
)
_OPEN_QUOTE: Final = Fault("a closing quote for this one", "write it where the phrase ends")
_LONE_QUOTE: Final = Fault("« before this one", "write « where the phrase begins")
_LONE_DASH: Final = Fault(
    "a word that touches the dash",
    "write -word to leave a word out; otherwise take the dash away",
)
_STAR_FIRST: Final = Fault(
    "the beginning of a word before the star",
    "write connect*; a star cannot begin a word yet: join the words you mean with OR",
)
_STAR_INSIDE: Final = Fault(
    "the end of the term after the star",
    "write connect*; a star cannot stand inside yet: join the words you mean with OR",
)

# What other query languages know and this one does not.
_FOREIGN: Final = (
    (
        re.compile(r"^[^\W\d]\w*:(?!//)"),
        Fault(
            "a plain term: fields are not part of the language yet",
            "put the words in quotes to search for them as they stand",
        ),
    ),
    (
        re.compile(r"^(?:O|NOT)?NEAR/\w+$"),
        Fault(
            "a plain term: NEAR is not part of the language yet",
            "use AND, or a quoted phrase",
        ),
    ),
    (
        re.compile(r"~"),
        Fault(
            "a plain term: ~ is not part of the language yet",
            "join the spellings or the phrases you mean with OR",
        ),
    ),
    (
        re.compile(r"^\w[\w?]*\?\w+$"),
        Fault(
            "a plain term: ? inside a word is not part of the language yet",
            "join the spellings you mean with OR",
        ),
    ),
    (
        re.compile(r"^/.+/$"),
        Fault(
            "a plain term: regular expressions are not part of the language yet",
            "join the words you mean with OR",
        ),
    ),
    (
        re.compile(r"^(?:&&|\|\||!)"),
        Fault("AND, OR or NOT", "write the operator in capital letters"),
    ),
    (
        re.compile(r"[\[\]{}]"),
        Fault("a plain term", "group with parentheses ( )"),
    ),
)


def of_character(character: str) -> Fault:
    """Say what is wrong with a character where no term can begin: a quote or a dash.

    >>> of_character("-").expected
    'a word that touches the dash'
    """
    if character == "»":
        return _LONE_QUOTE
    return _OPEN_QUOTE if character in '"«“”„' else _LONE_DASH


def of_term(term: Token) -> tuple[Fault, int] | None:
    """Find what is wrong inside a term or a quoted phrase, and how far into it.

    >>> from lark import Token
    >>> fault, place = of_term(Token("BARE", "fr*ee"))
    >>> fault.expected, place
    ('the end of the term after the star', 2)
    """
    if "*" in term:
        return _of_star(term)
    if term.type == "QUOTED":
        return None
    found = ((fault, form.search(term)) for form, fault in _FOREIGN)
    return next(((fault, place.start()) for fault, place in found if place), None)


def _of_star(term: str) -> tuple[Fault, int] | None:
    """A star follows a letter, and nothing follows a star."""
    before, _, after = term.partition("*")
    if not _ends_in_letter(before):
        return _STAR_FIRST, len(before)
    return (_STAR_INSIDE, len(before)) if after.strip(' "»”“') else None


def _ends_in_letter(text: str) -> bool:
    return bool(text) and (text[-1] == "_" or unicodedata.category(text[-1])[0] in "LMN")
