"""A query of another product, cut into pieces that all of them share."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from parvis.perimeter.language.faults import MAX_DEPTH, NEVER_CLOSED, NEVER_OPENED, TOO_DEEP

if TYPE_CHECKING:
    from collections.abc import Iterator

_PIECE: Final = re.compile(
    r"""(?P<exact>\+{1,2}"[^"]*")
    |(?P<quoted>["“”][^"“”]*["“”](?:~\d*)?)
    |(?P<cased>\{[^{}]*\}(?!\s*TO))
    |(?P<range>[\[{][^\[\]{}"]{0,80}?\sTO\s[^\[\]{}"]{0,80}[\]}])
    |(?P<regex>/(?:[^/\\\s]|\\.)+/(?=[\s()]|$))
    |(?P<open>[(\[])
    |(?P<close>[)\]](?:~\d+)?)
    |(?P<sign>[-+!](?=\S)|&&|\|\|)
    |(?P<field>[A-Za-z_][\w.]*:(?!//))
    |(?P<word>[^\s()\[\]"“”]+)""",
    re.X | re.S,
)
_OPERATORS: Final = re.compile(
    r"AND|OR|NOT|O?NEAR(?:/\d+f?)?|O?SENTENCE|(?:and|or|not)(?=$)|O?near(?:/\d+)?"
)


class Piece(NamedTuple):
    """A piece of a query.

    Arguments:
        kind: exact, quoted, cased, range, regex, open, close, sign, field, word, operator.
        text: as it stands.
        at: where it begins, in characters from 0.
    """

    kind: str
    text: str
    at: int


def pieces_of(text: str) -> list[Piece]:
    """Cut a query into pieces.

    >>> [piece.kind for piece in pieces_of('title:"a b"~5 NEAR/3f (c)')]
    ['field', 'quoted', 'operator', 'open', 'word', 'close']
    """
    return list(_pieces(_without_comments(text)))


def _without_comments(text: str) -> str:
    """Blank what stands in <<< >>>: the places of all else stay."""
    parts, behind = [], 0
    start = text.find("<<<")
    while start >= 0 and (end := text.find(">>>", start)) >= 0:
        parts += [text[behind:start], " " * (end + 3 - start)]
        behind = end + 3
        start = text.find("<<<", behind)
    return "".join([*parts, text[behind:]])


def _pieces(text: str) -> Iterator[Piece]:
    for found in _PIECE.finditer(text):
        kind = str(found.lastgroup)
        is_operator = kind == "word" and _OPERATORS.fullmatch(found[0])
        yield Piece("operator" if is_operator else kind, found[0], found.start())


def check_groups(pieces: list[Piece], text: str) -> None:
    """Make sure that every group has both its ends, and is not too deep.

    Raises:
        QueryError: where one is not; it points at the place.

    >>> check_groups(pieces_of("(a) ((b))"), "(a) ((b))")
    """
    opened: list[int] = []
    for piece in pieces:
        if piece.kind == "open":
            opened.append(piece.at)
            if len(opened) > MAX_DEPTH:
                raise TOO_DEEP.at(text, piece.at)
        elif piece.kind == "close":
            if not opened:
                raise NEVER_OPENED.at(text, piece.at)
            opened.pop()
    if opened:
        raise NEVER_CLOSED.at(text, opened[-1])


def end_of_group(pieces: list[Piece], start: int) -> int:
    """Return the place behind the group that opens at a place, or behind the one piece there.

    >>> end_of_group(pieces_of("(a (b)) c"), 0)
    6
    """
    depth = 0
    for place in range(start, len(pieces)):
        depth += {"open": 1, "close": -1}.get(pieces[place].kind, 0)
        if depth <= 0:
            return place + 1
    return len(pieces)
