"""When money comes back: the curve of cost and value, the first euro, the day both are even."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import polars as pl

if TYPE_CHECKING:
    import datetime as dt

ADVISED: Final = 20.0
"""Percent of the budget that tools are advised to take at most, people's analysis the rest."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Payback:
    """How value catches up with cost.

    Arguments:
        curve: day, cost, value and net in cents, each added up to that day.
        first_cost, first_euro: the day of the first cost and of the first value.
        days_to_first: days from the one to the other; None where either has not come, or where
            value came before anything was spent, which is no payback.
        even: the first day from which value is never again under cost, that of the first cost at
            the earliest; None where it is not yet.
        low: the lowest point of net, in cents: what must be paid before anything comes back.
    """

    curve: pl.DataFrame
    first_cost: dt.date | None
    first_euro: dt.date | None
    days_to_first: int | None
    even: dt.date | None
    low: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Split:
    """How a budget is parted.

    Arguments:
        licence: percent that tools take of tools and people's time together; None where neither
            was paid.
        is_as_advised: they take 20 % at most.
    """

    licence: float | None
    is_as_advised: bool | None


def payback(costs: pl.DataFrame, values: pl.DataFrame) -> Payback:
    """Lay value against cost, day by day.

    Arguments:
        costs: entries with date and cents, as `parvis.measure.ledger.costs` gives them.
        values: the same of what came of it.

    Source: discounted payback is left out on purpose: months, not years, are at stake here.

    >>> import datetime as dt
    >>> spent = pl.DataFrame({"date": [dt.date(2027, 1, 1)], "cents": [100]})
    >>> earned = pl.DataFrame(
    ...     {"date": [dt.date(2027, 1, 5), dt.date(2027, 2, 1)], "cents": [30, 90]}
    ... )
    >>> found = payback(spent, earned)
    >>> found.days_to_first, found.even, found.low
    (4, datetime.date(2027, 2, 1), -100)
    """
    daily = pl.concat(
        [
            costs.select("date", cost="cents", value=pl.lit(0, pl.Int64)),
            values.select("date", cost=pl.lit(0, pl.Int64), value="cents"),
        ]
    )
    summed = daily.group_by("date").agg(pl.col("cost", "value").sum()).sort("date")
    curve = summed.with_columns(pl.col("cost", "value").cum_sum())
    curve = curve.with_columns(net=pl.col("value") - pl.col("cost")).rename({"date": "day"})
    first = _earliest(values.filter(pl.col("cents") > 0)["date"])
    begun = _earliest(costs.filter(pl.col("cents") > 0)["date"])
    return Payback(
        curve=curve,
        first_cost=begun,
        first_euro=first,
        days_to_first=(first - begun).days if first and begun and first >= begun else None,
        even=_even(curve),
        low=min([0, *curve["net"]]),
    )


def split(costs: pl.DataFrame) -> Split:
    """Say how much tools take of what is paid for tools and for people's time.

    Arguments:
        costs: entries with kind and cents.

    Source: the rule of the seeds, 20 % tools and 80 % analysis; Kaushik, "The 10/90 rule for
        magnificent web analytics success" (2006), in its milder form.

    >>> split(pl.DataFrame({"kind": ["licence", "hours"], "cents": [300, 700]})).licence
    30.0
    """
    paid = dict(costs.group_by("kind").agg(pl.col("cents").sum()).iter_rows())
    tools, people = paid.get("licence", 0), paid.get("hours", 0)
    if not tools + people:
        return Split(licence=None, is_as_advised=None)
    licence = 100 * tools / (tools + people)
    return Split(licence=licence, is_as_advised=licence <= ADVISED)


def _even(curve: pl.DataFrame) -> dt.date | None:
    """The first day after the last on which value is under cost."""
    under = curve.filter(pl.col("net") < 0)["day"].max()
    after = curve.filter(pl.col("cost") > 0)
    if under is not None:
        after = after.filter(pl.col("day") > under)
    return _earliest(after["day"])


def _earliest(days: pl.Series) -> dt.date | None:
    return min(days, default=None)
