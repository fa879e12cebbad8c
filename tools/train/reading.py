"""Train the fast reader and write what ships of it: reading.npz, reading.json, reading.md.

    python tools/train/reading.py --data PATH

PATH is a folder of labelled sets, one folder a set, as `umsab/train.parquet`. Five minutes on two
cores; the same data gives the same reader. Nothing named `val`, held out in `corpora`, or not
free to train on is learnt from.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import time
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import jinja2
import numpy as np
import polars as pl

sys.path.insert(0, str(Path(__file__).parents[2]))  # the tools import one another by full name

from parvis.schema import INTERACTIONS, TONALITIES
from tools import measures, quality
from tools.train import corpora, purposes, yes_no
from tools.train.learning import (
    Floats,
    Lesson,
    best_threshold,
    calibrate,
    fit,
    lesson,
    read_unseen,
    shrink,
    sure_from,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

VERSION = "fast-3"
HERE = Path(__file__).parent
SHIPPED = HERE.parents[1] / "src" / "parvis" / "models"
STRENGTH = {"fr": 10.0, "en": 10.0, "rest": 3.0, "interaction": 10.0, "yes_no": 10.0}
KEPT = {"fr": 60_000, "en": 80_000, "rest": 80_000, "interaction": 40_000, "yes_no": 40_000}
PIVOTS = ("es", "de", "it", "pt")
FOLDS = {"fr": 5, "en": 3, "rest": 3}


@dataclass(frozen=True, slots=True)
class Course:
    """What one head learns from: first the lessons it is calibrated on, then the others."""

    studied: list[Lesson]
    others: list[Lesson]


def tonality_courses(data: Path) -> Iterator[tuple[str, Course]]:
    """Yield what the heads of French, English and the rest learn tonality from."""

    def learn(posts: pl.DataFrame, weight: float) -> Lesson:
        return lesson(corpora.apart(posts, held), TONALITIES, weight)

    held = list(held_out(data))
    words = {code: corpora.phrases("polarity", code, "any") for code in ("fr", "en")}
    turns = {code: purposes.toned(corpora.phrases("interaction", code)) for code in words}
    french, english = corpora.umsab(data, "train", "fr"), corpora.tweeteval(data, "train")
    grievances = corpora.complaints(data, held=False).filter(label="complaint")
    yield (
        "fr",
        Course(
            [learn(french, 1.0), learn(corpora.reviews(data, "fr", held=False), 0.2)],
            [
                learn(words["fr"], 1.0),
                learn(turns["fr"], 2.0),
                learn(corpora.umsab(data, "train", *PIVOTS), 0.1),
            ],
        ),
    )
    yield (
        "en",
        Course(
            [learn(english, 1.0)],
            [
                learn(words["en"], 2.0),
                learn(turns["en"], 2.0),
                learn(grievances.with_columns(label=pl.lit("negative")), 0.3),
                learn(corpora.reviews(data, "en", held=False), 0.1),
            ],
        ),
    )
    yield (
        "rest",
        Course(
            [learn(corpora.umsab(data, "train", *corpora.REST), 1.0)],
            [
                learn(corpora.phrases("polarity", "fr", "en", "rest", "any"), 1.0),
                learn(french, 1.0),
                learn(english.sample(12_000, seed=0), 0.2),
            ],
        ),
    )


def held_out(data: Path) -> Iterator[pl.DataFrame]:
    """Yield every set the reader is scored on; no post that says the same is learnt from."""
    yield corpora.umsab(data, "val", "fr", "en", *corpora.REST).select("text")
    yield corpora.tweeteval(data, "val").select("text")
    yield corpora.airlines(data).select("text")
    yield corpora.apple(data).select("text")
    yield corpora.complaints(data, held=True).select("text")
    yield from (corpora.reviews(data, code, held=True).select("text") for code in ("fr", "en"))
    yield corpora.own_set().select("text")


def teach(name: str, course: Course) -> tuple[NDArray[np.int8], dict[str, Any]]:
    """Train one head of tonality: its table, and what is known of it."""
    lessons = [*course.studied, *course.others]
    margins = unseen_margins(name, course)
    labels = np.concatenate([one.labels for one in course.studied])
    weights = np.concatenate([one.weights() / one.weights().sum() for one in course.studied])
    (slope,), shift = calibrate([margins], labels, weights)
    scores = slope * margins + shift
    model = fit(lessons, len(TONALITIES), strength=STRENGTH[name])
    table, scale = shrink(model, keep=KEPT[name])
    first = len(course.studied[0].labels)
    return table, {
        "scale": scale.tolist(),
        "bias": model.bias.tolist(),
        "slope": float(slope),
        "shift": shift.tolist(),
        "lean_from": sure_from(scores, labels, weights),
        "confusion": _counts(labels[:first], scores[:first].argmax(axis=1)),
    }


def unseen_margins(name: str, course: Course) -> Floats:
    """Score the posts studied by heads that learnt from all but their fold."""
    lessons = [*course.studied, *course.others]
    learn = partial(fit, classes=len(TONALITIES), strength=STRENGTH[name])
    return np.concatenate(
        [
            read_unseen(
                one,
                [other for other in lessons if other is not one],
                len(TONALITIES),
                learn,
                folds=FOLDS[name],
            )
            for one in course.studied
        ]
    )


def teach_yes_no(data: Path, name: str) -> tuple[NDArray[np.int8], dict[str, Any]]:
    """Train a head that answers yes or no: its table, and what is known of it."""
    posts = corpora.apart(yes_no.studied(data, name), [yes_no.held(data, name)])
    one = lesson(posts, yes_no.ANSWERS)
    others = [lesson(found, yes_no.ANSWERS, weight) for found, weight in yes_no.others(data, name)]
    learn = partial(fit, classes=2, strength=STRENGTH["yes_no"])
    margins = read_unseen(one, others, 2, learn) * (0, 1)
    (slope,), shift = calibrate([margins], one.labels, np.ones(len(one.labels)))
    p = 1 / (1 + np.exp(-(slope * margins[:, 1] + shift[1])))
    model = learn([one, *others])
    table, scale = shrink(model, keep=KEPT["yes_no"])
    return table[:, 1:], {
        "scale": scale[1:].tolist(),
        "bias": model.bias[1:].tolist(),
        "slope": float(slope),
        "shift": float(shift[1]),
        "yes_from": best_threshold(p, one.labels == 1),
    }


def _counts(true: NDArray[np.int64], read: NDArray[np.int64]) -> list[list[int]]:
    counts = np.zeros((len(TONALITIES), len(TONALITIES)), dtype=np.int64)
    np.add.at(counts, (true, read), 1)
    return counts.tolist()


def teach_interaction(data: Path) -> tuple[NDArray[np.int8], dict[str, Any]]:
    """Train the one head that reads what a post is for, in any language."""
    held = list(held_out(data))
    lessons = [
        lesson(corpora.apart(posts, held), INTERACTIONS, weight)
        for posts, weight in purposes.lessons(data)
    ]
    model = fit(lessons, len(INTERACTIONS), strength=STRENGTH["interaction"])
    table, scale = shrink(model, keep=KEPT["interaction"])
    return table, {"scale": scale.tolist(), "bias": model.bias.tolist()}


def train(data: Path) -> dict[str, Any]:
    """Train all heads and write their tables; return what is known of them so far."""
    known: dict[str, Any] = {"version": VERSION, "heads": {}}
    tables = {}
    for name, course in tonality_courses(data):
        tables[f"tonality_{name}"], known["heads"][name] = teach(name, course)
    tables["interaction"], known["interaction"] = teach_interaction(data)
    known["yes_no"] = {}
    for name in yes_no.NAMES:
        tables[name], known["yes_no"][name] = teach_yes_no(data, name)
    np.savez_compressed(SHIPPED / "reading.npz", **tables)
    return known


def examine(known: dict[str, Any], data: Path) -> None:
    """Add what the shipped reader does on posts it has not seen: errors by head, scores."""
    from parvis import enrich

    parts = {
        "fr": corpora.umsab(data, "val", "fr"),
        "en": corpora.tweeteval(data, "val"),
        "rest": corpora.umsab(data, "val", *corpora.REST),
    }
    for name, posts in parts.items():
        read = enrich.read(posts, tier="fast")["tonality"].fill_null("neutral")
        seen = measures.count(posts["label"], read, TONALITIES)
        known["heads"][name]["confusion"] = (known["heads"][name]["confusion"] + seen).tolist()
    found = list(quality.scores(data, "fast"))
    known["further"] = [asdict(score) for score in found]
    known["scores"] = quality.headlines(known["further"])
    known["risk_by_coverage"] = quality.coverage(data, "fast")


def write(known: dict[str, Any]) -> None:
    """Write what is known of the reader, for the library."""
    text = json.dumps(known, indent=1, ensure_ascii=False)
    (SHIPPED / "reading.json").write_text(text + "\n", encoding="utf-8")


def write_card(known: dict[str, Any], seconds: float) -> None:
    """Write what is known of the reader, for people."""
    template = jinja2.Template((HERE / "reading.md.j2").read_text("utf-8"), trim_blocks=True)
    size = (SHIPPED / "reading.npz").stat().st_size
    card = re.sub(r"\n{3,}", "\n\n", template.render(known, seconds=round(seconds), size=size))
    (SHIPPED / "reading.md").write_text(card + "\n", encoding="utf-8")


def main(data: Path) -> None:
    """Train, write, examine, write again."""
    start = time.perf_counter()
    known = train(data)
    seconds = time.perf_counter() - start
    write(known)
    examine(known, data)
    write(known)
    write_card(known, seconds)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    main(parser.parse_args().data)
