"""The three indices of a relation's value: experience, connectivity, proximity, formulas open."""

from __future__ import annotations

import math
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Final

import numpy as np
import polars as pl
from scipy.special import ndtri

from parvis.errors import MeasureError
from parvis.measure.expressions import parse

if TYPE_CHECKING:
    from collections.abc import Mapping

    from parvis.measure.expressions import Formula

INDICES: Final = ("experience", "connectivity", "proximity")
_LEVEL: Final = 0.975
_FEWEST: Final = 4  # pairs that Fisher's interval needs


@dataclass(frozen=True, slots=True)
class Index:
    """An index of each unit, and what each part puts into it.

    Arguments:
        values: 0 to 100, by row of the measures; null where a part is unknown.
        parts: one column a part, in points of the index: they add up to it.
    """

    values: pl.Series
    parts: pl.DataFrame


@cache
def parts_of(name: str) -> dict[str, tuple[Formula, float]]:
    """Return the parts of an index, each with its formula and its weight.

    Raises:
        MeasureError: there is no such index.

    >>> {part: weight for part, (_, weight) in parts_of("experience").items()}
    {'answered': 1.0, 'solved': 1.0, 'satisfied': 2.0}
    """
    table = _table()
    if name not in table:
        fault = f"there is no index {name!r}"
        raise MeasureError.of("indices", fault, f"ask for one of {', '.join(INDICES)}")
    return {
        part: (_formula(told["formula"]), float(told["weight"]))
        for part, told in table[name].items()
    }


def index(name: str, table: pl.DataFrame, weights: Mapping[str, float] | None = None) -> Index:
    """Return an index of each row of a table of counts.

    Arguments:
        name: experience, connectivity or proximity.
        table: one row a unit, month or person, with the columns that the formulas name.
        weights: of the parts, where others than the open ones are wanted; none below zero.

    Raises:
        MeasureError: no such index, a column is missing, or the weights are not weights.

    >>> counted = pl.DataFrame(
    ...     {
    ...         "asked": [100],
    ...         "answered_in_time": [80],
    ...         "solved_at_once": [60],
    ...         "satisfied": [45],
    ...         "surveyed": [50],
    ...     }
    ... )
    >>> found = index("experience", counted)
    >>> found.values.to_list(), found.parts.row(0)
    ([80.0], (20.0, 15.0, 45.0))
    """
    parts = parts_of(name)
    shares = _weighed(parts, weights)
    points = {
        part: pl.Series(part, _points(formula, table) * shares[part], nan_to_null=True)
        for part, (formula, _) in parts.items()
    }
    frame = pl.DataFrame(list(points.values()))
    total = frame.select(pl.sum_horizontal(pl.all(), ignore_nulls=False).alias(name)).to_series()
    return Index(total, frame)


def correlation(values: pl.Series, outcome: pl.Series) -> tuple[float, float, float] | None:
    """Say how far an index goes with an outcome, such as customers who stayed.

    Arguments:
        values: of the index.
        outcome: of the same units, a share or 0 and 1.

    Returns: Pearson's correlation and its 95 % interval; None where fewer than four pairs are known
        or one side does not vary.

    Source: Fisher, "On the probable error of a coefficient of correlation" (Metron 1, 1921).

    >>> correlation(pl.Series([1.0, 2, 3, 4, 5]), pl.Series([1.0, 3, 2, 5, 4]))[0].__round__(2)
    0.8
    """
    pairs = (
        pl.DataFrame({"x": values.cast(float), "y": outcome.cast(float)}).drop_nulls().to_numpy()
    )
    if len(pairs) < _FEWEST or not (np.ptp(pairs, axis=0) > 0).all():
        return None
    r = float(np.corrcoef(pairs.T)[0, 1])
    inner = math.atanh(min(max(r, -1 + 1e-12), 1 - 1e-12))
    half = ndtri(_LEVEL) / math.sqrt(len(pairs) - 3)
    return r, math.tanh(inner - half), math.tanh(inner + half)


@cache
def _table() -> dict[str, dict[str, dict[str, str | float]]]:
    file = resources.files("parvis.measure.objectives") / "indices.toml"
    return tomllib.loads(file.read_text("utf-8"))


def _formula(text: str | float) -> Formula:
    """A part is a ratio of counts, so that its names need no unit but one."""
    over, _, under = str(text).partition(" / ")
    return parse(str(text), {over: "1", under: "1"})


def _points(formula: Formula, table: pl.DataFrame) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    missing = sorted(formula.names - set(table.columns))
    if missing:
        fault = f"no column {', '.join(missing)}"
        raise MeasureError.of("indices", fault, "count it, or leave the index out")
    return np.asarray(formula({name: table[name].to_numpy() for name in formula.names}, "%"))


def _weighed(
    parts: Mapping[str, tuple[Formula, float]], weights: Mapping[str, float] | None
) -> dict[str, float]:
    """The weights as parts of 1."""
    given = {part: weight for part, (_, weight) in parts.items()} | dict(weights or {})
    if given.keys() != parts.keys() or min(given.values()) < 0 or sum(given.values()) <= 0:
        fault = f"these are no weights of {', '.join(parts)}: {dict(weights or {})}"
        raise MeasureError.of("indices", fault, "give each part a weight of zero or more")
    return {part: weight / sum(given.values()) for part, weight in given.items()}
