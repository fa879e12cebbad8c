"""A field and what is written behind its colon: a value, or a group of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from lark import Token, Tree

from parvis.perimeter.language import faults, terms, values
from parvis.perimeter.language.fields import FIELDS, FieldSpec, nearest
from parvis.perimeter.language.tree import And, Field, Named, Not, Or, Place, Query
from parvis.perimeter.language.written import Source, Written, end_of, start_of, tokens_of

if TYPE_CHECKING:
    from collections.abc import Callable

Reader: TypeAlias = "Callable[[values.Written], Field]"


class FieldValues:
    """Reads the values of one field.

    Arguments:
        source: the query.
        name: the field as it was written, with its colon.
        spec: the field, or None for `is:`, `has:` and what is none.
    """

    def __init__(self, source: Source, name: Token, spec: FieldSpec | None) -> None:
        self._source, self._start = source, start_of(name)
        self._read = self._reader(str(name)[:-1], spec)

    def _reader(self, name: str, spec: FieldSpec | None) -> Reader:
        if spec is not None:
            return lambda value: values.of_field(spec, value)
        others: dict[str, Reader] = {
            **dict.fromkeys(("is", "est"), values.of_is),
            **dict.fromkeys(("has", "a"), values.of_has),
        }
        if name not in others:
            near = nearest(name) or f"{', '.join(list(FIELDS)[:8])}, …"
            fault = faults.UNKNOWN_FIELD.about(near=near)
            raise self._source.error(fault, self._start)
        return others[name]

    def build(self, written: Written, start: int | None = None) -> Query:
        """Return the clause, or the group of clauses, of what is written behind the colon."""
        start = self._start if start is None else start
        if isinstance(written, Token):
            return self._value(written, str(written), (start, end_of(written)), is_range=True)
        if written.data in {"disjunction", "conjunction"}:
            parts = tuple(self.build(part, start_of(part)) for part in written.children)
            join = Or if written.data == "disjunction" else And
            return join(parts, (start, parts[-1].at[1]))
        if written.data == "negation":
            operator, denied = written.children
            part = self.build(denied, start_of(denied))
            return Not(part, (start_of(operator), part.at[1]))
        return self._term(written, start)

    def _term(self, written: Tree[Token], start: int) -> Query:
        tokens = tokens_of(written)
        if written.data == "reference" and str(tokens[0]).startswith(("@list:", "@liste:")):
            return self._list(tokens[0], (start, end_of(tokens[0])))
        if written.data not in {"bare", "quoted"} or len(tokens) != 1:
            fault = faults.NO_VALUE.about(name="", example="lang:(fr OR en)")
            raise self._source.error(fault, start_of(written))
        text = str(tokens[0])
        text = text.strip(terms.QUOTES) if written.data == "quoted" else text
        return self._value(tokens[0], text, (start, end_of(tokens[0])))

    def _list(self, token: Token, at: Place) -> Query:
        name = str(token).partition(":")[2]
        entries = self._source.entries(token, name)
        parts = tuple(self._value(token, text, at) for text in entries)
        return Named("list", name, parts[0] if len(parts) == 1 else Or(parts, at), at)

    def _value(self, token: Token, text: str, at: Place, *, is_range: bool = False) -> Query:
        value = values.Written(text, at, is_range)
        return self._source.leaf(token, lambda: self._read(value))
