"""Fit what `parvis.filter.similarity` weighs the words two texts share with: similarity.json.

    python tools/train/similarity.py --data PATH

PATH is a folder of labelled sets, one folder a set; `twitter_url_pairs/train.parquet` is read:
pairs of tweets with six votes each. Ten seconds; the same data gives the same file. The threshold
is that of best F1 where each headline is read by a model that has not seen it.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import polars as pl
from sklearn.linear_model import LogisticRegression

from parvis.filter.similarity import FEATURES, features

if TYPE_CHECKING:
    from numpy.typing import NDArray

SHIPPED = Path(__file__).parents[2] / "src" / "parvis" / "models" / "similarity.json"
VOTES, SAME, DEBATABLE = 6, 4, 3
FOLDS, ROUNDS, SEED = 5, 10, 2017
STRENGTH = 1.0


def fit(shared: NDArray[np.float64], votes: NDArray[np.int64]) -> tuple[NDArray[np.float64], float]:
    """Return weights and bias fitted to the share of votes, for features on their own scales."""
    scale = shared.std(axis=0)
    twice, share = np.concatenate([shared, shared]) / scale, votes / VOTES
    said = np.repeat([1, 0], len(votes))
    weight = np.concatenate([share, 1 - share])
    model = LogisticRegression(C=STRENGTH, max_iter=2_000).fit(twice, said, sample_weight=weight)
    return model.coef_[0] / scale, float(model.intercept_[0])


def unseen(
    shared: NDArray[np.float64], votes: NDArray[np.int64], headline: NDArray[np.int64], seed: int
) -> NDArray[np.float64]:
    """Return the probability of each pair by a model that has not seen its headline."""
    fold = np.random.default_rng(seed).integers(0, FOLDS, headline.max() + 1)[headline]
    found = np.zeros(len(votes))
    for each in range(FOLDS):
        weights, bias = fit(shared[fold != each], votes[fold != each])
        found[fold == each] = 1 / (1 + np.exp(-(shared[fold == each] @ weights + bias)))
    return found


def f1(is_same: NDArray[np.bool_], found: NDArray[np.bool_]) -> float:
    """Return F1 of the pairs that say the same."""
    return float(2 * (is_same & found).sum() / (is_same.sum() + found.sum()))


def main() -> None:
    """Read, fit, choose the threshold, write."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--data", type=Path, required=True)
    pairs = pl.read_parquet(parser.parse_args().data / "twitter_url_pairs" / "train.parquet")
    shared = features(pairs["text"], pairs["text2"])
    votes = pairs["votes"].to_numpy()
    headline = pairs["text"].rank("dense").cast(pl.Int64).to_numpy()
    told = votes != DEBATABLE
    steps = np.linspace(0.1, 0.7, 61)
    rounds = [unseen(shared, votes, headline, SEED + each)[told] for each in range(ROUNDS)]
    scores = np.array([[f1(votes[told] >= SAME, one >= step) for step in steps] for one in rounds])
    best = int(scores.mean(axis=0).argmax())
    weights, bias = fit(shared, votes)
    model = {
        "weights": {name: round(w, 4) for name, w in zip(FEATURES, weights.tolist(), strict=True)},
        "bias": round(bias, 4),
        "threshold": round(float(steps[best]), 2),
        "pairs": int(told.sum()),
        "f1_unseen": round(float(scores[:, best].mean()), 3),
    }
    SHIPPED.write_text(json.dumps(model, indent=1) + "\n", encoding="utf-8")
    print(SHIPPED.read_text(encoding="utf-8"))


if __name__ == "__main__":
    main()
