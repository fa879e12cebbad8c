"""Fit the heads: linear models over hashed features, calibrated on posts they have not seen."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from scipy.sparse import csr_array, vstack
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import StratifiedKFold

from parvis.enrich.ngrams import BUCKETS, gathered
from parvis.enrich.text import prepare

if TYPE_CHECKING:
    from collections.abc import Sequence

    import polars as pl

Floats: TypeAlias = NDArray[np.float64]
Labels: TypeAlias = NDArray[np.int64]

LEVELS = 63  # steps each side of nil that a shipped weight may take
SEED = 0


@dataclass(frozen=True, slots=True)
class Lesson:
    """Posts to learn from, and how much they weigh beside the others.

    Arguments:
        features: one row a post.
        labels: the class of each.
        weight: of one post of a class as common as the others; rare classes weigh more.
    """

    features: csr_array
    labels: Labels
    weight: float = 1.0

    def weights(self) -> Floats:
        """Weigh every post so that the classes of this lesson count alike."""
        counts = np.bincount(self.labels)
        fair = len(self.labels) / (np.count_nonzero(counts) * np.maximum(counts, 1))
        return self.weight * fair[self.labels]

    def only(self, rows: NDArray[np.int64]) -> Lesson:
        """Return the lesson of these posts alone."""
        return Lesson(self.features[rows], self.labels[rows], self.weight)


@dataclass(frozen=True, slots=True)
class Linear:
    """Weights by bucket and class, and a bias by class."""

    weights: Floats
    bias: Floats

    def margins(self, features: csr_array) -> Floats:
        """Score posts: one row a post, one column a class."""
        return features @ self.weights + self.bias


def lesson(posts: pl.DataFrame, classes: Sequence[str], weight: float = 1.0) -> Lesson:
    """Turn labelled posts into a lesson."""
    place = {name: number for number, name in enumerate(classes)}
    labels = np.array([place[label] for label in posts["label"]])
    prepared = posts.select(prepare(posts["text"])).to_series()
    return Lesson(features(prepared), labels, weight)


def features(posts: pl.Series) -> csr_array:
    """Count hashed features, over the square root of their number, as the reader does."""
    buckets, starts = gathered(posts)
    sizes = np.diff(starts)
    values = np.repeat(1 / np.sqrt(np.maximum(sizes, 1)), sizes)
    found = csr_array((values, buckets, starts), shape=(len(posts), BUCKETS))
    found.sum_duplicates()
    return found


def fit(lessons: Sequence[Lesson], classes: int, *, strength: float) -> Linear:
    """Fit one logistic regression per class against all others.

    Arguments:
        lessons: what to learn from.
        classes: how many there are.
        strength: inverse of the regularisation (C).
    """
    rows = vstack([one.features for one in lessons], format="csr")
    seen = np.unique(rows.indices)
    rows = rows[:, seen]
    labels = np.concatenate([one.labels for one in lessons])
    weights = np.concatenate([one.weights() for one in lessons])
    found = Linear(np.zeros((BUCKETS, classes)), np.zeros(classes))
    for number in range(classes):
        model = LogisticRegression(
            C=strength, dual=True, solver="liblinear", tol=0.01, max_iter=300, random_state=SEED
        ).fit(rows, labels == number, sample_weight=weights)
        found.weights[seen, number], found.bias[number] = model.coef_[0], model.intercept_[0]
    return found


def read_unseen(
    studied: Lesson, others: Sequence[Lesson], classes: int, *, strength: float, folds: int = 5
) -> Floats:
    """Score each post of a lesson by a model that learnt from all but its fold."""
    margins = np.zeros((len(studied.labels), classes))
    split = StratifiedKFold(folds, shuffle=True, random_state=SEED)
    for learnt, unseen in split.split(margins, studied.labels):
        model = fit([studied.only(learnt), *others], classes, strength=strength)
        margins[unseen] = model.margins(studied.features[unseen])
    return margins


def calibrate(margins: Floats, labels: Labels, weights: Floats) -> tuple[float, Floats]:
    """Find slope and shifts that make the softmax of the margins mean what it says.

    Source: Guo et al., "On calibration of modern neural networks" (ICML 2017), vector scaling
        with one slope.
    """

    def loss(parameters: Floats) -> float:
        scores = parameters[0] * margins + np.append(0, parameters[1:])
        scores -= scores.max(axis=1, keepdims=True)
        likely = scores[np.arange(len(labels)), labels] - np.log(np.exp(scores).sum(axis=1))
        return float(-(weights * likely).sum() / weights.sum())

    found = minimize(loss, np.eye(margins.shape[1])[0], method="L-BFGS-B").x
    return float(found[0]), np.append(0, found[1:])


def shrink(model: Linear, *, keep: int) -> tuple[NDArray[np.int8], Floats]:
    """Keep the weightiest buckets, as 8-bit integers with one scale a class."""
    weights = model.weights.copy()
    size = np.abs(weights).max(axis=1)
    weights[size < np.sort(size)[-keep]] = 0
    weights[0] = 0
    scale = np.quantile(np.abs(weights[size > 0]), 0.9995, axis=0) / LEVELS
    return np.clip(np.round(weights / scale), -LEVELS, LEVELS).astype(np.int8), scale


def sure_from(scores: Floats, labels: Labels, weights: Floats, *, right: float = 0.75) -> float:
    """Find the probability from which the likeliest class is right so often, on the whole."""
    likely = np.exp(scores - scores.max(axis=1, keepdims=True))
    sureness = (likely / likely.sum(axis=1, keepdims=True)).max(axis=1)
    surest = np.argsort(-sureness)
    is_right = (scores.argmax(axis=1) == labels)[surest]
    so_far = np.cumsum(weights[surest] * is_right) / np.cumsum(weights[surest])
    last = np.flatnonzero(so_far >= right)
    return float(sureness[surest[last[-1]]]) if len(last) else 1.0
