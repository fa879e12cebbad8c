"""Write what is known of posts before topics are told apart: topics.npz, topics.json, topics.md.

    python tools/train/topics.py --data PATH [--examine]

PATH is a folder of labelled sets, one folder a set. The mean of posts, and what French does to it,
come from as many tweets as app reviews, as many French as English, with no label looked at. What
sets wordings of one request apart comes from intents that people have labelled. The same data
gives the same topics.npz. Five minutes the first time, one after that.
"""

from __future__ import annotations

import argparse
import json
import sys
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import jinja2
import numpy as np

sys.path.insert(0, str(Path(__file__).parents[2]))  # the tools import one another by full name

from parvis.enrich.encoder import vectors
from parvis.enrich.topics.space import Learnt, space
from tools import quality_topics
from tools.train import corpora
from tools.train.states import kept_states

if TYPE_CHECKING:
    from collections.abc import Iterator

    import polars as pl

    from parvis.enrich.model import Floats

VERSION: Final = "topics-1"
HERE = Path(__file__).parent
SHIPPED = HERE.parents[1] / "src" / "parvis" / "models"
POSTS, SEED = 500, 0
LANGUAGES: Final = ("fr", "en")
INTENTS: Final = ("banking77", "clinc150", "hwu64")
DIRECTIONS: Final = 64
SHRINKAGE: Final = 3.0
"""Usual spread within an intent, in its own measure, that is added in every direction."""


def learn(data: Path, *, without: str = "") -> Learnt:
    """Learn the mean, the directions and what is kept of them, from all sets or all but one."""
    french, english = (
        np.stack([read(kind).mean(axis=0) for kind in unlabelled(data, language)])
        for language in LANGUAGES
    )
    language, _ = np.linalg.qr((french - english).T)
    names = [name for name in INTENTS if name != without]
    within = np.mean([spread_within(data, name, language) for name in names], axis=0)
    spread, directions = np.linalg.eigh(within)
    kept = 1 / np.sqrt(spread + SHRINKAGE * spread.mean())
    kept = kept[-DIRECTIONS:] / kept[-DIRECTIONS - 1]
    return Learnt(
        np.concatenate([french, english]).mean(axis=0),
        np.hstack([language, directions[:, -DIRECTIONS:]]),
        np.append(np.zeros(language.shape[1]), kept),
    )


def unlabelled(data: Path, language: str) -> Iterator[pl.Series]:
    """Yield tweets, then reviews of an app whose clusters are not scored."""
    for kind in (
        corpora.umsab(data, "train", language),
        corpora.reviews(data, language, held=True),
    ):
        yield kind["text"].sample(POSTS, seed=SEED)


def spread_within(data: Path, name: str, language: Floats) -> Floats:
    """How the wordings of one intent spread around its mean, language put aside."""
    posts = taught(data, name)
    moved = read(posts["text"])
    moved -= (moved @ language) @ language.T
    numbers = posts["label"].rank("dense").to_numpy().astype(np.int64) - 1
    means = np.zeros((numbers.max() + 1, moved.shape[1]))
    np.add.at(means, numbers, moved)
    apart = moved - (means / np.bincount(numbers)[:, None])[numbers]
    return apart.T @ apart / len(apart)


def taught(data: Path, name: str) -> pl.DataFrame:
    """The labelled posts of a set, without those that are scored."""
    posts = corpora.labelled(data, name)
    if name == "banking77":
        return posts.join(quality_topics.banking(data), on="text", how="anti")
    return posts


def read(texts: pl.Series) -> Floats:
    """The vectors of texts."""
    return vectors(kept_states(texts)).astype(np.float64)


def unseen(data: Path) -> Iterator[dict[str, Any]]:
    """Yield, for posts of sets that taught nothing, how near their kind is without and with."""
    for name, parts in quality_topics.sets(data):
        known = learn(data, without=name)
        plain = known._replace(common=known.common[:, :0], kept=known.kept[:0])
        yield {
            "data": name,
            "posts": sum(posts.height for posts in parts),
            "plain": near(parts, plain),
            "learnt": near(parts, known),
        }


def near(parts: list[pl.DataFrame], known: Learnt) -> float:
    """How many of the nearest posts are of one kind, in a space."""
    found = []
    for posts in parts:
        seen = read(posts["text"])
        found.append(quality_topics.precision(space(seen, known).place(seen), posts["label"]))
    return float(np.mean(found))


def main(data: Path, *, is_trained: bool) -> None:
    """Learn, write, examine, write the cards."""
    if not is_trained:
        found = learn(data)
        np.savez(
            SHIPPED / "topics.npz", **{k: v.astype(np.float16) for k, v in found._asdict().items()}
        )
    known = {
        "version": VERSION,
        "scores": [asdict(score) for score in quality_topics.scores(data)],
        "unseen": list(unseen(data)),
    }
    text = json.dumps(known, indent=1, ensure_ascii=False)
    (SHIPPED / "topics.json").write_text(text + "\n", encoding="utf-8")
    template = jinja2.Template((HERE / "topics.md.j2").read_text("utf-8"), trim_blocks=True)
    card = template.render(known, size=(SHIPPED / "topics.npz").stat().st_size)
    (SHIPPED / "topics.md").write_text(card + "\n", encoding="utf-8")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--examine", action="store_true", help="score what is there")
    asked = parser.parse_args()
    main(asked.data, is_trained=asked.examine)
