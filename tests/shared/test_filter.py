"""Language and near-duplicates on labelled posts: floors that may not fall unseen."""

from __future__ import annotations

import gzip
import json
import re
from typing import TYPE_CHECKING

import numpy as np
import polars as pl
import pytest

from parvis.filter import detect_language, group_duplicates

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

pytestmark = pytest.mark.shared

MAIN = ["ar", "de", "en", "es", "fr", "hi", "it", "ja", "ko", "nl", "pl", "pt", "ru", "sv", "tr"]


def accuracy(labelled: pl.DataFrame) -> float:
    read = detect_language(labelled)
    return float((read["language"] == read["lang"]).mean())


def sentences(shared: Path) -> pl.DataFrame:
    table = pl.read_parquet(shared / "lid_lingua/train.parquet").filter(
        pl.col("kind") == "sentences"
    )
    return table.with_columns(pl.col("lang").replace("nb", "no"))


def test_short_posts_in_five_languages(shared):
    assert accuracy(pl.read_parquet(shared / "lid_tweets_carter/train.parquet")) >= 0.945


def test_posts_in_seven_languages(shared):
    parts = [pl.read_parquet(shared / f"umsab/{part}.parquet") for part in ("train", "val")]
    assert accuracy(pl.concat(parts).filter(pl.col("lang") != "hi")) >= 0.98


def test_sentences_in_the_main_languages(shared):
    assert accuracy(sentences(shared).filter(pl.col("lang").is_in(MAIN))) >= 0.995


def test_sentences_in_66_languages(shared):
    assert accuracy(sentences(shared)) >= 0.91


def test_probabilities_mean_what_they_say(shared):
    parts = [pl.read_parquet(shared / f"umsab/{part}.parquet") for part in ("train", "val")]
    read = detect_language(pl.concat(parts).filter(pl.col("lang") != "hi"))
    weighed = read.drop_nulls("language_p")
    right = (weighed["language"] == weighed["lang"]).mean()
    assert abs(right - weighed["language_p"].mean()) <= 0.04


def test_copy_and_paste_of_a_campaign_is_found_whole(shared):
    posts = pl.read_parquet(shared / "hk_campaign_v2/all.parquet").with_columns(
        published_at=pl.col("created_at").str.to_datetime(time_zone="UTC")
    )
    marked = group_duplicates(posts).filter(pl.col("dup_group_size") > 1)
    whole = marked.group_by("dup_group").agg(
        is_whole=(pl.col("duplicate_group").n_unique() == 1)
        & (pl.col("duplicate_group").null_count() == 0)
    )
    assert whole.height > 200
    assert whole["is_whole"].mean() >= 0.99


def edited(text: str, edit: int, chance: np.random.Generator, words: NDArray[np.str_]) -> str:
    if edit == 0:
        return f"RT @u{chance.integers(999)}: {text}"
    if edit == 1:
        return re.sub(r"https?://\S+", "", text) + f" https://t.co/{chance.integers(10**9)}"
    if edit == 2:
        return f"{text} #{chance.choice(words)}"
    said = text.split()
    said[chance.integers(len(said))] = str(chance.choice(words))
    return " ".join(said)


def test_edits_planted_into_real_posts_are_found(shared):
    with gzip.open(shared / "brand_stream/brand_stream.jsonl.gz", "rt") as file:
        texts = sorted({json.loads(line)["text"] for line in file})
    chance = np.random.default_rng(2014)
    chance.shuffle(texts)
    texts = [text for text in texts if len({*text.split()}) >= 10][:8_000]
    words = np.array([word for text in texts for word in re.findall(r"\w{3,}", text)])
    copies = [edited(text, place % 4, chance, words) for place, text in enumerate(texts[:2_000])]
    posts = pl.DataFrame({"text": texts + copies}).with_row_index("row")
    found = group_duplicates(posts.with_columns(id=pl.col("row").cast(pl.String)))
    groups = found["duplicate_group"].to_list()
    together = [
        groups[place] is not None and groups[place] == groups[len(texts) + place]
        for place in range(len(copies))
    ]
    assert sum(together) / len(together) >= 0.97
