"""From the text of a query to its tree."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, cast

from lark import Lark, Token, UnexpectedCharacters, UnexpectedToken

from parvis.perimeter.language import faults
from parvis.perimeter.language.building import Builder
from parvis.perimeter.language.tree import (
    And,
    AtLeast,
    Named,
    Near,
    Not,
    Or,
    Query,
    Scope,
    Weighted,
)
from parvis.perimeter.language.written import Source, start_of, tokens_of
from parvis.perimeter.meaning.settle import can_be_settled

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lark import Tree

    from parvis.perimeter.language.shelf import Shelf


def parse(text: str, shelf: Shelf | None = None) -> Query:
    """Read a query; docs/reference/query.md describes the language.

    Arguments:
        text: the query, as a person writes it.
        shelf: the lists and queries it may refer to by name.

    Returns:
        Its tree; `text_of` writes it down again.

    Raises:
        QueryError: it cannot be understood; the message points at the character.

    >>> from parvis.perimeter import text_of
    >>> text_of(parse('free (box OU "cet été") -mobile'))
    'free AND (box OR "cet été") AND NOT mobile'
    """
    return _parse(text, shelf, ())


def _parse(text: str, shelf: Shelf | None, within: tuple[str, ...]) -> Query:
    _refuse_unreadable(text)
    tree = _read(text)
    _refuse_chained(text, tree)

    def query_named(name: str) -> Query:
        path = (*within, name)
        if name in within:
            raise faults.CIRCLE.about(path=" → ".join(path)).at(text, 0)
        return _parse(shelf.queries[name] if shelf else "", shelf, path)

    builder = Builder(Source(text, shelf), query_named)
    query = builder.build(tree)
    if builder.has_groups and not can_be_settled(query):
        raise faults.TOO_LARGE.at(text, 0)
    if lone := _lone_not(query):
        raise faults.LONE_NOT.at(text, lone.at[0])
    return query


def _refuse_unreadable(text: str) -> None:
    if len(text) > faults.MAX_CHARACTERS:
        raise faults.TOO_LONG.at(text, faults.MAX_CHARACTERS)
    if not text.strip():
        raise faults.EMPTY.at(text, 0)
    if surrogate := re.search(r"[\ud800-\udfff]", text):
        raise faults.UNREADABLE.at(text, surrogate.start())


@cache
def _parser() -> Lark:
    # The basic lexer takes an operator for one wherever it stands, so that "free AND AND box"
    # is a fault; the contextual one would search for the word "and".
    return Lark.open("grammar.lark", rel_to=__file__, start="query", parser="lalr", lexer="basic")


def lexed(text: str) -> Iterator[Token]:
    """Yield the tokens of a query up to its first fault, which lark raises."""
    return _parser().lex(text)


def _read(text: str) -> Tree[Token]:
    """Parse; what fails or may be too deep is read again, slowly, to say where."""
    if text.count("(") <= faults.MAX_DEPTH:
        try:
            return _parser().parse(text)
        except (UnexpectedCharacters, UnexpectedToken):
            pass
    return _read_step_by_step(text)


def _read_step_by_step(text: str) -> Tree[Token]:
    """Parse, and say in words what the parser says with the names of its rules."""
    steps = _parser().parse_interactive(text)
    try:
        _refuse_uneven(text, steps.iter_parse())
        return steps.feed_token(Token("$END", ""))
    except UnexpectedCharacters as error:
        position = cast("int", error.pos_in_stream)
        raise faults.of_character(text[position]).at(text, position) from None
    except UnexpectedToken as error:
        if error.token.type == "$END":
            raise faults.UNFINISHED.at(text, len(text.rstrip())) from None
        raise faults.NO_OPERAND.at(text, error.token.start_pos) from None


def _refuse_chained(text: str, tree: Tree[Token]) -> None:
    """Count what is read upon what was read before without a bracket; brackets are counted too."""
    waiting = [(tree, 0)]
    while waiting:
        part, links = waiting.pop()
        links += part.data in {"near", "least"}
        if links > faults.MAX_CHAIN:
            raise faults.TOO_CHAINED.at(text, start_of(tokens_of(part)[0]))
        waiting += [(child, links) for child in part.children if not isinstance(child, Token)]


def _refuse_uneven(text: str, tokens: Iterator[Token]) -> None:
    """Count parentheses as the parser takes them in."""
    opened: list[Token] = []
    for token in tokens:
        if token.type == "LPAR":
            opened.append(token)
        elif token.type == "RPAR" and not opened:
            raise faults.NEVER_OPENED.at(text, token.start_pos)
        elif token.type == "RPAR":
            opened.pop()
        if len(opened) > faults.MAX_DEPTH:
            raise faults.TOO_DEEP.at(text, token.start_pos)
    if opened:
        raise faults.NEVER_CLOSED.at(text, opened[-1].start_pos)


def _lone_not(query: Query) -> Not | None:
    """Find the NOT by which a mention of which nothing asked for is true would match."""
    match query:
        case Not(part):
            return None if _lone_not(part) else query
        case And(parts):
            found = list(map(_lone_not, parts))
            return found[0] if all(found) else None
        case Near(left, right):
            return _lone_not(left) if _lone_not(right) else None
        case _:
            return next(filter(None, map(_lone_not, _alternatives(query))), None)


def _alternatives(query: Query) -> tuple[Query, ...]:
    match query:
        case Or(parts):
            return parts
        case Weighted(part) | Scope(_, part) | Named(_, _, part) | AtLeast(_, part):
            return (part,)
        case _:
            return ()
