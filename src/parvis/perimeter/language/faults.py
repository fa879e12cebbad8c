"""What can be wrong with a query, in words that need no knowledge of grammars."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from parvis.errors import QueryError

if TYPE_CHECKING:
    from collections.abc import Mapping

MAX_CHARACTERS: Final = 100_000
MAX_DEPTH: Final = 30
MAX_CHAIN: Final = 30
MAX_DISTANCE: Final = 1_000
MAX_TIMES: Final = 1_000
MAX_WORDS: Final = 255
MAX_WINDOW: Final = 6
MAX_PATTERN: Final = 1_000
MAX_EXACT: Final = 255
MAX_FUZZY: Final = 40


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that can be wrong: what was expected, and what to do.

    Arguments:
        expected, mend: in English; `telling` says them in other languages.
        template, facts: of which it was filled in; None and nothing where it says no facts.

    >>> print(NEVER_CLOSED.at("free (box", 5))
    free (box
         ^
    expected a closing parenthesis for this one. \
What to do: write ) where the group ends, or take this one away.
    """

    expected: str
    mend: str
    template: Fault | None = None
    facts: Mapping[str, Any] = field(default_factory=dict, compare=False)

    def at(self, query: str, position: int | None) -> QueryError:
        """Point at the place of the fault, in characters from 0."""
        return QueryError(query, position or 0, expected=self.expected, mend=self.mend, fault=self)

    def about(self, **facts: object) -> Fault:
        """Fill in the facts of the case.

        >>> UNKNOWN_LIST.about(name="x", names="a, b").mend
        'write one of a, b'
        """
        said = self.expected.format(**facts), self.mend.format(**facts)
        return Fault(*said, self, facts)


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
TOO_CHAINED: Final = Fault(
    f"at most {MAX_CHAIN} of NEAR and ATLEAST, each upon what the one before it joins",
    "join most of these parts with AND, or share the query out over several",
)
TOO_LONG: Final = Fault(
    f"the end, as a query has at most {MAX_CHARACTERS} characters",
    "share it out over several queries, or let one word* stand for a whole family",
)
TOO_LARGE: Final = Fault(
    "fewer parts: written out, the groups inside NEAR make too many",
    "take AND out of the groups that NEAR joins, or share the query out over several",
)
NOTHING_CARRIED: Final = Fault(
    "words, or one of the fields that can be carried over",
    "see the fields of this product in docs/reference/exchange.md",
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
    'take this away; to find the sign itself, write it exactly: +"C++"',
)
MANY_WORDS: Final = Fault(
    f"at most {MAX_WORDS} words in a phrase",
    "cut the phrase in two, and join the parts with AND",
)

# Signs without their other half.
OPEN_QUOTE: Final = Fault("a closing quote for this one", "write it where the phrase ends")
LONE_QUOTE: Final = Fault("« before this one", "write « where the phrase begins")
LONE_DASH: Final = Fault(
    "a word that touches the dash",
    "write -word to leave a word out; otherwise take the dash away",
)
OPEN_COMMENT: Final = Fault(
    "the end of this comment within 2000 characters", "write */ or >>> where it ends"
)
OPEN_BRACE: Final = Fault(
    "a closing sign for this one",
    "write {Word} for a word with its capitals, [1 TO 9] for a range, ( ) for a group",
)

# Wildcards, misspellings, patterns.
LONE_STAR: Final = Fault(
    "a letter beside the star",
    "write connect* or *phone; only inside a phrase does a star alone stand for any word",
)
TWO_STARS: Final = Fault("one star", "write one: it stands for any letters or none")
NO_EDITS: Final = Fault(
    "1 or 2 after the ~: how many letters may differ",
    "write bouygues~1, or bouygues~2 for long words",
)
NOT_ONE_WORD: Final = Fault(
    "one whole word before the ~",
    'write word~1 for its misspellings, "two words"~5 for words close together',
)
ONE_WORD: Final = Fault(
    "two words or more in the quotes, since ~ says how close together they stand",
    'write "free box"~5; for the misspellings of one word, write word~1 without quotes',
)
WIDE_WINDOW: Final = Fault(
    f"at most {MAX_WINDOW} words in quotes before the ~",
    "join groups of them with NEAR/5 instead",
)
BAD_PATTERN: Final = Fault(
    "a regular expression: {reason}",
    "mend the expression; look-around and back-references are left out, as they cannot be bounded",
)
EMPTY_PATTERN: Final = Fault(
    "a regular expression that matches something: this one matches nothing at all, anywhere",
    "take the star or the question mark away from one part of it",
)
LONG_EXACT: Final = Fault(
    f"an exact text of at most {MAX_EXACT} characters",
    "write the part of it that cannot be mistaken",
)
LONG_WORD: Final = Fault(
    f"a word of at most {MAX_FUZZY} letters before the ~",
    "write the word without ~, or its beginning and a star",
)
LONG_PATTERN: Final = Fault(
    f"a regular expression of at most {MAX_PATTERN} characters",
    "take part of it out into words joined with AND",
)

# Proximity.
NO_DISTANCE: Final = Fault(
    "how many words may stand between the two",
    "write the number behind a slash: {name}/5",
)
FAR_DISTANCE: Final = Fault(
    f"a distance of at most {MAX_DISTANCE} words",
    "write a smaller number, or AND where the distance does not matter",
)
NO_PLACE: Final = Fault(
    "words on both sides of {operator}: {what} stands nowhere in the text",
    "join it with AND, outside the parentheses",
)
NOT_NEAR: Final = Fault(
    "words on both sides of {operator}: what is left out stands nowhere in the text",
    "write NOTNEAR/{distance} for a thing that has another nowhere near",
)
MANY_TIMES: Final = Fault(
    f"a number of times from 1 to {MAX_TIMES}",
    "write ATLEAST/2 word for a word said twice or more",
)

# Fields.
UNKNOWN_FIELD: Final = Fault(
    "a field of the language before the colon",
    "write one of {near}; to find the words as they stand, put them in quotes",
)
NO_VALUE: Final = Fault("a value of the field {name}", "write it as in {example}")
NOT_A_CHOICE: Final = Fault("one of {values}", "write {near}")
NOT_A_NUMBER: Final = Fault(
    "a number, a comparison or a range of numbers",
    "write it as in {name}:100, {name}:>=100 or {name}:[100 TO 500]",
)
NOT_A_DAY: Final = Fault(
    "a day, a comparison or a range of days",
    "write it as in {name}:2026-01-31, {name}:>=2026-01 or {name}:[2026-01-01 TO 2026-01-31]",
)
NOT_A_CLOCK: Final = Fault(
    "a range of times of day",
    "write it as in {name}:[18:30 TO 19:00], with a zone behind it if need be: Europe/Paris",
)
NOT_A_FLAG: Final = Fault("true or false", "write {name}:true or {name}:false")
NOT_A_LANGUAGE: Final = Fault("a code of ISO 639-1", "write lang:fr, lang:en, lang:und for none")
NO_RANGE: Final = Fault("a name or a value: {name} has no order", "write it as in {example}")

# Names.
UNKNOWN_LIST: Final = Fault("the name of a list", "write one of {names}")
UNKNOWN_QUERY: Final = Fault("the name of a query", "write one of {names}")
NO_SHELF: Final = Fault(
    "a query without names: none is known here",
    "name lists and queries in a perimeter file, and read the query from there",
)
CIRCLE: Final = Fault(
    "a query that does not lead back to itself: {path}",
    "take one of the references away",
)


def of_character(character: str) -> Fault:
    """Say what is wrong with a character where no term can begin: a quote, a dash, a bracket.

    >>> of_character("-").expected
    'a word that touches the dash'
    """
    if character == "»":
        return LONE_QUOTE
    if character in "{}[]":
        return OPEN_BRACE
    return OPEN_QUOTE if character in '"«“”„' else LONE_DASH
