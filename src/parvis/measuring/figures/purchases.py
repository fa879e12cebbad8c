"""Who will buy again: what is to come, and how right it was on weeks that it had not seen."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Final

import numpy as np
import polars as pl

from parvis.errors import RefusedError
from parvis.measure.retention import bought, fit_buying, foretell
from parvis.measuring.figures.rows import known

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from parvis.figures import Figure
    from parvis.measure.retention import Foretold
    from parvis.measuring.entries import Purchases
    from parvis.measuring.tables import Kind
    from parvis.measuring.work import Work

_KINDS: Final[Mapping[str, Kind]] = {"customer": "text", "date": "day"}
OFTEN: Final = 4
"""From how many times on customers who came again are told together."""


def purchases(work: Work) -> Iterator[Figure]:
    """Yield what customers will buy, in all and by how often they came; nothing where not asked."""
    plan = work.plan.purchases
    if plan is None:
        return
    table = known(work, plan.file, work.tables.read(plan.file, _KINDS), *_KINDS)
    said = work.saying(weeks=f"{plan.weeks:g}", until=plan.until.isoformat())
    customers = bought(table, until=plan.until)
    try:
        model = fit_buying(customers)
    except RefusedError as error:
        yield said.refused("purchases.expected", error)
        return
    found = foretell(model, customers, weeks=plan.weeks)
    bounds = (found.low, found.high)
    yield said.define("purchases.weeks", plan.weeks)
    yield from _span(said, plan)
    yield said.define("purchases.expected", found.total, interval=bounds)
    yield said.define("purchases.customers", customers.height)
    yield said.define("purchases.alive", float(found.alive.sum()))
    yield from _by_often(said, customers, found)
    yield from _tried(said, table, plan)


def _span(work: Work, plan: Purchases) -> Iterator[Figure]:
    """The first day that is foretold, and the last."""
    last = plan.until + dt.timedelta(weeks=plan.weeks)
    yield work.define("purchases.from", (plan.until + dt.timedelta(days=1)).isoformat())
    yield work.define("purchases.to", last.isoformat())


def _by_often(work: Work, customers: pl.DataFrame, found: Foretold) -> Iterator[Figure]:
    """Customers, those still there and what they will buy, by how often they came again."""
    told = customers.select(
        often=pl.col("x").clip(upper_bound=OFTEN),
        alive=pl.Series(found.alive),
        expected=pl.Series(found.expected),
    )
    summed = told.group_by("often").agg(pl.len(), pl.col("alive", "expected").sum()).sort("often")
    for often, count, alive, expected in summed.iter_rows():
        by = {"again": often}
        yield work.define("purchases.customers", count, by=by)
        yield work.define("purchases.alive", alive, by=by)
        yield work.define("purchases.expected", expected, by=by)


def _tried(work: Work, table: pl.DataFrame, plan: Purchases) -> Iterator[Figure]:
    """What would have been foretold as many weeks ago, beside what came; nothing where too few."""
    then = plan.until - dt.timedelta(weeks=plan.weeks)
    before = bought(table, until=then)
    try:
        found = foretell(fit_buying(before), before, weeks=plan.weeks)
    except RefusedError:
        return
    since = table.filter(pl.col("date").is_between(then, plan.until, closed="right"))
    ours = since.select("customer", "date").unique().join(before, on="customer", how="semi")
    bounds = (found.low, found.high)
    yield work.define("purchases.tried", found.total, by={"side": "foretold"}, interval=bounds)
    yield work.define("purchases.tried", ours.height, by={"side": "came"}, kind="measured")
    if ours.height:
        error = 100 * (found.total - ours.height) / ours.height
        yield work.define("purchases.error", float(np.round(error, 6)))
