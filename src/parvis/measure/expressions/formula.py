"""A formula over named measures: parsed once, its units settled, computed on numbers or arrays.

It has numbers, names, + - * /, `min` and `max`: nothing that could reach outside of it, and
nothing that could take long.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Any, Final

import numpy as np
from lark import Lark, Token, Tree, UnexpectedInput, UnexpectedToken

from parvis.errors import FormulaError, UnitError
from parvis.measure.expressions.units import Unit, unit

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from numpy.typing import ArrayLike, NDArray

LONGEST: Final = 500  # characters: a formula that a person can check
_DEEPEST: Final = 40
_PURE: Final = Unit()


def _quotient(over: ArrayLike, under: ArrayLike) -> NDArray[np.float64]:
    """A quotient, NaN where it is by zero, even of zero."""
    divisor = np.asarray(under, np.float64)
    return np.where(divisor == 0, np.nan, over / np.where(divisor == 0, 1.0, divisor))


def _least(*parts: ArrayLike) -> NDArray[np.float64]:
    return np.minimum.reduce(np.broadcast_arrays(*parts))


def _most(*parts: ArrayLike) -> NDArray[np.float64]:
    return np.maximum.reduce(np.broadcast_arrays(*parts))


_CALLS: Final[dict[str, Callable[..., Any]]] = {"min": _least, "max": _most}
_SIGNS: Final[dict[str, Callable[..., Any]]] = {
    "add": np.add,
    "subtract": np.subtract,
    "multiply": np.multiply,
    "divide": _quotient,
    "negate": np.negative,
}


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula whose every name has a unit.

    Arguments:
        text: as it was written.
        tree: as it was understood.
        units: of the measures it names.

    >>> formula = parse("answered / asked", {"answered": "questions", "asked": "questions"})
    >>> float(formula({"answered": 45, "asked": 60}, "%"))
    75.0
    """

    text: str
    tree: Tree[Token]
    units: Mapping[str, Unit]

    @property
    def names(self) -> frozenset[str]:
        """The measures it names."""
        return frozenset(str(token) for token in _named(self.tree))

    @property
    def unit(self) -> Unit:
        """The unit it gives."""
        return _unit_of(self.tree, self)

    def __call__(self, values: Mapping[str, ArrayLike], into: str = "") -> NDArray[np.float64]:
        """Return what it gives, NaN where a measure is unknown or something is divided by zero.

        Arguments:
            values: of the measures, numbers or arrays of one shape, each in its own unit.
            into: the unit wanted; the plain unit of the formula where empty.

        Raises:
            UnitError: it cannot be told in that unit.
        """
        wanted = unit(into) if into else Unit(self.unit.powers)
        if not wanted.is_like(self.unit):
            fault = f"{self.text!r} gives {self.unit}, not {wanted}"
            raise UnitError(f"{fault}. What to do: mend the formula or the unit of the KPI.")
        known = {name: np.asarray(values[name], np.float64) for name in self.names}
        with np.errstate(all="ignore"):
            found = _value_of(self.tree, known, self)
        return np.where(np.isfinite(found), found, np.nan) / wanted.scale


def parse(text: str, units: Mapping[str, str]) -> Formula:
    """Understand a formula and settle its units.

    Arguments:
        text: the formula, as `(earned - spent) / spent`.
        units: of every measure that may be named.

    Raises:
        FormulaError: it cannot be understood, or names a measure there is not.
        UnitError: it adds or compares what cannot be added, as euros to dollars.

    >>> str(parse("earned / worked", {"earned": "EUR", "worked": "hours"}).unit)
    'EUR/hour'
    """
    if len(text) > LONGEST:
        mend = "split it into measures"
        raise FormulaError(text, LONGEST, expected="a formula of 500 characters at most", mend=mend)
    try:
        tree = _grammar().parse(text)
    except UnexpectedInput as error:
        raise _fault(text, error) from error
    formula = Formula(text, _whole(tree), {name: unit(said) for name, said in units.items()})
    _check(formula)
    _unit_of(formula.tree, formula)
    return formula


@cache
def _grammar() -> Lark:
    text = resources.files("parvis.measure.expressions").joinpath("grammar.lark").read_text("utf-8")
    return Lark(text, parser="lalr")


def _fault(text: str, error: UnexpectedInput) -> FormulaError:
    at_end = isinstance(error, UnexpectedToken) and error.token.type == "$END"
    position = len(text) if at_end else int(getattr(error, "pos_in_stream", 0) or 0)
    return FormulaError(
        text,
        position,
        expected="a measure, a number, + - * /, min( ), max( ) or a bracket",
        mend="write it as answered / asked, with names in small letters",
    )


def _whole(found: Tree[Token] | Token) -> Tree[Token]:
    """A formula of one name or number is a tree as well."""
    return found if isinstance(found, Tree) else Tree("measure", [found])


def _named(tree: Tree[Token]) -> Iterator[Token]:
    for node in tree.find_data("measure"):
        yield from (child for child in node.children if isinstance(child, Token))


def _check(formula: Formula) -> None:
    """Refuse what is nested without end, and names there are not."""
    if _depth(formula.tree) > _DEEPEST:
        mend = "split it into measures"
        raise FormulaError(formula.text, 0, expected="a formula nested less deeply", mend=mend)
    known = ", ".join(sorted(formula.units)) or "none is declared"
    for name in _named(formula.tree):
        if str(name) not in formula.units:
            place = name.start_pos or 0
            raise FormulaError(
                formula.text, place, expected="a measure", mend=f"write one of: {known}"
            )
    for node in formula.tree.find_data("call"):
        call = node.children[0]
        if str(call) not in _CALLS:
            place = getattr(call, "start_pos", 0) or 0
            raise FormulaError(formula.text, place, expected="min or max", mend="write one of them")


def _depth(tree: Tree[Token]) -> int:
    """How deep it is nested; without recursion, for what is refused may be deep."""
    deepest, waiting = 0, [(tree, 1)]
    while waiting:
        node, depth = waiting.pop()
        deepest = max(deepest, depth)
        waiting += [(child, depth + 1) for child in node.children if isinstance(child, Tree)]
    return deepest


def _unit_of(tree: Tree[Token], formula: Formula) -> Unit:
    """The unit of a tree; numbers are scaled to plain units as they are met, so scales are 1."""
    if tree.data == "measure":
        return Unit(formula.units[str(tree.children[0])].powers)
    if tree.data == "number":
        return Unit(_written(tree).powers)
    units = [_unit_of(child, formula) for child in tree.children if isinstance(child, Tree)]
    if tree.data == "multiply":
        return units[0] * units[1]
    if tree.data == "divide":
        return units[0] / units[1]
    return _alike(units, formula)


def _alike(units: list[Unit], formula: Formula) -> Unit:
    first = units[0]
    for other in units[1:]:
        if not first.is_like(other):
            raise UnitError(_unlike(first, other, formula.text))
    return first


def _unlike(first: Unit, other: Unit, text: str) -> str:
    if first.currencies and other.currencies and first.currencies != other.currencies:
        fault = f"{text!r} mixes {first} with {other}"
        return f"{fault}. What to do: convert one at a rate you can name, as a measure of its own."
    fault = f"{text!r} adds or compares {first} and {other}"
    return f"{fault}. What to do: divide first, or give the measures one unit."


def _written(tree: Tree[Token]) -> Unit:
    """The unit written behind a number, as 45 [EUR/hour]."""
    return (
        unit(str(tree.children[1])[1:-1]) if len(tree.children) > 1 and tree.children[1] else _PURE
    )


def _value_of(
    tree: Tree[Token], values: Mapping[str, NDArray[np.float64]], formula: Formula
) -> NDArray[np.float64]:
    if tree.data == "measure":
        name = str(tree.children[0])
        return values[name] * formula.units[name].scale
    if tree.data == "number":
        return np.asarray(float(str(tree.children[0])) * _written(tree).scale)
    parts = [
        _value_of(child, values, formula) for child in tree.children if isinstance(child, Tree)
    ]
    act = _CALLS[str(tree.children[0])] if tree.data == "call" else _SIGNS[str(tree.data)]
    return np.asarray(act(*parts))
