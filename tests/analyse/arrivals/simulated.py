"""Sources whose law is known."""

from __future__ import annotations

from datetime import UTC, datetime

import numpy as np
import polars as pl

from parvis.analyse.arrivals.spans import SPAN, spans
from parvis.schema import UTC_TIME

DAY = 86_400.0
START = datetime(2026, 2, 2, tzinfo=UTC)  # a Monday; the clocks of Paris change on 29 March
PARIS = "Europe/Paris"


def rhythm(kind: str) -> np.ndarray:
    """Rates of the hours of the week, 1 on average."""
    hour, day = np.arange(168) % 24, np.arange(168) // 24
    rates = {
        "flat": np.ones(168),
        "day": np.where((hour >= 7) & (hour < 23), 1 + 0.5 * np.sin((hour - 7) * np.pi / 16), 0.03),
        "weekend": np.where((hour >= 7) & (hour < 23), 1, 0.05) * np.where(day >= 5, 0.25, 1),
        "office": np.where((hour >= 9) & (hour < 18) & (day < 5), 1.0, 0.0),
    }[kind]
    return rates / rates.mean()


def arrivals(
    kind: str, a_day: float, days: float, *, seed: int = 1, thread: float = 0, timezone: str = PARIS
) -> np.ndarray:
    """Seconds from 1970 of the arrivals of a source, in order; threads of so many answers each."""
    chance = np.random.default_rng(seed)
    line = spans(START.timestamp(), int(days * DAY / SPAN), timezone)
    starting = rhythm(kind)[line.slot] * a_day * SPAN / DAY / (1 + thread)
    counts = chance.poisson(starting)
    at = np.repeat(START.timestamp() + SPAN * np.arange(len(counts)), counts)
    at = at + chance.uniform(0, SPAN, len(at))
    answers = chance.poisson(chance.exponential(thread, len(at)))
    answered = np.repeat(at, answers) + chance.exponential(600, answers.sum())
    every = np.sort(np.concatenate([at, answered]))
    return every[every < START.timestamp() + days * DAY]


def series(at: np.ndarray) -> pl.Series:
    return pl.Series((np.asarray(at) * 1e6).astype(np.int64)).cast(UTC_TIME)


def instant(at: float) -> datetime:
    return datetime.fromtimestamp(float(at), UTC)


def after(days: float) -> datetime:
    return instant(START.timestamp() + days * DAY)
