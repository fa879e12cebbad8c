"""Train the fine reader and write what ships of it: fine.npz, fine.json, fine.md.

    python tools/train/fine.py --data PATH [--examine]

PATH is a folder of labelled sets. Heads over the states of the frozen encoder, each blended with
the fast reader's margins and calibrated on posts that neither had learnt from. The states are kept
in build/states: fifteen minutes the first time, seven after that.
"""

from __future__ import annotations

import argparse
import json
import sys
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import jinja2
import numpy as np

sys.path.insert(0, str(Path(__file__).parents[2]))  # the tools import one another by full name

from parvis.schema import INTERACTIONS, TONALITIES
from tools import quality
from tools.train import corpora, purposes, reading, yes_no
from tools.train.learning import (
    Dense,
    Floats,
    Lesson,
    best_threshold,
    calibrate,
    fit,
    fit_states,
    lesson,
    read_unseen,
    sure_from,
)

if TYPE_CHECKING:
    import polars as pl
    from numpy.typing import NDArray

VERSION = "fine-2"
HERE = Path(__file__).parent
STRENGTH = {"own": 1e-3, "all": 7e-4, "interaction": 1e-3, "yes_no": 1e-3}
FOLDS = 3


@dataclass(frozen=True, slots=True)
class Posts:
    """Labelled posts of one reader of tonality, with their states."""

    frame: pl.DataFrame
    lesson: Lesson

    def only(self, language: str) -> Lesson:
        """Return the lesson of one language."""
        return self.lesson.only(np.flatnonzero((self.frame["language"] == language).to_numpy()))


def posts_of(data: Path) -> dict[str, Posts]:
    """The tweets that the heads of French, English and the rest are calibrated on."""
    held = list(reading.held_out(data))
    frames = {
        "fr": corpora.umsab(data, "train", "fr"),
        "en": corpora.tweeteval(data, "train"),
        "rest": corpora.umsab(data, "train", *corpora.REST),
    }
    found = {}
    for name, frame in frames.items():
        kept = corpora.apart(frame, held)
        found[name] = Posts(kept, lesson(kept, TONALITIES, with_states=True))
    return found


def own_others(data: Path, language: str) -> list[Lesson]:
    """What the head of one language learns from beside those tweets."""
    held = list(reading.held_out(data))

    def learn(frame: pl.DataFrame, weight: float) -> Lesson:
        return lesson(corpora.apart(frame, held), TONALITIES, weight, with_states=True)

    if language == "fr":
        return [learn(corpora.reviews(data, "fr", held=False), 0.2)]
    if language == "en":
        return [
            learn(corpora.umsab(data, "train", "en"), 1.0),
            learn(corpora.reviews(data, "en", held=False), 0.1),
        ]
    return []


class Heads:
    """Heads as they ship: states as they come times weights, plus a bias."""

    def __init__(self) -> None:
        self.weights: list[Floats] = []
        self.bias: list[float] = []
        self.columns: dict[str, list[int]] = {}

    def add(self, name: str, model: Dense, *, only: slice = slice(None)) -> None:
        """Take a head in, its bringing to mean 0 and spread 1 made part of its weights."""
        weights = (model.weights / model.spread[:, None])[:, only]
        bias = model.bias[only] - model.mean @ weights
        start = len(self.bias)
        self.columns[name] = [start, start + weights.shape[1]]
        self.weights.append(weights)
        self.bias += bias.tolist()


def teach_tonality(data: Path, heads: Heads) -> dict[str, Any]:
    """Train the heads of each language and of all, and blend them with the fast reader."""
    posts = posts_of(data)
    english = lesson(corpora.umsab(data, "train", "en"), TONALITIES, with_states=True)
    pool = [posts["fr"].lesson, english, posts["rest"].lesson]
    learn_all = partial(fit_states, classes=len(TONALITIES), strength=STRENGTH["all"])
    learn_own = partial(fit_states, classes=len(TONALITIES), strength=STRENGTH["own"])
    heads.add("tonality_all", learn_all(pool))
    blends = {}
    for name, course in reading.tonality_courses(data):
        one = posts[name]
        fast = reading.unseen_margins(name, course)[: len(one.lesson.labels)]
        others = [part for part in pool if part is not one.lesson]
        if name == "en":  # the pool has not learnt from these tweets
            pooled = learn_all(pool).margins(one.lesson)
        else:
            pooled = read_unseen(one.lesson, others, len(TONALITIES), learn_all, folds=FOLDS)
        own = np.zeros_like(pooled)
        for language in one.frame["language"].unique(maintain_order=True):
            rows = np.flatnonzero((one.frame["language"] == language).to_numpy())
            mine, beside = one.only(language), own_others(data, language)
            own[rows] = read_unseen(mine, beside, len(TONALITIES), learn_own, folds=FOLDS)
            heads.add(f"tonality_{language}", learn_own([mine, *beside]))
            margins = [fast[rows], own[rows], pooled[rows]]
            blends[language] = blended(margins, mine)
            print(language, blends[language]["slopes"], right(blends[language]), flush=True)
        if name == "rest":
            blends["rest"] = blended([fast, pooled], one.lesson)
    return blends


def blended(margins: list[Floats], one: Lesson) -> dict[str, Any]:
    """Slopes of the readers, shifts, from where to lean on them, and their errors."""
    weights = one.weights()
    slopes, shift = calibrate(margins, one.labels, weights)
    scores = sum(a * margin for a, margin in zip(slopes, margins, strict=True)) + shift
    return {
        "slopes": slopes.tolist(),
        "shift": shift.tolist(),
        "lean_from": sure_from(scores, one.labels, weights),
        "confusion": counts(one.labels, scores.argmax(axis=1)).tolist(),
    }


def counts(true: NDArray[np.int64], read: NDArray[np.int64]) -> NDArray[np.int64]:
    """Count posts by true class and class read."""
    found = np.zeros((len(TONALITIES), len(TONALITIES)), dtype=np.int64)
    np.add.at(found, (true, read), 1)
    return found


def right(blend: dict[str, Any]) -> float:
    """Part of the posts read rightly, all tonalities counting alike."""
    table = np.array(blend["confusion"])
    return float((np.diagonal(table) / table.sum(axis=1)).mean().round(3))


def teach_interaction(data: Path, heads: Heads) -> None:
    """Train the head that reads what a post is for."""
    held = list(reading.held_out(data))
    lessons = [
        lesson(corpora.apart(found, held), INTERACTIONS, weight, with_states=True)
        for found, weight in purposes.lessons(data)
    ]
    strength = STRENGTH["interaction"]
    heads.add("interaction", fit_states(lessons, len(INTERACTIONS), strength=strength))


def teach_yes_no(data: Path, name: str, heads: Heads) -> dict[str, Any]:
    """Train a head that answers yes or no, and blend it with the fast one."""
    posts = corpora.apart(yes_no.studied(data, name), [yes_no.held(data, name)])
    one = lesson(posts, yes_no.ANSWERS, with_states=True)
    others = [
        lesson(found, yes_no.ANSWERS, weight, with_states=True)
        for found, weight in yes_no.others(data, name)
    ]
    learn = partial(fit_states, classes=2, strength=STRENGTH["yes_no"])
    learn_fast = partial(fit, classes=2, strength=reading.STRENGTH["yes_no"])
    margins = [
        read_unseen(one, others, 2, how, folds=FOLDS) * (0, 1) for how in (learn_fast, learn)
    ]
    slopes, shift = calibrate(margins, one.labels, np.ones(len(one.labels)))
    both = sum(a * margin[:, 1] for a, margin in zip(slopes, margins, strict=True))
    p = 1 / (1 + np.exp(-(both + shift[1])))
    heads.add(name, learn([one, *others]), only=slice(1, 2))
    return {
        "slopes": slopes.tolist(),
        "shift": float(shift[1]),
        "yes_from": best_threshold(p, one.labels == 1),
    }


def train(data: Path) -> dict[str, Any]:
    """Train all heads and write them; return what is known of them so far."""
    heads = Heads()
    known: dict[str, Any] = {"version": VERSION, "tonality": teach_tonality(data, heads)}
    teach_interaction(data, heads)
    known["yes_no"] = {name: teach_yes_no(data, name, heads) for name in yes_no.NAMES}
    known["columns"] = heads.columns
    weights = np.concatenate(heads.weights, axis=1).astype(np.float32)
    bias = np.array(heads.bias, dtype=np.float32)
    np.savez_compressed(reading.SHIPPED / "fine.npz", weights=weights, bias=bias)
    return known


def write(known: dict[str, Any]) -> None:
    """Write what is known of the reader, for the library."""
    text = json.dumps(known, indent=1, ensure_ascii=False)
    (reading.SHIPPED / "fine.json").write_text(text + "\n", encoding="utf-8")


def write_card(known: dict[str, Any]) -> None:
    """Write what is known of the reader, for people."""
    template = jinja2.Template((HERE / "fine.md.j2").read_text("utf-8"), trim_blocks=True)
    sizes = {path.name: path.stat().st_size for path in reading.SHIPPED.iterdir()}
    card = template.render(known, sizes=sizes)
    (reading.SHIPPED / "fine.md").write_text(card + "\n", encoding="utf-8")


def main(data: Path, *, is_trained: bool) -> None:
    """Train, write, examine, write again."""
    if is_trained:
        known = json.loads((reading.SHIPPED / "fine.json").read_text("utf-8"))
    else:
        known = train(data)
        write(known)
    known["further"] = [asdict(score) for score in quality.scores(data, "fine")]
    known["scores"] = quality.headlines(known["further"])
    known["risk_by_coverage"] = quality.coverage(data, "fine")
    write(known)
    write_card(known)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--examine", action="store_true", help="score the heads that are there")
    asked = parser.parse_args()
    main(asked.data, is_trained=asked.examine)
