"""Krippendorff's alpha: how far coders agree beyond chance."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from parvis.analyse.prevalence import Floats

    Level = Literal["nominal", "ordinal", "interval"]

BOUNDS = (2.5, 97.5)


@dataclass(frozen=True, slots=True, kw_only=True)
class Alpha:
    """Agreement beyond chance, with the units that could be compared.

    Arguments:
        value: 1 is agreement, 0 is chance; None where all codes are one value or none can be
            paired, for then chance cannot be told from agreement.
        low, high: the 95 % bootstrap interval over units.
        units: those coded by two or more.

    >>> Alpha(value=0.8, low=0.7, high=0.9, units=50).units
    50
    """

    value: float | None
    low: float | None
    high: float | None
    units: int


def counts_of(codes: Sequence[Sequence[int | None]], values: int) -> NDArray[np.int64]:
    """Count how often each unit was given each value.

    Arguments:
        codes: one row a coder, one place a unit; the number of the value, None where not coded.
        values: how many values there are.

    >>> counts_of([[0, 1, None], [0, 0, 1]], 2).tolist()
    [[2, 0], [1, 1], [0, 1]]
    """
    table = np.zeros((len(codes[0]), values), np.int64)
    for row in codes:
        for unit, value in enumerate(row):
            if value is not None:
                table[unit, value] += 1
    return table


def alpha(
    counts: NDArray[np.int64],
    *,
    level: Level = "nominal",
    numbers: Sequence[float] | None = None,
    draws: int = 2000,
    seed: int = 0,
) -> Alpha:
    """Measure agreement between any number of coders, some codes missing, with its interval.

    Arguments:
        counts: how many coders gave each value to each unit; by unit and value, in order.
        level: whether values are kinds (nominal), in an order (ordinal) or numbers (interval).
        numbers: what the values are at the level interval; 0, 1, 2, … by default.
        draws: bootstrap samples of the units behind the interval.
        seed: of their random numbers.

    Returns: alpha, its percentile interval, and how many units could be compared.

    Source: Krippendorff, "Content analysis" (2004), ch. 11; Hayes and Krippendorff, "Answering the
        call for a standard reliability measure for coding data" (2007). Units are resampled whole,
        and alpha computed again on each sample.

    >>> found = alpha(np.array([[2, 0], [2, 0], [0, 2], [1, 1]]))
    >>> round(found.value, 3), found.units
    (0.533, 4)
    """
    pairable = counts[counts.sum(axis=1) > 1]
    if not len(pairable):
        return Alpha(value=None, low=None, high=None, units=0)
    distinct = _distances(level, pairable.shape[1], numbers)
    pairs = coincidences(pairable)
    value = float(_alphas(pairs.sum(axis=0)[np.newaxis], level, distinct)[0])
    if np.isnan(value):
        return Alpha(value=None, low=None, high=None, units=len(pairable))
    random = np.random.default_rng(seed)
    times = random.multinomial(len(pairable), np.full(len(pairable), 1 / len(pairable)), draws)
    drawn = np.tensordot(times.astype(np.float64), pairs, 1)
    low, high = np.nanpercentile(_alphas(drawn, level, distinct), BOUNDS)
    return Alpha(value=value, low=float(low), high=float(high), units=len(pairable))


def agreeing(counts: NDArray[np.int64]) -> float | None:
    """Return the part of pairs of codes of one unit that are the same: percent agreement, 0 to 1.

    >>> agreeing(np.array([[2, 0], [1, 1]]))
    0.5
    """
    pairable = counts[counts.sum(axis=1) > 1].astype(np.float64)
    if not len(pairable):
        return None
    coders = pairable.sum(axis=1)
    same = (pairable * (pairable - 1)).sum(axis=1) / (coders * (coders - 1))
    return float(same.mean())


def coincidences(counts: NDArray[np.int64]) -> Floats:
    """Pair the codes of each unit: how often two values meet in it, by unit, value and value.

    >>> coincidences(np.array([[2, 1]])).tolist()
    [[[1.0, 1.0], [1.0, 0.0]]]
    """
    table = counts.astype(np.float64)
    met = table[:, :, np.newaxis] * table[:, np.newaxis, :]
    values = np.arange(table.shape[1])
    met[:, values, values] -= table
    return np.asarray(met / (table.sum(axis=1) - 1)[:, np.newaxis, np.newaxis], np.float64)


def _alphas(met: Floats, level: Level, distances: Floats) -> Floats:
    """Alpha of each of several tables of coincidences; nan where only one value occurs."""
    totals = met.sum(axis=2)
    if level == "ordinal":
        distances = _ordinal(totals)
    observed = (met * distances).sum(axis=(1, 2))
    chance = totals[:, :, np.newaxis] * totals[:, np.newaxis, :] * distances
    expected = chance.sum(axis=(1, 2)) / (totals.sum(axis=1) - 1)
    ratio = np.divide(observed, expected, where=expected > 0, out=np.full(len(met), np.nan))
    return np.asarray(1.0 - ratio, np.float64)


def _ordinal(totals: Floats) -> Floats:
    """Squared distances: the codes from one value to the other, each of the two by half."""
    middle = totals.cumsum(axis=1) - totals / 2
    return np.asarray((middle[:, :, np.newaxis] - middle[:, np.newaxis, :]) ** 2, np.float64)


def _distances(level: Level, values: int, numbers: Sequence[float] | None) -> Floats:
    if level == "nominal":
        return 1.0 - np.eye(values)
    points = np.arange(values, dtype=np.float64) if numbers is None else np.array(numbers, float)
    return np.asarray((points[:, np.newaxis] - points) ** 2, np.float64)
