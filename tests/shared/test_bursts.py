"""Bursts and changes of collection in real exports, by what is known of those days."""

from __future__ import annotations

import datetime as dt

import polars as pl
import pytest

from parvis import perimeter, sources
from parvis.analyse.bursts import by_hour, find, portraits
from parvis.filter import detect_language, group_duplicates, keep, mark_coordination
from parvis.study.plan import load
from tests.conftest import ROOT

pytestmark = pytest.mark.shared


def read(name):
    plan = load(ROOT / "examples" / f"{name}.toml")
    frame = pl.concat([sources.read(path).frame for path in plan.paths().values()])
    marked = perimeter.mark(frame, plan.brands())
    kept = keep(detect_language(mark_coordination(group_duplicates(marked)))).filter("kept")
    return kept.with_columns(tonality=pl.lit(None, pl.String)), plan.timezone, plan.accounts()


@pytest.fixture(scope="module")
def free():
    kept, zone, accounts = read("fr_telecom_free")
    found = find(by_hour(kept), timezone=zone)
    told = portraits(kept, found.bursts, without={"free", "freebox"}, accounts=accounts)
    return kept, found, found.bursts.join(told, on=["brand", "start"], maintain_order="left")


def over(bursts, *days):
    """Places of the bursts of Free that lie over one of these days, from 1."""
    ends = bursts.select("brand", pl.col("start").dt.date(), pl.col("end").dt.date()).rows()
    return [
        place
        for place, (brand, first, last) in enumerate(ends, start=1)
        if brand == "Free" and any(first <= dt.date(2024, *day) <= last for day in days)
    ]


def test_the_leak_and_the_cut_are_among_the_strongest_bursts_with_their_words(free):
    _, _, told = free
    (leak,), (cut,) = over(told, (10, 22)), over(told, (7, 29), (7, 30))
    assert max(leak, cut) <= 4
    assert {"données", "fuite"} <= set(told["words"][leak - 1])
    assert any("coupure" in word for word in told["words"][cut - 1])


def test_the_brands_own_macros_are_no_burst_of_its_public(free):
    kept, _, told = free
    assert kept["own_brand"].null_count() == kept.height
    on_the_day = told.filter(pl.col("day") == dt.date(2024, 10, 17))
    assert on_the_day.is_empty()


def test_the_start_of_free_is_a_change_of_collection_and_its_first_fetch_no_crisis(free):
    _, found, told = free
    changes = found.changes.select("kind", "day").rows()
    assert ("start", dt.date(2024, 7, 17)) in changes
    assert ("first fetch", dt.date(2024, 7, 19)) in changes
    assert over(told, (7, 17), (7, 18), (7, 19), (7, 20)) == []


def test_the_gaps_of_free_are_told(free):
    _, found, _ = free
    gaps = found.changes.filter(kind="gap").select("day", "until").rows()
    assert (dt.date(2024, 10, 26), dt.date(2024, 11, 1)) in gaps
    assert (dt.date(2024, 12, 13), dt.date(2025, 2, 18)) in gaps


def test_american_starts_on_22_february_and_is_in_no_crisis():
    kept, zone, _ = read("us_airlines_2015")
    found = find(by_hour(kept), timezone=zone)
    starts = found.changes.filter(kind="start").select("brand", "day").rows()
    assert starts == [("American", dt.date(2015, 2, 22))]
    assert "American" not in found.bursts["brand"].to_list()


def test_the_airlines_as_people_labelled_them_say_the_same(shared):
    posts = pl.read_parquet(shared / "airline_sentiment" / "train.parquet")
    handles = {
        "American": "americanair",
        "United": "united",
        "US Airways": "usairways",
        "Southwest": "southwestair",
        "JetBlue": "jetblue",
        "Virgin America": "virginamerica",
    }
    text = pl.col("text").str.to_lowercase()
    named = [
        pl.when(text.str.contains(f"@{handle}", literal=True)).then(pl.lit(name))
        for name, handle in handles.items()
    ]
    at = pl.col("created_at").cast(pl.String).str.to_datetime(time_zone="UTC", strict=False)
    kept = posts.select(
        published_at=at,
        brands=pl.concat_list(named).list.drop_nulls(),
        source=pl.lit("x"),
        medium=pl.lit("micro-blog"),
        duplicate_of=pl.lit(None, pl.String),
    )
    found = find(by_hour(kept), timezone="America/New_York")
    assert ("American", "start", dt.date(2015, 2, 22)) in found.changes.select(
        "brand", "kind", "day"
    ).rows()
    assert "American" not in found.bursts["brand"].to_list()
