"""Of what is found to be a demand, how much is one, as people have judged.

Two judgements: reviews of three applications, labelled feature requests by those who gathered them,
and 159 posts found (100 of those reviews, 59 to brands), labelled by hand for this test.
"""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import polars as pl
import pytest
from scipy import stats

from parvis.analyse.demand import asked

pytestmark = pytest.mark.shared
JUDGED = Path(__file__).parents[2] / "quality" / "demands_fr_en.jsonl"
FLOOR = 0.7  # row 36 of the capabilities


def heard(posts):
    texts = posts.select(pl.col("id").cast(pl.String), "text", language="lang")
    nobody = [
        pl.lit(None, pl.String).alias(name) for name in ("author", "duplicate_of", "repost_of")
    ]
    return asked(
        texts.with_columns(
            *nobody, kept=pl.lit(value=True), published_at=pl.lit(None, pl.Datetime("us", "UTC"))
        )
    )


def bounds(right, found):
    return stats.binomtest(right, found).proportion_ci(method="wilson")


@pytest.fixture(scope="module")
def reviews(shared):
    return pl.read_parquet(shared / "minibar_app_reviews" / "train.parquet")


@pytest.fixture(scope="module")
def stream(shared):
    with gzip.open(shared / "brand_stream" / "brand_stream.jsonl.gz", "rt") as lines:
        rows = [json.loads(line) for line in lines]
    posts = pl.DataFrame([{name: row[name] for name in ("id", "text", "lang")} for row in rows])
    return posts.unique("id", keep="first", maintain_order=True)


@pytest.mark.parametrize(("language", "floor"), [("fr", 0.8), ("en", 0.85)])
def test_most_found_in_reviews_are_feature_requests(reviews, language, floor):
    labelled = reviews.filter(pl.col("lang") == language)
    found = labelled.filter(pl.col("id").is_in(heard(labelled)["id"].unique().implode()))
    right = found.filter(pl.col("label").str.contains("feature_request")).height
    assert found.height > 100
    assert right / found.height >= floor
    assert bounds(right, found.height).low >= FLOOR


@pytest.mark.parametrize(("language", "floor"), [("fr", 0.75), ("en", 0.78)])
def test_most_found_are_demands_as_judged_by_hand(reviews, stream, language, floor):
    judged = pl.read_ndjson(JUDGED).filter(pl.col("language") == language)
    posts = pl.concat([reviews.select("id", "text", "lang"), stream])
    found = judged.filter(
        pl.col("id").is_in(
            heard(posts.filter(pl.col("id").is_in(judged["id"].implode())))["id"].implode()
        )
    )
    right = int(found["is_demand"].sum())
    assert found.height >= 50
    assert right / found.height >= floor
