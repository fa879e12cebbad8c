"""The classic Lucene parser's own reading of AND, OR and NOT: must, should, must not."""

from __future__ import annotations

from typing import NamedTuple

from parvis.perimeter.dialects.pieces import Piece, end_of_group


class _Clause(NamedTuple):
    occurs: str  # must, should, not
    pieces: list[Piece]


def spelt_out(pieces: list[Piece]) -> list[Piece]:
    """Write what Lucene makes of a query whose default is OR.

    Where one part must be there, those that should be only rank, and are left out.

    Source: org.apache.lucene.queryparser.classic.QueryParserBase, addClause.

    >>> from parvis.perimeter.dialects.pieces import pieces_of
    >>> " ".join(piece.text for piece in spelt_out(pieces_of("a AND b OR c")))
    'a AND b'
    >>> " ".join(piece.text for piece in spelt_out(pieces_of("a b -c")))
    '( a OR b ) AND NOT c'
    """
    clauses: list[_Clause] = []
    conjunction = sign = ""
    place = 0
    while place < len(pieces):
        piece = pieces[place]
        if piece.text in {"AND", "OR", "&&", "||"}:
            conjunction = "AND" if piece.text in {"AND", "&&"} else "OR"
            place += 1
        elif piece.text in {"NOT", "!", "-", "+"}:
            sign = "+" if piece.text == "+" else "-"
            place += 1
        else:
            end = end_of_group(pieces, place)
            _add(clauses, conjunction, sign, _operand(pieces[place:end]))
            conjunction = sign = ""
            place = end
    return _said(clauses)


def _operand(pieces: list[Piece]) -> list[Piece]:
    if pieces[0].kind != "open":
        return pieces
    return [pieces[0], *spelt_out(pieces[1:-1]), pieces[-1]]


def _add(clauses: list[_Clause], conjunction: str, sign: str, pieces: list[Piece]) -> None:
    """An AND makes its left side a must too."""
    if clauses and conjunction == "AND" and clauses[-1].occurs == "should":
        clauses[-1] = _Clause("must", clauses[-1].pieces)
    is_must = sign == "+" or (conjunction == "AND" and not sign)
    clauses.append(_Clause("not" if sign == "-" else "must" if is_must else "should", pieces))


def _said(clauses: list[_Clause]) -> list[Piece]:
    by = {
        how: [one.pieces for one in clauses if one.occurs == how]
        for how in ("must", "should", "not")
    }
    asked = by["must"]
    if not asked and by["should"]:
        either = _joined(by["should"], "OR")
        asked = [_grouped(either) if by["not"] and len(by["should"]) > 1 else either]
    denied = [[_beside("NOT", pieces), *pieces] for pieces in by["not"]]
    return _joined([*asked, *denied], "AND")


def _joined(parts: list[list[Piece]], operator: str) -> list[Piece]:
    joined: list[Piece] = []
    for part in parts:
        joined += [_beside(operator, part), *part] if joined else part
    return joined


def _grouped(pieces: list[Piece]) -> list[Piece]:
    return [_beside("(", pieces), *pieces, _beside(")", pieces[-1:])]


def _beside(text: str, pieces: list[Piece]) -> Piece:
    return Piece("operator", text, pieces[0].at)
