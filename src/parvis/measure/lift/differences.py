"""Difference in differences: what changed where something was done, less what changed elsewhere."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np
from scipy.stats import t as student

from parvis.errors import MeasureError, RefusedError

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Collection

    import polars as pl
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

FEWEST: Final = 3  # units without the treatment, and periods on each side
_LEVEL: Final = 0.975
_DOUBT: Final = 0.05


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """What was brought about, by unit and period.

    Arguments:
        effect, low, high: mean of the treated units and periods, with its 95 % interval.
        p: how rarely chance alone would give an effect so far from zero.
        relative: effect in percent of what would have come without it; None where that is zero.
        treated, controls: how many units.
        trend_p: how rarely units that had moved alike would have parted so before the beginning; a
            small one says that the comparison does not hold.
    """

    effect: float
    low: float
    high: float
    p: float
    relative: float | None
    treated: int
    controls: int
    trend_p: float | None

    @property
    def is_doubtful(self) -> bool:
        """Whether the units had parted before anything was done."""
        return self.trend_p is not None and self.trend_p < _DOUBT


def differences(table: pl.DataFrame, *, treated: Collection[str], start: dt.date) -> Difference:
    """Estimate what a treatment brought, against units that did not have it.

    Each unit is taken once, as its mean after less its mean before, since periods of one unit are
    no independent evidence; treated and other units are then compared as two samples. It holds if
    both would have moved alike, which the time before can contradict and never prove.

    Arguments:
        table: unit, period (a date) and value; every unit in every period.
        treated: names of the units that had it.
        start: first period with it.

    Raises:
        MeasureError: a value is missing or there twice.
        RefusedError: fewer than three controls, or fewer than three periods on a side.

    Source: Bertrand, Duflo and Mullainathan, "How much should we trust differences-in-differences
        estimates?" (Quarterly Journal of Economics 119, 2004), collapsed to two periods; Donald and
        Lang (2007) for few units.

    >>> import datetime as dt
    >>> days = [dt.date(2027, 1, day) for day in range(1, 7)]
    >>> rows = [
    ...     (u, d, n + 5 * (u == "a" and d >= days[3])) for n, u in enumerate("abcd") for d in days
    ... ]
    >>> import polars as pl
    >>> panel = pl.DataFrame(rows, schema=["unit", "period", "value"], orient="row")
    >>> differences(panel, treated=["a"], start=days[3]).effect
    5.0
    """
    wide, is_after, is_treated = _panel(table, set(treated), start)
    change = wide[:, is_after].mean(axis=1) - wide[:, ~is_after].mean(axis=1)
    effect, error, freedom = _compared(change, is_treated)
    half = error * float(student.ppf(_LEVEL, freedom))
    without = wide[is_treated][:, is_after].mean() - effect
    return Difference(
        effect=effect,
        low=effect - half,
        high=effect + half,
        p=_p(effect, error, freedom),
        relative=float(100 * effect / without) if without else None,
        treated=int(is_treated.sum()),
        controls=int((~is_treated).sum()),
        trend_p=_trend(wide[:, ~is_after], is_treated),
    )


def _panel(
    table: pl.DataFrame, treated: set[str], start: dt.date
) -> tuple[Floats, NDArray[np.bool_], NDArray[np.bool_]]:
    """Values by unit and period; which periods are after, which units treated."""
    wide = table.pivot("period", index="unit", values="value", aggregate_function="sum")
    counts = table.group_by("unit", "period").len()
    is_whole = counts.height == wide.height * (wide.width - 1) and counts["len"].max() == 1
    if not is_whole or table["value"].null_count():
        fault = "a unit has no value in some period, or two"
        raise MeasureError.of("panel", fault, "give each unit one value a period")
    periods = sorted(table["period"].unique())
    is_after = np.array([period >= start for period in periods])
    is_treated = wide["unit"].is_in(list(treated)).to_numpy()
    _refuse_few(is_after, is_treated)
    values = wide.select(str(period) for period in periods).to_numpy().astype(float)
    return values, is_after, is_treated


def _refuse_few(is_after: NDArray[np.bool_], is_treated: NDArray[np.bool_]) -> None:
    if not is_treated.any():
        raise MeasureError.of("panel", "none of the treated units is in it", "check their names")
    if (~is_treated).sum() < FEWEST:
        fault = f"{(~is_treated).sum()} units without the treatment"
        raise RefusedError.of("lift", fault, "add controls: three at least")
    if min(is_after.sum(), (~is_after).sum()) < FEWEST:
        fault = f"{(~is_after).sum()} periods before and {is_after.sum()} after"
        raise RefusedError.of("lift", fault, "wait, or use shorter periods: three on each side")


def _compared(change: Floats, is_treated: NDArray[np.bool_]) -> tuple[float, float, int]:
    """The difference of two samples, its standard error and degrees of freedom (one variance)."""
    ours, theirs = change[is_treated], change[~is_treated]
    squares = ((ours - ours.mean()) ** 2).sum() + ((theirs - theirs.mean()) ** 2).sum()
    freedom = len(change) - 2
    error = np.sqrt(squares / freedom * (1 / len(ours) + 1 / len(theirs)))
    return float(ours.mean() - theirs.mean()), float(error), freedom


def _p(effect: float, error: float, freedom: int) -> float:
    if error == 0:
        return 0.0 if effect else 1.0
    return float(2 * student.sf(abs(effect) / error, freedom))


def _trend(before: Floats, is_treated: NDArray[np.bool_]) -> float | None:
    """The same comparison of the slopes of the time before."""
    time = np.arange(before.shape[1]) - (before.shape[1] - 1) / 2
    slopes = before @ time / (time @ time)
    effect, error, freedom = _compared(slopes, is_treated)
    return _p(effect, error, freedom) if error > 0 else None
