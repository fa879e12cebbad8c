"""Customers: how long they stay, who leaves, who buys again."""

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

CUSTOMERS: Final = 16_000
AT: Final = dt.date(2027, 1, 1)
UNTIL: Final = dt.date(2027, 9, 30)
HORIZON: Final = 180
SPAN: Final = 1200  # days before, from which customers come
RATIO: Final = 0.7
"""Of the hazard to leave, once a customer takes part."""

_LEAVES: Final = 0.0022  # a day, of the newest customers
_STAYS: Final = -1.1  # what a whole span adds to it on the scale of logarithms
_JOINS: Final = 0.0002  # chance of a day to take part, of the newest customers
_LOYAL: Final = 1.4  # what a whole span adds to it
_TEXT: Final = """
[retention]
customers = "customers.csv"
at = {at}
until = {until}
horizon = {horizon}
"""


def staying(firm: Firm) -> Part:
    """Make customers of whom the older leave more rarely and take part more often.

    Who takes part has had the time to, and is of an older kind: counted carelessly, taking part
    looks far better than it is. What it truly does is RATIO.

    Arguments:
        firm: who is simulated.
    """
    random = firm.lot("staying")
    age = random.uniform(-(UNTIL - AT).days, SPAN, CUSTOMERS)
    leaves, joins = _rates(age)
    joined = random.exponential(1 / joins)
    alone = random.exponential(1 / leaves)
    after = joined + random.exponential(1 / (RATIO * leaves))
    took_part = joined < alone
    stayed = np.where(took_part, after, alone)
    since = _day(-age)
    table = pl.DataFrame(
        {
            "customer": [f"c{place}" for place in range(CUSTOMERS)],
            "since": since,
            "left": _seen(-age + stayed),
            "engaged": _seen(np.where(took_part, -age + joined, np.inf)),
        }
    )
    is_there = (age >= 0) & took_part & (joined <= age) & (stayed > age)
    effect = 100 * float(_effect(age[is_there]).mean())
    return Part(
        text=_TEXT.format(at=AT, until=UNTIL, horizon=HORIZON),
        tables={"customers.csv": table},
        planted=tuple(_facts(effect)),
    )


def _rates(age: Floats) -> tuple[Floats, Floats]:
    """Hazards to leave and to take part, by how long ago a customer came (before the day)."""
    kind = np.clip(age, 0, SPAN) / SPAN
    return _LEAVES * np.exp(_STAYS * kind), _JOINS * np.exp(_LOYAL * kind)


def _effect(age: Floats) -> Floats:
    """What having taken part by the day adds to the chance of being there at the horizon.

    Who has not by then may still do so later: that chance is part of what they are compared with.
    """
    leaves, joins = _rates(age)
    kept = np.exp(-RATIO * leaves * HORIZON)
    alone = np.exp(-(leaves + joins) * HORIZON)
    later = joins * (kept - alone) / (leaves + joins - RATIO * leaves)
    return np.asarray(kept - alone - later)


def _day(days: Floats) -> list[dt.date]:
    return [AT + dt.timedelta(days=int(np.floor(day))) for day in days]


def _seen(days: Floats) -> list[dt.date | None]:
    """Days that came before the end; the others have not come."""
    end = (UNTIL - AT).days
    return [
        AT + dt.timedelta(days=int(np.floor(day))) if day <= end else None
        for day in np.minimum(days, 1e6)
    ]


def _facts(effect: float) -> list[Planted]:
    ways = {
        "matched": "like with like",
        "landmarked": "followed from one day on",
        "ever": "as counted carelessly",
    }
    return [
        Planted(
            group="retention",
            fact=f"more of the engaged stay {HORIZON} days, {said}",
            value=effect,
            key="retention.difference",
            by={"way": way},
            unit="points",
            way="honest" if way == "matched" else "flattering",
        )
        for way, said in ways.items()
    ]
