"""What is planted is found again by the rooms that are to find it."""

from __future__ import annotations

import json

import polars as pl
import pytest

from parvis import perimeter, sources
from parvis.analyse import answers, duplicates, hubs, network, voice, volume
from parvis.filter import detect_language, group_duplicates, keep
from parvis.normalise.identity import drop_repeats
from parvis.simulate import market, write
from parvis.study.plan import load


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("market")
    write(market(mentions=12_000, seed=2010, broken=25), folder)
    return folder


@pytest.fixture(scope="module")
def truth(folder):
    return json.loads((folder / "truth.json").read_text("utf-8"))


@pytest.fixture(scope="module")
def plan(folder):
    return load(folder / "study.toml")


@pytest.fixture(scope="module")
def harvest(folder):
    return sources.read(folder / "posts.csv")


@pytest.fixture(scope="module")
def mentions(harvest, plan):
    frame, _ = drop_repeats(harvest.frame)
    marked = perimeter.mark(frame, plan.brands())
    return keep(group_duplicates(detect_language(marked)))


@pytest.fixture(scope="module")
def kept(mentions):
    return mentions.filter("kept")


def test_the_study_file_is_one_that_can_be_run(plan, truth):
    assert [brand.name for brand in plan.brands()] == [brand["name"] for brand in truth["brands"]]
    assert plan.objective.kpi
    assert plan.timezone == "Europe/Paris"


def test_every_row_is_read_or_rejected_as_planted(harvest, mentions, truth):
    rows = truth["rows"]
    assert (harvest.rows_read, len(harvest.rejected)) == (rows["read"], rows["rejected"])
    assert harvest.frame.height - mentions.height == rows["repeated"]
    reasons = dict(mentions["filter_reason"].drop_nulls().value_counts().iter_rows())
    assert reasons == {name: rows[name] for name in ("own_account", "off_perimeter")}
    assert mentions["medium"].null_count() == 0


def test_volumes_and_days_are_as_planted(kept, truth):
    counts = dict(volume.by_brand(kept).select("brand", "mentions").iter_rows())
    assert counts == {brand["name"]: brand["raw"] for brand in truth["brands"]}
    days = volume.by_brand_and_day(kept, timezone="Europe/Paris")
    days = days.filter(pl.col("brand") == truth["crisis"]["brand"], pl.col("mentions") > 0)
    planted = truth["volume_by_day"][truth["crisis"]["brand"]]
    assert {str(day): count for day, count in days.select("day", "mentions").rows()} == planted


def test_the_crisis_is_the_busiest_day(kept, truth):
    days = volume.by_brand_and_day(kept, timezone="Europe/Paris").sort("mentions", descending=True)
    assert days.row(0, named=True)["brand"] == truth["crisis"]["brand"]
    assert str(days["day"][0]) == truth["crisis"]["day"]


def test_languages_are_read_as_planted(kept, truth):
    read = dict(volume.by_column(kept, "language").select("language", "mentions").iter_rows())
    for language, planted in truth["languages"].items():
        assert read[language] == pytest.approx(planted, rel=0.01)


def test_planted_hubs_are_recovered(mentions, truth):
    said = mentions.filter(pl.col("kept") | pl.col("own_brand").is_not_null())
    accounts = {handle.lower() for brand in truth["brands"] for handle in brand["accounts"]}
    found = [
        author for author in hubs.hubs(network.edges(said))["author"] if author not in accounts
    ]
    planted = {hub["author"].lower() for hub in truth["hubs"]}
    assert len(planted & set(found[:10])) >= 9


def test_delays_are_exact(mentions, plan, truth):
    pairs = answers.pair_answers(mentions, plan.accounts())
    for by in (("brand",), ("brand", "account")):
        rows = answers.answer_times(pairs, by=by).to_dicts()
        found = {tuple(row[name] for name in by): row for row in rows}
        for planted in (each for each in truth["answers"] if ("account" in each) == (len(by) == 2)):
            row = found[tuple(planted[name] for name in by)]
            for name in ("customer_posts", "answered", "median", "p75", "p90", "within_24h"):
                assert row[name] == pytest.approx(planted[name], abs=1e-9), (by, name)


def test_near_duplicates_and_shares_are_as_planted(kept, truth):
    sizes = duplicates.duplicate_groups(kept)["mentions"]
    assert len(sizes) == pytest.approx(truth["duplicates"]["groups"], rel=0.005)
    assert sizes.sum() == pytest.approx(truth["duplicates"]["mentions"], rel=0.005)
    shares = {
        row[:2]: row[2] for row in voice.share_of_voice(kept)["brand", "count", "share"].rows()
    }
    for brand in truth["brands"]:
        raw, once = (shares[brand["name"], count] for count in (voice.RAW, voice.ONCE))
        assert raw == pytest.approx(brand["share_raw"])
        assert once == pytest.approx(brand["share_deduplicated"], abs=0.05)
