"""Whether engaged customers stay: like with like, and the flattering way beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import polars as pl

from parvis.errors import RefusedError
from parvis.measure.retention import staying
from parvis.measuring.figures.rows import known, refuse, twice
from parvis.survival import after

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from parvis.figures import Figure
    from parvis.measure.retention import Staying
    from parvis.measuring.entries import Retention
    from parvis.measuring.tables import Kind
    from parvis.measuring.work import Work

_KINDS: Final[Mapping[str, Kind]] = {
    "customer": "text",
    "since": "day",
    "left": "day",
    "engaged": "day",
}
POINTS: Final = 60  # of a curve, at most
_GROUPS: Final = ("engaged", "others")


def retention(work: Work) -> Iterator[Figure]:
    """Yield who stays, in three ways; nothing where the plan has no retention."""
    plan = work.plan.retention
    if plan is None:
        return
    customers = _read(work, plan.customers)
    said = work.saying(
        horizon=str(plan.horizon), at=plan.at.isoformat(), until=plan.until.isoformat()
    )
    try:
        ways = staying(customers, at=plan.at, until=plan.until, horizon=plan.horizon)
    except RefusedError as error:
        yield said.refused("retention.difference", error, {"way": "matched"})
        return
    yield said.define("retention.horizon", plan.horizon)
    for way in ways:
        yield from _way(said, way)
        yield from _curves(said, way, _days(plan))


def _read(work: Work, file: str) -> pl.DataFrame:
    """Customers of whom it is known who they are and since when."""
    table = work.tables.read(file, _KINDS)
    refuse(file, table, twice("customer"), "a customer who is there before", "give each one line")
    is_wrong = (pl.col("left") < pl.col("since")).fill_null(value=False)
    refuse(file, table, is_wrong, "a day of leaving before the first", "correct the days")
    return known(work, file, table, "customer", "since")


def _way(work: Work, found: Staying) -> Iterator[Figure]:
    by = {"way": found.way}
    bounds = (found.low, found.high)
    why = "too short" if found.difference is None else None
    yield work.define("retention.difference", found.difference, by=by, interval=bounds, why=why)
    yield work.define("retention.p", found.p, by=by)
    shares = (found.engaged, found.others)
    for group, share, customers in zip(_GROUPS, shares, found.customers, strict=True):
        yield _stays(work, {**by, "group": group}, share)
        yield work.define("retention.customers", customers, by={**by, "group": group})


def _stays(work: Work, by: dict[str, str], share: tuple[float, float, float] | None) -> Figure:
    if share is None:
        return work.define("retention.stays", None, by=by, why="too short")
    return work.define("retention.stays", share[0], by=by, interval=share[1:])


def _days(plan: Retention) -> list[float]:
    """The days on which curves are read: evenly apart, and none after the last watched."""
    watched = (plan.until - plan.at).days
    step = max(1, -(-watched // POINTS))
    return [float(day) for day in range(0, watched + 1, step)]


def _curves(work: Work, found: Staying, days: list[float]) -> Iterator[Figure]:
    """Percent still there after each day, in each group."""
    for group in _GROUPS:
        curve = found.curves.filter(pl.col("engaged") == (group == "engaged")).drop("engaged")
        for day, gone, low, high, _ in after(curve, days).iter_rows():
            by = {"way": found.way, "group": group, "day": int(day)}
            bounds = (100 * (1 - high), 100 * (1 - low))
            yield work.define("retention.curve", 100 * (1 - gone), by=by, interval=bounds)
