"""From the text of a query to its tree."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, cast

from lark import Lark, Token, Transformer, UnexpectedCharacters, UnexpectedToken

from parvis.perimeter.faults import (
    EMPTY,
    LONE_NOT,
    MAX_CHARACTERS,
    MAX_DEPTH,
    NEVER_CLOSED,
    NEVER_OPENED,
    NO_OPERAND,
    TOO_DEEP,
    TOO_LONG,
    UNFINISHED,
    UNREADABLE,
    WORDLESS,
    of_character,
    of_term,
)
from parvis.perimeter.tree import And, Not, Or, Phrase, Query
from parvis.perimeter.words import words_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lark import Tree


def parse(text: str) -> Query:
    """Read a query; docs/reference/query.md describes the language.

    Arguments:
        text: the query, as a person writes it.

    Returns:
        Its tree; `text_of` writes it down again.

    Raises:
        QueryError: it cannot be understood; the message points at the character.

    >>> from parvis.perimeter import text_of
    >>> text_of(parse('free (box OU "cet Été") -mobile'))
    'free AND (box OR "cet ete") AND NOT mobile'
    """
    _refuse_unreadable(text)
    tree = _read(text)
    query = _Builder(_phrases(text, tree)).transform(tree)
    if lone := _lone_not(query):
        raise LONE_NOT.at(text, lone.position)
    return query


def _refuse_unreadable(text: str) -> None:
    if len(text) > MAX_CHARACTERS:
        raise TOO_LONG.at(text, MAX_CHARACTERS)
    if not text.strip():
        raise EMPTY.at(text, 0)
    if surrogate := re.search(r"[\ud800-\udfff]", text):
        raise UNREADABLE.at(text, surrogate.start())


@cache
def _parser() -> Lark:
    # The basic lexer takes an operator for one wherever it stands, so that "free AND AND box"
    # is a fault; the contextual one would search for the word "and".
    return Lark.open("grammar.lark", rel_to=__file__, start="query", parser="lalr", lexer="basic")


def _read(text: str) -> Tree[Token]:
    """Parse, and say in words what the parser says with the names of its rules."""
    steps = _parser().parse_interactive(text)
    try:
        _refuse_uneven(text, steps.iter_parse())
        return steps.feed_token(Token("$END", ""))
    except UnexpectedCharacters as error:
        position = cast("int", error.pos_in_stream)
        raise of_character(text[position]).at(text, position) from None
    except UnexpectedToken as error:
        if error.token.type == "$END":
            raise UNFINISHED.at(text, len(text.rstrip())) from None
        raise NO_OPERAND.at(text, error.token.start_pos) from None


def _refuse_uneven(text: str, tokens: Iterator[Token]) -> None:
    """Count parentheses as the parser takes them in."""
    opened: list[Token] = []
    for token in tokens:
        if token.type == "LPAR":
            opened.append(token)
        elif token.type == "RPAR" and not opened:
            raise NEVER_OPENED.at(text, token.start_pos)
        elif token.type == "RPAR":
            opened.pop()
        if len(opened) > MAX_DEPTH:
            raise TOO_DEEP.at(text, token.start_pos)
    if opened:
        raise NEVER_CLOSED.at(text, opened[-1].start_pos)


def _phrases(text: str, tree: Tree[Token]) -> dict[Token, Phrase]:
    """Cut all terms into words at once: Polars takes as long for one as for a hundred."""
    terms = [*tree.scan_values(_is_term)]
    phrases = {}
    for term, words in zip(terms, words_of(terms), strict=True):
        fault, place = of_term(term) or (None if words else WORDLESS, 0)
        if fault:
            raise fault.at(text, (term.start_pos or 0) + place)
        phrases[term] = Phrase(words, is_prefix="*" in term)
    return phrases


def _is_term(leaf: Token | Tree[Token]) -> bool:
    return isinstance(leaf, Token) and leaf.type in {"BARE", "QUOTED"}


class _Builder(Transformer[Token, Query]):
    """One method a rule of the grammar."""

    def __init__(self, phrases: dict[Token, Phrase]) -> None:
        super().__init__()
        self._phrases = phrases

    def disjunction(self, parts: list[Query]) -> Query:
        return Or(tuple(parts))

    def conjunction(self, parts: list[Query]) -> Query:
        return And(tuple(parts))

    def negation(self, parts: tuple[Token, Query]) -> Query:
        operator, denied = parts
        return Not(denied, operator.start_pos or 0)

    def phrase(self, terms: list[Token]) -> Query:
        return self._phrases[terms[0]]


def _lone_not(query: Query) -> Not | None:
    """Find the NOT by which a mention that holds none of the words would match."""
    match query:
        case Phrase():
            return None
        case Not(part):
            return None if _lone_not(part) else query
        case And(parts):
            found = [_lone_not(part) for part in parts]
            return found[0] if all(found) else None
        case Or(parts):
            return next(filter(None, map(_lone_not, parts)), None)
