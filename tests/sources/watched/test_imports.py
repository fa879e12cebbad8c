"""Exports laid in a folder that is listened to: columns found, nothing twice however it comes."""

from __future__ import annotations

import asyncio
import csv
import datetime as dt
import io
import json
import os
import time
from dataclasses import dataclass
from typing import Any

import msgspec
import polars as pl
import pytest

from parvis.collect.web import Web
from parvis.sources.connector import Visit, rows_of
from parvis.sources.watched.connector import CONNECTOR
from tests.sources.test_exports import BRANDWATCH


@dataclass(frozen=True)
class Export:
    """What a tool writes.

    Arguments:
        row: makes one row of it, by number.
        source: that ids begin with.
        suffix, delimiter, encoding, above: of the file; `.ndjson` has an object a line.
        medium: of its mentions.
    """

    row: Any
    source: str
    medium: str
    suffix: str = ".csv"
    delimiter: str = ","
    encoding: str = "utf-8"
    above: str = ""

    def written(self, numbers):
        rows = [self.row(number) for number in numbers]
        if self.suffix == ".ndjson":
            return "".join(json.dumps(row) + "\n" for row in rows).encode()
        text = io.StringIO()
        writer = csv.DictWriter(text, list(rows[0]), delimiter=self.delimiter)
        writer.writeheader()
        writer.writerows(rows)
        return (self.above + text.getvalue()).encode(self.encoding)


def said(number):
    return f"Toujours en panne, jour {number} 🎉 — merci l'été"


def day(number, form="%Y-%m-%d %H:%M:%S"):
    return (dt.datetime(2026, 11, 1, 10, tzinfo=dt.UTC) + dt.timedelta(hours=number)).strftime(form)


def zeeschuimer(platform, data):
    return {
        "nav_index": "1:2", "item_id": data.get("id"), "timestamp_collected": 1_793_520_000_000,
        "source_platform": platform, "source_platform_url": f"https://www.{platform}/",
        "source_url": f"https://www.{platform}/api", "user_agent": "Mozilla/5.0", "data": data,
    }  # fmt: skip


EXPORTS = {
    "X": Export(
        lambda n: {
            "Tweet Id": f"15896325023099904{n:02d}",
            "Created At": day(n, "%Y-%m-%d %H:%M:%S +00:00"),
            "Screen Name": "@u_anna", "Full Text": said(n), "Language": "fr", "Likes": "1,204",
            "Retweets": "3", "Replies": "0", "Views": "1.2K", "Followers": "88",
        },
        source="x", medium="micro-blog",
    ),
    "Facebook, posts": Export(
        lambda n: {
            "Page Name": "Mairie", "User Name": "mairie", "Facebook Id": "99",
            "Likes at Posting": "10", "Post Created": day(n, "%Y-%m-%d %H:%M:%S CET"),
            "Type": "Link", "Total Interactions": "1,234", "Likes": "5", "Comments": "6",
            "Shares": "7", "URL": f"https://www.facebook.com/99/posts/12{n:02d}",
            "Message": said(n), "Link": "",
        },
        source="facebook", medium="social network",
    ),
    "Facebook, comments": Export(
        lambda n: {
            "": str(n), "Name (click to view profile)": "Anna B", "Profile ID": "77",
            "Date": day(n, "%d/%m/%Y %H:%M"), "Likes": "2", "Comment": said(n),
            "(view source)": f"https://www.facebook.com/c/{n}",
        },
        source="facebook", medium="social network",
    ),
    "Brandwatch": Export(
        lambda n: BRANDWATCH | {
            "Date": day(n, "%Y-%m-%d %H:%M:%S.0"), "Resource Id": str(900 + n),
            "Url": f"http://twitter.com/anna/statuses/{n + 20}", "Full Text": said(n),
        },
        source="x", medium="micro-blog",
        above="Report:,Mentions\nBrand:,Free\nFrom:,Sun Nov 01 2026\n\n",
    ),
    "Talkwalker": Export(
        lambda n: {
            "url": f"http://www.youtube.com/watch?v={n}", "published": f"16450807{n:02d}000",
            "search_indexed": "1645081594193", "title": "Une vidéo", "content": said(n),
            "lang": "fr", "sentiment": "-5",
            "source_type": "SOCIALMEDIA,SOCIALMEDIA_YOUTUBE",
            "extra_author_attributes.name": "Anna", "reach": "100", "engagement": "3",
        },
        source="youtube", medium="video", delimiter=";",
    ),
    "Meltwater": Export(
        lambda n: {
            "Date": day(n, "%d-%b-%Y %I:%M%p"), "Headline": "",
            "URL": f"https://twitter.com/anna/statuses/{n}", "Opening Text": "",
            "Hit Sentence": said(n), "Source": "Twitter", "Influencer": "@anna",
            "Country": "France", "Language": "French", "Reach": "40", "AVE": "0.37",
            "Sentiment": "Negative", "Input Name": "Free", "Tweet Id": f"Twitter {n}",
        },
        source="x", medium="micro-blog", delimiter="\t", encoding="utf-16",
    ),
    "4CAT": Export(
        lambda n: {
            "id": str(7000 + n), "thread_id": str(7000 + n), "timestamp": day(n), "body": said(n),
            "author": "anna.b", "subject": "", "likes": "12", "comments": "3", "shares": "1",
            "plays": "900", "tiktok_url": f"https://www.tiktok.com/@anna.b/video/{7000 + n}",
        },
        source="tiktok", medium="video",
    ),
    "Zeeschuimer, TikTok": Export(
        lambda n: zeeschuimer("tiktok.com", {
            "id": str(7300 + n), "desc": said(n), "createTime": 1_793_520_000 + n,
            "author": {"id": "5", "uniqueId": "anna.b", "nickname": "Anna"},
            "stats": {"diggCount": 5, "shareCount": 1, "commentCount": 2, "playCount": 90},
        }),
        source="tiktok", medium="video", suffix=".ndjson",
    ),
    "Zeeschuimer, Instagram": Export(
        lambda n: zeeschuimer("instagram.com", {
            "id": f"33{n:02d}_5", "pk": f"33{n:02d}", "code": f"C7x{n}",
            "taken_at": 1_793_520_000 + n,
            "caption": {"text": said(n)}, "user": {"pk": "5", "username": "anna.b"},
            "like_count": 5, "comment_count": 2, "media_type": 1,
        }),
        source="instagram", medium="image", suffix=".ndjson",
    ),
    "Google Forms": Export(
        lambda n: {
            "Horodateur": day(n, "%d/%m/%Y %H:%M:%S"), "Votre âge": "35-44",
            "Recommanderiez-vous notre service ?": str(n % 10),
            "Que pouvons-nous améliorer ?": said(n),
        },
        source="google_forms", medium="survey",
    ),
    "Microsoft Forms": Export(
        lambda n: {
            "ID": str(n), "Start time": day(n), "Completion time": day(n), "Email": "anonymous",
            "Name": "", "How likely are you to recommend us?": "7",
            "What could we do better?": said(n),
        },
        source="microsoft_forms", medium="survey",
    ),
    "Typeform": Export(
        lambda n: {
            "#": f"abc{n:03d}", "What could we do better?": said(n), "Your plan": "Basic",
            "Start Date (UTC)": day(n), "Submit Date (UTC)": day(n), "Network ID": f"f0{n}",
        },
        source="typeform", medium="survey",
    ),
    "LimeSurvey": Export(
        lambda n: {
            "ID de la réponse": str(n), "Date de soumission": day(n),
            "Dernière page": "3", "Langue de départ": "fr",
            "Q1. Que pouvons-nous améliorer ?": said(n),
        },
        source="limesurvey", medium="survey", delimiter=";",
    ),
}  # fmt: skip


def laid(folder, name, export, numbers):
    file = folder / f"{name}{export.suffix}"
    file.write_bytes(export.written(numbers))
    os.utime(file, (time.time() - 60, time.time() - 60))


def heard(folder, cursor, **said):
    """Visit the folder; the rows, what was rejected, and where it goes on."""

    async def act():
        async with Web() as web:
            table = {"name": "import", "path": str(folder), **said}
            settings = msgspec.convert(table, CONNECTOR.settings)
            visit = Visit(web=web, since=cursor)
            pages = [page async for page in CONNECTOR.pages(settings, visit)]
        read = [rows_of(CONNECTOR, settings, page, dt.datetime.now(dt.UTC)) for page in pages]
        letters = [letter for page in read for letter in page.rejected]
        return pl.concat([page.frame for page in read]), letters, pages[-1].cursor

    return asyncio.run(act())


@pytest.mark.parametrize("name", EXPORTS)
def test_an_export_is_heard_without_a_word_on_its_columns_and_its_posts_but_once(tmp_path, name):
    export = EXPORTS[name]
    laid(tmp_path, "october", export, range(1, 6))
    first, letters, cursor = heard(tmp_path, None)
    assert letters == []
    assert sorted(first["text"]) == sorted(said(number) for number in range(1, 6))
    assert set(first["medium"]) == {export.medium}
    assert all(id_.startswith(f"{export.source}:") for id_ in first["id"])
    assert first["published_at"].null_count() == 0
    assert set(first["published_at"].dt.year()) <= {2022, 2026}
    laid(tmp_path, "november", export, [7, 5, 4, 3, 2, 1])
    again, letters, _ = heard(tmp_path, cursor)
    assert letters == []
    assert again.height == 6
    assert set(again["id"]) - set(first["id"]) == set(again.filter(text=said(7))["id"])


def test_of_several_open_questions_the_error_asks_for_one_and_each_may_be_a_source(tmp_path):
    rows = (
        "Horodateur,Pourquoi ?,Et sinon ?\n"
        "01/11/2026 10:00:00,Trop de pannes ce mois-ci,Merci pour votre aide\n"
        "02/11/2026 10:00:00,Personne ne me répond jamais,Rien de plus à dire\n"
    )
    file = tmp_path / "form.csv"
    file.write_text(rows)
    os.utime(file, (time.time() - 60, time.time() - 60))
    (letter,) = heard(tmp_path, None)[1]
    assert 'several columns could be "text": "Pourquoi ?", "Et sinon ?"' in letter.reason
    assert 'columns = { text = "Pourquoi ?" }' in letter.reason
    whys, letters, _ = heard(tmp_path, None, columns={"text": "Pourquoi ?"})
    others = heard(tmp_path, None, columns={"text": "Et sinon ?"})[0]
    assert letters == []
    assert not set(whys["id"]) & set(others["id"])
