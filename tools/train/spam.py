"""Train the spam model and write what ships of it: spam.npz, spam.json, spam.md.

    python tools/train/spam.py --data PATH

One logistic regression over hashed words and over the signs of `parvis.filter.signals`; scored by
cross-validation on the comments under videos, and on each set by what was learnt from the others.
Half a minute.
"""

from __future__ import annotations

import argparse
import json
import sys
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import jinja2
import numpy as np
import polars as pl
from scipy.sparse import csr_array, hstack, vstack
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import StratifiedKFold

sys.path.insert(0, str(Path(__file__).parents[2]))  # the tools import one another by full name

from parvis.features.ngrams import BUCKETS
from parvis.features.text import prepare
from parvis.filter.signals import NAMES, signs_of
from tools import measures
from tools.scoring import score_of
from tools.train import corpora
from tools.train.learning import LEVELS, SEED, best_threshold, calibrate, features

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from parvis.enrich.model import Floats
    from tools.measures import Counts, Measure

VERSION = "spam-1"
HERE = Path(__file__).parent
SHIPPED = HERE.parents[1] / "src" / "parvis" / "models"
WEIGHTS = {"youtube_spam": 1.0, "blog_comment_spam": 0.3, "sms_spam": 0.05}
OF_HAM = 0.08  # weight of posts of the public and of brands that nobody looked at for spam
HAM = 6_000
STRENGTH = 10.0
OF_SIGNS = 0.2  # how freely signs are weighed beside words
KEPT = 60_000
LEARNT_AS_HAM = (
    "umsab fr", "tweeteval_sentiment", "complaints", "corporate_messaging",
    "minibar_app_reviews fr",
)  # fmt: skip
LEAST = 0.5  # nothing is called spam that is likelier none


@dataclass(frozen=True, slots=True)
class Part:
    """A set of posts, ready to learn from."""

    name: str
    words: csr_array
    signs: Floats
    is_spam: NDArray[np.bool_]
    weight: float

    def only(self, rows: NDArray[np.int64]) -> Part:
        """Return some of its posts."""
        return Part(self.name, self.words[rows], self.signs[rows], self.is_spam[rows], self.weight)


@dataclass(frozen=True, slots=True)
class Learnt:
    """Weights of words and of signs."""

    words: Floats
    signs: Floats
    usual: Floats
    bias: float

    def margins(self, part: Part) -> Floats:
        """Score posts in log-odds, not calibrated."""
        return part.words @ self.words + (part.signs - self.usual) @ self.signs + self.bias


def part_of(name: str, posts: pl.DataFrame, weight: float) -> Part:
    """Read a set, each text once."""
    posts = posts.unique("text", maintain_order=True)
    prepared = posts.select(prepare(pl.col("text"))).to_series()
    is_spam = (posts["label"] == "spam").to_numpy()
    return Part(name, features(prepared), signs_of(posts["text"]), is_spam, weight)


def parts_of(data: Path) -> list[Part]:
    """The sets of spam, and posts of the public as ham."""
    found = [
        part_of(name, pl.read_parquet(data / name / "train.parquet"), weight)
        for name, weight in WEIGHTS.items()
    ]
    public = {
        "French tweets": corpora.umsab(data, "train", "fr"),
        "English tweets": corpora.tweeteval(data, "train").sample(HAM, seed=SEED),
        "care tweets": corpora.complaints(data, held=False),
        "brand posts": pl.read_parquet(data / "corporate_messaging" / "train.parquet"),
        "French reviews": corpora.reviews(data, "fr", held=False),
    }
    ham = [
        part_of(name, posts.select("text", label=pl.lit("ham")), OF_HAM)
        for name, posts in public.items()
    ]
    return [*found, *ham]


def fit(parts: Sequence[Part]) -> Learnt:
    """Fit one regression over words and signs; signs are brought to one spread first."""
    signs = np.concatenate([part.signs for part in parts])
    usual, spread = signs.mean(axis=0), signs.std(axis=0) + 1e-6
    rows = hstack([vstack([part.words for part in parts]), (signs - usual) / spread * OF_SIGNS])
    model = LogisticRegression(
        C=STRENGTH, dual=True, solver="liblinear", max_iter=500, random_state=SEED
    ).fit(
        csr_array(rows),
        np.concatenate([part.is_spam for part in parts]),
        sample_weight=np.concatenate([np.full(len(part.is_spam), part.weight) for part in parts]),
    )
    (weights,), bias = model.coef_, model.intercept_
    return Learnt(weights[:BUCKETS], weights[BUCKETS:] * OF_SIGNS / spread, usual, float(bias[0]))


def unseen(one: Part, others: Sequence[Part]) -> Floats:
    """Score each post of a set by what was learnt without its fold."""
    margins = np.zeros(len(one.is_spam))
    for learnt, held in StratifiedKFold(5, shuffle=True, random_state=SEED).split(
        margins, one.is_spam
    ):
        margins[held] = fit([one.only(learnt), *others]).margins(one.only(held))
    return margins


@dataclass(frozen=True, slots=True)
class Exam:
    """What the model answers on posts it has not learnt from.

    Arguments:
        slope, shift: turn its margins into log-odds.
        yes_from: the probability from which it says spam.
        answers: key, data, what is spam and what was said to be, of each set.
    """

    slope: float
    shift: float
    yes_from: float
    answers: list[tuple[str, str, NDArray[np.bool_], NDArray[np.bool_]]]


def examine(parts: Sequence[Part]) -> Exam:
    """Cross-validate on the comments under videos; read each set by what the others teach."""
    videos, others = parts[0], parts[1:]
    margins = unseen(videos, others)
    labels = videos.is_spam.astype(np.int64)
    both = np.column_stack([np.zeros_like(margins), margins])
    (slope,), (_, shift) = calibrate([both], labels, np.ones(len(labels)))

    def chances(found: Floats) -> Floats:
        return 1 / (1 + np.exp(-(slope * found + shift)))

    yes_from = max(LEAST, best_threshold(chances(margins), videos.is_spam))
    answers = [
        ("spam.videos", "under videos, unseen", videos.is_spam, chances(margins) >= yes_from)
    ]
    for one in parts[: len(WEIGHTS)]:
        elsewhere = fit([part for part in parts if part is not one]).margins(one)
        said = chances(elsewhere) >= yes_from
        answers.append((f"spam.{one.name}", "a domain never seen", one.is_spam, said))
    return Exam(float(slope), float(shift), yes_from, answers)


def train(data: Path) -> dict[str, Any]:
    """Train, write the table; return what is known."""
    parts = parts_of(data)
    exam, model = examine(parts), fit(parts)
    words, scale = _shrunk(model.words * exam.slope)
    np.savez_compressed(SHIPPED / "spam.npz", words=words)
    return {
        "version": VERSION,
        "scale": scale,
        "signs": (model.signs * exam.slope).tolist(),
        "usual": model.usual.tolist(),
        "bias": float(model.bias * exam.slope + exam.shift),
        "yes_from": exam.yes_from,
        "names": list(NAMES),
        "scores": [asdict(score_of(*answered)) for answered in scored(exam)],
        "data": [*WEIGHTS, *LEARNT_AS_HAM],
    }


def scored(exam: Exam) -> Iterator[tuple[str, str, list[Counts], Measure]]:
    """Yield what `score_of` takes: F1 of spam, then the mean F1 of spam and ham."""
    for key, data, is_spam, said in exam.answers:
        counts = measures.count(is_spam.tolist(), said.tolist(), (False, True))
        yield key, data, [counts], measures.f1_of_last
        yield f"{key}.both", data, [counts], measures.macro_f1


def _shrunk(weights: Floats) -> tuple[NDArray[np.int8], float]:
    kept = np.where(np.abs(weights) >= np.sort(np.abs(weights))[-KEPT], weights, 0)
    scale = float(np.quantile(np.abs(kept[kept != 0]), 0.9995) / LEVELS)
    whole = np.clip(np.round(kept / scale), -LEVELS, LEVELS).astype(np.int8)
    whole[0] = 0
    return whole[:, None], scale


def write_card(known: dict[str, Any]) -> None:
    """Write what is known of the model, for people."""
    template = jinja2.Template((HERE / "spam.md.j2").read_text("utf-8"), trim_blocks=True)
    card = template.render(known, size=(SHIPPED / "spam.npz").stat().st_size)
    (SHIPPED / "spam.md").write_text(card + "\n", encoding="utf-8")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    known = train(parser.parse_args().data)
    text = json.dumps(known, indent=1, ensure_ascii=False)
    (SHIPPED / "spam.json").write_text(text + "\n", encoding="utf-8")
    write_card(known)
    for one in known["scores"]:
        print(one)
