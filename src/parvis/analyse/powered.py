"""Shares from a coded sample, made surer by what a reader said of every mention."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from scipy.stats import t as student

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from parvis.analyse.prevalence import Floats

LEVEL = 0.975
_PSEUDO = 4.0  # posts that Agresti and Coull add, half with the value and half without


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """Mentions that were drawn with a known probability, and coded.

    Arguments:
        codes: 1 where a person gave the mention this value, else 0; by mention and value.
        read: what the reader said of the same, as probabilities; by mention and value. All zeros
            where there is no reader.
        inclusion: the probability with which each was drawn, above 0.
        strata: the number of the stratum in which each was drawn.

    >>> codes = np.eye(2)[[0, 1, 1, 0]]
    >>> Sample(codes=codes, read=codes, inclusion=np.full(4, 0.1), strata=np.zeros(4, int)).power
    1.0
    """

    codes: Floats
    read: Floats
    inclusion: Floats
    strata: NDArray[np.int64]

    @property
    def power(self) -> float:
        """How far the reader is followed: the λ that makes the variance least, one for all values.

        0 leaves it aside, 1 takes its differences at their word.
        """
        weights = 1.0 / self.inclusion
        coded, read = (_centred(table, weights) for table in (self.codes, self._balanced))
        spread = float((weights[:, np.newaxis] * read**2).sum())
        together = float((weights[:, np.newaxis] * read * coded).sum())
        return max(0.0, together / spread) if spread > 0 else 0.0

    @property
    def _balanced(self) -> Floats:
        return balanced(self.read)


@dataclass(frozen=True, slots=True, kw_only=True)
class Estimate:
    """Shares of 1 with their bounds, by value, and the coded mentions behind them.

    >>> Estimate(share=np.ones(1), low=np.ones(1), high=np.ones(1), coded=3).coded
    3
    """

    share: Floats
    low: Floats
    high: Floats
    coded: int


def balanced(read: Floats) -> Floats:
    """Centre each mention's scores on 0, so that corrected shares still add to 1.

    Arguments:
        read: probabilities, by mention and value; they need not add to 1.

    >>> balanced(np.array([[0.75, 0.25], [0.5, 0.0]])).tolist()
    [[0.25, -0.25], [0.25, -0.25]]
    """
    return np.asarray(read - read.mean(axis=-1, keepdims=True), np.float64)


def powered(sample: Sample, mean: Floats, *, inside: NDArray[np.bool_] | None = None) -> Estimate:
    """Estimate the share of each value among mentions of which a sample was coded.

    The reader's mean over all mentions, corrected by what it missed in the sample: prediction-
    powered inference with a tuned power. The reader may be poor or wrong: then it helps little, but
    the shares stay right on average and the intervals hold. The estimate is of these mentions, not
    of others like them: when all are coded, the interval is a point.

    Arguments:
        sample: the coded mentions.
        mean: the reader's mean score of each value over all the mentions asked about.
        inside: which coded mentions are among those asked about, say of one brand; all by default.

    Returns: shares with 95 % intervals. Within 0 and 1; they add to 1 but for what is set to 0.
        The interval is Wilson's at the effective size of the sample, with Student's quantile.
        Unknown (nan, 0 to 1) where fewer than two coded mentions are inside.

    Source: Angelopoulos, Duchi and Zrnic, "PPI++: efficient prediction-powered inference" (2023);
        Zrnic and Candès, "Active statistical inference" (ICML 2024) for unequal probabilities; for
        finite populations and domains, Särndal, Swensson and Wretman, "Model assisted survey
        sampling" (1992); Korn and Graubard 1998 for the effective size.

    >>> codes, few = np.eye(2)[[0, 0, 0, 1] * 25], np.full(100, 0.1)
    >>> sample = Sample(codes=codes, read=0 * codes, inclusion=few, strata=np.zeros(100, int))
    >>> found = powered(sample, np.zeros(2))
    >>> found.share.tolist(), found.low.round(2).tolist(), found.high.round(2).tolist()
    ([0.75, 0.25], [0.66, 0.18], [0.82, 0.34])
    """
    among = np.ones(len(sample.codes), bool) if inside is None else inside
    coded, values = int(among.sum()), sample.codes.shape[1]
    if coded < 2:
        free = np.zeros(values), np.ones(values)
        return Estimate(share=np.full(values, np.nan), low=free[0], high=free[1], coded=coded)
    power, weights = sample.power, np.where(among, 1.0 / sample.inclusion, 0.0)
    total = weights.sum()
    missed = sample.codes - power * balanced(sample.read)
    mean_missed = weights @ missed / total
    share = (power * balanced(mean) + mean_missed).clip(0.0, 1.0)
    parts = weights[:, np.newaxis] * (missed - mean_missed) / total
    touched = np.isin(sample.strata, sample.strata[among])
    variance = design_variance(parts, sample.inclusion, sample.strata)
    if (touched & ~among).any():  # the size of the sample inside was left to chance
        variance *= coded / (coded - 1)
    left = max(0.0, 1.0 - coded / total)
    spent = len(np.unique(sample.strata[among]))
    low, high = _wilson(share, variance, coded, left, spent=spent)
    return Estimate(share=share, low=low, high=high, coded=coded)


def design_variance(parts: Floats, inclusion: Floats, strata: NDArray[np.int64]) -> Floats:
    """Estimate the variance of a sum over a sample without replacement, by column.

    Arguments:
        parts: what each mention adds to the sum; by mention and column.
        inclusion: the probability with which each was drawn.
        strata: the stratum of each; those with one mention are taken together.

    Source: Hájek's approximation as Deville wrote it, "Variance estimation for complex statistics
        and estimators" (Survey Methodology 25, 1999); exact for simple and stratified sampling.

    >>> design_variance(np.array([[1.0], [3]]), np.array([0.5, 0.5]), np.array([0, 0])).tolist()
    [2.0]
    """
    _, place, sizes = np.unique(strata, return_inverse=True, return_counts=True)
    _, place, sizes = np.unique(
        np.where(sizes[place] > 1, place, -1), return_inverse=True, return_counts=True
    )
    left = (1.0 - inclusion)[:, np.newaxis]
    of_left = np.maximum(np.bincount(place, left[:, 0]), 1e-300)
    means = _by_stratum(left * parts, place) / of_left[:, np.newaxis]
    squares = _by_stratum(left * (parts - means[place]) ** 2, place)
    wider = sizes / np.maximum(sizes - 1.0, 1.0)
    return np.asarray(wider @ squares, np.float64)


def _by_stratum(table: Floats, place: NDArray[np.int64]) -> Floats:
    summed = np.zeros((int(place.max()) + 1, table.shape[1]))
    np.add.at(summed, place, table)
    return summed


def _centred(table: Floats, weights: Floats) -> Floats:
    return np.asarray(table - weights @ table / weights.sum(), np.float64)


def _wilson(
    share: Floats, variance: Floats, coded: int, left: float, *, spent: int
) -> tuple[Floats, Floats]:
    """Bound shares at the size of the plain sample that would have their variance.

    The variance is what it would be with one surprise more: surprises are few where a value is rare
    and the reader good, and a sample without any does not prove that there is none. Measured in
    `benchmarks/intervals.py`: without it, 92 % of such intervals hold.
    """
    surprise = left / (coded + _PSEUDO) ** 2
    softened = (coded * share + _PSEUDO / 2) / (coded + _PSEUDO)
    spread = surprise + np.maximum(variance, surprise)
    size = softened * (1 - softened) / np.maximum(spread, 1e-12)
    z = student.ppf(LEVEL, max(coded - 1 - spent, 1))
    centre = (share + z**2 / (2 * size)) / (1 + z**2 / size)
    reach = z / (1 + z**2 / size) * np.sqrt(share * (1 - share) / size + z**2 / (4 * size**2))
    low, high = np.minimum(centre - reach, share), np.maximum(centre + reach, share)
    return low.clip(0.0, 1.0), high.clip(0.0, 1.0)
