"""Who is about to leave: learnt from who left, and told with how well it was learnt."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np
import polars as pl

from parvis.errors import RefusedError
from parvis.measure.logistic import auc, encoded, fit

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

FOLDS: Final = 5
FEWEST: Final = 50  # who left, and who did not
_LEVEL: Final = 1.959964


@dataclass(frozen=True, slots=True, kw_only=True)
class Churn:
    """Who may leave.

    Arguments:
        p: of each customer, as read by what was learnt from the others.
        auc, low, high: how often one who left has the higher p of two, with its 95 % interval.
        accuracy: part told rightly at one half, of 1.
        weights: of each thing known, per standard deviation, the strongest first.
    """

    p: pl.Series
    auc: float
    low: float
    high: float
    accuracy: float
    weights: pl.DataFrame


def learn_churn(
    customers: pl.DataFrame, *, left: str, columns: Sequence[str], seed: int = 0
) -> Churn:
    """Learn who leaves, each customer being read by what was learnt from the others.

    It tells who is likely to leave, not what would keep them: a weight is no cause.

    Arguments:
        customers: one row each.
        left: the column of truth values.
        columns: what is known of them before they leave; numbers and texts.
        seed: of the five parts.

    Raises:
        RefusedError: fewer than fifty who left, or who did not, or nothing known tells them apart.

    Source: Hanley and McNeil (1982) for the interval of the area.
    """
    outcome = customers[left].to_numpy().astype(bool)
    if min(outcome.sum(), (~outcome).sum()) < FEWEST:
        fault = f"{outcome.sum()} customers left and {(~outcome).sum()} did not"
        raise RefusedError.of("churn", fault, "wait until fifty of each are known")
    laid = encoded(customers, columns)
    if not laid.width:
        fault = "nothing that is known of customers differs from one to the other"
        raise RefusedError.of("churn", fault, "name what was known before they left")
    design = laid.to_numpy()
    part = np.random.default_rng(seed).permutation(len(outcome)) % FOLDS
    p = np.empty(len(outcome))
    for fold in range(FOLDS):
        is_out = part == fold
        p[is_out] = fit(design[~is_out], outcome[~is_out]).p(design[is_out])
    area = auc(p, outcome)
    half = _LEVEL * _error(area, outcome)
    weights = pl.DataFrame({"known": laid.columns, "weight": fit(design, outcome).weights[1:]})
    return Churn(
        p=pl.Series("p", p),
        auc=area,
        low=max(0.0, area - half),
        high=min(1.0, area + half),
        accuracy=float(((p > 0.5) == outcome).mean()),
        weights=weights.sort(pl.col("weight").abs(), descending=True),
    )


def _error(area: float, outcome: NDArray[np.bool_]) -> float:
    many, few = int(outcome.sum()), int((~outcome).sum())
    one, two = area / (2 - area), 2 * area**2 / (1 + area)
    spread = area * (1 - area) + (many - 1) * (one - area**2) + (few - 1) * (two - area**2)
    return float(np.sqrt(spread / (many * few)))
