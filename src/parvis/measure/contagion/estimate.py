"""Contagion against homophily: adoptions that friends caused, naively and like with like.

People who adopt have friends who adopt because they infect one another, and because they were
alike before. Only what is known of them can part the two; where that does not suffice, no figure
is given.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING, Final

import numpy as np
import polars as pl

from parvis.errors import RefusedError
from parvis.measure.contagion.exposure import exposures
from parvis.measure.logistic import RIDGE, encoded, fit

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

STRATA: Final = 20
FEW: Final = 8  # columns of what is known, of which every two are multiplied
UNMATCHED: Final = 0.2  # of the exposed, that may be without their like
DOUBT: Final = 0.01
Z: Final = 1.959964


@dataclass(frozen=True, slots=True, kw_only=True)
class Contagion:
    """Adoptions that friends caused.

    Arguments:
        naive, naive_low, naive_high: as if exposed and other people were alike, with an interval
            that holds what chance moves and not what likeness adds.
        matched, low, high: like with like, with its 95 % interval.
        adoptions: by exposed people, all of them.
        share: of these adoptions that contagion explains, in percent.
        unmatched: part of the exposed without their like, who are left out.
        alike_p: how rarely chance would make unexposed friends adopt together so often, given what
            is known of them; a small one says that they are alike in something unknown.
    """

    naive: float
    naive_low: float
    naive_high: float
    matched: float
    low: float
    high: float
    adoptions: int
    share: float
    unmatched: float
    alike_p: float


def contagion(people: pl.DataFrame, ties: pl.DataFrame, *, covariates: Sequence[str]) -> Contagion:
    """Estimate how many adoptions friends caused, each exposed person beside unexposed ones alike.

    Likeness is the chance to be exposed, given what is known, in the same period. Two friends who
    adopt in one period, when neither could have had it from anyone, cannot have infected each
    other: where they do so more often than what is known of them explains, they are alike in
    something that is not known, and the estimate is refused.

    Arguments:
        people: person, adopted (the period, from 0; null for who did not) and the covariates.
        ties: person and friend.
        covariates: what is known of people from before.

    Raises:
        RefusedError: no covariates; nobody with a friend who adopted before; too many exposed
            without their like; or friends alike in something unknown.
        MeasureError: as `exposures`.

    Source: Aral, Muchnik and Sundararajan, "Distinguishing influence-based contagion from
        homophily-driven diffusion" (PNAS 106, 2009); Abadie and Imbens, "Bias-corrected matching
        estimators" (Journal of Business & Economic Statistics 29, 2011); Shalizi and Thomas,
        "Homophily and contagion are generically confounded" (Sociological Methods & Research 40,
        2011); row 14.
    """
    if not covariates:
        fault = "nothing is known of the people, so that contagion and likeness look the same"
        raise RefusedError.of("contagion", fault, "give what is known of them from before")
    rows = exposures(people, ties).join(_laid(people, covariates), on="person")
    if not rows["exposed"].any():
        fault = "nobody has a friend who adopted in a period before"
        raise RefusedError.of("contagion", fault, "give their ties, or shorter periods")
    names = [name for name in rows.columns if name.startswith("known ")]
    placed = _weighed(_placed(_expected(rows, names), names))
    alike_p = _alike(placed, ties)
    unmatched = _unmatched(placed)
    _refuse(unmatched, alike_p)
    matched = float(placed.select(pl.col("weight") * pl.col("left")).sum().item())
    half = Z * math.sqrt(_variance(placed, _design(placed, names)))
    naive, around = _naive(rows)
    adoptions = int(rows.filter("exposed")["adopts"].sum())
    return Contagion(
        naive=naive,
        naive_low=naive - around,
        naive_high=naive + around,
        matched=matched,
        low=matched - half,
        high=matched + half,
        adoptions=adoptions,
        share=100 * matched / adoptions if adoptions else 0.0,
        unmatched=unmatched,
        alike_p=alike_p,
    )


def _laid(people: pl.DataFrame, covariates: Sequence[str]) -> pl.DataFrame:
    """What is known of each person as numbers, with their squares, and products of a few."""
    laid = encoded(people, covariates)
    named = laid.rename({name: f"known {name}" for name in laid.columns})
    names = named.columns
    pairs = [*combinations(names, 2)] if len(names) <= FEW else []
    products = [(pl.col(one) * pl.col(other)).alias(f"{one} by {other}") for one, other in pairs]
    squares = [(pl.col(name) ** 2).alias(f"{name} squared") for name in names]
    return named.with_columns(*squares, *products).with_columns(people["person"])


def _naive(rows: pl.DataFrame) -> tuple[float, float]:
    """What the exposed adopt beyond the rate of all others, and half the interval of two rates."""
    exposed, others = rows.filter("exposed"), rows.filter(~pl.col("exposed"))
    n, m = exposed.height, max(1, others.height)
    ours, theirs = int(exposed["adopts"].sum()) / n, int(others["adopts"].sum()) / m
    variance = n * ours * (1 - ours) + n**2 * theirs * (1 - theirs) / m
    return n * (ours - theirs), Z * math.sqrt(variance)


def _expected(rows: pl.DataFrame, names: list[str]) -> pl.DataFrame:
    """The rows with `left`: how far each is from what the unexposed would do, by what is known."""
    design = _design(rows, names)
    is_free, adopts = ~rows["exposed"].to_numpy(), rows["adopts"].to_numpy()
    expected = fit(design[is_free], adopts[is_free]).p(design)
    return rows.with_columns(pl.Series("left", adopts - expected))


def _design(rows: pl.DataFrame, names: list[str]) -> Floats:
    """What is known, and the period, by row."""
    periods = rows.select(pl.col("period").cast(pl.String)).to_dummies(drop_first=True)
    return np.hstack([rows.select(names).to_numpy(), periods.to_numpy().astype(float)])


def _placed(rows: pl.DataFrame, names: list[str]) -> pl.DataFrame:
    """The rows with their stratum: a period, and a part of the chances to be exposed in it."""
    periods = rows.filter(pl.col("exposed").any().over("period"))
    time = periods["period"].to_numpy()[:, np.newaxis] / max(1, *periods["period"].unique())
    design = np.hstack([periods.select(names).to_numpy(), time])
    chance = pl.Series("chance", fit(design, periods["exposed"].to_numpy()).score(design))
    rank = pl.col("chance").rank("ordinal").over("period")
    place = (rank * STRATA / pl.len().over("period")).ceil()
    scored = periods.with_columns(chance).with_columns(stratum=place)
    before = rows.join(periods, on=["person", "period"], how="anti")
    return pl.concat([scored, before], how="diagonal")


def _weighed(placed: pl.DataFrame) -> pl.DataFrame:
    """The rows with their weight: exposed 1, and as much against them in each stratum."""
    groups = ("period", "stratum")
    n = pl.col("exposed").sum().over(groups).cast(pl.Float64)
    m = (~pl.col("exposed")).sum().over(groups)
    weight = pl.when("exposed").then(1.0).otherwise(-n / m)
    is_met = pl.col("stratum").is_not_null() & (n > 0) & (m > 0)
    return placed.with_columns(weight=pl.when(is_met).then(weight).otherwise(0.0))


def _unmatched(placed: pl.DataFrame) -> float:
    """The part of the exposed that have nobody in their stratum to be compared with."""
    exposed = placed.filter("exposed")["weight"]
    return 1 - float(exposed.sum()) / exposed.len() if exposed.len() else 1.0


def _variance(placed: pl.DataFrame, design: Floats) -> float:
    """The variance of what the weights sum up, that of the fitted expectation among it.

    The expectation was fitted on the unexposed, so that each of them moves it too: what it moves in
    the sum is added to its weight. An exposed person departs from the others of their stratum.
    """
    is_ours, weight = placed["exposed"].to_numpy(), placed["weight"].to_numpy()
    left = placed["left"].to_numpy()
    expected = placed["adopts"].to_numpy() - left
    spread = expected * (1 - expected)
    rows = np.column_stack([np.ones(len(design)), design])
    free = rows[~is_ours]
    curve = (free * spread[~is_ours, np.newaxis]).T @ free + RIDGE * np.eye(rows.shape[1])
    moves = rows @ np.linalg.solve(curve, -(rows.T @ (weight * spread)))
    mean = pl.col("left").mean().over("period", "stratum", "exposed")
    apart = placed.select(pl.when("exposed").then(pl.col("left") - mean).otherwise("left"))
    pull = np.where(is_ours, weight, weight + moves)
    return float(((pull * apart.to_series().to_numpy()) ** 2).sum())


def _alike(placed: pl.DataFrame, ties: pl.DataFrame) -> float:
    """Whether friends whom nobody exposed adopt together, beyond what is known of them."""
    left = placed.filter(~pl.col("exposed")).select("person", "period", "left")
    ends = {"person": pl.min_horizontal("person", "friend"), "friend": pl.max_horizontal(pl.all())}
    once = ties.filter(pl.col("person") != pl.col("friend")).select(**ends).unique()
    pairs = once.join(left, on="person")
    pairs = pairs.join(left.rename({"person": "friend", "left": "other"}), on=["friend", "period"])
    product = pairs.select(pl.col("left") * pl.col("other")).to_series().to_numpy()
    spread = math.sqrt(float((product**2).sum()))
    return 0.5 * math.erfc(float(product.sum()) / spread / math.sqrt(2)) if spread else 1.0


def _refuse(unmatched: float, alike_p: float) -> None:
    if unmatched > UNMATCHED:
        fault = f"{100 * unmatched:.0f} % of the exposed have nobody like them who was not"
        raise RefusedError.of("contagion", fault, "take a shorter time, or people less alike")
    if alike_p < DOUBT:
        fault = (
            "friends adopt together before any could infect the other, beyond what is known of them"
        )
        way_out = "add what makes them alike, or try it on some drawn by lot"
        raise RefusedError.of("contagion", fault, way_out)
