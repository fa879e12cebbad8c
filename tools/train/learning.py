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

from parvis.features.ngrams import BUCKETS, gathered
from parvis.features.text import prepare
from tools.train.states import kept_states

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    import polars as pl

Floats: TypeAlias = NDArray[np.float64]
Labels: TypeAlias = NDArray[np.int64]

UNHEARD = -9.0  # margin of a class that a head was told nothing of
LEVELS = 63  # steps each side of nil that a shipped weight may take
SEED = 0


@dataclass(frozen=True, slots=True)
class Lesson:
    """Posts to learn from, and how much they weigh beside the others.

    Arguments:
        features: one row a post.
        labels: the class of each.
        weight: of one post of a class as common as the others; rare classes weigh more.
        states: what the encoder makes of each, a row a post, for heads that read those.
    """

    features: csr_array
    labels: Labels
    weight: float = 1.0
    states: Floats | None = None

    def weights(self) -> Floats:
        """Weigh every post so that the classes of this lesson count alike."""
        counts = np.bincount(self.labels)
        fair = len(self.labels) / (np.count_nonzero(counts) * np.maximum(counts, 1))
        return self.weight * fair[self.labels]

    def only(self, rows: NDArray[np.int64]) -> Lesson:
        """Return the lesson of these posts alone."""
        states = None if self.states is None else self.states[rows]
        return Lesson(self.features[rows], self.labels[rows], self.weight, states)


@dataclass(frozen=True, slots=True)
class Linear:
    """Weights by bucket and class, and a bias by class."""

    weights: Floats
    bias: Floats

    def margins(self, one: Lesson) -> Floats:
        """Score posts: one row a post, one column a class."""
        return one.features @ self.weights + self.bias


@dataclass(frozen=True, slots=True)
class Dense:
    """The same over states, which it first brings to mean 0 and spread 1."""

    mean: Floats
    spread: Floats
    weights: Floats
    bias: Floats

    def margins(self, one: Lesson) -> Floats:
        """Score posts: one row a post, one column a class."""
        return ((_states(one) - self.mean) / self.spread) @ self.weights + self.bias


Learn: TypeAlias = "Callable[[Sequence[Lesson]], Linear | Dense]"


def _states(one: Lesson) -> Floats:
    if one.states is None:
        raise ValueError("this lesson has no states")
    return one.states


def lesson(
    posts: pl.DataFrame, classes: Sequence[str], weight: float = 1.0, *, with_states: bool = False
) -> Lesson:
    """Turn labelled posts into a lesson."""
    place = {name: number for number, name in enumerate(classes)}
    labels = np.array([place[label] for label in posts["label"]])
    prepared = posts.select(prepare(posts["text"])).to_series()
    read = kept_states(posts["text"]) if with_states else None
    return Lesson(features(prepared), labels, weight, read)


def features(posts: pl.Series) -> csr_array:
    """Count hashed features, over the square root of their number, as the reader does."""
    buckets, starts = gathered(posts)
    sizes = np.diff(starts)
    values = np.repeat(1 / np.sqrt(np.maximum(sizes, 1)), sizes)
    found = csr_array((values, buckets, starts.astype(np.int32)), shape=(len(posts), BUCKETS))
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


def fit_states(lessons: Sequence[Lesson], classes: int, *, strength: float) -> Dense:
    """Fit one multinomial logistic regression over states.

    Arguments:
        lessons: what to learn from, with states.
        classes: how many there are.
        strength: inverse of the regularisation (C).
    """
    rows = np.concatenate([_states(one) for one in lessons])
    mean, spread = rows.mean(axis=0), rows.std(axis=0) + 1e-6
    model = LogisticRegression(C=strength, max_iter=300).fit(
        (rows - mean) / spread,
        np.concatenate([one.labels for one in lessons]),
        sample_weight=np.concatenate([one.weights() for one in lessons]),
    )
    weights, bias = np.zeros((rows.shape[1], classes)), np.full(classes, UNHEARD)
    if len(model.classes_) > len(model.coef_):  # two classes share one row
        weights[:, model.classes_[1]], bias[:] = model.coef_[0], 0
        bias[model.classes_[1]] = model.intercept_[0]
    else:
        weights[:, model.classes_], bias[model.classes_] = model.coef_.T, model.intercept_
    return Dense(mean, spread, weights, bias)


def read_unseen(
    studied: Lesson, others: Sequence[Lesson], classes: int, learn: Learn, *, folds: int = 5
) -> Floats:
    """Score each post of a lesson by a model that learnt from all but its fold."""
    margins = np.zeros((len(studied.labels), classes))
    split = StratifiedKFold(folds, shuffle=True, random_state=SEED)
    for learnt, unseen in split.split(margins, studied.labels):
        model = learn([studied.only(learnt), *others])
        margins[unseen] = model.margins(studied.only(unseen))
    return margins


def calibrate(margins: Sequence[Floats], labels: Labels, weights: Floats) -> tuple[Floats, Floats]:
    """Find a slope for each reader's margins, and shifts, that make their softmax true.

    Arguments:
        margins: of one reader or several, a row a post, a column a class.
        labels: the class of each post.
        weights: of each post.

    Source: Guo et al., "On calibration of modern neural networks" (ICML 2017), vector scaling
        with one slope a reader.
    """
    readers, classes = len(margins), margins[0].shape[1]

    def loss(parameters: Floats) -> float:
        slopes, shift = parameters[:readers], np.append(0, parameters[readers:])
        scores = sum(a * one for a, one in zip(slopes, margins, strict=True)) + shift
        scores = scores - scores.max(axis=1, keepdims=True)
        likely = scores[np.arange(len(labels)), labels] - np.log(np.exp(scores).sum(axis=1))
        return float(-(weights * likely).sum() / weights.sum())

    begin = np.append(np.full(readers, 1 / readers), np.zeros(classes - 1))
    bounds = [(0, None)] * readers + [(None, None)] * (classes - 1)
    found = minimize(loss, begin, method="L-BFGS-B", bounds=bounds).x
    return found[:readers], np.append(0, found[readers:])


def best_threshold(p: Floats, is_true: NDArray[np.bool_]) -> float:
    """Find the probability from which saying yes gives the best mean F1 of yes and no."""
    order = np.argsort(-p)
    said = np.arange(1, len(p) + 1)
    right = np.cumsum(is_true[order])
    yes = 2 * right / (said + is_true.sum())
    wrong_no = is_true.sum() - right
    right_no = len(p) - said - wrong_no
    no = 2 * right_no / (len(p) - said + (~is_true).sum())
    return float(p[order[np.argmax(yes + no)]])


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
