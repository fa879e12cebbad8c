"""A log of contacts and orders of which it is known what each channel caused."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np
import polars as pl

if TYPE_CHECKING:
    from numpy.typing import NDArray

START: Final = dt.datetime(2027, 1, 1, tzinfo=dt.UTC)
DAYS: Final = 60
PRICE: Final = (2_000, 9_000)  # cents, the least and the most

CHANNELS: Final = {
    "video": (0.30, 0.06),
    "community": (0.15, 0.12),
    "search": (0.35, 0.03),
    "answers": (0.20, 0.09),
    "retargeting": (0.0, 0.0),
}
"""Of each channel, the part of people it meets and the chance that a contact causes an order.

Retargeting causes none: it is shown to people who have already made up their minds, and so is
nearly always the last contact."""

_BASE: Final = 0.02  # who orders without any contact
_FOLLOWED: Final = 0.7  # of those who made up their minds, shown the retargeting


@dataclass(frozen=True, slots=True)
class Log:
    """Contacts, orders, and the truth.

    Arguments:
        touches: person, at and channel.
        orders: order, person, at and cents.
        truth: the cents that each channel caused; those that nothing caused stand under `none`.
    """

    touches: pl.DataFrame
    orders: pl.DataFrame
    truth: dict[str, int]


def log(people: int = 20_000, *, seed: int = 0) -> Log:
    """Make a log in which each order has the one cause that made it, or none.

    Arguments:
        people: how many.
        seed: the same seed, the same log.

    >>> made = log(500, seed=1)
    >>> sum(made.truth.values()) == made.orders["cents"].sum()
    True
    """
    random = np.random.default_rng(seed)
    names = list(CHANNELS)
    met, cause = (np.array([CHANNELS[name][side] for name in names]) for side in (0, 1))
    is_met = random.random((people, len(names))) < met
    when = random.random((people, len(names))) * DAYS
    causes = is_met & (random.random(is_met.shape) < cause)
    first = np.where(causes, when, np.inf).argmin(axis=1)
    ordered = causes.any(axis=1)
    alone = ~ordered & (random.random(people) < _BASE)
    at = np.where(ordered, when[np.arange(people), first], random.random(people) * DAYS) + 1
    buys = ordered | alone
    shown = buys & (random.random(people) < _FOLLOWED)
    cents = random.integers(*PRICE, people)
    person, channel = np.nonzero(is_met & (when < np.where(buys, at, np.inf)[:, np.newaxis]))
    touches = _table(
        np.concatenate([person, np.nonzero(shown)[0]]),
        np.concatenate([when[person, channel], at[shown] - 0.5]),
    ).with_columns(
        channel=pl.Series([names[c] for c in channel] + ["retargeting"] * int(shown.sum()))
    )
    orders = _table(np.nonzero(buys)[0], at[buys]).with_columns(cents=pl.Series(cents[buys]))
    truth = {name: int(cents[ordered & (first == c)].sum()) for c, name in enumerate(names)}
    return Log(
        touches.sort("at"),
        orders.with_row_index("order"),
        truth | {"none": int(cents[alone].sum())},
    )


def _table(person: NDArray[np.int64], days: NDArray[np.float64]) -> pl.DataFrame:
    """Persons by name, and when."""
    micros = pl.Series((days * 86_400e6).astype(np.int64)).cast(pl.Duration("us"))
    return pl.DataFrame({"person": person}).select(
        pl.format("p{}", "person").alias("person"), at=pl.lit(START) + micros
    )
