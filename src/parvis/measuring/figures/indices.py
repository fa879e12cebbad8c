"""Three indices of what a relation is worth: each with its parts, beside an outcome."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
import polars as pl

from parvis.errors import MeasureError
from parvis.measure.objectives.index import INDICES, correlation, index, parts_of
from parvis.measuring.figures.blame import blaming
from parvis.measuring.figures.rows import known, refuse, twice

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from parvis.figures import Figure
    from parvis.measuring.entries import Indices
    from parvis.measuring.tables import Kind
    from parvis.measuring.work import Work

UNITS: Final = 60  # told one by one; more are a crowd
FEWEST: Final = 4  # units that an interval needs
_LEVEL: Final = 1.959964


def indices(work: Work) -> Iterator[Figure]:
    """Yield the indices whose counts are in the file; nothing where the plan has none."""
    plan = work.plan.indices
    if plan is None:
        return
    names = _countable(work, plan)
    if plan.outcome:
        yield work.define("index.outcome", plan.outcome)
    table = _read(work, plan, names)
    for name in names:
        with blaming(plan.file):
            yield from _index(work, plan, name, table)


def _countable(work: Work, plan: Indices) -> list[str]:
    """The indices that the file has every count of."""
    for name in plan.weights:
        parts_of(name)
    columns = set(work.tables.raw(plan.file, ["unit", *_counts(list(INDICES))]).columns)
    names = [name for name in INDICES if set(_counts([name])) <= columns]
    if not names:
        missing = sorted(set(_counts([INDICES[0]])) - columns)
        fault = f"no index can be told; {INDICES[0]} lacks {', '.join(missing)}"
        raise MeasureError.of(plan.file, fault, "give the counts of one index at least")
    for name in plan.weights:
        if name not in names:
            fault = f"weights of {name} are given, and not all of its counts"
            raise MeasureError.of(plan.file, fault, f"give {', '.join(_counts([name]))}")
    return names


def _counts(names: list[str]) -> list[str]:
    """The columns that the formulas of some indices name."""
    formulas = (formula for name in names for formula, _ in parts_of(name).values())
    return list(dict.fromkeys(column for formula in formulas for column in sorted(formula.names)))


def _read(work: Work, plan: Indices, names: list[str]) -> pl.DataFrame:
    """Units by name, with their counts, none below zero and no part above its whole."""
    outcome = [plan.outcome.strip().lower()] if plan.outcome else []
    kinds: dict[str, Kind] = {"unit": "text", **dict.fromkeys(_counts(names), "number")}
    table = work.tables.read(plan.file, {**kinds, **dict.fromkeys(outcome, "number")})
    refuse(plan.file, table, twice("unit"), "a unit that is there before", "give each one line")
    below = pl.any_horizontal(pl.col(_counts(names)) < 0).fill_null(value=False)
    refuse(plan.file, table, below, "a count below zero", "correct it")
    for name in names:
        for formula, _ in parts_of(name).values():
            over, _, under = formula.text.partition(" / ")
            is_more = (pl.col(over) > pl.col(under)).fill_null(value=False)
            refuse(plan.file, table, is_more, f"more {over} than {under}", "correct one of them")
    return known(work, plan.file, table, "unit")


def _index(work: Work, plan: Indices, name: str, table: pl.DataFrame) -> Iterator[Figure]:
    """An index of all units together, its parts, of each unit, and beside the outcome."""
    weights = plan.weights.get(name)
    counted = table.drop_nulls(_counts([name]))
    whole = index(name, counted.select(pl.col(_counts([name])).sum()), weights)
    said = work.saying(units=str(counted.height))
    value, by = whole.values[0], {"index": name}
    bounds = _bounds(name, counted, weights)
    why = None if value is not None else "zero"
    yield said.define("index.value", value, by=by, interval=bounds, why=why)
    yield from _parts(said, name, whole.parts, weights)
    each = index(name, counted, weights).values
    if counted.height <= UNITS:
        for unit, told in zip(counted["unit"], each, strict=True):
            why = None if told is not None else "zero"
            yield work.define("index.value", told, by={**by, "unit": unit}, why=why)
    if plan.outcome:
        yield _goes(said, each, counted[plan.outcome.strip().lower()], by)


def _parts(
    work: Work, name: str, points: pl.DataFrame, weights: Mapping[str, float] | None
) -> Iterator[Figure]:
    """Formula, weight and points of each part; the points add up to the index."""
    given = {part: weight for part, (_, weight) in parts_of(name).items()} | dict(weights or {})
    for part, (formula, _) in parts_of(name).items():
        by = {"index": name, "part": part}
        said = work.saying(formula=formula.text)
        point = points[part][0]
        why = None if point is not None else "zero"
        yield said.define("index.points", point, by=by, why=why)
        yield said.define("index.weight", 100 * given[part] / sum(given.values()), by=by)
        yield said.define("index.formula", formula.text, by=by)


def _bounds(
    name: str, counted: pl.DataFrame, weights: Mapping[str, float] | None
) -> tuple[float | None, float | None]:
    """The interval of an index, from leaving out one unit at a time."""
    sums = counted.select(pl.col(_counts([name])).sum() - pl.col(_counts([name])))
    without = index(name, sums, weights).values.drop_nulls().to_numpy()
    n = without.size
    if n < FEWEST or n < counted.height:
        return None, None
    half = _LEVEL * float(np.sqrt((n - 1) / n * ((without - without.mean()) ** 2).sum()))
    whole = float(index(name, counted.select(pl.col(_counts([name])).sum()), weights).values[0])
    return max(0.0, whole - half), min(100.0, whole + half)


def _goes(work: Work, values: pl.Series, outcome: pl.Series, by: Mapping[str, str]) -> Figure:
    """How far an index goes with the outcome."""
    found = correlation(values, outcome)
    said = work.saying(outcome=outcome.name)
    if found is None:
        return said.define("index.correlation", None, by=by, why="too few units")
    return said.define("index.correlation", found[0], by=by, interval=found[1:])
