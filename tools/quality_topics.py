"""Scores of the grouping of posts by topic, against what people have labelled.

How many topics there are is not told. A post of no group counts as a group of its own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
import polars as pl

from parvis.enrich.encoder import vectors
from parvis.enrich.topics import group_topics, said_in
from tools.scoring import Score
from tools.train import corpora
from tools.train.states import kept_states

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from numpy.typing import NDArray

    from parvis.enrich.model import Floats

    Numbers = NDArray[np.float64]

AN_INTENT, NEWS, SEED = 40, 3_000, 0
MATTERS: Final = corpora.OWN_SET.with_name("matters_fr_en.jsonl")
KEYS: Final = {
    "banking77": "topics.banking",
    "clinc150": "topics.clinc",
    "app reviews, mean of 4": "topics.requests",
    "tweet89": "topics.tweets",
    "googlenews": "topics.news",
    "own set, mean of 6": "topics.matters",
}


def scores(data: Path) -> Iterator[Score]:
    """Yield the scores of the groups made, from labelled posts in a folder."""
    for name, parts in sets(data):
        grouped = [(posts, _groups(posts)) for posts in parts]
        labelled = [(posts["label"], groups) for posts, groups in grouped]
        key, number = KEYS[name], sum(posts.height for posts in parts)
        for suffix, measure, how in (
            ("", "NMI, k unknown", mutual_information),
            (".ari", "ARI, k unknown", rand_index),
        ):
            value = np.mean([how(*pair) for pair in labelled])
            yield _score(f"{key}{suffix}", name, measure, value, number)
        if key == "topics.matters":
            for kind, is_across in (("across", True), ("within", False)):
                value = np.mean([pairs(*pair, is_across=is_across) for pair in grouped])
                measure = f"F1 of pairs {kind}"
                yield _score(f"topics.{kind}", name, measure, value, number)


def sets(data: Path) -> Iterator[tuple[str, list[pl.DataFrame]]]:
    """Yield labelled posts: name of the set, and its parts, of which the mean is the score."""
    yield "banking77", [banking(data)]
    clinc = pl.read_parquet(data / "clinc150" / "val.parquet")
    yield "clinc150", [clinc.filter(pl.col("label") != "oos")]
    reviews = pl.read_parquet(data / "minibar_clusters" / "train.parquet")
    yield "app reviews, mean of 4", reviews.partition_by("group", maintain_order=True)
    for name, file in {"tweet89": "tweet89_clusters", "googlenews": "googlenews_titles"}.items():
        posts = pl.read_parquet(data / file / "all.parquet")
        yield name, [posts.sample(min(NEWS, len(posts)), seed=SEED)]
    yield "own set, mean of 6", list(matters())


def matters() -> Iterator[pl.DataFrame]:
    """Yield questions on 55 matters: two wordings in one language, one in the other.

    A wording in French has its like in English; the two are never together.
    """
    written = pl.read_ndjson(MATTERS)
    for language in ("fr", "en"):
        for wording in (1, 2, 3):
            is_alone = pl.col("wording") == wording
            yield written.filter((pl.col("language") == language) == is_alone)


def banking(data: Path) -> pl.DataFrame:
    """Forty questions of each intent, as in the test part of the set; they teach nothing."""
    posts = pl.read_parquet(data / "banking77" / "train.parquet").select("text", "label")
    order = pl.int_range(pl.len()).shuffle(seed=SEED).over("label")
    return posts.filter(order < AN_INTENT)


def _score(key: str, name: str, measure: str, value: float, posts: int) -> Score:
    return Score(
        key=key, language="all", data=name, measure=measure, value=float(value), posts=posts
    )


def _groups(posts: pl.DataFrame) -> pl.Series:
    """The topic of each post; a post that has none is by itself."""
    said = said_in(posts["text"], vectors(kept_states(posts["text"])))
    found = group_topics(posts, said=said, smallest=2)
    alone = pl.format("alone {}", pl.int_range(pl.len()))
    return found.select(pl.col("topic").fill_null(alone)).to_series()


def mutual_information(true: pl.Series, found: pl.Series) -> float:
    """Mutual information of two groupings over the mean of their entropies (NMI), 0 to 100."""
    share = _table(true, found) / len(true)
    rows, columns = _entropy(share.sum(axis=1)), _entropy(share.sum(axis=0))
    return 200 * (rows + columns - _entropy(share.ravel())) / (rows + columns)


def rand_index(true: pl.Series, found: pl.Series) -> float:
    """Pairs that two groupings judge alike, beyond chance (Hubert and Arabie, 1985), up to 100."""
    counts = _table(true, found)
    together, rows, columns = (
        _pairs(each).sum() for each in (counts, counts.sum(axis=1), counts.sum(axis=0))
    )
    by_chance = rows * columns / _pairs(counts.sum())
    return float(100 * (together - by_chance) / ((rows + columns) / 2 - by_chance))


def pairs(posts: pl.DataFrame, groups: pl.Series, *, is_across: bool) -> float:
    """F1 of the pairs of posts put in one group, of two languages or of one, 0 to 100."""
    is_french = (posts["language"] == "fr").to_numpy()
    is_asked = (is_french[:, None] != is_french) == is_across
    is_asked &= np.tri(len(groups), k=-1, dtype=bool)
    same, together = (
        (column.to_numpy()[:, None] == column.to_numpy()) & is_asked
        for column in (posts["label"], groups)
    )
    return float(200 * (same & together).sum() / (same.sum() + together.sum()))


def precision(points: Floats, labels: pl.Series) -> float:
    """Mean average precision of the nearest posts, as many as a post has of its kind, 0 to 100.

    Source: Musgrave, Belongie and Lim, "A metric learning reality check" (ECCV 2020).
    """
    numbers = labels.rank("dense").to_numpy()
    likeness = points @ points.T
    np.fill_diagonal(likeness, -np.inf)
    nearest = np.argsort(-likeness, axis=1, kind="stable")
    is_hit = numbers[nearest] == numbers[:, None]
    places = np.arange(1, len(numbers) + 1)
    others = is_hit.sum(axis=1) - 1  # a post is last of its own nearest
    heard = is_hit & (places <= others[:, None])
    means = (np.cumsum(heard, axis=1) / places * heard).sum(axis=1) / np.maximum(others, 1)
    return float(100 * means[others > 0].mean())


def _pairs(counts: Numbers) -> Numbers:
    return counts * (counts - 1) / 2


def _entropy(share: Numbers) -> float:
    some = share[share > 0]
    return float(-(some * np.log(some)).sum())


def _table(true: pl.Series, found: pl.Series) -> Numbers:
    first, second = (each.rank("dense").to_numpy().astype(np.int64) - 1 for each in (true, found))
    counts = np.zeros((first.max() + 1, second.max() + 1))
    np.add.at(counts, (first, second), 1)
    return counts
