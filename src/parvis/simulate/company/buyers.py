"""Customers who buy again and stop without saying so; and subscribers who leave, and why."""

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

BUYERS: Final = 3000
FROM: Final = dt.date(2026, 4, 1)
UNTIL: Final = dt.date(2027, 3, 31)
WEEKS: Final = 26
_R, _ALPHA, _A, _B = 0.9, 9.0, 0.8, 3.2  # how often they buy, and how soon they leave
_MOST: Final = 160  # purchases of one customer that could be

SUBSCRIBERS: Final = 4000
_TEXT: Final = """
[purchases]
file = "purchases.csv"
until = {until}
weeks = {weeks}
"""
_CHURN: Final = """
[churn]
file = "subscribers.csv"
left = "{left}"
columns = ["{months}", "{contract}", "{complaints}"]
"""


def buying(firm: Firm) -> Part:
    """Make purchases by the BG/NBD model, those of the weeks to come known and kept back.

    Arguments:
        firm: who is simulated.
    """
    seen = (UNTIL - FROM).days
    first, days = _bought(firm.lot("buying"), seen)
    customer, nth = np.nonzero(days <= seen)
    who = np.concatenate([np.arange(BUYERS), customer])
    when = np.concatenate([first, days[customer, nth]]).astype(int)
    table = pl.DataFrame(
        {
            "customer": [f"b{one}" for one in who],
            "date": [FROM + dt.timedelta(days=int(day)) for day in when],
        }
    )
    is_new = np.diff(np.minimum(days, 1e6), axis=1, prepend=-1) > 0
    coming = int((is_new & (days > seen) & (days <= seen + 7 * WEEKS)).sum())
    fact = Planted(
        group="purchases",
        fact=f"days with a purchase in the {WEEKS} weeks after",
        value=float(coming),
        key="purchases.expected",
        unit="purchases",
    )
    return Part(
        text=_TEXT.format(until=UNTIL, weeks=WEEKS),
        tables={"purchases.csv": table.sort("date", "customer")},
        planted=(fact,),
    )


def _bought(random: np.random.Generator, seen: int) -> tuple[Floats, Floats]:
    """The day of each customer's first purchase, and of all later ones; endless once they left."""
    first = random.integers(0, seen // 3, BUYERS).astype(float)
    often = random.gamma(_R, 1 / _ALPHA, BUYERS) / 7
    stops = np.maximum(random.beta(_A, _B, BUYERS), 1e-9)
    gaps = random.exponential(1 / often[:, np.newaxis], (BUYERS, _MOST))
    is_made = np.arange(_MOST) < random.geometric(stops)[:, np.newaxis]
    days = np.floor(first[:, np.newaxis] + np.cumsum(gaps, axis=1))
    return first, np.where(is_made, days, np.inf)


def leaving(firm: Firm) -> Part:
    """Make subscribers who leave by known chances, so that it is known how well one could tell.

    Arguments:
        firm: who is simulated.
    """
    random = firm.lot("leaving")
    months = random.integers(1, 72, SUBSCRIBERS)
    is_yearly = random.random(SUBSCRIBERS) < 0.45
    complaints = random.poisson(0.6, SUBSCRIBERS)
    score = -0.4 - 0.035 * months - 1.3 * is_yearly + 0.7 * complaints
    chance = 1 / (1 + np.exp(-score))
    left = random.random(SUBSCRIBERS) < chance
    columns = {
        "months": months,
        "contract": [firm.say("yearly" if one else "monthly") for one in is_yearly],
        "complaints": complaints,
        "left": [firm.say("yes" if one else "no") for one in left],
    }
    names = {name: firm.say(name) for name in columns}
    table = pl.DataFrame(columns).rename(names).with_row_index("customer")
    fact = Planted(
        group="churn",
        fact="how well who leaves can be told, at best",
        value=_area(chance),
        key="churn.auc",
        unit="of 1",
    )
    return Part(text=_CHURN.format(**names), tables={"subscribers.csv": table}, planted=(fact,))


def _area(chance: Floats) -> float:
    """How often one who leaves has the higher chance of two, over all that might have come."""
    order = np.argsort(chance)
    goes, stays = chance[order], 1 - chance[order]
    below = np.cumsum(stays) - stays
    pairs = goes.sum() * stays.sum() - (goes * stays).sum()
    return float((goes * below).sum() / pairs)
