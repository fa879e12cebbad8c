"""A head of one's own: learnt from a user's labels in seconds, on top of the shipped reader."""

from __future__ import annotations

import hashlib
import io
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal, NamedTuple, TypeAlias

import numpy as np

from parvis.errors import InputError
from parvis.schema import INTERACTIONS, TONALITIES

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from parvis.enrich.model import Floats

    Doubles: TypeAlias = NDArray[np.float64]
    Labels: TypeAlias = NDArray[np.int64]

HeadKind: TypeAlias = Literal["tonality", "interaction"]

CLASSES: Final[dict[str, Sequence[str]]] = {"tonality": TONALITIES, "interaction": INTERACTIONS}
LEAST: Final = 40
"""Labelled posts from which there is something to learn."""

FOLDS: Final = 5
DRAWS: Final = 2_000
STRENGTH: Final = 2e-3  # inverse of the regularisation of weights over states brought to one spread


@dataclass(frozen=True, slots=True, eq=False)
class Own:
    """What was learnt: the shipped log-odds, times a slope, plus a linear reading of the states.

    Arguments:
        head: `tonality` or `interaction`.
        slope: how far the shipped reader is believed.
        weights: a row a state, a column a class of the head.
        bias: of each class.
        encoder: whose states it reads; empty for the shipped one.
    """

    head: str
    slope: float
    weights: Floats
    bias: Floats
    encoder: str = ""

    def scores(self, shipped: Floats, states: Floats) -> Floats:
        """Return log-odds by class.

        Arguments:
            shipped: log-odds of the shipped reader, a row a post.
            states: of the encoder, a row a post.
        """
        found = self.slope * shipped + states @ self.weights + self.bias
        return np.asarray(found, dtype=np.float32)

    @property
    def version(self) -> str:
        """Return a name that changes with every weight.

        >>> nothing = np.zeros((2, 3), np.float32)
        >>> Own("tonality", 1.0, nothing, nothing[0]).version
        'own-065d5ace'
        """
        digest = hashlib.sha256(self.head.encode() + self.weights.tobytes() + self.bias.tobytes())
        return f"own-{digest.hexdigest()[:8]}"

    def save(self, path: Path) -> None:
        """Write it to a file that `load` reads."""
        kept = io.BytesIO()
        np.savez_compressed(
            kept,
            head=self.head,
            slope=self.slope,
            weights=self.weights,
            bias=self.bias,
            encoder=self.encoder,
        )
        path.write_bytes(kept.getvalue())


def load(path: Path | str) -> Own:
    """Read a head of one's own.

    Raises:
        InputError: the file is none.
    """
    try:
        with np.load(path, allow_pickle=False) as kept:
            head = str(kept["head"])
            encoder = str(kept["encoder"])
            found = Own(head, float(kept["slope"]), kept["weights"], kept["bias"], encoder)
    except (OSError, ValueError, KeyError) as fault:
        raise InputError(
            f"{path}: no head of one's own ({fault}). What to do: write one with `parvis train`."
        ) from fault
    if head not in CLASSES or found.bias.shape != (len(CLASSES[head]),):
        raise InputError(f"{path}: a head for something else. What to do: train it again.")
    return found


class Comparison(NamedTuple):
    """How a head of one's own reads, beside the shipped reader, posts it has not learnt from.

    Arguments:
        posts: labelled.
        shipped, own: macro-F1 over the classes that occur, 0 to 100.
        better: the difference, with its 95 % interval (paired bootstrap).
    """

    posts: int
    shipped: float
    own: float
    better: float
    low: float
    high: float

    @property
    def is_better(self) -> bool:
        """Return whether the difference is more than chance."""
        return self.low > 0


def train_own(
    head: HeadKind, shipped: Floats, states: Floats, labels: Sequence[str]
) -> tuple[Own, Comparison]:
    """Learn a head from labels, and compare it with the shipped one on posts held back.

    The posts are parted in five; each fifth is read by what was learnt from the others. The head
    that is returned has learnt from all of them.

    Arguments:
        head: what the labels say.
        shipped: log-odds of the shipped reader, a row a post.
        states: of the encoder, a row a post.
        labels: one a post, of the classes of the head.

    Raises:
        InputError: a label that is no class, fewer than 40 posts, or a single class.

    Source: logistic regression with an offset that is learnt; Efron and Tibshirani (1993) for the
        paired bootstrap; row 28 of the capabilities.
    """
    classes = CLASSES[head]
    true = _numbers(head, labels)
    folds = _folds(true)
    unseen = np.empty((len(true), len(classes)), dtype=np.float32)
    for fold in range(FOLDS):
        held, learnt = folds == fold, folds != fold
        part = _fit(head, shipped[learnt], states[learnt], true[learnt])
        unseen[held] = part.scores(shipped[held], states[held])
    compared = _compared(true, shipped.argmax(axis=1), unseen.argmax(axis=1), len(classes))
    return _fit(head, shipped, states, true), compared


def _numbers(head: str, labels: Sequence[str]) -> Labels:
    place = {name: number for number, name in enumerate(CLASSES[head])}
    if unknown := sorted({label for label in labels if label not in place}):
        known = ", ".join(CLASSES[head])
        raise InputError(f"{unknown[0]!r} is no {head}. What to do: label with {known}.")
    if len(labels) < LEAST:
        raise InputError(f"{len(labels)} labelled posts. What to do: label {LEAST} or more.")
    if len(set(labels)) == 1:
        raise InputError(f"all posts are {labels[0]}. What to do: label posts of each class.")
    return np.array([place[label] for label in labels], dtype=np.int64)


def _folds(true: Labels) -> Labels:
    """Part the posts so that each class is spread over the folds."""
    order = np.lexsort((np.random.default_rng(0).permutation(len(true)), true))
    folds = np.empty(len(true), dtype=np.int64)
    folds[order] = np.arange(len(true)) % FOLDS
    return folds


def _fit(head: str, shipped: Floats, states: Floats, true: Labels) -> Own:
    from scipy.optimize import minimize

    mean, spread = states.mean(axis=0), states.std(axis=0) + 1e-6
    rows = ((states - mean) / spread).astype(np.float64)
    size = (rows.shape[1], shipped.shape[1])
    loss = _loss(rows, shipped.astype(np.float64), np.eye(size[1])[true])
    begin = np.zeros(1 + size[1] + size[0] * size[1])
    begin[0] = 1.0
    found = minimize(loss, begin, jac=True, method="L-BFGS-B", options={"maxiter": 200}).x
    slope, bias, weights = _parted(found, size)
    weights = weights / spread[:, None]
    return Own(
        head,
        float(slope),
        weights.astype(np.float32),
        np.asarray(bias - mean @ weights, dtype=np.float32),
    )


def _loss(
    rows: Doubles, offset: Doubles, wanted: Doubles
) -> Callable[[Doubles], tuple[float, Doubles]]:
    """How wrong parameters are, and how that changes with each of them."""
    size = (rows.shape[1], offset.shape[1])

    def loss(parameters: Doubles) -> tuple[float, Doubles]:
        slope, bias, weights = _parted(parameters, size)
        p = _softmax(slope * offset + rows @ weights + bias)
        away = p - wanted
        value = -np.log(np.maximum((p * wanted).sum(axis=1), 1e-12)).sum()
        value += (weights**2).sum() / (2 * STRENGTH)
        by_weight = rows.T @ away + weights / STRENGTH
        steep = [[(away * offset).sum()], away.sum(axis=0), by_weight.ravel()]
        return float(value), np.concatenate(steep)

    return loss


def _parted(parameters: Doubles, size: tuple[int, int]) -> tuple[float, Doubles, Doubles]:
    return parameters[0], parameters[1 : 1 + size[1]], parameters[1 + size[1] :].reshape(size)


def _softmax(scores: Doubles) -> Doubles:
    raised = np.exp(scores - scores.max(axis=1, keepdims=True))
    return np.asarray(raised / raised.sum(axis=1, keepdims=True))


def _compared(true: Labels, shipped: Labels, own: Labels, classes: int) -> Comparison:
    """Draw the posts anew, the same ones for both readers."""
    drawn = np.random.default_rng(0).integers(0, len(true), (DRAWS, len(true)))
    before, after = (_macro_f1(true, read, classes) for read in (shipped, own))
    gains = [
        _macro_f1(true[rows], own[rows], classes) - _macro_f1(true[rows], shipped[rows], classes)
        for rows in drawn
    ]
    low, high = np.percentile(gains, [2.5, 97.5])
    return Comparison(len(true), before, after, after - before, float(low), float(high))


def _macro_f1(true: Labels, read: Labels, classes: int) -> float:
    counts = np.bincount(true * classes + read, minlength=classes**2).reshape(classes, classes)
    occurs = counts.sum(axis=1) > 0
    either = counts.sum(axis=0) + counts.sum(axis=1)
    return float(100 * (2 * np.diagonal(counts) / np.maximum(either, 1))[occurs].mean())
