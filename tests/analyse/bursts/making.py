"""Counts by hour made from a law that the tests know, with what is planted in them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import numpy as np
import polars as pl

from parvis.analyse.bursts import Body, timeline

MONDAY = datetime(2024, 1, 1, tzinfo=UTC)
BY_HOUR = 1 + 0.8 * np.sin((np.arange(24) - 9) / 24 * 2 * np.pi)


def hourly(
    *, weeks: int = 8, a_day: float = 240, stray: float = 0.05, seed: int = 0, days: float = 0.0
) -> np.ndarray:
    """Counts by hour of some weeks: a rhythm of the day, uneven hours, and uneven days."""
    random = np.random.default_rng(seed)
    mean = np.tile(a_day / 24 * BY_HOUR, 7 * weeks)
    if days:
        mean = mean * np.repeat(random.gamma(1 / days, days, 7 * weeks), 24)
    return random.poisson(random.gamma(1 / stray, stray * mean)).astype(float)


def body(*counts: np.ndarray) -> Body:
    """The counts of a brand, collected from the first hour to the last."""
    stacked = np.stack(counts)
    line = timeline(MONDAY, stacked.shape[1], "UTC")
    return Body(stacked, np.ones(stacked.shape, bool), line)


def counted(first: datetime = MONDAY, **brands: np.ndarray) -> pl.DataFrame:
    """What `by_hour` would return of these counts; silent hours have no row."""
    return pl.concat(stream(counts, brand=brand, first=first) for brand, counts in brands.items())


def stream(
    counts: np.ndarray,
    *,
    brand: str = "Ada",
    medium: str = "forum",
    alone: np.ndarray | None = None,
    first: datetime = MONDAY,
) -> pl.DataFrame:
    """The same for one stream, of which some mentions may name another brand too."""
    whole = pl.DataFrame(
        {
            "brand": brand,
            "source": "x",
            "medium": medium,
            "hour": [first + timedelta(hours=hour) for hour in range(len(counts))],
            "mentions": counts.astype(int),
            "alone": (counts if alone is None else alone).astype(int),
        },
        schema_overrides={"hour": pl.Datetime("us", "UTC")},
    )
    return whole.filter(pl.col("mentions") > 0)
