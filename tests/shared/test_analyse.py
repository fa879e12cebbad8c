"""Reductions on real exports against plain Python, PageRank on real graphs against networkx."""

from __future__ import annotations

import csv
import gzip
import re
from collections import Counter, defaultdict
from datetime import datetime
from statistics import median
from zoneinfo import ZoneInfo

import polars as pl
import pytest

from parvis.analyse.answers import answer_times, can_pair, pair_answers
from parvis.analyse.hubs import popular
from parvis.analyse.network import edges
from parvis.analyse.volume import by_day, extent
from parvis.schema import columns_of

pytestmark = pytest.mark.shared

FREE = {"Freebox": "Free", "free": "Free", "Free_1337": "Free"}
CARE = {name: name for name in ("ChipotleTweets", "AmazonHelp", "AppleSupport", "Uber_Support")}


def raw(shared, name):
    path = shared / "brand_stream" / f"export_{name}.csv.gz"
    with gzip.open(path, "rt", encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def moment(row):
    return datetime.strptime(row["Created At"], "%Y-%m-%d %H:%M:%S %z")


def named(row):
    return {name.lower() for name in re.findall(r"@(\w{1,20})", row["Full Text"])}


def as_mentions(rows):
    return pl.DataFrame(
        [
            {
                "id": row["Tweet Id"],
                "kind": "repost" if row["Retweet Of"] else "post",
                "author": row["Screen Name"] or None,
                "published_at": moment(row),
                "time_confidence": "exact",
                "text": row["Full Text"],
                "reply_to": row["In Reply To"] or None,
                "repost_of": row["Retweet Of"] or None,
                "mentions": sorted(named(row)),
            }
            for row in rows
        ],
        schema=columns_of("normalise", "perimeter"),
    )


@pytest.mark.parametrize(
    ("name", "zone"),
    [("us_airlines_2015", "America/New_York"), ("fr_telecom_free", "Europe/Paris")],
)
def test_days_and_extent_agree_with_a_plain_count(shared, name, zone):
    rows = raw(shared, name)
    days = Counter(moment(row).astimezone(ZoneInfo(zone)).date() for row in rows)
    frame = as_mentions(rows)
    assert by_day(frame, timezone=zone).rows() == sorted(days.items())
    assert extent(frame).row(0, named=True) == {
        "first": min(map(moment, rows)),
        "last": max(map(moment, rows)),
        "mentions": len(rows),
        "undated": 0,
        "authors": len({row["Screen Name"] for row in rows} - {""}),
    }


@pytest.mark.parametrize(
    ("name", "accounts"), [("fr_telecom_free", FREE), ("care_mixed_2017", CARE)]
)
def test_answer_times_agree_with_a_plain_pairing(shared, name, accounts):
    rows = raw(shared, name)
    delays, posts = plain_pairs(rows, {handle.lower(): b for handle, b in accounts.items()})
    frame = as_mentions(rows)
    assert can_pair(frame, accounts) is None
    found = answer_times(pair_answers(frame, accounts))
    assert found["brand"].to_list() == sorted(posts)
    for row in found.iter_rows(named=True):
        minutes = delays[row["brand"]]
        assert row["customer_posts"] == len(posts[row["brand"]])
        assert row["answered"] == len(minutes) > 50
        assert row["median"] == pytest.approx(median(minutes))
        within = sum(delay <= 1440 for delay in minutes)
        assert row["within_24h"] == pytest.approx(100 * within / len(posts[row["brand"]]))


def plain_pairs(rows, brands):
    """First delays, in minutes, and customer posts of each brand, one row after another."""
    by_id = {row["Tweet Id"]: row for row in rows}
    brand_of = {row["Tweet Id"]: brands.get(row["Screen Name"].lower()) for row in rows}
    replies = defaultdict(list)
    for row in rows:
        if brand_of[row["Tweet Id"]] and row["In Reply To"] in by_id:
            replies[row["In Reply To"]].append(row)
    delays, posts = defaultdict(list), defaultdict(set)
    for row in rows:
        key = row["Tweet Id"]
        if brand_of[key] or row["Retweet Of"]:
            continue
        for brand in {brands[name] for name in named(row) & set(brands)}:
            posts[brand].add(key)
        if brand_of.get(row["In Reply To"]):
            posts[brand_of[row["In Reply To"]]].add(key)
        for brand in {brand_of[reply["Tweet Id"]] for reply in replies[key]}:
            posts[brand].add(key)
            waits = [
                (moment(reply) - moment(row)).total_seconds() / 60
                for reply in replies[key]
                if brand_of[reply["Tweet Id"]] == brand and moment(reply) >= moment(row)
            ]
            delays[brand] += [min(waits)] if waits else []
    return delays, posts


@pytest.mark.parametrize(
    ("name", "accounts", "reason"),
    [
        ("us_airlines_2015", {"NobodyFlies": "?"}, "no post by the accounts in the data"),
        ("us_airlines_2015", {"JetBlue": "JetBlue"}, "the export has no reply ids"),
        ("care_spotify_2017", {"176622": "?"}, "the reply ids never point into the export"),
    ],
)
def test_an_export_without_usable_reply_ids_says_why(shared, name, accounts, reason):
    assert can_pair(as_mentions(raw(shared, name)), accounts) == reason


@pytest.mark.parametrize("name", ["fr_telecom_free", "care_mixed_2017"])
def test_links_and_popularity_agree_with_a_plain_reading(shared, name):
    rows = raw(shared, name)
    author = {row["Tweet Id"]: row["Screen Name"].lower() for row in rows}
    links = Counter()
    for row in rows:
        source = author[row["Tweet Id"]]
        pointed = {author.get(row["In Reply To"]), author.get(row["Retweet Of"])}
        head = re.match(r"RT @([A-Za-z0-9_]+)", row["Full Text"])
        targets = named(row) | pointed | ({head[1].lower()} if head else set())
        links.update((source, target) for target in targets - {None, "", source} if source)
    found = edges(as_mentions(rows))
    assert {(source, target): weight for source, target, weight in found.rows()} == links
    crowd = Counter(target for _, target in links)
    best = sorted(crowd.items(), key=lambda entry: (-entry[1], entry[0]))[:20]
    assert popular(found).select("author", "popularity").rows() == best
