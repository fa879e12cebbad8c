"""What the grammar makes of a text: its parts, and where they stand in it."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from lark import Token, Tree

from parvis.perimeter.language import faults
from parvis.perimeter.language.terms import LeafError

if TYPE_CHECKING:
    from collections.abc import Callable

    from parvis.errors import QueryError
    from parvis.perimeter.language.faults import Fault
    from parvis.perimeter.language.shelf import Shelf
    from parvis.perimeter.language.tree import Place, Query

Written: TypeAlias = "Tree[Token] | Token"


def tokens_of(written: Written) -> list[Token]:
    """Return the tokens of a part."""
    return [token for token in getattr(written, "children", ()) if isinstance(token, Token)]


def place_of(*tokens: Token) -> Place:
    """Return from where to where some tokens stand."""
    return start_of(tokens[0]), end_of(tokens[-1])


def start_of(written: Written) -> int:
    """Return where a part begins."""
    if isinstance(written, Token):
        return written.start_pos or 0
    return start_of(written.children[0])


def end_of(written: Written) -> int:
    """Return where a part ends."""
    if isinstance(written, Token):
        return written.end_pos or 0
    return end_of(written.children[-1])


class Source:
    """The text of one query, for what is wrong in it, and the lists it may name.

    Arguments:
        text: of the query.
        shelf: of its lists and queries; None where there are none.
    """

    def __init__(self, text: str, shelf: Shelf | None) -> None:
        self._text, self._shelf = text, shelf

    def error(self, fault: Fault, position: int | None) -> QueryError:
        """Point at what is wrong."""
        return fault.at(self._text, position)

    def leaf(self, token: Token, read: Callable[[], Query]) -> Query:
        """Read a leaf; what is wrong in it is shown where it stands in the query."""
        try:
            return read()
        except LeafError as found:
            raise self.error(found.fault, start_of(token) + found.place) from None

    def entries(self, token: Token, name: str) -> list[str]:
        """Return the entries of a list."""
        lists = self._shelf.lists if self._shelf else {}
        if name not in lists:
            unknown = faults.UNKNOWN_LIST.about(names=", ".join(lists))
            raise self.error(unknown if lists else faults.NO_SHELF, start_of(token))
        return lists[name]

    def refuse_unknown_query(self, token: Token, name: str) -> None:
        """Refuse a query of a name that none has."""
        queries = self._shelf.queries if self._shelf else {}
        if name not in queries:
            unknown = faults.UNKNOWN_QUERY.about(names=", ".join(queries))
            raise self.error(unknown if queries else faults.NO_SHELF, start_of(token))
