"""The real exports and recorded answers read well: they agree with plain Python over the files."""

from __future__ import annotations

import csv
import gzip
import io
import json
from collections import Counter
from datetime import datetime
from typing import TYPE_CHECKING, Any

import polars as pl
import pytest

from parvis import sources
from parvis.normalise.identity import drop_repeats

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

pytestmark = pytest.mark.shared

EXPORTS = {
    "export_care_conversations_2020.csv.gz": 2343,
    "export_care_mixed_2017.csv.gz": 5000,
    "export_care_spotify_2017.csv.gz": 15055,
    "export_fr_energy_engie.csv.gz": 576,
    "export_fr_media_2022.csv.gz": 6632,
    "export_fr_telecom_free.csv.gz": 6375,
    "export_ng_isp_2019_2021.csv.gz": 4174,
    "export_us_airlines_2015.csv.gz": 14485,
}


def plain_rows(path: Path) -> list[dict[str, str]]:
    with gzip.open(path, "rt", encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def stream(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in gzip.decompress(path.read_bytes()).splitlines()]


@pytest.mark.parametrize("name", EXPORTS)
def test_an_export_agrees_with_plain_python(shared, name):
    path = shared / "brand_stream" / name
    rows, found = plain_rows(path), sources.read(path)
    frame = found.frame
    assert (found.rows_read, len(rows), found.rejected) == (EXPORTS[name], EXPORTS[name], [])
    assert found.recognition.platform == "x"
    assert frame["id"].to_list() == [f"x:{row['Tweet Id']}" for row in rows]
    assert frame["author"].to_list() == [row["Screen Name"] or None for row in rows]
    for column, given in (
        ("reply_to", "In Reply To"),
        ("repost_of", "Retweet Of"),
        ("quote_of", "Quote Of"),
    ):
        assert frame[column].to_list() == [
            f"x:{row[given]}" if row[given] else None for row in rows
        ]
    for column, given in (
        ("likes", "Likes"),
        ("reposts", "Retweets"),
        ("author_followers", "Followers"),
    ):
        assert frame[column].to_list() == [int(row[given]) if row[given] else None for row in rows]
    times = [datetime.strptime(row["Created At"], "%Y-%m-%d %H:%M:%S %z") for row in rows]
    assert frame["published_at"].to_list() == times
    assert frame["time_confidence"].unique().to_list() == ["exact"]
    assert frame["text"].str.len_chars().min() > 0


def test_lines_of_an_export_point_into_the_file(shared):
    path = shared / "brand_stream" / "export_fr_telecom_free.csv.gz"
    text = gzip.decompress(path.read_bytes()).decode("utf-8")
    lines = list(io.StringIO(text, newline=""))
    frame = sources.read(path).frame
    own = frame["id"].str.strip_prefix("x:")
    assert all(
        lines[line - 1].startswith(key) for line, key in zip(frame["line"], own, strict=True)
    )


def test_the_stream_agrees_with_plain_python(shared):
    path = shared / "brand_stream" / "brand_stream.jsonl.gz"
    items = stream(path)
    found = sources.read(path)
    frame = found.frame
    assert (found.rows_read, found.rejected) == (54640, [])
    assert frame["id"].to_list() == [f"x:{item['id']}" for item in items]
    assert frame["author"].null_count() == sum("author" not in item for item in items)
    assert frame["reply_to"].count() == sum("in_reply_to_id" in item for item in items)
    assert frame["views"].count() == sum("views" in item for item in items)
    said = dict(Counter(item["lang"] for item in items))
    assert dict(frame["declared_language"].value_counts().iter_rows()) == said
    named = [{name.lower() for name in item.get("mentions", [])} for item in items]
    read = [set(names) for names in frame["mentions"].to_list()]
    assert all(expected <= got for expected, got in zip(named, read, strict=True))
    assert drop_repeats(frame)[1] == 0


def test_handles_found_in_the_words_are_those_the_stream_declares(shared):
    path = shared / "brand_stream" / "brand_stream.jsonl.gz"
    items = {
        item["id"]: {name.lower() for name in item.get("mentions", [])} for item in stream(path)
    }
    frame = sources.read(shared / "brand_stream" / "export_fr_telecom_free.csv.gz").frame
    pairs = [
        (items[row_id.removeprefix("x:")], set(names))
        for row_id, names in frame.select("id", "mentions").rows()
    ]
    assert sum(expected == got for expected, got in pairs) > 0.99 * len(pairs)


def test_engie_as_delivered_has_damaged_ids_and_written_breaks(shared):
    found = sources.read(shared / "brand_stream" / "export_engie_as_delivered.csv")
    frame = found.frame
    assert (found.rows_read, found.rejected) == (576, [])
    assert (found.recognition.encoding, found.recognition.delimiter) == ("utf-8", ";")
    assert frame["id"].str.contains(r"^x:sha-[0-9a-f]{16}$").all()
    assert frame["id"].n_unique() == 576
    assert found.recognition.notes == [
        "576 ids were damaged by a spreadsheet and replaced by a hash of the content."
    ]
    assert not frame["text"].str.contains(r"\\n").any()
    mended = sources.read(shared / "brand_stream" / "export_fr_energy_engie.csv.gz").frame
    assert sorted(frame["published_at"].to_list()) == sorted(mended["published_at"].to_list())
    assert set(frame["author"]) == set(mended["author"])


def test_the_comments_of_youtube_are_all_read(shared):
    path = shared / "youtube_comments_raw" / "all.parquet"
    raw, found = pl.read_parquet(path), sources.read(path)
    assert (found.rows_read, found.rejected) == (81449, [])
    assert found.recognition.platform == "youtube"
    assert found.frame["id"].to_list() == [f"youtube:{key}" for key in raw["id"]]
    assert found.frame["thread"].to_list() == raw["video"].to_list()
    assert found.frame["medium"].unique().to_list() == ["video"]
    spans = (found.frame["published_at"].min(), found.frame["published_at"].max())
    given = raw["created_at"].str.to_datetime(time_zone="UTC")
    assert spans == (given.min(), given.max())


def bodies(path: Path) -> list[Any]:
    return [record["body"] for record in json.loads(gzip.decompress(path.read_bytes()))]


def parts(value: object) -> Iterator[dict[str, Any]]:
    if isinstance(value, dict):
        yield value
    for part in (
        value.values() if isinstance(value, dict) else value if isinstance(value, list) else []
    ):
        yield from parts(part)


# Items of each recording, counted by hand-written rules over the raw JSON.
COUNTS = {
    "mastodon": lambda body: body if isinstance(body, list) else [body],
    "bluesky": lambda body: next(
        (body[key] for key in ("feed", "posts", "followers", "follows") if key in body), [body]
    ),
    "twitter": lambda body: body.get("statuses", [body]) if isinstance(body, dict) else body,
    "reddit": lambda body: [
        part
        for part in parts(body)
        if part.get("kind") in {"t1", "t3", "t5", "more"} and "data" in part
    ],
}  # fmt: skip


def test_every_recorded_answer_is_read_without_loss(shared):
    kept = rejected = 0
    for path in sorted((shared / "api_raw").glob("*.json.gz")):
        platform = path.name.split("_")[0]
        expected = sum(len(COUNTS[platform](body)) for body in bodies(path))
        found = sources.read(path)
        assert found.rows_read == expected, path.name
        assert found.recognition.platform == platform.replace("twitter", "x")
        assert found.frame["time_confidence"].is_in(["exact"]).all(), path.name
        kept, rejected = kept + found.frame.height, rejected + len(found.rejected)
    assert (kept, rejected) == (2794, 641)


def test_what_is_no_post_is_rejected_by_what_it_is(shared):
    reasons = Counter(
        reject.reason
        for path in (shared / "api_raw").glob("*.json.gz")
        for reject in sources.read(path).rejected
    )
    assert reasons.pop("an account, not a post") == 48 + 48 + 3 + 6
    assert reasons.pop("a place with trends, not a post") == 467
    assert reasons.pop("a subreddit, not a post") == 51
    assert all("comments that were not loaded" in reason for reason in reasons)
    assert sum(reasons.values()) == 18


def test_replies_quotes_and_reposts_of_the_recordings_are_all_found(shared):
    folder = shared / "api_raw"
    statuses = [
        s for p in folder.glob("mastodon_*") for b in bodies(p) for s in COUNTS["mastodon"](b)
    ]
    frame = pl.concat(sources.read(path).frame for path in sorted(folder.glob("mastodon_*")))
    assert frame["reply_to"].count() == sum(bool(s.get("in_reply_to_id")) for s in statuses)
    assert frame["repost_of"].count() == sum(bool(s.get("reblog")) for s in statuses)
    assert frame["quote_of"].count() == sum(
        bool((s.get("quote") or {}).get("quoted_status")) for s in statuses
    )
    assert not frame["text"].str.contains(r"</?p>|<br").any()
    tweets = [s for p in folder.glob("twitter_*") for b in bodies(p) for s in COUNTS["twitter"](b)]
    frame = pl.concat(sources.read(path).frame for path in sorted(folder.glob("twitter_*")))
    assert frame["repost_of"].count() == sum("retweeted_status" in s for s in tweets)
    assert frame["quote_of"].count() == sum(bool(s.get("quoted_status_id_str")) for s in tweets)
    assert frame["reply_to"].count() == sum(
        bool(s.get("in_reply_to_status_id_str")) for s in tweets
    )
