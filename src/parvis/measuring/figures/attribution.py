"""To which channels sales are credited, by five models, each equal to all sales to the cent."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Final

import polars as pl

from parvis.measure.attribution import MODELS, NONE, attribute, linked
from parvis.measuring.figures.rows import cents, known, refuse, twice
from parvis.simulate.journeys import log

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from parvis.figures import Figure
    from parvis.measuring.tables import Kind
    from parvis.measuring.work import Work

_TOUCHES: Final[Mapping[str, Kind]] = {"at": "moment", "channel": "text"}
_ORDERS: Final[Mapping[str, Kind]] = {"at": "moment", "amount": "number"}
_PERSON: Final[Mapping[str, Kind]] = {"person": "text", "code": "text"}
PEOPLE: Final = 20_000  # of the simulated log on which each model's error is told
SEED: Final = 5


def attribution(work: Work) -> Iterator[Figure]:
    """Yield what each model credits to each channel; nothing where the plan has no attribution."""
    plan = work.plan.attribution
    if plan is None:
        return
    touches, orders = _touches(work, plan.touches), _orders(work, plan.orders)
    contacts, whose = linked(touches, orders)
    said = work.saying(window=f"{plan.window:g}", half_life=f"{plan.half_life:g}")
    table = attribute(contacts, whose, window=plan.window, half_life=plan.half_life)
    yield said.money("attribution.sales", int(orders["cents"].sum()))
    yield said.define("attribution.orders", orders.height)
    is_found = orders["person"].is_null() & orders["code"].is_in(
        touches["code"].drop_nulls().implode()
    )
    yield said.define("attribution.coded", int(is_found.sum()))
    yield from _credits(said, table)
    for model, off in errors().items():
        yield said.define("attribution.error", off, by={"model": model})


def _credits(work: Work, table: pl.DataFrame) -> Iterator[Figure]:
    for row in table.iter_rows(named=True):
        channel = row["channel"]
        yield work.define("attribution.orders", row["orders"], by={"channel": channel})
        for model in MODELS:
            by = {"channel": channel, "model": model}
            yield work.money("attribution.credit", row[model], by)


def _touches(work: Work, file: str) -> pl.DataFrame:
    """Contacts of which it is known when, by what, and either who or which code."""
    table = _whole(work.tables.read(file, _TOUCHES, _PERSON), "person", "code")
    table = table.with_columns(
        channel=pl.when(pl.col("channel") != NONE).then("channel"),
        whose=pl.coalesce("person", "code"),
    )
    return known(work, file, table, "at", "channel", "whose").drop("whose")


def _orders(work: Work, file: str) -> pl.DataFrame:
    """Orders of which it is known when and how much; one without a name is named by its line."""
    table = _whole(work.tables.read(file, _ORDERS, {**_PERSON, "order": "text"}), "order", *_PERSON)
    refuse(file, table, twice("order"), "an order that is there before", "give each order one line")
    below = "take a return off the order that it undoes"
    refuse(file, table, pl.col("amount") < 0, "a negative amount", below)
    named = table.with_columns(pl.coalesce("order", pl.format("line {}", "line")), cents())
    return known(work, file, named, "at", "amount").select("order", "at", "person", "code", "cents")


def _whole(table: pl.DataFrame, *columns: str) -> pl.DataFrame:
    """The table with columns of texts that may be left out, blank where they are."""
    absent = [name for name in columns if name not in table.columns]
    return table.with_columns(pl.lit(None, pl.String).alias(name) for name in absent)


@cache
def errors() -> dict[str, float]:
    """Return what part of a simulated log each model credits to the wrong channels, in %.

    >>> max(errors(), key=errors().get)
    'last'
    """
    made = log(PEOPLE, seed=SEED)
    truth = pl.DataFrame(list(made.truth.items()), schema=["channel", "truth"], orient="row")
    both = attribute(made.touches, made.orders).join(truth, on="channel", how="full", coalesce=True)
    whole = both["truth"].sum()
    away = (pl.col(*MODELS).fill_null(0) - pl.col("truth").fill_null(0)).abs().sum()
    return {name: 50 * off / whole for name, off in both.select(away).row(0, named=True).items()}
