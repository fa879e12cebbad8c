"""Scores of a reader on labelled posts, with their intervals; all of them from counts."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

Counts: TypeAlias = NDArray[np.int64]
Floats: TypeAlias = NDArray[np.float64]
Measure: TypeAlias = "Callable[[Counts], Floats]"

BINS = 10


def count(true: Sequence[str], read: Sequence[str], classes: Sequence[str]) -> Counts:
    """Count posts by true class and class read."""
    place = {name: number for number, name in enumerate(classes)}
    counts = np.zeros((len(classes), len(classes)), dtype=np.int64)
    np.add.at(counts, ([place[name] for name in true], [place[name] for name in read]), 1)
    return counts


def macro_f1(counts: Counts) -> Floats:
    """Mean over the classes of the harmonic mean of precision and recall, 0 to 100."""
    right = np.diagonal(counts, axis1=-2, axis2=-1)
    either = counts.sum(axis=-1) + counts.sum(axis=-2)
    return 100 * (2 * right / np.maximum(either, 1)).mean(axis=-1)


def macro_recall(counts: Counts) -> Floats:
    """Mean over the classes of the part read rightly, 0 to 100."""
    right = np.diagonal(counts, axis1=-2, axis2=-1)
    return 100 * (right / np.maximum(counts.sum(axis=-1), 1)).mean(axis=-1)


def f1_of_last(counts: Counts) -> Floats:
    """Harmonic mean of precision and recall of the last class, 0 to 100."""
    right = counts[..., -1, -1]
    return 100 * 2 * right / np.maximum(counts[..., -1, :].sum(-1) + counts[..., :, -1].sum(-1), 1)


def interval(
    tables: Sequence[Counts], measure: Measure, *, draws: int = 2000, seed: int = 0
) -> tuple[float, float]:
    """Bound the mean score of some tables, 95 %: their posts are drawn anew (bootstrap)."""
    random = np.random.default_rng(seed)
    means = np.mean([measure(_drawn(random, counts, draws)) for counts in tables], axis=0)
    low, high = np.percentile(means, [2.5, 97.5])
    return float(low), float(high)


def _drawn(random: np.random.Generator, counts: Counts, draws: int) -> Counts:
    number = int(counts.sum())
    drawn = random.multinomial(number, counts.ravel() / number, size=draws)
    return drawn.reshape(draws, *counts.shape)


def calibration_error(probability: Floats, is_right: NDArray[np.bool_], weight: Floats) -> float:
    """Mean gap between how sure the reader is and how often it is right, 0 to 100 (ECE, 10 bins).

    Source: Naeini et al., "Obtaining well calibrated probabilities" (AAAI 2015).
    """
    bins = np.minimum((probability * BINS).astype(int), BINS - 1)
    gaps = np.bincount(bins, weight * (probability - is_right), minlength=BINS)
    return float(100 * np.abs(gaps).sum() / weight.sum())


def among_surest(
    probability: Floats, is_right: NDArray[np.bool_], part: float
) -> NDArray[np.bool_]:
    """Tell, of the posts of which the reader is surest, which it read rightly."""
    surest = np.argsort(-probability, kind="stable")[: round(part * len(probability))]
    return is_right[surest]


def risk_by_coverage(probability: Floats, is_right: NDArray[np.bool_]) -> list[float]:
    """Return the part read wrongly of the surest tenth, two tenths and so on to all, 0 to 100."""
    tenths = [among_surest(probability, is_right, tenth / 10) for tenth in range(1, 11)]
    return [round(100 * float(1 - right.mean()), 1) for right in tenths]
