"""Return on engagement: what the people of each action brought, for each hour logged on it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

import polars as pl

from parvis.measure.ledger import return_on_engagement
from parvis.measuring.figures.rows import cents, known, refuse

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from parvis.figures import Figure
    from parvis.measuring.tables import Kind
    from parvis.measuring.work import Work

_ENGAGED: Final[Mapping[str, Kind]] = {"person": "text", "action": "text", "at": "moment"}
_EVENTS: Final[Mapping[str, Kind]] = {"person": "text", "at": "moment", "amount": "number"}
_HOURS: Final[Mapping[str, Kind]] = {"action": "text", "hours": "number"}


def engagement(work: Work) -> Iterator[Figure]:
    """Yield the return of each action, the best first; nothing where the plan has no engagement."""
    plan = work.plan.engagement
    if plan is None:
        return
    engaged = _read(work, plan.engaged, _ENGAGED)
    events = _read(work, plan.events, _EVENTS)
    below = "take a refund off the goal that it undoes"
    refuse(plan.events, events, pl.col("amount") < 0, "a negative amount", below)
    hours = _read(work, plan.hours, _HOURS)
    refuse(plan.hours, hours, pl.col("hours") < 0, "negative hours", "correct the time sheet")
    events = events.with_columns(cents())
    table = return_on_engagement(engaged, events, hours)
    for row in table.iter_rows(named=True):
        yield from _action(work, row)
    reached, credited = int(events["cents"].sum()), int(table["cents"].sum())
    yield from _price(work)
    yield work.money("roe.value", reached)
    yield work.money("roe.before", reached - credited)


def _price(work: Work) -> Iterator[Figure]:
    """What an hour costs, where the plan says it."""
    ledger = work.plan.ledger
    if ledger is not None and ledger.hour is not None:
        figure = work.define("roe.price", ledger.hour)
        yield replace(figure, unit=f"{work.plan.currency}/hour")


def _read(work: Work, file: str, kinds: Mapping[str, Kind]) -> pl.DataFrame:
    """A table without the rows in which a cell is blank."""
    return known(work, file, work.tables.read(file, kinds), *kinds)


def _action(work: Work, row: Mapping[str, Any]) -> Iterator[Figure]:
    by = {"action": row["action"]}
    yield _per_hour(work, row, by)
    yield work.money("roe.value", row["cents"], by)
    yield work.define("roe.people", row["people"], by=by)
    why = None if row["hours"] is not None else "no hours"
    yield work.define("roe.hours", row["hours"], by=by, why=why)


def _per_hour(work: Work, row: Mapping[str, Any], by: Mapping[str, str]) -> Figure:
    bounds = (_euros(row["low"]), _euros(row["high"]))
    value = _euros(row["roe"])
    figure = work.define("roe", value, by=by, interval=bounds, why=row["reason"])
    return replace(figure, unit=f"{work.plan.currency}/hour")


def _euros(cents: float | None) -> float | None:
    return None if cents is None else cents / 100
