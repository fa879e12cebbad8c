"""Contacts and orders of which it is known what each channel caused."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import polars as pl

from parvis.simulate.company.part import Part
from parvis.simulate.journeys import CHANNELS, log

if TYPE_CHECKING:
    from parvis.simulate.company.part import Firm
    from parvis.simulate.journeys import Log

PEOPLE: Final = 20_000
_TEXT: Final = """
[attribution]
touches = "touches.csv"
orders = "orders.csv"
window = 60
"""


def channels(firm: Firm) -> tuple[Part, dict[str, float]]:
    """Make the log, and the truth of it: what each channel caused, in the currency.

    Arguments:
        firm: who is simulated.
    """
    made = _log(firm)
    names = {name: firm.say(name) for name in CHANNELS}
    touches = made.touches.with_columns(pl.col("channel").replace_strict(names))
    orders = made.orders.with_columns(amount=(pl.col("cents") / 100).round(2)).drop("cents")
    truth = {names.get(name, name): cents / 100 for name, cents in made.truth.items()}
    seconds = [pl.col("at").dt.truncate("1s")]
    tables = {
        "touches.csv": touches.with_columns(seconds),
        "orders.csv": orders.with_columns(seconds),
    }
    return Part(text=_TEXT, tables=tables), truth


def _log(firm: Firm) -> Log:
    return log(PEOPLE, seed=int(firm.lot("channels").integers(2**32)))
