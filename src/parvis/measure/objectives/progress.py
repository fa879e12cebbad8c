"""How far a KPI has come: its value with an interval, the way done, on track or not, since when."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal, TypeAlias

import numpy as np
import polars as pl
from scipy.special import stdtrit

from parvis.errors import MeasureError

if TYPE_CHECKING:
    import datetime as dt

    from numpy.typing import NDArray

    from parvis.measure.expressions import Formula

    Floats: TypeAlias = NDArray[np.float64]

Status: TypeAlias = Literal["on track", "behind", "cannot tell"]

WINDOW: Final = 8  # periods that the value of today is taken from
FEWEST: Final = 3  # under which no interval can be given
_LEVEL: Final = 0.975


@dataclass(frozen=True, slots=True, kw_only=True)
class Goal:
    """Where a KPI comes from and where it is to go.

    Arguments:
        formula, unit: what it is; a formula that is no ratio is told per period.
        baseline, since: where it stood, and on which day.
        target, due: where it is to be, and by which day.

    Raises:
        MeasureError: the target is the baseline, or due before it.
    """

    formula: Formula
    unit: str
    baseline: float
    target: float
    since: dt.date
    due: dt.date

    def __post_init__(self) -> None:
        """Refuse a goal that no figure could show to be met or missed."""
        if self.target == self.baseline:
            raise MeasureError.of("KPI", "the target is the baseline", "set a target apart from it")
        if self.due <= self.since:
            fault = f"it is due on {self.due}, not after its baseline of {self.since}"
            raise MeasureError.of("KPI", fault, "give the day of the baseline, and a later one")

    @property
    def sign(self) -> int:
        """1 where higher is better, -1 where lower is."""
        return 1 if self.target > self.baseline else -1

    def required(self, days: pl.Series) -> Floats:
        """Return what a steady way to the target asks for on each day."""
        whole = (self.due - self.since).days
        gone = (days - self.since).dt.total_days().to_numpy() / whole
        way = np.clip(gone, 0.0, 1.0)
        return np.asarray(self.baseline + way * (self.target - self.baseline), np.float64)


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """How far a KPI has come.

    Arguments:
        value, low, high: today, with its 95 % interval; None where they cannot be known.
        way: part of the way from baseline to target, 1 when it is reached, below 0 when it is
            farther away than at the beginning.
        required: what a steady way asks for today.
        status, since: on track, behind, or neither can be told; and since which period.
        periods: period, value, low, high, required and status of each.
    """

    value: float | None
    low: float | None
    high: float | None
    way: float | None
    required: float
    status: Status
    since: dt.date
    periods: pl.DataFrame


def progress(goal: Goal, table: pl.DataFrame, *, window: int = WINDOW) -> Progress:
    """Say how far a KPI has come, from what was counted in each period.

    The value of a period is the formula over the means of the last periods; its interval comes
    from leaving out one of them at a time, so that it holds for a ratio as for a total. A period in
    which a measure is unknown is left out, and none is taken for zero.

    Arguments:
        goal: of the KPI.
        table: `period` (the last day of each), and a column for each measure of its formula.
        window: how many periods the value of today is taken from.

    Raises:
        MeasureError: no period is whole, or one is there twice.

    Source: Miller, "The jackknife: a review" (Biometrika 61, 1974).

    >>> import datetime as dt
    >>> from parvis.measure.expressions import parse
    >>> ratio = parse("answered / asked", {"answered": "questions", "asked": "questions"})
    >>> goal = Goal(
    ...     formula=ratio,
    ...     unit="%",
    ...     baseline=60,
    ...     target=80,
    ...     since=dt.date(2027, 1, 1),
    ...     due=dt.date(2027, 12, 31),
    ... )
    >>> weeks = pl.date_range(dt.date(2027, 1, 3), dt.date(2027, 2, 28), "1w", eager=True)
    >>> counted = pl.DataFrame({"period": weeks, "asked": 100, "answered": [70, 72, 71] * 3})
    >>> found = progress(goal, counted)
    >>> round(found.value, 1), found.status, found.since
    (71.1, 'on track', datetime.date(2027, 1, 17))
    """
    whole = whole_of(goal.formula, table)
    value, low, high = _moving(goal.formula, goal.unit, whole, window)
    required = goal.required(whole["period"])
    status = _status(goal, low, high, required)
    periods = whole.select("period").with_columns(
        pl.Series("value", value, nan_to_null=True),
        pl.Series("low", low, nan_to_null=True),
        pl.Series("high", high, nan_to_null=True),
        pl.Series("required", required),
        pl.Series("status", status),
    )
    return _told(goal, periods)


def value_of(formula: Formula, unit: str, whole: pl.DataFrame) -> tuple[float, float, float]:
    """Return what a formula is over some periods, and its interval; NaN where unknown.

    Arguments:
        formula: over the measures.
        unit: in which it is told.
        whole: the periods, one at least.
    """
    value, low, high = _moving(formula, unit, whole, whole.height)
    return float(value[-1]), float(low[-1]), float(high[-1])


def whole_of(formula: Formula, table: pl.DataFrame) -> pl.DataFrame:
    """Return the periods in which every measure of a formula is known, oldest first.

    Arguments:
        formula: over the measures.
        table: `period`, and a column for each measure.

    Raises:
        MeasureError: no period is whole, or one is there twice.
    """
    names = sorted(formula.names)
    whole = table.select("period", *names).drop_nulls().sort("period")
    if whole.is_empty():
        fault = f"no period has all of {', '.join(names)}"
        raise MeasureError.of("measures", fault, "give one line a period with each of them")
    if whole["period"].n_unique() < whole.height:
        raise MeasureError.of("measures", "a period is there twice", "give one line a period")
    return whole


def _moving(
    formula: Formula, unit: str, whole: pl.DataFrame, window: int
) -> tuple[Floats, Floats, Floats]:
    """Value and bounds at each period, from the last `window` of them."""
    counts = np.minimum(np.arange(1, whole.height + 1), window)
    lag = np.arange(window)
    places = np.arange(whole.height)[:, np.newaxis] - lag
    is_in = lag < counts[:, np.newaxis]
    held = {
        name: np.where(is_in, whole[name].to_numpy()[np.maximum(places, 0)].astype(float), 0.0)
        for name in formula.names
    }
    sums = {name: rows.sum(axis=1, keepdims=True) for name, rows in held.items()}
    full = formula({n: s[:, 0] / counts for n, s in sums.items()}, unit)
    full = np.broadcast_to(full, counts.shape)
    fewer = np.maximum(counts - 1, 1)[:, np.newaxis]
    without = formula({n: (sums[n] - rows) / fewer for n, rows in held.items()}, unit)
    half = _half(np.where(is_in, without, np.nan), counts)
    return full, full - half, full + half


def _half(without: Floats, counts: NDArray[np.int64]) -> Floats:
    """Half the width of the jackknife's interval; NaN under three periods."""
    enough = counts >= FEWEST
    rows = np.where(enough[:, np.newaxis], without, 0.0)
    centre = np.nansum(rows, axis=1) / counts
    spread = np.nansum((rows - centre[:, np.newaxis]) ** 2, axis=1)
    is_known = enough & (np.isnan(rows).sum(axis=1) == without.shape[1] - counts)
    error = np.sqrt((counts - 1) / counts * spread)
    return np.where(is_known, error * stdtrit(np.maximum(counts - 1, 1), _LEVEL), np.nan)


def _status(goal: Goal, low: Floats, high: Floats, required: Floats) -> list[Status]:
    worst, best = (low, high) if goal.sign > 0 else (-high, -low)
    asked = goal.sign * required
    on, behind = worst >= asked, best < asked
    return [
        "on track" if o else "behind" if b else "cannot tell"
        for o, b in zip(on, behind, strict=True)
    ]


def _told(goal: Goal, periods: pl.DataFrame) -> Progress:
    last = periods.row(-1, named=True)
    run = periods["status"].reverse() == last["status"]
    length = run.arg_min() if not run.all() else run.len()
    way = None
    if last["value"] is not None:
        way = (last["value"] - goal.baseline) / (goal.target - goal.baseline)
    return Progress(
        value=last["value"],
        low=last["low"],
        high=last["high"],
        way=way,
        required=last["required"],
        status=last["status"],
        since=periods["period"][-(length or 1)],
        periods=periods,
    )
