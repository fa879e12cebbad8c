"""The five example studies agree with figures counted from the raw files in plain Python.

Nothing here calls the library's own reading, matching or counting: csv, json, re, statistics.
"""

from __future__ import annotations

import csv
import datetime as dt
import gzip
import io
import json
import re
import statistics
import unicodedata
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from zoneinfo import ZoneInfo

import polars as pl
import pytest

from parvis import study
from parvis.engines.spark.engine import Spark
from parvis.study.outputs import summary
from tests.engines.reduced import same
from tests.study.opening import check_queries

pytestmark = [pytest.mark.shared, pytest.mark.long]
EXAMPLES = Path(__file__).parents[2] / "examples"


# Hiragana and Chinese characters are written without spaces: a word of Latin letters ends at them.
BEFORE = r"(?<![^\W\u3040-\u309f\u4e00-\u9fff])"
BEHIND = r"(?![^\W\u3040-\u309f\u4e00-\u9fff])"


def word(*names: str) -> str:
    return BEFORE + "(?:" + "|".join(names) + ")" + BEHIND


def handle(*names: str) -> str:
    return BEFORE + "@(?:" + "|".join(names) + ")" + BEHIND


def phrase(*words: str) -> str:
    return BEFORE + r"[\W]+".join(words) + BEHIND


@dataclass(frozen=True)
class Case:
    name: str
    export: str
    accounts: dict[str, str]
    patterns: dict[str, str]
    zone: str = "UTC"


AIRLINES = Case(
    "us_airlines_2015",
    "export_us_airlines_2015.csv.gz",
    {
        "virginamerica": "Virgin America",
        "united": "United",
        "southwestair": "Southwest",
        "jetblue": "JetBlue",
        "usairways": "US Airways",
        "americanair": "American",
    },
    {
        "Virgin America": handle("virginamerica") + "|" + phrase("virgin", "america"),
        "United": handle("united") + "|" + phrase("united", "airlines"),
        "Southwest": handle("southwestair") + "|" + phrase("southwest", "airlines"),
        "JetBlue": word("jetblue"),
        "US Airways": handle("usairways") + "|" + phrase("us", "airways"),
        "American": handle("americanair") + "|" + phrase("american", "airlines"),
    },
    "America/New_York",
)
FREE = Case(
    "fr_telecom_free",
    "export_fr_telecom_free.csv.gz",
    {
        "free": "Free",
        "freebox": "Free",
        "free_1337": "Free",
        "orange_france": "Orange",
        "orange": "Orange",
        "sfr": "SFR",
        "bouyguestelecom": "Bouygues Telecom",
    },
    {
        "Free": "|".join(
            [
                handle("free", "freebox", "free_1337", "freemobile"),
                r"(?<!\w)freebox",
                phrase("free", "mobile"),
                phrase("chez", "free"),
            ]
        ),
        "Orange": handle("orange", "orange_france")
        + "|"
        + phrase("chez", "orange")
        + "|"
        + word("sosh"),
        "SFR": word("sfr", "redbysfr"),
        "Bouygues Telecom": r"(?<!\w)bouygues",
    },
    "Europe/Paris",
)
CARE = Case(
    "care_mixed_2017",
    "export_care_mixed_2017.csv.gz",
    {
        "amazonhelp": "Amazon",
        "applesupport": "Apple",
        "uber_support": "Uber",
        "delta": "Delta",
        "british_airways": "British Airways",
        "spotifycares": "Spotify",
        "chipotletweets": "Chipotle",
        "comcastcares": "Comcast",
    },
    {
        "Amazon": word("amazon", "amazonhelp"),
        "Apple": word("apple") + r"|(?<!\w)iphone|" + handle("applesupport"),
        "Uber": word("uber") + "|" + handle("uber_support"),
        "Delta": word("delta"),
        "British Airways": handle("british_airways") + "|" + phrase("british", "airways"),
        "Spotify": word("spotify") + "|" + handle("spotifycares"),
        "Chipotle": word("chipotle") + "|" + handle("chipotletweets"),
        "Comcast": word("comcast", "xfinity") + "|" + handle("comcastcares"),
    },
)


@dataclass(frozen=True)
class Post:
    id: str
    author: str
    at: dt.datetime
    text: str
    reply_to: str
    repost_of: str


def fold(text: str) -> str:
    bare = unicodedata.normalize("NFKD", text)
    return "".join(c for c in bare if not unicodedata.combining(c)).casefold()


def raw_posts(path: Path) -> list[Post]:
    with gzip.open(path, "rt", encoding="utf-8", newline="") as file:
        return [
            Post(
                row["Tweet Id"],
                row["Screen Name"],
                dt.datetime.strptime(row["Created At"], "%Y-%m-%d %H:%M:%S %z"),
                row["Full Text"],
                row["In Reply To"],
                row["Retweet Of"],
            )
            for row in csv.DictReader(file)
        ]


@pytest.fixture(scope="module", params=[AIRLINES, FREE, CARE], ids=lambda case: case.name)
def counted(request, shared, tmp_path_factory):
    """A case, its study, its raw posts, and which of them count for which brand."""
    case = request.param
    out = tmp_path_factory.mktemp(case.name)
    found = study.run(EXAMPLES / f"{case.name}.toml", out)
    posts = raw_posts(shared / "brand_stream" / case.export)
    public = [post for post in posts if post.author.lower() not in case.accounts]
    matched = {
        post.id: [b for b, pattern in case.patterns.items() if re.search(pattern, fold(post.text))]
        for post in public
    }
    return case, found, posts, [post for post in public if matched[post.id]], matched, out


def test_every_row_is_accounted_for(counted):
    _, found, posts, kept, _, _ = counted
    filtered = sum(f.value for f in found.figures if f.key == "mentions.filtered")
    assert found.value("rows.read") == len(posts)
    assert found.value("mentions.kept") == len(kept)
    assert found.value("rows.read") == len(kept) + filtered + found.value("rows.rejected")


def test_the_period_and_the_authors_agree(counted):
    _, found, _, kept, _, _ = counted
    assert found.value("mentions.authors") == len({post.author for post in kept} - {""})
    stamp = "%Y-%m-%dT%H:%M:%SZ"
    utc = [post.at.astimezone(dt.UTC) for post in kept]
    assert found.value("mentions.first") == min(utc).strftime(stamp)
    assert found.value("mentions.last") == max(utc).strftime(stamp)


def test_the_volumes_by_day_agree(counted):
    case, found, _, kept, _, _ = counted
    days = Counter(str(post.at.astimezone(ZoneInfo(case.zone)).date()) for post in kept)
    volumes = {
        f.by["day"]: f.value
        for f in found.figures
        if f.key == "mentions.volume" and set(f.by) == {"day"}
    }
    assert volumes == dict(days)


def test_the_share_of_voice_agrees_and_adds_to_a_hundred(counted):
    case, found, _, _, matched, _ = counted
    volume = Counter(brand for brands in matched.values() for brand in brands)
    for brand in case.patterns:
        share = 100 * volume[brand] / volume.total()
        assert found.value("mentions.volume", brand=brand) == volume[brand]
        assert found.value("share_of_voice", brand=brand, count="raw") == pytest.approx(share)
    total = sum(found.value("share_of_voice", brand=b, count="deduplicated") for b in case.patterns)
    assert total == pytest.approx(100)


def first_answers(case: Case, posts: list[Post]) -> dict[str, dict[str, float]]:
    """Minutes from each customer post to its first answer, by brand and post id."""
    by_id = {post.id: post for post in posts}
    first: dict[str, dict[str, float]] = {brand: {} for brand in case.accounts.values()}
    for answer in posts:
        brand, post = case.accounts.get(answer.author.lower()), by_id.get(answer.reply_to)
        if not brand or not post or post.repost_of or post.author.lower() in case.accounts:
            continue
        minutes = (answer.at - post.at).total_seconds() / 60
        first[brand][post.id] = min(minutes, first[brand].get(post.id, minutes))
    return first


def addressed(case: Case, posts: list[Post]) -> dict[str, set[str]]:
    """Ids of the public's posts that name an account or answer one of its posts, by brand."""
    author_of = {post.id: post.author.lower() for post in posts}
    asked: dict[str, set[str]] = {brand: set() for brand in case.accounts.values()}
    for post in posts:
        if post.author.lower() in case.accounts or post.repost_of:
            continue
        names = {*re.findall(r"(?<![\w@])@(\w+)", post.text.lower()), author_of.get(post.reply_to)}
        for name in names & case.accounts.keys():
            asked[case.accounts[name]].add(post.id)
    return asked


def test_the_answer_times_agree(counted):
    case, found, posts, _, _, _ = counted
    asked, first = addressed(case, posts), first_answers(case, posts)
    says_replies = any(post.reply_to for post in posts)
    writing = {case.accounts.get(post.author.lower()) for post in posts if says_replies}
    for brand in set(case.accounts.values()):
        if brand not in writing:
            figures = [
                f for f in found.figures if f.key.startswith("answers.") and f.by["brand"] == brand
            ]
            assert len(figures) >= 6
            assert all(figure.value is None and figure.reason for figure in figures)
            continue
        customer_posts = len(asked[brand] | first[brand].keys())
        minutes = list(first[brand].values())
        assert found.value("answers.customer_posts", brand=brand) == customer_posts
        assert found.value("answers.answered", brand=brand) == len(minutes)
        within = 100 * sum(m <= 24 * 60 for m in minutes) / customer_posts
        assert found.value("answers.within_24h", brand=brand) == pytest.approx(within)
        if len(minutes) > 1:
            median = found.value("answers.first_minutes.median", brand=brand)
            assert median == pytest.approx(statistics.median(minutes))
            nine = statistics.quantiles(minutes, n=10, method="inclusive")[8]
            assert found.value("answers.first_minutes.p90", brand=brand) == pytest.approx(nine)


def test_every_query_behind_a_figure_gives_the_figure(counted):
    _, found, _, _, _, out = counted
    check_queries(found, out)


def test_engie_as_delivered_is_read_whole(shared, tmp_path):
    found = study.run(EXAMPLES / "engie_as_delivered.toml", tmp_path)
    raw = (shared / "brand_stream" / "export_engie_as_delivered.csv").read_text("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(raw, newline=""), delimiter=";"))
    assert found.value("rows.read") == len(rows) == 576
    assert found.value("mentions.rehashed") == 576
    assert found.value("rows.rejected") == 0
    filtered = sum(f.value for f in found.figures if f.key == "mentions.filtered")
    assert found.value("mentions.kept") + filtered == 576
    stamps = [dt.datetime.fromisoformat(row["created_at"]).astimezone(dt.UTC) for row in rows]
    assert found.mentions["published_at"].min() == min(stamps)
    assert found.mentions["published_at"].max() == max(stamps)
    assert found.value("answers.within_24h", brand="ENGIE") is None
    check_queries(found, tmp_path)


@pytest.fixture(scope="module")
def stream(tmp_path_factory):
    """The study of the whole stream, and its folder."""
    folder = tmp_path_factory.mktemp("stream")
    return study.run(EXAMPLES / "brand_stream.toml", folder), folder


@pytest.mark.cluster
def test_a_cluster_finds_the_same_in_the_whole_stream(stream, spark, tmp_path):
    engine = Spark(spark, str(tmp_path), at_once=10_000)
    on_cluster = study.run(EXAMPLES / "brand_stream.toml", engine=engine)
    assert same(summary(stream[0]), summary(on_cluster))


def test_the_whole_stream_is_read_whole(shared, stream):
    found, folder = stream
    with gzip.open(shared / "brand_stream" / "brand_stream.jsonl.gz", "rt") as file:
        items = [json.loads(line) for line in file]
    assert found.value("rows.read") == len(items)
    filtered = sum(f.value for f in found.figures if f.key == "mentions.filtered")
    assert found.value("mentions.kept") + filtered == len(items)
    at = {item["id"]: dt.datetime.fromisoformat(item["created_at"]) for item in items}
    read = dict(
        found.mentions.select(pl.col("id").str.split(":").list.last(), "published_at").iter_rows()
    )
    assert read == at
    check_queries(found, folder)
