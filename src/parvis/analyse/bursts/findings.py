"""What is found on the line of time, as tables."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import polars as pl

from parvis.analyse.bursts.collection import CHANGES
from parvis.schema import UTC_TIME

BURSTS: Final[dict[str, pl.DataType | type[pl.DataType]]] = {
    "brand": pl.String,
    "start": UTC_TIME,
    "end": UTC_TIME,
    "peak": UTC_TIME,
    "day": pl.Date,
    "found": UTC_TIME,
    "mentions": pl.Int64,
    "expected": pl.Float64,
    "low": pl.Float64,
    "high": pl.Float64,
    "weeks": pl.Float64,
    "level": pl.String,
}
DAYS: Final[dict[str, pl.DataType | type[pl.DataType]]] = {
    "brand": pl.String,
    "day": pl.Date,
    "mentions": pl.Int64,
    "expected": pl.Float64,
    "low": pl.Float64,
    "high": pl.Float64,
}


@dataclass(frozen=True, slots=True)
class Findings:
    """What was found on the line of time.

    Arguments:
        bursts: brand; start and end (the hour after the last); peak, its fullest hour, and day, its
            fullest day in the zone; found, when an alarm would have sounded from what came before
            alone (null where it would not); mentions, expected, and low and high, where chance
            alone would have left them 95 times in 100; weeks, log10 of the weeks of ordinary talk
            between moments so high; level. Those most above what was expected come first.
        changes: of collection, as `collection.Collection` has them; what a source brought at once
            in its first week, as collectors do that reach back, is a `first fetch`.
        days: brand, day, mentions (copies left out), expected, low and high; no row where nothing
            can be expected.
    """

    bursts: pl.DataFrame
    changes: pl.DataFrame
    days: pl.DataFrame

    @classmethod
    def nothing(cls) -> Findings:
        """Return what is found where nothing was said."""
        return cls(*(pl.DataFrame(schema=each) for each in (BURSTS, CHANGES, DAYS)))
