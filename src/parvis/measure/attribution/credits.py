"""Sales credited to channels by five models; each adds up to all sales, to the cent."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import polars as pl

from parvis.errors import MeasureError
from parvis.measure.attribution.cents import reconcile
from parvis.measure.attribution.journeys import WINDOW, journeys
from parvis.measure.attribution.markov import removal_effects

if TYPE_CHECKING:
    from collections.abc import Mapping

MODELS: Final = ("first", "last", "linear", "decay", "markov")
NONE: Final = "none"
"""Stands for a channel where an order had no contact in the window."""

HALF_LIFE: Final = 7.0  # days in which a contact loses half of its weight


def attribute(
    touches: pl.DataFrame,
    orders: pl.DataFrame,
    *,
    window: float = WINDOW,
    half_life: float = HALF_LIFE,
) -> pl.DataFrame:
    """Credit orders to the channels that people met before them, by five models side by side.

    No model knows what would have been bought anyway; only an experiment does (`measure.lift`).
    Where they differ, the truth may lie outside of all of them.

    Arguments:
        touches: person, at (when) and channel.
        orders: order, person, at and cents.
        window: days before an order in which a contact counts.
        half_life: days in which a contact loses half of its weight in `decay`.

    Returns: channel, orders (that had it on their way), and the cents that each model credits: to
        the first contact, the last, all alike, the later ones more, and by what is lost without the
        channel. Sales without any contact stand under `none`. Every column of cents adds up to the
        orders' total.

    Raises:
        MeasureError: an order is there twice, or has no amount, person or time.

    Source: row 10 of the capabilities; Markov as `removal_effects`.

    >>> import datetime as dt
    >>> at = [dt.datetime(2027, 1, day, tzinfo=dt.UTC) for day in (1, 3, 6, 6)]
    >>> met = pl.DataFrame({"person": ["a", "a"], "at": at[:2], "channel": ["x", "y"]})
    >>> bought = pl.DataFrame({"order": [1, 2], "person": ["a", "b"], "at": at[2:], "cents": 501})
    >>> attribute(met, bought).select("channel", "first", "last", "linear").rows()
    [('none', 501, 501, 501), ('x', 501, 0, 251), ('y', 0, 501, 250)]
    """
    _check(orders)
    named = orders.with_columns(pl.col("order").cast(pl.String))
    walks = journeys(touches, named, window=window)
    credited = walks.drop_nulls("order").with_columns(**_weights(half_life))
    summed = (
        credited.group_by("channel")
        .agg(pl.col("order").n_unique().alias("orders"), pl.col(*MODELS[:-1]).sum())
        .sort("channel")
    )
    total = int(named["cents"].sum())
    met = int(credited.unique("order")["cents"].sum())
    table = _with_markov(summed, removal_effects(walks), met)
    return _whole(table, met, total - met, named["order"].len() - credited["order"].n_unique())


def _check(orders: pl.DataFrame) -> None:
    needed = ("order", "person", "at", "cents")
    unknown = orders.filter(pl.any_horizontal(pl.col(*needed).is_null())).height
    if unknown:
        fault = f"{unknown} lack an amount, a person or a time"
        raise MeasureError.of("orders", fault, "give each of them all three")
    if orders["order"].n_unique() < orders.height:
        raise MeasureError.of("orders", "one is there twice", "give each order one line")


def _weights(half_life: float) -> dict[str, pl.Expr]:
    """What each contact is credited with by each model that looks at one journey alone."""
    place = pl.int_range(pl.len()).over("order")
    many = pl.len().over("order")
    fading = (pl.lit(0.5)).pow((pl.col("age") - pl.col("age").min().over("order")) / half_life)
    shares = {
        "first": (place == 0).cast(pl.Float64),
        "last": (place == many - 1).cast(pl.Float64),
        "linear": 1 / many,
        "decay": fading / fading.sum().over("order"),
    }
    return {model: share * pl.col("cents") for model, share in shares.items()}


def _with_markov(summed: pl.DataFrame, effects: Mapping[str, float], met: int) -> pl.DataFrame:
    """Credit by what is lost without a channel."""
    lost = summed["channel"].replace_strict(effects, default=0.0, return_dtype=pl.Float64)
    whole = lost.sum() or 1.0
    return summed.with_columns((lost / whole * met).alias("markov"))


def _whole(table: pl.DataFrame, met: int, alone: int, alone_orders: int) -> pl.DataFrame:
    """Whole cents, with a line for the sales that nobody can be credited with."""
    if table.height:
        table = table.with_columns(
            pl.Series(model, reconcile(table[model].to_numpy(), met)) for model in MODELS
        )
    table = table.select("channel", pl.col("orders").cast(pl.Int64), pl.col(*MODELS).cast(pl.Int64))
    if alone or alone_orders:
        line = {"channel": NONE, "orders": alone_orders, **dict.fromkeys(MODELS, alone)}
        table = pl.concat([pl.DataFrame([line], schema=table.schema), table])
    return table
