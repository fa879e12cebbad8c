"""Adoptions that friends caused: naively, and like with like, or why none is told."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import polars as pl

from parvis.errors import MeasureError, RefusedError
from parvis.measure.contagion import contagion
from parvis.measuring.figures.blame import blaming

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from parvis.figures import Figure
    from parvis.measure.contagion import Contagion
    from parvis.measuring.entries import Contagion as Plan
    from parvis.measuring.tables import Kind
    from parvis.measuring.work import Work

_MOST: Final = 1000  # periods: a larger number is a date or a mistake
_PEOPLE: Final[Mapping[str, Kind]] = {"person": "text", "adopted": "count"}
_TIES: Final[Mapping[str, Kind]] = {"person": "text", "friend": "text"}


def carried(work: Work) -> Iterator[Figure]:
    """Yield how many adoptions friends caused, or nothing where the plan does not ask."""
    plan = work.plan.contagion
    if plan is None:
        return
    people = _people(work, plan)
    ties = _ties(work, plan, people)
    work = work.saying(people=plan.people, ties=plan.ties, known=", ".join(plan.covariates))
    yield work.define("contagion.people", people.height)
    yield work.define("contagion.ties", ties.height)
    try:
        with blaming(plan.people):
            found = contagion(people.drop("line"), ties, covariates=plan.covariates)
    except RefusedError as error:
        yield work.refused("contagion.matched", error)
        return
    yield from _found(work, found)


def _found(work: Work, found: Contagion) -> Iterator[Figure]:
    naive, matched = (found.naive_low, found.naive_high), (found.low, found.high)
    yield work.define("contagion.naive", found.naive, interval=naive)
    yield work.define("contagion.matched", found.matched, interval=matched)
    yield work.define("contagion.adoptions", found.adoptions)
    times = 100 / found.adoptions if found.adoptions else 0.0
    share = (found.low * times, found.high * times)
    yield work.define("contagion.share", found.share, interval=share)
    yield work.define("contagion.unmatched", 100 * found.unmatched)
    yield work.define("contagion.alike_p", found.alike_p)


def _people(work: Work, plan: Plan) -> pl.DataFrame:
    """The people of whom everything asked for is known."""
    kinds = {name: _kind(work, plan, name) for name in plan.covariates}
    table = work.tables.read(plan.people, {**_PEOPLE, **kinds})
    told = table.drop_nulls(["person", *plan.covariates])
    work.tables.leave_out(plan.people, table.height - told.height)
    wrong = told.filter((pl.col("adopted") < 0) | (pl.col("adopted") > _MOST))
    if wrong.height:
        fault = f"line {wrong['line'][0]} adopted in period {wrong['adopted'][0]}"
        raise MeasureError.of(plan.people, fault, f"number periods from 0, to {_MOST} at most")
    return told


def _kind(work: Work, plan: Plan, name: str) -> Kind:
    """A covariate whose cells are all numbers is a number; others are names of groups."""
    table = work.tables.raw(plan.people, [*_PEOPLE, *plan.covariates])
    if name not in table.columns:
        return "text"
    bare = table[name].str.replace(",", ".", literal=True)
    is_number = bare.cast(pl.Float64, strict=False).is_null().sum() == bare.null_count()
    return "number" if is_number else "text"


def _ties(work: Work, plan: Plan, people: pl.DataFrame) -> pl.DataFrame:
    """The ties whose both ends are among the people, each once."""
    table = work.tables.read(plan.ties, _TIES)
    known = people["person"].implode()
    is_told = pl.col("person").is_in(known) & pl.col("friend").is_in(known)
    told = table.filter(is_told).select("person", "friend").unique(maintain_order=True)
    work.tables.leave_out(plan.ties, table.height - told.height)
    return told
