"""The classic Lucene parser's own reading of AND, OR and NOT: must, should, must not."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from parvis.perimeter.dialects.pieces import end_of_group

if TYPE_CHECKING:
    from parvis.perimeter.dialects.pieces import Piece


class _Clause(NamedTuple):
    occurs: str  # must, should, not
    text: str


def spelt_out(pieces: list[Piece]) -> list[str]:
    """Write what Lucene makes of a query whose default is OR.

    Where one part must be there, those that should be only rank, and are left out.

    Source: org.apache.lucene.queryparser.classic.QueryParserBase, addClause.

    >>> from parvis.perimeter.dialects.pieces import pieces_of
    >>> " ".join(spelt_out(pieces_of("a AND b OR c")))
    'a AND b'
    >>> " ".join(spelt_out(pieces_of("a b -c")))
    '(a OR b) AND NOT c'
    """
    return [_group(pieces)]


def _group(pieces: list[Piece]) -> str:
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
            inner = pieces[place:end]
            text = f"({_group(inner[1:-1])})" if piece.kind == "open" else piece.text
            _add(clauses, conjunction, sign, text)
            conjunction = sign = ""
            place = end
    return _said(clauses)


def _add(clauses: list[_Clause], conjunction: str, sign: str, text: str) -> None:
    """An AND makes its left side a must too."""
    if clauses and conjunction == "AND" and clauses[-1].occurs == "should":
        clauses[-1] = _Clause("must", clauses[-1].text)
    is_must = sign == "+" or (conjunction == "AND" and not sign)
    clauses.append(_Clause("not" if sign == "-" else "must" if is_must else "should", text))


def _said(clauses: list[_Clause]) -> str:
    by = {
        how: [one.text for one in clauses if one.occurs == how] for how in ("must", "should", "not")
    }
    asked = by["must"]
    if not asked and by["should"]:
        either = " OR ".join(by["should"])
        asked = [f"({either})" if by["not"] and len(by["should"]) > 1 else either]
    return " AND ".join([*asked, *(f"NOT {text}" for text in by["not"])])
