"""What became of a counter-metric: where it stood, where it stands, whether it is worse."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal, TypeAlias

import numpy as np

from parvis.measure.objectives.progress import FEWEST, WINDOW, value_of, whole_of

if TYPE_CHECKING:
    import datetime as dt

    import polars as pl

    from parvis.measure.expressions import Formula

Turn: TypeAlias = Literal["worse", "better", "cannot tell"]

_HALVES: Final = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Counter:
    """What became of a counter-metric.

    Arguments:
        value, low, high: today, with its 95 % interval; None where they cannot be known.
        baseline: where it stood at first; None where too few periods tell.
        change, change_low, change_high: value less baseline, with its 95 % interval.
    """

    value: float | None
    low: float | None
    high: float | None
    baseline: float | None
    change: float | None
    change_low: float | None
    change_high: float | None


def counter(formula: Formula, unit: str, table: pl.DataFrame, *, since: dt.date) -> Counter:
    """Say what became of a counter-metric, from what was counted in each period.

    It is told over the last periods, eight at most. It stood where the last ones up to `since`
    say, eight at most; where there are fewer than three of them, where the first half of all
    periods says. No period tells of both.

    Arguments:
        formula: over the measures.
        unit: in which it is told.
        table: `period` (the last day of each), and a column for each measure of its formula.
        since: the day of the baseline of the KPI that it is set against.

    Raises:
        MeasureError: no period is whole, or one is there twice.

    Source: Zou and Donner, "Construction of confidence limits about effect measures" (Statistics in
        Medicine 27, 2008), for the interval of a difference from those of its two parts.

    >>> import datetime as dt
    >>> import polars as pl
    >>> from parvis.measure.expressions import parse
    >>> ratio = parse("reopened / asked", {"reopened": "questions", "asked": "questions"})
    >>> weeks = pl.date_range(dt.date(2027, 1, 3), dt.date(2027, 3, 21), "1w", eager=True)
    >>> counted = pl.DataFrame(
    ...     {"period": weeks, "asked": 100, "reopened": [9, 10, 11] * 2 + [19, 20, 21] * 2}
    ... )
    >>> found = counter(ratio, "%", counted, since=dt.date(2027, 1, 1))
    >>> found.baseline, found.change, turn(found, sign=-1)
    (10.0, 10.0, 'worse')
    """
    whole = whole_of(formula, table)
    is_early = (whole["period"] <= since).to_numpy()
    early = int(is_early.sum()) if is_early.sum() >= FEWEST else whole.height // _HALVES
    if min(early, whole.height - early) < FEWEST:
        return _told(value_of(formula, unit, whole.tail(WINDOW)), (np.nan,) * 3)
    first, last = whole.head(early).tail(WINDOW), whole.tail(min(WINDOW, whole.height - early))
    return _told(value_of(formula, unit, last), value_of(formula, unit, first))


def turn(found: Counter, *, sign: int) -> Turn:
    """Say whether it is worse, only where the whole interval of the change says so.

    Arguments:
        found: what became of it.
        sign: 1 where higher is better, -1 where lower is.
    """
    if found.change_low is None or found.change_high is None:
        return "cannot tell"
    ends = sorted((sign * found.change_low, sign * found.change_high))
    return "worse" if ends[1] < 0 else "better" if ends[0] > 0 else "cannot tell"


def _told(now: tuple[float, ...], then: tuple[float, ...]) -> Counter:
    change = now[0] - then[0]
    half = np.hypot(now[2] - now[0], then[2] - then[0])
    found = (*now, then[0], change, change - half, change + half)
    names = ("value", "low", "high", "baseline", "change", "change_low", "change_high")
    told = (float(one) if np.isfinite(one) else None for one in found)
    return Counter(**dict(zip(names, told, strict=True)))
