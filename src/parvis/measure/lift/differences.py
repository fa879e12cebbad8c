"""Difference in differences: what changed where something was done, less what changed elsewhere."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from parvis.errors import MeasureError, RefusedError
from parvis.measure.lift.yardstick import compared

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Collection

    import polars as pl
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

FEWEST: Final = 3  # units without the treatment, and periods on each side
_DOUBT: Final = 0.05
_SLOPES: Final = 4  # periods before, of whose slopes it can be said how far they err


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
    no independent evidence. How far the comparison errs is learnt from the changes of the others,
    by how much noisier than they are it was before the beginning: treated units may be noisier, and
    may be one. It holds if both would have moved alike, which the time before can contradict and
    never prove, and if the periods of both depend on one another alike.

    Arguments:
        table: unit, period (a date) and value; every unit in every period.
        treated: names of the units that had it.
        start: first period with it.

    Raises:
        MeasureError: a value is missing or there twice.
        RefusedError: fewer than three controls, or fewer than three periods on a side; or what was
            counted does not vary before, so that nothing tells how far the comparison errs.

    Source: Bertrand, Duflo and Mullainathan, "How much should we trust differences-in-differences
        estimates?" (Quarterly Journal of Economics 119, 2004), collapsed to two periods; what
        `parvis.measure.lift.yardstick.compared` names for few and noisy units.

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
    before = int((~is_after).sum())
    weights = np.where(is_after, 1 / is_after.sum(), -1 / before)
    found = compared(wide, weights, before, is_treated=is_treated)
    if found.is_untold:
        fault = "what was counted varies too little to tell how far the comparison errs"
        raise RefusedError.of("lift", fault, "give more periods from before, or other controls")
    effect, half = float(found.effect), 0.0 if found.is_exact else found.half(_DOUBT)
    without = wide[is_treated][:, is_after].mean() - effect
    return Difference(
        effect=effect,
        low=effect - half,
        high=effect + half,
        p=float(found.p()),
        relative=float(100 * effect / without) if without else None,
        treated=int(is_treated.sum()),
        controls=int((~is_treated).sum()),
        trend_p=_trend(wide[:, :before], is_treated),
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


def _trend(before: Floats, is_treated: NDArray[np.bool_]) -> float | None:
    """The same comparison of the slopes of the time before; None where they cannot err."""
    periods = before.shape[1]
    if periods < _SLOPES:
        return None
    time = np.arange(periods) - (periods - 1) / 2
    found = compared(before, time / (time @ time), periods, is_treated=is_treated, degree=1)
    return None if found.is_exact or found.is_untold else float(found.p())
