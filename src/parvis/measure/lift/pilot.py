"""A pilot in one market: which market, against which, how long, and what it could show."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from parvis.errors import RefusedError
from parvis.measure.lift.power import needed, power
from parvis.measure.lift.yardstick import foreseen

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import polars as pl
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

POWER: Final = 0.8
_FEWEST: Final = 4  # markets, and times the pilot's length that the past must hold
_LEAST: Final = 8  # periods of it
_MORE: Final = 1.5  # times as many controls are tried as before


@dataclass(frozen=True, slots=True, kw_only=True)
class Pilot:
    """A market to try in, and what a trial there could show.

    Arguments:
        market: where to try.
        controls: what to compare it with, by name.
        periods: how long.
        before: how many periods of the past to read it with, the last ones.
        smallest: the smallest effect that four trials in five would show, by period.
        relative: the same in percent of the market's usual value.
        power: the chance of showing the effect that was asked about.
    """

    market: str
    controls: tuple[str, ...]
    periods: int
    before: int
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

    The first half of the past chooses: for each market the controls beside which a trial would show
    most, and the order of the markets. The second half, which has chosen nothing, says by how much
    such a trial would err, so that neither a lucky market nor lucky controls are told for good.
    Power is that of one reading: `differences` of the market and these controls alone, over
    the periods of the second half and the trial's.

    Arguments:
        past: unit, period and value, every unit in every period.
        periods: how long the trial is to last, and what came before it is to be taken from.
        effect: percent of the market's usual value that one hopes for.
        candidates: markets where a trial could be made; all by default.

    Returns: a pilot a candidate, first the one that by the first half shows the smallest effect.

    Raises:
        RefusedError: fewer than four markets, or a past shorter than four trials or eight periods.

    Source: Cox, "A note on data-splitting for the evaluation of significance levels" (Biometrika
        62, 1975); row 87.

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
    enough = values.shape[1] >= max(_LEAST, _FEWEST * periods)
    if len(names) < _FEWEST or not enough or not np.isfinite(values).all():
        fault = f"{len(names)} markets with {values.shape[1]} periods"
        way_out = "give four markets and four times the pilot's length, eight periods at least"
        raise RefusedError.of("pilot", fault, way_out)
    chosen = names if candidates is None else [name for name in names if name in candidates]
    pilots = [
        _pilot(names, values, place=names.index(name), periods=periods, effect=effect)
        for name in chosen
    ]
    return [pilot for _, pilot in sorted(pilots, key=lambda pair: pair[0])]


def _pilot(
    names: list[str], values: Floats, *, place: int, periods: int, effect: float
) -> tuple[float, Pilot]:
    """The pilot of a market, and its place among the others by the first half of the past."""
    before = values.shape[1] // 2
    first, second = values[:, :-before], values[:, -before:]
    smallest, controls = min(_ways(first, place, periods), key=lambda way: way[0])
    error, freedom = _erring(second, place, controls, periods)
    usual = float(values[place].mean())
    shown = error * needed(POWER, len(controls) - 1, freedom)
    pilot = Pilot(
        market=names[place],
        controls=tuple(names[n] for n in sorted(controls)),
        periods=periods,
        before=before,
        smallest=shown,
        relative=100 * shown / usual if usual else float("inf"),
        power=power(effect / 100 * usual / error, len(controls) - 1, freedom) if error else 1.0,
    )
    earlier = abs(float(first[place].mean()))
    return smallest / earlier if earlier else float("inf"), pilot


def _ways(first: Floats, place: int, periods: int) -> Iterator[tuple[float, list[int]]]:
    """Few and more controls, the likest first; and the smallest effect a trial would show."""
    apart = (first - first[place]).std(axis=1)
    nearest = [int(n) for n in np.argsort(apart, kind="stable") if n != place]
    many: float = min(3, len(nearest))
    while many <= len(nearest):
        controls = nearest[: int(many)]
        error, freedom = _erring(first, place, controls, periods)
        yield error * needed(POWER, len(controls) - 1, freedom), controls
        many = many * _MORE if many >= len(nearest) else min(many * _MORE, len(nearest))


def _erring(values: Floats, place: int, controls: list[int], periods: int) -> tuple[float, float]:
    """How far a trial would err, and the degrees of freedom of that, in halves."""
    is_treated = np.arange(len(controls) + 1) == 0
    error, freedom = foreseen(values[[place, *controls]], periods, is_treated=is_treated)
    return error, max(1.0, round(2 * freedom) / 2)
