"""What engaged units do better: raw, and beside units that were as mature before."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np
import polars as pl
from scipy.stats import t as student

from parvis.errors import MeasureError, RefusedError

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

UNITS: Final = 10
SIDE: Final = 3  # engaged, and others
APART: Final = 0.5  # of the engaged, that may be more or less mature than all others
_LEVEL: Final = 0.975


@dataclass(frozen=True, slots=True, kw_only=True)
class Maturity:
    """What engagement seems to bring, and what it brings at equal maturity.

    Arguments:
        raw, raw_low, raw_high: mean of the engaged less that of the others, with its 95 % interval.
        adjusted, low, high: the same between units as mature.
        gap: by how much the engaged were more mature before.
        units, engaged: how many.
    """

    raw: float
    raw_low: float
    raw_high: float
    adjusted: float
    low: float
    high: float
    gap: float
    units: int
    engaged: int


def maturity(units: pl.DataFrame) -> Maturity:
    """Compare engaged units with others, raw and at equal maturity.

    The result is taken to follow maturity along a line, the same for both; only where both are of
    like maturity does that rest on what was seen.

    Arguments:
        units: engaged (true or false), maturity (of before, 0 to 100) and result; none missing.

    Raises:
        RefusedError: fewer than ten units or three of a side, or the two are not of like maturity.
        MeasureError: every unit is as mature.

    Source: row 18 of the capabilities; Cochran, "Analysis of covariance" (Biometrics 13, 1957).

    >>> grade = [10.0, 20, 30, 40, 50, 60, 20, 30, 40, 50]
    >>> table = pl.DataFrame({"engaged": [False] * 6 + [True] * 4, "maturity": grade})
    >>> result = 2 * pl.col("maturity") + 5 * pl.col("engaged").cast(pl.Int64)
    >>> found = maturity(table.with_columns(result=result))
    >>> round(found.raw, 6), round(found.adjusted, 6)
    (5.0, 5.0)
    """
    is_engaged = units["engaged"].to_numpy()
    before = units["maturity"].cast(pl.Float64).to_numpy()
    result = units["result"].cast(pl.Float64).to_numpy()
    _refuse(is_engaged, before)
    constant = np.ones(len(result))
    raw = _effect(np.column_stack([constant, is_engaged]), result)
    like = _effect(np.column_stack([constant, is_engaged, before]), result)
    return Maturity(
        raw=raw[0],
        raw_low=raw[1],
        raw_high=raw[2],
        adjusted=like[0],
        low=like[1],
        high=like[2],
        gap=float(before[is_engaged].mean() - before[~is_engaged].mean()),
        units=len(result),
        engaged=int(is_engaged.sum()),
    )


def _refuse(is_engaged: NDArray[np.bool_], before: Floats) -> None:
    count, engaged = len(is_engaged), int(is_engaged.sum())
    if count < UNITS or min(engaged, count - engaged) < SIDE:
        fault = f"{count} units, {engaged} of them engaged"
        raise RefusedError.of("maturity", fault, "give ten units, three of each at least")
    if np.ptp(before) == 0:
        fault = "every unit is as mature as the others"
        raise MeasureError.of("maturity", fault, "give how mature each was before")
    ours, theirs = before[is_engaged], before[~is_engaged]
    apart = float(((ours < theirs.min()) | (ours > theirs.max())).mean())
    if apart > APART:
        fault = f"{100 * apart:.0f} % of the engaged units are beyond the maturity of all others"
        raise RefusedError.of("maturity", fault, "compare units of like maturity")


def _effect(design: Floats, result: Floats) -> tuple[float, float, float]:
    """The weight of the second column with its interval, by least squares."""
    spread: Floats = np.linalg.inv(design.T @ design).astype(np.float64)
    weights = spread @ design.T @ result
    left = result - design @ weights
    freedom = len(result) - design.shape[1]
    half = float(np.sqrt(left @ left / freedom * spread[1, 1]) * student.ppf(_LEVEL, freedom))
    effect = float(weights[1])
    return effect, effect - half, effect + half
