"""The pieces of a query and what each is, for an editor to colour."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal, NamedTuple

from lark import UnexpectedCharacters

from parvis.perimeter.language.faults import MAX_CHARACTERS
from parvis.perimeter.language.parse import lexed

if TYPE_CHECKING:
    from collections.abc import Iterator

Kind = Literal["", "operator", "bracket", "field", "word", "phrase", "pattern", "name", "comment"]

_KINDS: Final[dict[str, Kind]] = {
    **dict.fromkeys(("_AND", "_OR", "NOT", "NEAR", "LEAST", "MINUS"), "operator"),
    **dict.fromkeys(("SLOP", "WEIGHT", "START", "END"), "operator"),
    **dict.fromkeys(("LPAR", "RPAR"), "bracket"),
    **dict.fromkeys(("FIELD", "RANGE"), "field"),
    **dict.fromkeys(("QUOTED", "CASED", "EXACT"), "phrase"),
    "BARE": "word",
    "TAG": "word",
    "REGEX": "pattern",
    "REFERENCE": "name",
}


class Piece(NamedTuple):
    """A piece of a query.

    Arguments:
        text: as it stands.
        kind: what it is; empty for what stands between, and from a fault on.
    """

    text: str
    kind: Kind


def coloured(text: str) -> list[Piece]:
    """Cut a query into pieces that together are its text again, faulty or not.

    >>> [piece.kind for piece in coloured('free NOT "wi fi"') if piece.kind]
    ['word', 'operator', 'phrase']
    """
    found: list[Piece] = []
    end = 0
    for start, stop, kind in _marked(text[:MAX_CHARACTERS]):
        found += [*_between(text[end:start]), Piece(text[start:stop], kind)]
        end = stop
    rest = text[end:]
    return [*found, Piece(rest, "")] if rest else found


def _marked(text: str) -> Iterator[tuple[int, int, Kind]]:
    try:
        for token in lexed(text):
            yield token.start_pos or 0, token.end_pos or 0, _KINDS.get(token.type, "")
    except UnexpectedCharacters:
        return


def _between(text: str) -> list[Piece]:
    """Spaces, and comments, which the parser leaves out."""
    if not text:
        return []
    return [Piece(text, "comment" if text.strip() else "")]
