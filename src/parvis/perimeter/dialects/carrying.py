"""Carry a query of another product over into ours."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from parvis.errors import InputError, QueryError
from parvis.perimeter.dialects.lucene import spelt_out
from parvis.perimeter.dialects.pieces import Piece, check_groups, end_of_group, pieces_of
from parvis.perimeter.dialects.products import PRODUCTS, Product
from parvis.perimeter.dialects.pruning import pruned
from parvis.perimeter.language.faults import MAX_CHARACTERS, NOTHING_CARRIED, TOO_LONG
from parvis.perimeter.language.parse import parse
from parvis.perimeter.language.writing import text_of
from parvis.perimeter.words.folding import spellings

if TYPE_CHECKING:
    from collections.abc import Iterator

    from parvis.perimeter.language.tree import Query

LOST: Final = "zzlost"


@dataclass(frozen=True, slots=True)
class Loss:
    """A part that is not carried over as it was.

    Arguments:
        said: as it was written.
        at: where it begins, in characters from 0.
        reason: why, or what it became.
        is_gone: it is left out; otherwise it is carried over as something near.
    """

    said: str
    at: int
    reason: str
    is_gone: bool = True


@dataclass(frozen=True, slots=True)
class Carried:
    """A query in our language.

    Arguments:
        query: its text; `parse` reads it.
        losses: what is not as it was, in the order of the query.
    """

    query: str
    losses: tuple[Loss, ...]


def carried_over(text: str, product: str) -> Carried:
    """Translate a query of another product into ours.

    Arguments:
        text: the query, as that product takes it.
        product: `brandwatch`, `talkwalker`, `meltwater`, `sprinklr`, `lucene` or `x`.

    Raises:
        InputError: no such product.
        QueryError: it cannot be understood, or nothing of it carried over; the message points at
            the place.

    >>> carried_over("((apple OR orange) AND (phone))~5 NOT authorGender:F", "brandwatch").query
    '(apple OR orange) NEAR/5 phone'
    >>> carried_over("from:free lang:iw -is:nullcast", "x").losses[0].said
    'is:nullcast'
    """
    if product not in PRODUCTS:
        known = ", ".join(PRODUCTS)
        raise InputError(f"{product!r} is no product known. What to do: choose one of {known}.")
    if len(text) > MAX_CHARACTERS:
        raise TOO_LONG.at(text, MAX_CHARACTERS)
    carrier = _Carrier(PRODUCTS[product])
    pieces = pieces_of(text)
    check_groups(pieces, text)
    query = pruned(_parsed(carrier.carried(pieces), text), LOST)
    if query is None:
        raise NOTHING_CARRIED.at(text, 0)
    said = text_of(query)
    _parsed([Piece("clause", said, 0)], text)
    return Carried(said, tuple(carrier.losses))


def _parsed(written: list[Piece], text: str) -> Query:
    """Read what the pieces became; a fault points at the piece it came from."""
    try:
        return parse(" ".join(piece.text for piece in written))
    except QueryError as fault:
        at = _origin_of(fault.position, written, text)
        raise QueryError(
            text, at, expected=fault.expected, mend=fault.mend, fault=fault.fault
        ) from fault


def _origin_of(position: int, written: list[Piece], text: str) -> int:
    """Where a place of what was written anew stands in the text of the other product."""
    start = 0
    for piece in written:
        if position <= start + len(piece.text):
            is_as_it_was = text.startswith(piece.text, piece.at)
            return piece.at + (max(0, position - start) if is_as_it_was else 0)
        start += len(piece.text) + 1
    return len(text)


class _Carrier:
    """Writes the pieces of one query anew, and keeps what is lost."""

    def __init__(self, product: Product) -> None:
        self._product, self.losses = product, list[Loss]()

    def carried(self, pieces: list[Piece]) -> list[Piece]:
        """Return the pieces of the query in our language, each where it came from."""
        clauses = list(self._clauses(pieces))
        if self._product.name == "Lucene":
            return spelt_out(clauses)
        joined = _as_phrases(clauses) if self._product.has_phrases else clauses
        return _with_near_groups(joined)

    def _clauses(self, pieces: list[Piece]) -> Iterator[Piece]:
        place = 0
        while place < len(pieces):
            piece = pieces[place]
            if piece.kind == "field":
                end = end_of_group(pieces, place + 1)
                yield Piece("clause", self._field(piece, pieces[place + 1 : end]), piece.at)
                place = end
            else:
                yield Piece(piece.kind, self._piece(piece), piece.at)
                place += 1

    def _field(self, name: Piece, value: list[Piece]) -> str:
        known = self._product.fields.get(name.text[:-1])
        said = " ".join(piece.text for piece in value)
        if known is None or not value:
            self._lose(name, said, "no field of ours says it")
            return LOST
        clause = self._clause(known, value) if isinstance(known, str) else known(said)
        if not clause:
            self._lose(name, said, "this value has no like in ours")
            return LOST
        if reason := self._product.widened.get(name.text[:-1]):
            self._lose(name, said, f"carried over as {reason}", is_gone=False)
        return clause

    def _clause(self, name: str, value: list[Piece]) -> str:
        if name not in {"title", "text"}:
            return f"{name}:" + " ".join(_plain(piece) for piece in value)
        inner = " ".join(piece.text for piece in self.carried(value))
        return f"{name}:{inner}" if len(value) == 1 else f"{name}:({inner})"

    def _lose(self, name: Piece, said: str, reason: str, *, is_gone: bool = True) -> None:
        self.losses.append(Loss(name.text + said, name.at, reason, is_gone))

    def _piece(self, piece: Piece) -> str:
        match piece.kind:
            case "operator":
                return self._operator(piece.text)
            case "open":
                return "("
            case "close":
                return piece.text.replace("]", ")")
            case "word" | "quoted":
                return self._word(piece)
            case _:
                return piece.text

    def _operator(self, text: str) -> str:
        if text.islower() and not self._product.has_small:
            return text
        capitals = text.upper() if text.islower() else text
        is_bare = capitals.endswith("NEAR")
        return f"{capitals}/{self._product.near}" if is_bare else capitals

    def _word(self, piece: Piece) -> str:
        text = piece.text
        if text.startswith("$") and len(text) > 1:
            return f'+"{text}"'
        return spellings(text).bare if self._product.folds and not text.isascii() else text


def _plain(piece: Piece) -> str:
    return {"open": "(", "close": ")"}.get(piece.kind, piece.text)


def _as_phrases(pieces: list[Piece]) -> list[Piece]:
    """Words side by side stand in quotes."""
    joined: list[Piece] = []
    for piece in pieces:
        if piece.kind == "word" and joined and joined[-1].kind in {"word", "words"}:
            row = f"{joined[-1].text.strip(chr(34))} {piece.text}"
            joined[-1] = Piece("words", f'"{row}"', joined[-1].at)
        else:
            joined.append(piece)
    return joined


def _with_near_groups(pieces: list[Piece]) -> list[Piece]:
    """Write ((a) AND (b))~5 as a NEAR/5 b, and a sign next to what it denies."""
    written = list(pieces)
    opened: list[list[int]] = []
    for place, piece in enumerate(pieces):
        if piece.kind == "open":
            opened.append([])
        elif piece.kind == "close" and opened:
            ands = opened.pop()
            bracket, _, distance = piece.text.partition("~")
            written[place] = piece._replace(text=bracket)
            for one in ands if distance else ():
                written[one] = pieces[one]._replace(text=f"NEAR/{distance}")
        elif piece.text in {"AND", "&&"} and opened:
            opened[-1].append(place)
    return _signs_joined(written)


def _signs_joined(pieces: list[Piece]) -> list[Piece]:
    joined: list[Piece] = []
    for piece in pieces:
        if joined and joined[-1].text in {"-", "!"}:
            joined[-1] = piece._replace(text="NOT " + piece.text)
        elif piece.text != "+":
            joined.append(piece)
    return joined
