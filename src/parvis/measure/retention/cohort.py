"""Customers to compare: those who were engaged by a day, and those like them who were not."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import polars as pl

if TYPE_CHECKING:
    import datetime as dt

STRATA: Final = 20  # of tenure, equally large


def landmarked(customers: pl.DataFrame, *, at: dt.date, until: dt.date) -> pl.DataFrame:
    """Take the customers of one day, and follow them from that day on.

    Who engages must first have stayed long enough to engage: counted from the beginning, that time
    is a gift to the engaged. On a fixed day both groups have been customers until then, and what a
    customer does later changes no group.

    Arguments:
        customers: customer, since (a date), left (a date, null for who is still there) and engaged
            (the date of the first engagement, null for none).
        at: the day.
        until: the last day on which leaving would have been seen.

    Returns: customer, tenure (days until then), engaged (by then), days (followed after) and left
        (whether by leaving).

    Source: Anderson, Cain and Gelber, "Analysis of survival by tumor response" (Journal of Clinical
        Oncology 1, 1983).

    >>> import datetime as dt
    >>> d = lambda day: dt.date(2027, 1, day)
    >>> known = pl.DataFrame(
    ...     {
    ...         "customer": [1, 2, 3],
    ...         "since": [d(1), d(1), d(9)],
    ...         "left": [d(20), None, None],
    ...         "engaged": [d(12), d(2), None],
    ...     }
    ... )
    >>> landmarked(known, at=d(10), until=d(30)).rows()
    [(1, 9, False, 10, True), (2, 9, True, 20, False), (3, 1, False, 20, False)]
    """
    there = customers.filter(
        (pl.col("since") <= at) & (pl.col("left").is_null() | (pl.col("left") > at))
    )
    return there.select(
        "customer",
        tenure=(pl.lit(at) - pl.col("since")).dt.total_days(),
        engaged=(pl.col("engaged") <= at).fill_null(value=False),
        days=(_ended(until) - pl.lit(at)).dt.total_days(),
        left=(pl.col("left") <= until).fill_null(value=False),
    )


def ever(customers: pl.DataFrame, *, until: dt.date) -> pl.DataFrame:
    """Take all customers from their beginning, engaged if they ever were: the flattering way.

    It is there to be shown beside the other, never alone.

    Arguments:
        customers: as for `landmarked`.
        until: the last day on which leaving would have been seen.

    Returns: the columns of `landmarked`; tenure is zero.
    """
    return customers.filter(pl.col("since") <= until).select(
        "customer",
        tenure=pl.lit(0, pl.Int64),
        engaged=pl.col("engaged").is_not_null(),
        days=(_ended(until) - pl.col("since")).dt.total_days(),
        left=(pl.col("left") <= until).fill_null(value=False),
    )


def matched(cohort: pl.DataFrame, *, strata: int = STRATA, seed: int = 0) -> pl.DataFrame:
    """Keep as many engaged as other customers in each stratum of tenure, drawn by lot.

    Who has been a customer for long both stays longer and has had more time to engage. In each
    stratum the larger group is thinned; who has no like on the other side is left out.

    Arguments:
        cohort: what `landmarked` returned.
        strata: how many, equally large.
        seed: of the lot.

    Source: Iacus, King and Porro, "Causal inference without balance checking: coarsened exact
        matching" (Political Analysis 20, 2012).

    >>> pair = pl.DataFrame(
    ...     {"customer": [1, 2, 3], "tenure": [5, 5, 5], "engaged": [True, False, False]}
    ... )
    >>> matched(pair).group_by("engaged").len().sort("engaged").rows()
    [(False, 1), (True, 1)]
    """
    rank = pl.col("tenure").rank("average") / pl.len()
    drawn = cohort.sample(fraction=1.0, shuffle=True, seed=seed)
    placed = drawn.with_columns(stratum=(rank * strata).ceil())
    side = pl.len().over("stratum", "engaged")
    both = pl.len().over("stratum")
    turn = pl.int_range(pl.len()).over("stratum", "engaged")
    kept = placed.filter(turn < pl.min_horizontal(side, both - side))
    return kept.drop("stratum").sort("customer")


def _ended(until: dt.date) -> pl.Expr:
    return pl.min_horizontal(pl.col("left"), pl.lit(until))
