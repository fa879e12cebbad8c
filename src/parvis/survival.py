"""How long things last when some had not ended when watching did: Kaplan and Meier's curve."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import numpy as np
import polars as pl
from scipy import special

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

Z: Final = float(special.ndtri(0.975))
ALPHA: Final = 0.025  # on each side
NOBODY: Final = pl.DataFrame(
    schema=dict.fromkeys(("time", "at_risk", "events", "survival", "low", "high"), pl.Float64)
)


def kaplan_meier(times: Floats, observed: NDArray[np.bool_]) -> pl.DataFrame:
    """Estimate how many are still waiting after each time, when some were not watched to the end.

    Who was watched for a while without an event counts among those at risk as long as they were
    watched, and not after. The interval is pointwise, 95 %, from Greenwood's variance on the scale
    of log(-log S), so that it never leaves 0 and 1. That scale says nothing before the first event
    and after the last when nobody is left: there the bound is the exact binomial one for as many
    as are at risk, and no wider than the time before.

    Arguments:
        times: how long each was watched, until the event or without one.
        observed: whether it ended with the event.

    Returns: one row for each distinct time, ascending: time, at_risk (just before), events,
        survival (share of 1), low, high.

    Source: Kaplan and Meier, "Nonparametric estimation from incomplete observations" (JASA 53,
        1958); Greenwood, "The natural duration of cancer" (1926); Kalbfleisch and Prentice, "The
        statistical analysis of failure time data" (1980); rows 15 and 49 of the capabilities.

    >>> curve = kaplan_meier(np.array([1.0, 2.0, 3.0, 4.0]), np.array([True, False, True, True]))
    >>> curve["survival"].to_list()
    [0.75, 0.75, 0.375, 0.0]
    """
    if not times.size:
        return NOBODY
    moments, place = np.unique(times, return_inverse=True)
    events = np.bincount(place, observed).astype(np.float64)
    left = np.bincount(place)
    at_risk = np.asarray(times.size - np.cumsum(left) + left, np.float64)
    survival = np.asarray(np.cumprod(1.0 - events / at_risk), np.float64)
    low, high = _bounds(events, at_risk, survival)
    columns = (moments, at_risk, events, survival, low, high)
    return pl.DataFrame(dict(zip(NOBODY.columns, columns, strict=True)))


def after(curve: pl.DataFrame, times: Sequence[float]) -> pl.DataFrame:
    """Read the curve at given times: which share had its event by then, and who is still at risk.

    Nothing is said of a time that nobody was watched for, unless everybody had the event before.

    Arguments:
        curve: what `kaplan_meier` returned.
        times: in the unit of the curve.

    Returns: time, share (with the event by then), low, high, at_risk (still waiting and watched
        after it); a row for each time of which something can be said.

    >>> curve = kaplan_meier(np.array([1.0, 2.0, 5.0]), np.array([True, True, False]))
    >>> after(curve, [2.0, 9.0]).select("time", "at_risk").rows()
    [(2.0, 1)]
    """
    moments = curve["time"].to_numpy()
    longest = _told_until(curve)
    asked = np.array([time for time in times if time <= longest], np.float64)
    before = np.searchsorted(moments, asked, side="right")
    everyone = curve["at_risk"].head(1).to_list() or [0.0]
    risk = np.append(curve["at_risk"].to_numpy(), 0.0)[before] if moments.size else before
    nobody_yet = 1.0 - ALPHA ** (1.0 / max(everyone[0], 1.0))

    def read(column: str, start: float) -> Floats:
        return 1.0 - np.append(start, curve[column].to_numpy())[before]

    columns = {
        "time": asked,
        "share": read("survival", 1.0),
        "low": read("high", 1.0),
        "high": read("low", 1.0 - nobody_yet),
        "at_risk": risk.astype(np.int64),
    }
    return pl.DataFrame(columns)


def quantile(curve: pl.DataFrame, share: float) -> tuple[float | None, float | None, float | None]:
    """Return the time by which this share had its event, and its interval; None: not reached.

    Arguments:
        curve: what `kaplan_meier` returned.
        share: of 1; 0.5 for the median.

    Returns: the first time at which the curve is as low, and those at which its bounds are.

    Source: Brookmeyer and Crowley, "A confidence interval for the median survival time"
        (Biometrics 38, 1982), on the scale of log(-log S).

    >>> curve = kaplan_meier(np.arange(1.0, 10.0), np.ones(9, bool))
    >>> quantile(curve, 0.5)
    (5.0, 1.0, 8.0)
    """

    def first(column: str) -> float | None:
        reached = curve.filter(pl.col(column) <= 1.0 - share + 1e-12)
        return reached["time"][0] if reached.height else None

    return first("survival"), first("low"), first("high")


def log_rank(times: Floats, observed: NDArray[np.bool_], group: NDArray[Any]) -> float:
    """Return how rarely chance alone would set two curves so far apart; 1 where none is known.

    Arguments:
        times: how long each was watched.
        observed: whether it ended with the event.
        group: 0 or 1 for each.

    Returns: the two-sided p-value of the log-rank test.

    Source: Mantel, "Evaluation of survival data and two new rank order statistics arising in its
        consideration" (Cancer Chemotherapy Reports 50, 1966).

    >>> times, observed = np.arange(1.0, 21.0), np.ones(20, bool)
    >>> log_rank(times, observed, times > 10) < 0.001
    True
    """
    moments, place = np.unique(times, return_inverse=True)
    both = _tables(place, observed, np.ones(times.size), moments.size)
    ones = _tables(place, observed, group.astype(np.float64), moments.size)
    (at_risk, events), (mine, my_events) = both, ones
    part = mine / at_risk
    left = np.divide(at_risk - events, at_risk - 1, out=np.zeros_like(part), where=at_risk > 1)
    variance = float((events * part * (1 - part) * left).sum())
    apart = float((my_events - events * part).sum())
    return float(special.erfc(abs(apart) / (2 * variance) ** 0.5)) if variance > 0 else 1.0


def _told_until(curve: pl.DataFrame) -> float:
    """The longest time of which the curve says something: none, any where nobody is left."""
    last = curve.tail(1)
    if last.is_empty():
        return -np.inf
    return np.inf if last["survival"].item() <= 0 else float(last["time"].item())


def _tables(
    place: NDArray[np.intp], observed: NDArray[np.bool_], weight: Floats, moments: int
) -> tuple[Floats, Floats]:
    """Those at risk just before each time, and the events at it."""
    left = np.bincount(place, weight, moments).astype(np.float64)
    events = np.bincount(place, weight * observed, moments).astype(np.float64)
    return left.sum() - np.cumsum(left) + left, events


def _bounds(events: Floats, at_risk: Floats, survival: Floats) -> tuple[Floats, Floats]:
    """The interval of each point of a curve."""
    exact = ALPHA ** (1.0 / at_risk)
    inside = (survival > 0) & (survival < 1)
    safe = np.where(inside, survival, 0.5)
    staying = np.where(at_risk > events, at_risk - events, 1.0)
    variance = np.cumsum(events / (at_risk * staying))
    reach = np.exp(Z * np.sqrt(variance) / np.abs(np.log(safe)))
    low = np.where(inside, safe**reach, np.where(survival > 0, exact, 0.0))
    high = np.where(inside, safe ** (1 / reach), np.where(survival > 0, 1.0, 1.0 - exact))
    before = np.append(1.0, high[:-1])
    return low, np.where(survival > 0, high, np.minimum(high, before))
