"""Logistic regression with a ridge: who does something, from what is known of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np
import polars as pl
from scipy.special import expit

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

RIDGE: Final = 1.0
_STEPS: Final = 50
_CLOSE: Final = 1e-9


@dataclass(frozen=True, slots=True)
class Logistic:
    """A fitted regression: the weight of the constant, then of each column."""

    weights: Floats

    def p(self, design: Floats) -> Floats:
        """Return the probability of each row."""
        return np.asarray(expit(self.score(design)))

    def score(self, design: Floats) -> Floats:
        """Return the linear score of each row."""
        return np.asarray(self.weights[0] + design @ self.weights[1:])


def fit(design: Floats, outcome: NDArray[np.bool_], *, ridge: float = RIDGE) -> Logistic:
    """Fit by Newton's method; the constant is not shrunk.

    Arguments:
        design: by row and column, each of about the same spread.
        outcome: whether it happened.
        ridge: how strongly weights are drawn to zero, which keeps them finite.

    Source: le Cessie and van Houwelingen, "Ridge estimators in logistic regression" (Applied
        Statistics 41, 1992).

    >>> x = np.array([[-1.0], [0.0], [0.5], [1.0]])
    >>> fit(x, np.array([False, False, True, True])).weights[1].round(2).item()
    0.82
    """
    x = np.column_stack([np.ones(len(design)), design])
    penalty = np.full(x.shape[1], ridge)
    penalty[0] = _CLOSE
    weights = np.zeros(x.shape[1])
    for _ in range(_STEPS):
        p = expit(x @ weights)
        slope = x.T @ (outcome - p) - penalty * weights
        curve = (x * (p * (1 - p))[:, np.newaxis]).T @ x + np.diag(penalty)
        step = np.linalg.solve(curve, slope)
        weights = weights + step
        if np.abs(step).max() < _CLOSE:
            break
    return Logistic(weights)


def auc(p: Floats, outcome: NDArray[np.bool_]) -> float:
    """Return how often one to whom it happened has the higher probability of two.

    Arguments:
        p: of each.
        outcome: whether it happened.

    Source: Hanley and McNeil, "The meaning and use of the area under a ROC curve" (Radiology 143,
        1982).

    >>> auc(np.array([0.1, 0.4, 0.35, 0.8]), np.array([False, False, True, True]))
    0.75
    """
    ranks = pl.Series(p).rank("average").to_numpy()
    many = int(outcome.sum())
    above = ranks[outcome].sum() - many * (many + 1) / 2
    return float(above / (many * (len(p) - many)))


def encoded(table: pl.DataFrame, columns: Sequence[str] | None = None) -> pl.DataFrame:
    """Lay columns out as numbers: standardised, or one column a value but the first.

    Arguments:
        table: numbers (an unknown one is the mean), texts and truth values.
        columns: those to lay out; all by default.

    >>> encoded(pl.DataFrame({"n": [1.0, 3.0], "t": ["a", "b"]})).rows()
    [(-1.0, 0.0), (1.0, 1.0)]
    """
    parts = []
    for name in columns or table.columns:
        column = table[name]
        if column.dtype.is_numeric():
            parts.append(_standard(column))
        else:
            parts += _dummies(column)
    return pl.DataFrame(parts)


def _standard(column: pl.Series) -> pl.Series:
    numbers = column.cast(pl.Float64)
    spread = numbers.std(ddof=0) or 1.0
    return ((numbers - numbers.mean()) / spread).fill_null(0.0).alias(column.name)


def _dummies(column: pl.Series) -> list[pl.Series]:
    texts = column.cast(pl.String).fill_null("")
    values = texts.unique().sort()[1:]
    return [(texts == value).cast(pl.Float64).alias(f"{column.name} {value}") for value in values]
