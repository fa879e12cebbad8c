"""Journeys: what each person met on the way to an order, or on the way to none."""

from __future__ import annotations

from typing import Final

import polars as pl

WINDOW: Final = 30.0  # days before an order in which what one met may count
SECONDS: Final = 86_400.0


def journeys(
    touches: pl.DataFrame, orders: pl.DataFrame, *, window: float = WINDOW
) -> pl.DataFrame:
    """Lay what people met along the way to their orders.

    Each contact belongs to the next order of the same person, if it comes within the window, and so
    to one order at most; contacts of people who ordered nothing after them are journeys too.

    Arguments:
        touches: person, at (when) and channel.
        orders: order, person, at and cents.
        window: days.

    Returns: journey, order (null where there was none), channel, age (days before the order; null)
        and cents (of the order; null), oldest contact first.

    >>> import datetime as dt
    >>> at = [dt.datetime(2027, 1, day, tzinfo=dt.UTC) for day in (1, 3, 5, 6)]
    >>> met = pl.DataFrame({"person": ["a", "a", "b"], "at": at[:3], "channel": ["x", "y", "x"]})
    >>> bought = pl.DataFrame({"order": ["o"], "person": ["a"], "at": at[3:], "cents": [500]})
    >>> journeys(met, bought).select("order", "channel", "age").rows()
    [('o', 'x', 5.0), ('o', 'y', 3.0), (None, 'x', None)]
    """
    known = touches.drop_nulls(["person", "at", "channel"]).sort("at", maintain_order=True)
    ordered = orders.select("order", "person", "cents", ordered="at").sort("ordered")
    later = ordered.with_columns(at="ordered")
    met = known.join_asof(later, on="at", by="person", strategy="forward", check_sortedness=False)
    age = (pl.col("ordered") - pl.col("at")).dt.total_microseconds() / (1e6 * SECONDS)
    met = met.with_columns(age=age).with_columns(
        pl.when(pl.col("age") <= window).then(pl.col("order", "age", "cents"))
    )
    journey = pl.coalesce("order", pl.concat_str(pl.lit("\x00"), "person"))
    return met.select(journey.alias("journey"), "order", "channel", "age", "cents")
