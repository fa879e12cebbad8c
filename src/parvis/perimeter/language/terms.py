"""From what is written of words, phrases and patterns to leaves of the tree."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final

import polars as pl

from parvis.perimeter.language import faults
from parvis.perimeter.language.tree import (
    Exact,
    Form,
    Fuzzy,
    Glob,
    Or,
    Phrase,
    Place,
    Query,
    Regex,
    Tag,
    Term,
    Weighted,
    Window,
    Word,
)
from parvis.perimeter.words.characters import is_segment
from parvis.perimeter.words.folding import spellings
from parvis.perimeter.words.signs import parted
from parvis.perimeter.words.vocabulary import words_in

if TYPE_CHECKING:
    from parvis.perimeter.language.faults import Fault

QUOTES: Final = '"«»“”„ \u00a0'
_BARE: Final = re.compile(
    r"(?P<first>\^?)(?P<core>.*?)(?P<fuzzy>~\d*)?(?P<last>\$?)(?P<weight>\^\d+(?:\.\d+)?)?$", re.S
)
_QUESTION_OF_A_SENTENCE: Final = re.compile(r"(?<!\\)\?(?![\w*?])")


class LeafError(Exception):
    """Something is wrong inside a leaf.

    Arguments:
        fault: what.
        place: how far into the leaf, in characters from 0.
    """

    def __init__(self, fault: Fault, place: int = 0) -> None:
        self.fault, self.place = fault, place
        super().__init__(fault.expected)


def of_bare(text: str, at: Place) -> Query:
    """Read a term written without quotes: word, wildcard, misspelling, anchors and weight.

    >>> of_bare("l'été", (0, 5))
    Phrase(terms=(Word(text='l'), Word(text='été', form='accented')), at=(0, 5))
    """
    if text.startswith(("<<<", "/*")):
        raise LeafError(faults.OPEN_COMMENT)
    written = _BARE.match(text)
    if written is None or not written["core"]:
        raise LeafError(faults.WORDLESS)
    terms = _terms_of(written["core"], offset=len(written["first"]))
    if written["fuzzy"]:
        terms = (_fuzzy(terms, written["fuzzy"], written.start("fuzzy")),)
    phrase = Phrase(terms, bool(written["first"]), bool(written["last"]), at)
    return weighted(phrase, written["weight"], at)


def of_quoted(text: str, at: Place, *, first: bool, slop: str, last: bool) -> Query:
    """Read a quoted phrase, and what touches its quotes: ^ before, ~5 and $ behind.

    >>> of_quoted('"free mobile"', (0, 13), first=False, slop="~5", last=False).others
    5
    """
    plain = _QUESTION_OF_A_SENTENCE.sub(" ", text.strip(QUOTES)).replace("\\?", "?")
    terms = _terms_of(plain, offset=1, in_phrase=True)
    if not slop:
        return Phrase(terms, first, last, at)
    if len(terms) < 2:
        raise LeafError(faults.ONE_WORD)
    if slop == "~":
        return Or((Phrase(terms, first, last, at), Phrase(_joined(terms), first, last, at)), at)
    if len(terms) > faults.MAX_WINDOW:
        raise LeafError(faults.WIDE_WINDOW)
    others = number_of(slop[1:])
    if others > faults.MAX_DISTANCE:
        raise LeafError(faults.FAR_DISTANCE)
    return Window(terms, others, at)


def of_cased(text: str, at: Place, *, first: bool, last: bool) -> Query:
    """Read words in braces: capitals and accents as they are.

    >>> of_cased("{BT}", (0, 4), first=False, last=False).terms
    (Word(text='BT', form='cased'),)
    """
    terms = _terms_of(text.strip("{}"), offset=1, form="cased", in_phrase=True)
    return Phrase(terms, first, last, at)


def of_exact(text: str, at: Place) -> Query:
    r"""Read +"…" and ++"…": a text as it stands.

    >>> of_exact('++"Oréal"', (0, 9)).is_cased
    True
    """
    inside = text.lstrip("+")[1:-1]
    if not inside.strip():
        raise LeafError(faults.WORDLESS)
    if len(inside) > faults.MAX_EXACT:
        raise LeafError(faults.LONG_EXACT)
    return Exact(inside, text.startswith("++"), at)


def of_tag(text: str, at: Place) -> Query:
    """Read #"je voyage": a tag in which these words stand.

    >>> of_tag('#"Je voyage"', (0, 12)).terms
    (Tag(words=('je', 'voyage')),)
    """
    words = tuple(spellings(word).bare for word in words_in(text[2:-1]))
    if not words:
        raise LeafError(faults.WORDLESS)
    return Phrase((Tag(words),), at=at)


def of_regex(text: str, at: Place) -> Query:
    """Read /…/: a regular expression, compiled once to know that it can be.

    >>> of_regex("/gr[eè]ves?/", (0, 12)).pattern
    'gr[eè]ves?'
    """
    pattern = text[1:-1].replace("\\/", "/")
    if len(pattern) > faults.MAX_PATTERN:
        raise LeafError(faults.LONG_PATTERN)
    if reason := _wrong_with(pattern):
        raise LeafError(faults.BAD_PATTERN.about(reason=reason))
    if pl.Series([""]).str.contains(f"(?i){pattern}").item():
        raise LeafError(faults.EMPTY_PATTERN)
    return Regex(pattern, at)


def of_entry(text: str, at: Place) -> Query:
    """Read an entry of a list as the words it is made of.

    >>> of_entry("Bouygues Telecom", (0, 0)).terms[1]
    Word(text='telecom')
    """
    return Phrase(_terms_of(text.strip(QUOTES), offset=0, in_phrase=True), at=at)


def number_of(digits: str) -> int:
    """Read a whole number; one too long to be meant is a very large one.

    >>> number_of("12"), number_of("9" * 5_000)
    (12, 1000000000)
    """
    return int(digits) if len(digits) < 10 else 10**9


def weighted(part: Query, weight: str | None, at: Place) -> Query:
    """Give a part the weight that is written behind it, as in ^9."""
    return Weighted(part, float(weight[1:10]), at) if weight else part


def _terms_of(
    text: str, *, offset: int, form: Form | None = None, in_phrase: bool = False
) -> tuple[Term, ...]:
    if "**" in text:
        raise LeafError(faults.TWO_STARS, offset + text.index("**"))
    terms = tuple(_term(word, form) for word in _words_of(text))
    if not terms:
        raise LeafError(faults.WORDLESS)
    if len(terms) > faults.MAX_WORDS:
        raise LeafError(faults.MANY_WORDS)
    inside = terms[1:-1] if in_phrase else ()
    if any(_is_open(term) and term not in inside for term in terms):
        raise LeafError(faults.LONE_STAR, offset + max(text.find("*"), text.find("?"), 0))
    return terms


def _words_of(text: str) -> list[str]:
    """中国* is 中国: where words are not parted, nothing closes the last one."""
    words = words_in(text, has_wildcards=True)
    is_closed = len(words) > 1 and words[-1] == "*" and is_segment(words[-2])
    return words[:-1] if is_closed else words


def _term(word: str, form: Form | None) -> Term:
    sign, body = parted(word)
    spelt = spellings(body)
    if form is None:
        form = "bare" if spelt.accented == spelt.bare else "accented"
    text = getattr(spelt, form)
    is_pattern = "*" in text or "?" in text
    return Glob(text, form, sign) if is_pattern else Word(text, form, sign)


def _is_open(term: Term) -> bool:
    """A pattern without any letter."""
    return isinstance(term, Glob) and not term.pattern.strip("*?")


def _fuzzy(terms: tuple[Term, ...], written: str, place: int) -> Fuzzy:
    if len(terms) != 1 or not isinstance(terms[0], Word):
        raise LeafError(faults.NOT_ONE_WORD, place)
    if written not in {"~1", "~2"}:
        raise LeafError(faults.NO_EDITS, place)
    word = terms[0]
    if len(word.text) > faults.MAX_FUZZY:
        raise LeafError(faults.LONG_WORD)
    return Fuzzy(spellings(word.text).bare, int(written[1]), word.sign)


def _joined(terms: tuple[Term, ...]) -> tuple[Term, ...]:
    """One word made of several: "car sharing"~ finds carsharing too."""
    if not all(isinstance(term, Word) for term in terms):
        raise LeafError(faults.NOT_ONE_WORD)
    return (_term("".join(term.text for term in terms if isinstance(term, Word)), None),)


@lru_cache(maxsize=1_000)
def _wrong_with(pattern: str) -> str:
    """What the engine says of a pattern it refuses; it runs in linear time or not at all."""
    try:
        pl.Series([""]).str.contains(f"(?i){pattern}")
    except pl.exceptions.PolarsError as error:
        found = re.search(r"error: (.+)|(exceeds size limit)", str(error))
        return (
            "it is too large" if found and found[2] else found[1] if found else "it cannot be read"
        )
    return ""
