"""How long answers wait to be approved, by desk, and what of the time to an answer that is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import polars as pl

from parvis.survival import after, kaplan_meier, quantile

if TYPE_CHECKING:
    import datetime as dt

TIMES: Final = (
    *(10, 15, 20, 30, 45, 60, 90, 120, 180, 240, 360, 480, 720, 960, 1440, 2160, 2880, 4320),
    *(5760, 7200, 10080, 14400, 20160, 30240, 43200),
)
"""Minutes at which the share that came back is told."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wait:
    """How long something lasts for half of those that wait, some of which wait still.

    Arguments:
        count: how many began to wait.
        waiting: how many wait still.
        half, low, high: minutes within which half are through, with its 95 % interval; None where
            it is not reached.
        shares: minutes, share (of 1) through by then, low and high.
    """

    count: int
    waiting: int
    half: float | None
    low: float | None
    high: float | None
    shares: pl.DataFrame


@dataclass(frozen=True, slots=True, kw_only=True)
class Approval:
    """What approval takes of the time to an answer.

    Arguments:
        cleared: answers that needed none.
        early: answers that went out before they were approved.
        part: share (of 1) of the time from a question to its answer that is waiting for approval,
            over the answers that had waited; None where there are none.
    """

    cleared: int
    early: int
    part: float | None


def wait(rows: pl.DataFrame, begin: str, end: str, *, until: dt.datetime) -> Wait:
    """Tell how long lasts what begins and ends with two moments; who waits still counts as such.

    Arguments:
        rows: one a question; rows without a beginning are not asked.
        begin: column of the moment it begins.
        end: column of the moment it ends, null where that had not come.
        until: the end of what was seen.

    Source: row 47 of the capabilities; Kaplan and Meier as in `parvis.survival`.

    >>> import datetime as dt
    >>> at = lambda hour: dt.datetime(2027, 1, 4, hour, tzinfo=dt.UTC)
    >>> rows = pl.DataFrame({"sent": [at(8)] * 3, "approved": [at(9), at(10), None]})
    >>> found = wait(rows, "sent", "approved", until=at(20))
    >>> found.half, found.waiting
    (120.0, 1)
    """
    begun = rows.drop_nulls(begin)
    lasted = (pl.coalesce(end, pl.lit(until)) - pl.col(begin)).dt.total_seconds() / 60
    times = begun.select(lasted.alias("minutes"))["minutes"].to_numpy().astype(float)
    curve = kaplan_meier(times, begun[end].is_not_null().to_numpy())
    half, low, high = quantile(curve, 0.5)
    return Wait(
        count=begun.height,
        waiting=begun[end].null_count(),
        half=half,
        low=low,
        high=high,
        shares=after(curve, [float(time) for time in TIMES]).rename({"time": "minutes"}),
    )


def approval(rows: pl.DataFrame) -> Approval:
    """Tell what approval takes of the time to an answer.

    Arguments:
        rows: asked, sent, approved and answered, moments; null where it had not come.

    >>> import datetime as dt
    >>> at = lambda hour: dt.datetime(2027, 1, 4, hour, tzinfo=dt.UTC)
    >>> rows = pl.DataFrame(
    ...     {
    ...         "asked": [at(8), at(8)],
    ...         "sent": [at(9), None],
    ...         "approved": [at(11), None],
    ...         "answered": [at(12), at(9)],
    ...     },
    ...     schema_overrides=dict.fromkeys(("sent", "approved"), pl.Datetime("us", "UTC")),
    ... )
    >>> approval(rows)
    Approval(cleared=1, early=0, part=0.5)
    """
    answered = rows.drop_nulls("answered")
    asked = answered.drop_nulls("sent")
    is_early = pl.col("approved").is_null() | (pl.col("approved") > pl.col("answered"))
    waited = asked.filter(~is_early)
    times = waited.select(
        waiting=(pl.col("approved") - pl.col("sent")).dt.total_seconds().sum(),
        whole=(pl.col("answered") - pl.col("asked")).dt.total_seconds().sum(),
    ).row(0)
    return Approval(
        cleared=answered.height - asked.height,
        early=asked.height - waited.height,
        part=times[0] / times[1] if times[1] else None,
    )
