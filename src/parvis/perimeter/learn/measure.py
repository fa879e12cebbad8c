"""Precision and recall of a query on labelled mentions, with their intervals."""

from __future__ import annotations

import math
from dataclasses import dataclass
from statistics import NormalDist
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    import polars as pl

_Z: Final = NormalDist().inv_cdf(0.975)


class Share(NamedTuple):
    """A part of a whole, and its interval.

    Arguments:
        part, whole: counts; not whole numbers where they are predicted.
        value: the one over the other; None where the whole is nothing.
        low, high: bounds of its 95 % interval.
    """

    part: float
    whole: float
    value: float | None
    low: float | None
    high: float | None


def share(part: float, whole: float) -> Share:
    """Return a part of a whole with its 95 % interval.

    Source: Wilson, "Probable inference, the law of succession, and statistical inference" (JASA 22,
        1927), which keeps its promise for the small samples that people label.

    >>> found = share(9, 10)
    >>> found.value, round(found.low, 2), round(found.high, 2)
    (0.9, 0.6, 0.98)
    """
    if whole <= 0:
        return Share(part, whole, None, None, None)
    value = part / whole
    centre = (value + _Z**2 / (2 * whole)) / (1 + _Z**2 / whole)
    spread = _Z / (1 + _Z**2 / whole)
    spread *= math.sqrt(value * (1 - value) / whole + _Z**2 / (4 * whole**2))
    return Share(part, whole, value, max(centre - spread, 0.0), min(centre + spread, 1.0))


@dataclass(frozen=True, slots=True)
class Measured:
    """How good a query is on a sample.

    Arguments:
        found_right, found_wrong: labelled mentions it finds, relevant or not.
        missed, left: those it does not find, relevant or not.
    """

    found_right: float
    found_wrong: float
    missed: float
    left: float

    @property
    def precision(self) -> Share:
        """Of what it finds, the part that is relevant."""
        return share(self.found_right, self.found_right + self.found_wrong)

    @property
    def recall(self) -> Share:
        """Of what is relevant, the part it finds; unknown where nothing else was labelled."""
        if self.missed + self.left == 0:
            return share(self.found_right, 0)
        return share(self.found_right, self.found_right + self.missed)

    @property
    def balance(self) -> float:
        """Precision and recall in one: their harmonic mean, 0 where nothing is found."""
        right = 2 * self.found_right
        return right / (right + self.found_wrong + self.missed) if right else 0.0


def measure(found: pl.Series, relevant: pl.Series) -> Measured:
    """Count what a query finds and misses.

    Arguments:
        found: whether it finds each mention.
        relevant: whether a person said that it should.

    >>> import polars as pl
    >>> measure(pl.Series([True, True, False]), pl.Series([True, False, True])).precision.value
    0.5
    """
    return Measured(
        found_right=int((found & relevant).sum()),
        found_wrong=int((found & ~relevant).sum()),
        missed=int((~found & relevant).sum()),
        left=int((~found & ~relevant).sum()),
    )
