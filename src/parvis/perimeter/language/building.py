"""From the tree of the grammar to the tree of the language."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, cast

from lark import Token, Tree

from parvis.perimeter.language import faults, terms
from parvis.perimeter.language.field_values import FieldValues
from parvis.perimeter.language.fields import field_named
from parvis.perimeter.language.groups import denied, is_group, placeless, shown
from parvis.perimeter.language.tree import (
    And,
    AtLeast,
    Named,
    Near,
    Not,
    Or,
    Place,
    Query,
    Scope,
    Unit,
)
from parvis.perimeter.language.written import (
    Source,
    Written,
    end_of,
    place_of,
    start_of,
    tokens_of,
)

if TYPE_CHECKING:
    from collections.abc import Callable

_NEAR: Final = re.compile(
    r"(?P<how>O|NOT)?(?P<unit>NEAR|SENTENCE|PARAGRAPH)(?:/(?P<distance>\d+)(?P<f>f)?)?"
)
_UNITS: Final[dict[str, Unit]] = {"NEAR": "word", "SENTENCE": "sentence", "PARAGRAPH": "paragraph"}


class Builder:
    """Builds the tree of one query.

    Arguments:
        source: the query.
        query_named: reads a query of the shelf, given its name.

    `has_groups` says, once the tree is built, whether proximity joins groups that hold AND.
    """

    def __init__(self, source: Source, query_named: Callable[[str], Query]) -> None:
        self._source, self._query_named = source, query_named
        self.has_groups = False

    def build(self, written: Written) -> Query:
        """Return what a part of the query says."""
        tree = cast("Tree[Token]", written)
        return _BUILDERS[tree.data](self, tree)

    def _disjunction(self, written: Tree[Token]) -> Query:
        parts = tuple(map(self.build, written.children))
        return Or(parts, _around(*parts))

    def _conjunction(self, written: Tree[Token]) -> Query:
        parts = tuple(map(self.build, written.children))
        return And(parts, _around(*parts))

    def _negation(self, written: Tree[Token]) -> Query:
        operator, what = written.children
        part = self.build(what)
        return Not(part, (start_of(operator), part.at[1]))

    def _near(self, written: Tree[Token]) -> Query:
        left, operator, right = written.children
        said = cast("re.Match[str]", _NEAR.fullmatch(str(operator)))
        self._refuse_distance(operator, said)
        parts = self.build(left), self.build(right)
        self._refuse_placeless(parts, str(operator), said)
        self.has_groups |= any(map(is_group, parts))
        return Near(
            *parts,
            distance=int(said["distance"] or 0),
            unit=_UNITS[said["unit"]],
            is_ordered=said["how"] == "O" or bool(said["f"]),
            is_absent=said["how"] == "NOT",
            at=_around(*parts),
        )

    def _refuse_distance(self, operator: Written, said: re.Match[str]) -> None:
        if said["unit"] == "NEAR" and said["distance"] is None:
            fault = faults.NO_DISTANCE.about(name=str(operator))
            raise self._source.error(fault, start_of(operator))
        if terms.number_of(said["distance"] or "0") > faults.MAX_DISTANCE:
            raise self._source.error(faults.FAR_DISTANCE, start_of(operator))

    def _refuse_placeless(
        self, parts: tuple[Query, Query], operator: str, said: re.Match[str]
    ) -> None:
        nowhere = placeless(parts[0]) or placeless(parts[1])
        if nowhere is None and said["how"] == "NOT":
            nowhere = denied(parts[1])
        if isinstance(nowhere, Not):
            fault = faults.NOT_NEAR.about(operator=operator, distance=said["distance"] or 5)
            raise self._source.error(fault, nowhere.at[0])
        if nowhere is not None:
            fault = faults.NO_PLACE.about(operator=operator, what=shown(nowhere))
            raise self._source.error(fault, nowhere.at[0])

    def _least(self, written: Tree[Token]) -> Query:
        operator, counted = written.children
        times = terms.number_of(str(operator).partition("/")[2])
        part = self.build(counted)
        if not 1 <= times <= faults.MAX_TIMES:
            raise self._source.error(faults.MANY_TIMES, start_of(operator))
        if (nowhere := placeless(part)) is not None:
            fault = faults.NO_PLACE.about(operator=str(operator), what=shown(nowhere))
            raise self._source.error(fault, nowhere.at[0])
        self.has_groups |= is_group(part)
        return AtLeast(times, part, (start_of(operator), part.at[1]))

    def _weighted(self, written: Tree[Token]) -> Query:
        weighed, weight = written.children
        part = self.build(weighed)
        return terms.weighted(part, str(weight), (part.at[0], end_of(weight)))

    def _field(self, written: Tree[Token]) -> Query:
        name, value = cast("tuple[Token, Written]", tuple(written.children))
        spec = field_named(str(name)[:-1])
        if spec is None or spec.shape != "text":
            return FieldValues(self._source, name, spec).build(value)
        if isinstance(value, Token):
            fault = faults.NO_RANGE.about(name=spec.name, example=spec.example)
            raise self._source.error(fault, start_of(value))
        part = self.build(value)
        at = (start_of(name), part.at[1])
        return Scope("title" if spec.name == "title" else "text", part, at)

    def _bare(self, written: Tree[Token]) -> Query:
        (token,) = tokens_of(written)
        return self._source.leaf(token, lambda: terms.of_bare(str(token), place_of(token)))

    def _quoted(self, written: Tree[Token]) -> Query:
        tokens = tokens_of(written)
        parts = {token.type: token for token in tokens}
        slop, first, last = str(parts.get("SLOP", "")), "START" in parts, "END" in parts
        text, at = str(parts["QUOTED"]), place_of(*tokens)
        return self._source.leaf(
            parts["QUOTED"], lambda: terms.of_quoted(text, at, first=first, slop=slop, last=last)
        )

    def _cased(self, written: Tree[Token]) -> Query:
        tokens = tokens_of(written)
        parts = {token.type: token for token in tokens}
        text, first, last = str(parts["CASED"]), "START" in parts, "END" in parts
        return self._source.leaf(
            parts["CASED"],
            lambda: terms.of_cased(text, place_of(*tokens), first=first, last=last),
        )

    def _exact(self, written: Tree[Token]) -> Query:
        (token,) = tokens_of(written)
        return self._source.leaf(token, lambda: terms.of_exact(str(token), place_of(token)))

    def _tag(self, written: Tree[Token]) -> Query:
        (token,) = tokens_of(written)
        return self._source.leaf(token, lambda: terms.of_tag(str(token), place_of(token)))

    def _regex(self, written: Tree[Token]) -> Query:
        (token,) = tokens_of(written)
        return self._source.leaf(token, lambda: terms.of_regex(str(token), place_of(token)))

    def _reference(self, written: Tree[Token]) -> Query:
        (token,) = tokens_of(written)
        kind, _, name = str(token)[1:].partition(":")
        at = place_of(token)
        if kind.startswith("list"):
            return Named("list", name, self._one_of(token, name, at), at)
        self._source.refuse_unknown_query(token, name)
        return Named("query", name, self._query_named(name), at)

    def _one_of(self, token: Token, name: str, at: Place) -> Query:
        """The entries of a list."""

        def read(entry: str) -> Query:
            return self._source.leaf(token, lambda: terms.of_entry(entry, at))

        parts = tuple(map(read, self._source.entries(token, name)))
        return parts[0] if len(parts) == 1 else Or(parts, at)


_BUILDERS: Final[dict[str, Callable[[Builder, Tree[Token]], Query]]] = {
    name.removeprefix("_"): getattr(Builder, name)
    for name in (
        "_disjunction",
        "_conjunction",
        "_negation",
        "_near",
        "_least",
        "_weighted",
        "_field",
        "_bare",
        "_quoted",
        "_cased",
        "_exact",
        "_tag",
        "_regex",
        "_reference",
    )
}


def _around(*parts: Query) -> Place:
    return parts[0].at[0], parts[-1].at[1]
