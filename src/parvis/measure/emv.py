"""Advertising equivalents: shown only when asked for, as a range, and never a return.

They say what space would have cost, not what came of it. The Barcelona Principles (AMEC, since
2010) refuse them as the value of communication; so does Parvis, which can still show how wide they
are. What is returned here is no entry of a ledger, cannot be added, and is refused by `returns`.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product
from typing import TYPE_CHECKING, Final

from parvis.errors import MeasureError

if TYPE_CHECKING:
    from collections.abc import Sequence

VIEWED: Final = 0.025
"""Part of a reach that is taken to have read."""

PRICE: Final = 0.37
"""What a reader is taken to cost, in US dollars."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Equivalent:
    """What advertising space of the same reach would be said to cost.

    Arguments:
        published: by the published formula, in US dollars.
        low, high: over the assumptions, in US dollars.
        assumptions: how many combinations were tried.
    """

    published: float
    low: float
    high: float
    assumptions: int


def equivalent(
    reach: float,
    *,
    price_of_thousand: Sequence[float] = (1.0, 5.0, 15.0),
    viewability: Sequence[float] = (0.3, 0.5, 0.7),
    negative: Sequence[float] = (0.0, 0.2),
) -> Equivalent:
    """Return an advertising equivalent, and how far it moves with what is assumed.

    Arguments:
        reach: people who could have seen it, added over the mentions.
        price_of_thousand: prices of a thousand impressions, in US dollars.
        viewability: parts of the reach that truly had it before their eyes.
        negative: parts of the mentions that speak ill, which nobody would buy.

    Raises:
        MeasureError: the reach is below zero, or an assumption is no share.

    Source: Meltwater, "Advertising value equivalency": reach x 0.025 x 0.37 $; AMEC, Barcelona
        Principles; row 11 of the capabilities.

    >>> equivalent(1_000_000)
    Equivalent(published=9250.0, low=240.0, high=10500.0, assumptions=18)
    """
    shares = (*viewability, *negative)
    if reach < 0 or min(price_of_thousand) < 0 or not all(0 <= share <= 1 for share in shares):
        fault = "a reach or a price is negative, or a share is not between 0 and 1"
        raise MeasureError.of("equivalents", fault, "correct it")
    tried = [
        round(reach / 1000 * price * seen * (1 - ill), 2)
        for price, seen, ill in product(price_of_thousand, viewability, negative)
    ]
    return Equivalent(
        published=round(reach * VIEWED * PRICE, 2),
        low=min(tried),
        high=max(tried),
        assumptions=len(tried),
    )
