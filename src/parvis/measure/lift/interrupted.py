"""An interrupted time series: what one series did after a beginning, beyond its own course."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np
from scipy.optimize import minimize_scalar

from parvis.errors import MeasureError, RefusedError
from parvis.measure.lift.believed import BOUND, believed, white

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

    Floats = NDArray[np.float64]

FEWEST: Final = 12  # periods on each side
SPARE: Final = 8  # periods beyond what is estimated from them
_LEVEL: Final = 0.975


@dataclass(frozen=True, slots=True, kw_only=True)
class Interrupted:
    """What came after the beginning, beyond what was to be expected.

    Arguments:
        effect, low, high: mean of the periods after, with its 95 % interval.
        level, slope: the step at the beginning, and what each period adds to it.
        p: how rarely chance alone would give a mean so far from zero.
        fitted: what the course says of each period before.
        expected: what each period after would have held.
        dependence: how much a period's departure keeps of the one before, -1 to 1.
    """

    effect: float
    low: float
    high: float
    level: float
    slope: float
    p: float
    fitted: Floats
    expected: Floats
    dependence: float


def interrupted(
    values: ArrayLike, start: int, *, season: int | None = None, controls: ArrayLike | None = None
) -> Interrupted:
    """Estimate what came of something done at one moment, from one series.

    The series follows a line, its season and its controls; what is done may move it by a step and
    a slope. Departures depend on the one before (AR(1)), and by how much is not taken for known:
    the interval is over all that the series allows. Nothing else may have happened at that moment:
    a control is what can tell.

    Arguments:
        values: one a period, none missing.
        start: the place of the first period after, from 0.
        season: length of a season in periods, as 7 for days; none where it is None.
        controls: series that what was done cannot have moved; by period and control.

    Raises:
        MeasureError: a value is missing, or a control varies with nothing of its own.
        RefusedError: fewer than twelve periods on a side, or too few for so many controls.

    Source: Wagner et al., "Segmented regression analysis of interrupted time series" (Journal of
        Clinical Pharmacy and Therapeutics 27, 2002), which asks for twelve periods on each side;
        `parvis.measure.lift.believed.believed` for the interval.

    >>> line = np.arange(24.0) + np.tile([0.1, -0.1], 12)
    >>> found = interrupted(line + 5 * (np.arange(24) >= 12), 12)
    >>> round(found.effect, 1), found.low < 5 < found.high
    (5.0, True)
    """
    series = np.asarray(values, np.float64)
    _check(series, start)
    design = laid(series.size, start, season=season, controls=controls)
    _refuse_much(design)
    rho = _dependence(series, design)
    weights = np.linalg.lstsq(white(design, rho), white(series, rho), rcond=None)[0]
    contrast = effect_of(design, start)
    found = believed(series[:, np.newaxis], design, contrast)
    below = float(found.below(0.0)[0])
    course = np.delete(design, [2, 3], axis=1) @ np.delete(weights, [2, 3])
    return Interrupted(
        effect=float(contrast @ weights),
        low=found.bound(1 - _LEVEL),
        high=found.bound(_LEVEL),
        level=float(weights[2]),
        slope=float(weights[3]),
        p=2 * min(below, 1 - below),
        fitted=course[:start],
        expected=course[start:],
        dependence=rho,
    )


def _check(series: Floats, start: int) -> None:
    if not np.isfinite(series).all():
        raise MeasureError.of("series", "a period has no value", "fill it, or use longer periods")
    if min(start, series.size - start) < FEWEST:
        fault = f"{start} periods before and {series.size - start} after"
        raise RefusedError.of("lift", fault, "wait, or use shorter periods: twelve on each side")


def laid(
    n: int, start: int, *, season: int | None = None, controls: ArrayLike | None = None
) -> Floats:
    """Lay out what an interrupted series is made of, by period.

    Arguments:
        n: how many periods.
        start: the place of the first period after.
        season: length of a season in periods, or None.
        controls: series by period and control, or None.

    Returns: one, time, step, slope, then the places of the season but one, then the controls.
    """
    time = np.arange(n, dtype=float)
    step = (time >= start).astype(float)
    columns = [np.ones(n), (time - start) / n, step, step * (time - start)]
    if season:
        columns += [(time % season == place).astype(float) for place in range(1, season)]
    design = np.column_stack(columns)
    if controls is None:
        return design
    others = np.asarray(controls, np.float64).reshape(n, -1)
    return np.hstack([design, (others - others.mean(axis=0)) / (others.std(axis=0) + 1e-12)])


def effect_of(design: Floats, start: int) -> Floats:
    """Return the sum of what is estimated that is the mean effect of the periods after.

    Arguments:
        design: as laid out.
        start: the place of the first period after.
    """
    contrast = np.zeros(design.shape[1])
    contrast[2:4] = design[start:, 2:4].mean(axis=0)
    return contrast


def _refuse_much(design: Floats) -> None:
    """Refuse to estimate more than the periods can tell."""
    periods, wanted = design.shape
    if periods < wanted + SPARE:
        fault = f"{periods} periods for {wanted} things to be estimated"
        raise RefusedError.of("lift", fault, "take fewer controls, a shorter season, or wait")
    if np.linalg.matrix_rank(design) < wanted:
        fault = "a control does not vary, or says what another or the season says"
        raise MeasureError.of("series", fault, "leave it out")


def _dependence(series: Floats, design: Floats) -> float:
    """The dependence under which what was seen is likeliest, given that a line was fitted too."""

    def unlikely(rho: float) -> float:
        x, y = white(design, rho), white(series, rho)
        left = y - x @ np.linalg.lstsq(x, y, rcond=None)[0]
        freedom = len(y) - design.shape[1]
        logdet = np.linalg.slogdet(x.T @ x)[1]
        return float(freedom * np.log(left @ left + 1e-300) + logdet - np.log(1 - rho**2))

    found = minimize_scalar(unlikely, bounds=(-BOUND, BOUND), method="bounded")
    return float(found.x)
