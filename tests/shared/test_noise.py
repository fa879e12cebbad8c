"""Noise on real posts: macros are templates, campaigns are found, pairs are judged."""

from __future__ import annotations

import gzip
import json

import polars as pl
import pytest

from parvis.filter import (
    group_duplicates,
    is_same_content,
    mark_coordination,
    mark_spam,
    mark_templates,
    similarity,
)

pytestmark = pytest.mark.shared


@pytest.fixture(scope="module")
def free(shared):
    with gzip.open(shared / "brand_stream/brand_stream.jsonl.gz", "rt") as file:
        rows = [row for row in map(json.loads, file) if row["stream"] == "fr_telecom_free"]
    names = ("id", "author", "text", "created_at")
    table = pl.DataFrame([{name: row[name] for name in names} for row in rows])
    time = pl.col("created_at").str.to_datetime(time_zone="UTC")
    return mark_templates(table.with_columns(published_at=time))


def test_the_macros_of_a_support_account_are_templates(free):
    macro = free.filter(pl.col("text").str.contains("plus disponible, et nous en sommes désolés"))
    assert macro.height > 2_000
    assert macro["is_template"].mean() >= 0.99


def test_what_the_public_writes_is_no_template(free):
    public = free.filter(~pl.col("author").str.to_lowercase().str.contains("free"))
    assert public.height > 2_500
    assert public["is_template"].sum() == 0


def test_the_macros_of_a_support_account_are_no_campaign(free):
    marked = mark_coordination(group_duplicates(free))
    assert (
        marked.filter("is_template")["coordinated_group"].null_count() == free["is_template"].sum()
    )


def test_the_comments_under_the_first_seed_are_spam_and_its_own_words_are_not(shared):
    (seed,) = (shared.parent / "seeds").glob("000_*.txt")
    lines = pl.Series([line for line in seed.read_text("utf-8").splitlines() if line.strip()])
    is_comment = lines.str.contains(r"^\s*[123]\. ")
    assert is_comment.sum() == 3
    marked = mark_spam(pl.DataFrame({"text": lines}))
    assert marked["is_spam"].to_list() == is_comment.to_list()
    sentences = lines.filter(~is_comment).str.split(". ").explode()
    assert mark_spam(pl.DataFrame({"text": sentences}))["is_spam"].sum() == 0


def test_comments_of_spammers_are_no_templates(shared):
    comments = pl.read_parquet(shared / "youtube_comments_raw/all.parquet")
    assert mark_templates(comments)["is_template"].sum() == 0


def test_one_reply_to_everybody_is_no_template(shared):
    posts = pl.read_parquet(shared / "hk_campaign_v2/all.parquet")
    assert mark_templates(posts)["is_template"].sum() == 0


def test_pairs_of_posts_are_judged_as_people_judge_them(shared):
    pairs = pl.read_parquet(shared / "twitter_url_pairs/train.parquet").filter(pl.col("votes") != 3)
    is_same = (pairs["votes"] >= 4).to_numpy()
    found = is_same_content(pairs["text"], pairs["text2"]).to_numpy()
    assert 2 * (is_same & found).sum() / (is_same.sum() + found.sum()) >= 0.69


def test_probabilities_rank_pairs_of_news_it_has_not_seen(shared):
    pairs = pl.read_parquet(shared / "msr_paraphrase/train.parquet")
    score = similarity(pairs["text"], pairs["text2"]).rank().to_numpy()
    is_same = (pairs["label"] == "paraphrase").to_numpy()
    wins = score[is_same].sum() - is_same.sum() * (is_same.sum() + 1) / 2
    assert wins / (is_same.sum() * (~is_same).sum()) >= 0.66


def test_reasons_tell_copies_from_variants(shared):
    posts = pl.read_parquet(shared / "hk_campaign_v2/all.parquet")
    marked = group_duplicates(posts).filter(
        pl.col("dup_group_size") > 1, pl.col("duplicate_of").is_not_null()
    )
    by_words = marked.filter(
        pl.col("duplicate_reason").is_in(["exact", "reposted", "link changed"])
    )
    first = posts.select(duplicate_of="id", first="dup_group").unique("duplicate_of")
    told = by_words.join(first, on="duplicate_of")
    assert told.height > 1_000
    assert (told["dup_group"] == told["first"]).mean() >= 0.99
