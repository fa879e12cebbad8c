"""Scores of the marks of noise: language, spam, whether two texts say the same."""

from __future__ import annotations

import json
from importlib.resources import files
from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from parvis.filter import detect_language
from tools.scoring import Score, accuracy, score_of
from tools.train import spam

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


def scores(data: Path) -> Iterator[Score]:
    """Yield every score, from labelled posts in a folder."""
    yield _language("language.short", "short tweets, 5 languages", _read(data, "lid_tweets_carter"))
    tweets = pl.concat([_read(data, "umsab", part) for part in ("train", "val")])
    yield _language("language.umsab", "UMSAB without Hindi", tweets.filter(pl.col("lang") != "hi"))
    for answered in spam.scored(spam.examine(spam.parts_of(data))):
        yield score_of(*answered)
    known = json.loads((files("parvis.models") / "similarity.json").read_text("utf-8"))
    yield Score(
        key="same_content",
        language="en",
        data="Twitter-URL, cross-validated",
        measure="F1",
        value=100 * known["f1_unseen"],
        posts=known["pairs"],
    )


def _read(data: Path, name: str, part: str = "train") -> pl.DataFrame:
    return pl.read_parquet(data / name / f"{part}.parquet").select("text", "lang")


def _language(key: str, name: str, posts: pl.DataFrame) -> Score:
    right = (detect_language(posts)["language"] == posts["lang"]).sum()
    return score_of(key, name, [np.array([[right, posts.height - right], [0, 0]])], accuracy)
