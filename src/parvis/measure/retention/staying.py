"""Whether engaged customers stay longer: curves side by side, as they are and like with like."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import polars as pl

from parvis.errors import RefusedError
from parvis.measure.retention.cohort import ever, landmarked, matched
from parvis.survival import after, kaplan_meier, log_rank

if TYPE_CHECKING:
    import datetime as dt

    import numpy as np
    from numpy.typing import NDArray

FEWEST: Final = 10  # customers in each group


@dataclass(frozen=True, slots=True, kw_only=True)
class Staying:
    """Who stays, engaged and not.

    Arguments:
        way: `ever` (the flattering one), `landmarked` or `matched`.
        curves: engaged, and the columns of `parvis.survival.kaplan_meier`, in days.
        engaged, others: part that stays until the horizon, in percent, with low and high.
        difference, low, high: of the two, in points; None where a curve does not reach so far.
        p: how rarely chance alone would set the curves so far apart (log-rank).
        customers: in each group: engaged, others.
    """

    way: str
    curves: pl.DataFrame
    engaged: tuple[float, float, float] | None
    others: tuple[float, float, float] | None
    difference: float | None
    low: float | None
    high: float | None
    p: float
    customers: tuple[int, int]


def staying(
    customers: pl.DataFrame, *, at: dt.date, until: dt.date, horizon: int
) -> tuple[Staying, Staying, Staying]:
    """Compare how long engaged and other customers stay: as counted, from one day on, and matched.

    Only the last is like with like, and only in what is known: their tenure. What made people
    engage may also have made them stay; an experiment alone could part the two.

    Arguments:
        customers: customer, since, left and engaged, as for `landmarked`.
        at: the day from which they are followed.
        until: the last day on which leaving would have been seen.
        horizon: days after which both groups are compared.

    Raises:
        RefusedError: a group is smaller than ten on that day.

    Source: row 15 of the capabilities; `parvis.survival` for the estimators.
    """
    cohort = landmarked(customers, at=at, until=until)
    ways = {"ever": ever(customers, until=until), "landmarked": cohort, "matched": matched(cohort)}
    ever_, landmarked_, matched_ = (_compared(way, table, horizon) for way, table in ways.items())
    return ever_, landmarked_, matched_


def _compared(way: str, table: pl.DataFrame, horizon: int) -> Staying:
    engaged, others = table.filter("engaged"), table.filter(~table["engaged"])
    if min(engaged.height, others.height) < FEWEST:
        fault = f"{engaged.height} engaged customers and {others.height} others ({way})"
        raise RefusedError.of("retention", fault, "choose another day, or wait: ten of each")
    curves = [kaplan_meier(*_arrays(group)) for group in (engaged, others)]
    shares = [_share(curve, horizon) for curve in curves]
    difference, low, high = _apart(*shares)
    return Staying(
        way=way,
        curves=_together(*curves),
        engaged=shares[0],
        others=shares[1],
        difference=difference,
        low=low,
        high=high,
        p=log_rank(*_arrays(table), table["engaged"].to_numpy()),
        customers=(engaged.height, others.height),
    )


def _arrays(table: pl.DataFrame) -> tuple[NDArray[np.float64], NDArray[np.bool_]]:
    return table["days"].to_numpy().astype(float), table["left"].to_numpy()


def _together(engaged: pl.DataFrame, others: pl.DataFrame) -> pl.DataFrame:
    return pl.concat(
        [
            engaged.select(pl.lit(value=True).alias("engaged"), pl.all()),
            others.select(pl.lit(value=False).alias("engaged"), pl.all()),
        ]
    )


def _share(curve: pl.DataFrame, horizon: int) -> tuple[float, float, float] | None:
    """Percent still there at the horizon, with its interval."""
    read = after(curve, [float(horizon)])
    if read.is_empty():
        return None
    gone, low, high = read.select("share", "low", "high").row(0)
    return 100 * (1 - gone), 100 * (1 - high), 100 * (1 - low)


def _apart(
    ours: tuple[float, float, float] | None, theirs: tuple[float, float, float] | None
) -> tuple[float | None, float | None, float | None]:
    """The difference of two shares, its interval squared together from theirs (Newcombe)."""
    if ours is None or theirs is None:
        return None, None, None
    difference = ours[0] - theirs[0]
    down = math.hypot(ours[0] - ours[1], theirs[2] - theirs[0])
    up = math.hypot(ours[2] - ours[0], theirs[0] - theirs[1])
    return difference, difference - down, difference + up
