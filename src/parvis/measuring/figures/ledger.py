"""Costs against value: what was spent, what came back and when, and each campaign's return."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import polars as pl

from parvis.measure import ledger as entries
from parvis.measuring.figures.campaigns import campaigns_of

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator, Mapping

    from parvis.figures import Figure
    from parvis.measure.ledger import Payback
    from parvis.measuring.entries import Ledger
    from parvis.measuring.tables import Kind
    from parvis.measuring.work import Work

_COSTS: Final[Mapping[str, Kind]] = {"date": "day", "kind": "text", "amount": "number"}
_MORE_COSTS: Final[Mapping[str, Kind]] = {"hours": "number", "campaign": "text", "currency": "text"}
_VALUES: Final[Mapping[str, Kind]] = {"date": "day", "amount": "number"}
_MORE_VALUES: Final[Mapping[str, Kind]] = {"campaign": "text", "basis": "text", "currency": "text"}


def ledger(work: Work) -> Iterator[Figure]:
    """Yield what was spent and what came of it, or nothing where the plan has no ledger."""
    if work.plan.ledger is None:
        return
    spent, earned = _read(work, work.plan.ledger)
    cost, value = int(spent["cents"].sum()), int(earned["cents"].sum())
    yield work.money("ledger.cost", cost)
    yield work.money("ledger.value", value)
    yield work.money("ledger.net", value - cost)
    kinds = spent.group_by("kind").agg(pl.col("cents").sum()).sort("kind")
    for kind, cents in kinds.iter_rows():
        yield work.money("ledger.cost", cents, {"kind": kind})
    bases = earned.group_by("basis").agg(pl.col("cents").sum()).sort("basis")
    for basis, cents in bases.iter_rows():
        yield work.money("ledger.value", cents, {"basis": basis})
    yield from _payback(work, entries.payback(spent, earned))
    licence = entries.split(spent).licence
    yield work.define("split.licence", licence, why=None if licence is not None else "no tools")
    yield from _returns(work, spent, earned)


def _read(work: Work, plan: Ledger) -> tuple[pl.DataFrame, pl.DataFrame]:
    """The two tables, checked; a fault names the line of the file."""
    spent = work.tables.read(plan.costs, _COSTS, _MORE_COSTS)
    earned = work.tables.read(plan.values, _VALUES, _MORE_VALUES)
    currency = work.plan.currency
    return (
        entries.costs(spent, currency=currency, hour=plan.hour),
        entries.values(earned, currency=currency),
    )


def _payback(work: Work, found: Payback) -> Iterator[Figure]:
    spent = found.first_cost is not None
    yield _day(work, "payback.first", found.first_euro)
    yield work.define("payback.days", found.days_to_first, why=_no_days(found))
    yield _day(work, "payback.even", found.even, why="not even yet" if spent else "no cost")
    yield work.money("payback.low", found.low)
    for row in found.curve.iter_rows(named=True):
        by = {"day": row["day"].isoformat()}
        yield work.money("payback.cost", row["cost"], by)
        yield work.money("payback.value", row["value"], by)


def _no_days(found: Payback) -> str | None:
    """Why there are no days from the first cost to the first value, where there are none."""
    if found.days_to_first is not None:
        return None
    if found.first_cost is None:
        return "no cost"
    return "before cost" if found.first_euro else "no value yet"


def _day(work: Work, key: str, day: dt.date | None, why: str = "no value yet") -> Figure:
    return work.define(key, day.isoformat() if day else None, why=None if day else why)


def _returns(work: Work, spent: pl.DataFrame, earned: pl.DataFrame) -> Iterator[Figure]:
    """The return of each campaign; refused where its objective was not there before it."""
    objectives = pl.DataFrame(
        [(one.name, one.stated) for one in work.plan.objective],
        schema={"objective": pl.String, "stated": pl.Date},
        orient="row",
    )
    table = entries.returns(campaigns_of(work, spent, earned), objectives, spent, earned)
    for campaign, cost, value, roi, reason in table.iter_rows():
        by = {"campaign": campaign}
        yield work.money("roi.cost", cost, by)
        yield work.money("roi.value", value, by)
        yield work.define("roi", roi, by=by, why=reason)
