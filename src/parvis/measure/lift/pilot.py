"""A pilot in one market: which market, against which, how long, and what it could show."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np
from scipy.stats import nct
from scipy.stats import t as student

from parvis.errors import RefusedError

if TYPE_CHECKING:
    from collections.abc import Sequence

    import polars as pl
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

POWER: Final = 0.8
_LEVEL: Final = 0.975
_FAR: Final = 5.0  # errors from zero, past which SciPy loses the tail of the wrong sign
_FEWEST: Final = 4  # markets, and times the pilot's length that the past must hold


@dataclass(frozen=True, slots=True, kw_only=True)
class Pilot:
    """A market to try in, and what a trial there could show.

    Arguments:
        market: where to try.
        controls: what to compare it with, by name.
        periods: how long.
        smallest: the smallest effect that four trials in five would show, by period.
        relative: the same in percent of the market's usual value.
        power: the chance of showing the effect that was asked about.
    """

    market: str
    controls: tuple[str, ...]
    periods: int
    smallest: float
    relative: float
    power: float


def design(
    past: pl.DataFrame,
    *,
    periods: int,
    effect: float,
    candidates: Sequence[str] | None = None,
) -> list[Pilot]:
    """Say where a trial would show most, from how markets moved beside one another before.

    Every trial that could have been made in the past, when nothing was done, is made: its results
    show by how much such a comparison errs. Controls are the half of the other markets that moved
    most like it.

    Arguments:
        past: unit, period and value, every unit in every period.
        periods: how long the trial is to last, and what came before it is to be taken from.
        effect: percent of the market's usual value that one hopes for.
        candidates: markets where a trial could be made; all by default.

    Returns: a pilot a candidate, the one that could show the smallest effect first.

    Raises:
        RefusedError: fewer than four markets, or a past shorter than four trials.

    Source: Brodersen et al. (Annals of Applied Statistics 9, 2015) for trials on the past; row 87.

    >>> days = range(64)
    >>> rows = [
    ...     (u, d, 100 + 10 * (d % 7) + (d * n) % 5) for n, u in enumerate("abcde", 1) for d in days
    ... ]
    >>> import polars as pl
    >>> past = pl.DataFrame(rows, schema=["unit", "period", "value"], orient="row")
    >>> best = design(past, periods=8, effect=5)[0]
    >>> best.smallest > 0, 0 < best.power <= 1
    (True, True)
    """
    wide = past.pivot("period", index="unit", values="value").sort("unit")
    names = wide["unit"].to_list()
    values = wide.drop("unit").to_numpy().astype(float)
    if len(names) < _FEWEST or values.shape[1] < _FEWEST * periods or not np.isfinite(values).all():
        fault = f"{len(names)} markets with {values.shape[1]} periods"
        raise RefusedError.of("pilot", fault, "give four markets and four times the pilot's length")
    chosen = names if candidates is None else [name for name in names if name in candidates]
    changes = _changes(values, periods)
    pilots = [
        _pilot(names, values, changes, place=names.index(name), periods=periods, effect=effect)
        for name in chosen
    ]
    return sorted(pilots, key=lambda pilot: pilot.relative)


def _pilot(
    names: list[str], values: Floats, changes: Floats, *, place: int, periods: int, effect: float
) -> Pilot:
    apart = (changes - changes[place]).std(axis=1)
    nearest = [int(n) for n in np.argsort(apart, kind="stable") if n != place]
    controls = nearest[: max(3, len(nearest) // 2)]
    erred = changes[place] - changes[controls].mean(axis=0)
    error = float(np.sqrt(np.mean(erred**2)))
    freedom = max(2, values.shape[1] // periods - 2)
    usual = float(values[place].mean())
    smallest = error * float(student.ppf(_LEVEL, freedom) + student.ppf(POWER, freedom))
    return Pilot(
        market=names[place],
        controls=tuple(names[n] for n in sorted(controls)),
        periods=periods,
        smallest=smallest,
        relative=100 * smallest / usual if usual else float("inf"),
        power=_power(effect / 100 * usual, error, freedom),
    )


def _changes(values: Floats, periods: int) -> Floats:
    """By market, the mean of each span of the past less the mean of the span before it."""
    sums = np.cumsum(np.pad(values, ((0, 0), (1, 0))), axis=1)
    means = (sums[:, periods:] - sums[:, :-periods]) / periods
    return np.asarray(means[:, periods:] - means[:, :-periods])


def _power(effect: float, error: float, freedom: int) -> float:
    """The chance that a two-sided test at 5 % shows the effect."""
    if error == 0:
        return 1.0
    bound = student.ppf(_LEVEL, freedom)
    away = abs(effect) / error
    wrong = nct.cdf(-bound, freedom, away) if away < _FAR else 0.0
    return float(nct.sf(bound, freedom, away) + wrong)
