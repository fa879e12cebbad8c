"""Who brought whom: how many each person brings, and how far the tree has grown."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Final
from zoneinfo import ZoneInfo

import polars as pl

from parvis.errors import MeasureError
from parvis.measure.contagion import referrals
from parvis.measuring.figures.blame import blaming

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from parvis.figures import Figure
    from parvis.measure.contagion import Referrals
    from parvis.measuring.tables import Kind
    from parvis.measuring.work import Work

_NEEDED: Final[Mapping[str, Kind]] = {"person": "text", "by": "text", "at": "moment"}
_FIRST: Final = 5  # who brought most, told without a name
MANY: Final = 3  # brought, from which people are counted together


def brought(work: Work) -> Iterator[Figure]:
    """Yield what the tree of referrals says, or nothing where the plan has none."""
    plan = work.plan.referrals
    if plan is None:
        return
    table = work.tables.read(plan.file, _NEEDED)
    people = table.drop_nulls("person")
    work.tables.leave_out(plan.file, table.height - people.height)
    until = end_of(plan.until, work.plan.timezone)
    late = people.filter(pl.col("at") >= until)
    if late.height:
        fault = f"line {late['line'][0]} came after {plan.until}, the last day seen"
        raise MeasureError.of(plan.file, fault, "correct one of the two")
    with blaming(plan.file):
        tree = referrals(people, window=dt.timedelta(days=plan.window), until=until)
    said = work.saying(file=plan.file, window=str(plan.window), until=str(plan.until))
    yield from _tree(said, tree)


def end_of(day: dt.date, timezone: str) -> dt.datetime:
    """Return the moment a day ends in a time zone, in UTC.

    >>> end_of(dt.date(2027, 3, 31), "Europe/Paris").isoformat()
    '2027-03-31T22:00:00+00:00'
    """
    midnight = dt.datetime.combine(day + dt.timedelta(days=1), dt.time(), ZoneInfo(timezone))
    return midnight.astimezone(dt.UTC)


def _tree(work: Work, tree: Referrals) -> Iterator[Figure]:
    yield work.define("referrals.people", tree.people.height)
    yield work.define("referrals.counted", tree.counted)
    why = "too few" if tree.k is None else None
    yield work.define("referrals.k", tree.k, interval=(tree.low, tree.high), why=why)
    for generation, people in tree.generations.iter_rows():
        yield work.define("referrals.generation", people, by={"generation": generation})
    counts = tree.people["brought"].clip(upper_bound=MANY).value_counts()
    by_count = dict(counts.iter_rows())
    for count in range(MANY + 1):
        yield work.define("referrals.bringers", by_count.get(count, 0), by={"brought": count})
    first = tree.people.filter(pl.col("descendants") > 0).head(_FIRST)
    for rank, row in enumerate(first.iter_rows(named=True), start=1):
        yield work.define("referrals.brought", row["brought"], by={"rank": rank})
        yield work.define("referrals.descendants", row["descendants"], by={"rank": rank})
