"""Something tried in some places and not in others, and a past to plan the next trial from."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Final

import numpy as np
import polars as pl

from parvis.simulate.company.part import Part, Planted

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from parvis.simulate.company.part import Firm

    Floats = NDArray[np.float64]

FIRST: Final = dt.date(2026, 9, 7)
START: Final = dt.date(2027, 3, 1)
BEFORE, AFTER = 25, 25
SHOPS, TREATED = 16, 5
CHAT: Final = -18.0
"""Calls a week that answers in the chat spare a shop."""

FORUM: Final = -60.0
"""Calls for help a week that the forum spares the company."""

MARKETS: Final = 8
_SWING: Final = (0.5, 12.0)  # how much of a swing the next week keeps, and how large it is
_TEXT: Final = """
[[lift]]
name = "{name}"
file = "{file}"
start = {start}
treated = [{treated}]
unit = "{unit}"
method = "{method}"
"""
_PILOT: Final = """
[pilot]
file = "markets.csv"
periods = 8
effect = 6
"""


def markets(firm: Firm) -> Part:
    """Make a trial with controls, one series alone and beside others, and markets for a pilot.

    Arguments:
        firm: who is simulated.
    """
    random = firm.lot("markets")
    weeks = [FIRST + dt.timedelta(weeks=week) for week in range(BEFORE + AFTER)]
    shops = _shops(firm, weeks, random)
    series = _series(firm, weeks, random)
    alone = series.filter(pl.col("unit") == firm.say("help_calls"))
    treated = [f"{firm.say('shop')} {place}" for place in range(1, TREATED + 1)]
    single = [firm.say("help_calls")]
    trials = (
        ("chat", "shops.csv", treated, "differences", CHAT),
        ("forum", "calls-alone.csv", single, "interrupted", FORUM),
        ("forum_beside", "calls.csv", single, "interrupted", FORUM),
    )
    return Part(
        text="".join(_lift(firm, *trial[:4]) for trial in trials) + _PILOT,
        tables={
            "shops.csv": shops,
            "calls-alone.csv": alone,
            "calls.csv": series,
            "markets.csv": _past(firm, weeks, random),
        },
        planted=tuple(_fact(firm, name, effect) for name, *_, effect in trials),
    )


def _lift(firm: Firm, name: str, file: str, treated: list[str], method: str) -> str:
    return _TEXT.format(
        name=firm.say(name),
        file=file,
        start=START,
        treated=", ".join(f'"{unit}"' for unit in treated),
        unit=firm.say("calls"),
        method=method,
    )


def _fact(firm: Firm, name: str, effect: float) -> Planted:
    return Planted(
        group="lift",
        fact=f"{firm.say(name)}, each week",
        value=effect,
        key="lift.effect",
        by={"lift": firm.say(name)},
        unit=firm.say("calls"),
    )


def _shops(firm: Firm, weeks: list[dt.date], random: np.random.Generator) -> pl.DataFrame:
    """Shops that move together, each with its size and noise; some have the chat from START."""
    size = random.uniform(120, 260, SHOPS)
    common = _swings(random, len(weeks))
    values = size[:, np.newaxis] + common + random.normal(0, 8, (SHOPS, len(weeks)))
    values[:TREATED, BEFORE:] += CHAT
    names = [f"{firm.say('shop')} {place}" for place in range(1, SHOPS + 1)]
    return _panel(names, weeks, values)


def _series(firm: Firm, weeks: list[dt.date], random: np.random.Generator) -> pl.DataFrame:
    """Calls for help, and calls about other things that swing with them."""
    common = 3 * _swings(random, len(weeks))
    level = np.array([820.0, 540.0, 310.0])[:, np.newaxis]
    share = np.array([1.0, 0.7, 0.4])[:, np.newaxis]
    noise = np.array([4.0, 10.0, 8.0])[:, np.newaxis]
    values = level + share * common + noise * random.normal(size=(3, len(weeks)))
    values[0] += 1.2 * np.arange(len(weeks))
    values[0, BEFORE:] += FORUM
    return _panel([firm.say(name) for name in ("help_calls", "bills", "moves")], weeks, values)


def _past(firm: Firm, weeks: list[dt.date], random: np.random.Generator) -> pl.DataFrame:
    """Markets in which nothing was done; the first is the steadiest beside the others."""
    noise = np.linspace(6, 40, MARKETS)[:, np.newaxis]
    values = 400 + _swings(random, len(weeks)) + noise * random.normal(size=(MARKETS, len(weeks)))
    names = [f"{firm.say('market')} {place}" for place in range(1, MARKETS + 1)]
    return _panel(names, weeks, values)


def _swings(random: np.random.Generator, many: int) -> Floats:
    """What moves all of them: each week keeps a part of the one before."""
    kept, size = _SWING
    moves = np.full(many, random.normal(0, size / np.sqrt(1 - kept**2)))
    for week in range(1, many):
        moves[week] = kept * moves[week - 1] + random.normal(0, size)
    return moves


def _panel(names: list[str], weeks: list[dt.date], values: Floats) -> pl.DataFrame:
    return pl.DataFrame(
        {
            "unit": np.repeat(names, len(weeks)),
            "period": weeks * len(names),
            "value": values.round(1).ravel(),
        }
    )
