"""How long answers wait to be approved, by desk, and what that takes of the time to an answer."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

import polars as pl

from parvis.measure.approvals import approval, wait
from parvis.measuring.figures.referrals import end_of
from parvis.measuring.figures.rows import known, refuse

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator, Mapping

    from parvis.figures import Figure
    from parvis.measure.approvals import Wait
    from parvis.measuring.tables import Kind
    from parvis.measuring.work import Work

_NEEDED: Final[Mapping[str, Kind]] = {
    "desk": "text",
    "asked": "moment",
    "sent": "moment",
    "approved": "moment",
    "answered": "moment",
}
_ORDER: Final = (
    ("asked", "sent", "sent before it was asked"),
    ("sent", "approved", "approved before it was sent"),
    ("asked", "answered", "answered before it was asked"),
)


def approvals(work: Work) -> Iterator[Figure]:
    """Yield how long approval takes, in all and by desk; nothing where the plan does not ask."""
    plan = work.plan.approvals
    if plan is None:
        return
    until = end_of(plan.until, work.plan.timezone)
    rows = _read(work, plan.file, until)
    work = work.saying(file=plan.file, until=str(plan.until))
    yield from _waits(work, rows, until, {})
    for (desk,), part in rows.drop_nulls("sent").group_by("desk", maintain_order=True):
        yield from _waits(work, part, until, {"desk": str(desk)})
    yield from _answers(work, rows, until)


def _read(work: Work, file: str, until: dt.datetime) -> pl.DataFrame:
    """The questions whose desk and moment are known, each moment after the one before."""
    table = work.tables.read(file, _NEEDED, {"expires": "moment"})
    rows = known(work, file, table, "desk", "asked")
    correct = "correct the moments"
    is_unsent = pl.col("approved").is_not_null() & pl.col("sent").is_null()
    refuse(file, rows, is_unsent, "an approval of what was not sent", "give when it was sent")
    for first, then, fault in _ORDER:
        refuse(file, rows, pl.col(then) < pl.col(first), f"what was {fault}", correct)
    moments = [name for name in _NEEDED if name != "desk"]
    is_late = pl.any_horizontal(pl.col(moments) >= until)
    refuse(file, rows, is_late, "a moment after the last day", "correct one of the two")
    return rows


def _waits(
    work: Work, rows: pl.DataFrame, until: dt.datetime, by: dict[str, str]
) -> Iterator[Figure]:
    found = wait(rows, "sent", "approved", until=until)
    yield work.define("approvals.sent", found.count, by=by)
    yield work.define("approvals.waiting", found.waiting, by=by)
    yield _half(work, "approvals.half", found, by)
    if "expires" in rows.columns:
        end = pl.coalesce("approved", pl.lit(until))
        expired = rows.drop_nulls("sent").filter(pl.col("expires") < end)
        yield work.define("approvals.expired", expired.height, by=by)
    for row in found.shares.iter_rows(named=True):
        bounds = (100 * row["low"], 100 * row["high"])
        at: dict[str, str | int] = {**by, "minutes": int(row["minutes"])}
        yield work.define("approvals.share", 100 * row["share"], by=at, interval=bounds)


def _half(work: Work, key: str, found: Wait, by: Mapping[str, str]) -> Figure:
    """The median of a wait; that it is not reached is its reason."""
    if found.half is None:
        why = "not half" if found.count else "none sent"
        return work.define(key, None, by=by, why=why)
    figure = work.define(key, found.half, by=by)
    return replace(figure, low=found.low, high=found.high)


def _answers(work: Work, rows: pl.DataFrame, until: dt.datetime) -> Iterator[Figure]:
    """Answers that needed approval beside those that did not."""
    found = approval(rows)
    is_sent = pl.col("sent").is_not_null()
    for way, part in (("approved", rows.filter(is_sent)), ("cleared", rows.filter(~is_sent))):
        lasted = wait(part, "asked", "answered", until=until)
        yield _half(work, "approvals.answer", lasted, {"way": way})
        yield work.define("approvals.questions", lasted.count, by={"way": way})
    yield work.define("approvals.cleared", found.cleared)
    yield work.define("approvals.early", found.early)
    part_of = None if found.part is None else 100 * found.part
    why = "none answered" if part_of is None else None
    yield work.define("approvals.part", part_of, why=why)
