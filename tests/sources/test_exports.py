"""Exports of every platform, as their tools write them, are recognised by their columns."""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING

import pytest
import xlsxwriter

from parvis import sources

if TYPE_CHECKING:
    from parvis.sources import Harvest


@pytest.fixture
def read(tmp_path):
    """Write an export under its own names and read it."""

    def read_of(
        rows: list[dict[str, object]],
        *,
        delimiter: str = ",",
        encoding: str = "utf-8",
        above: str = "",
        **options: object,
    ) -> Harvest:
        text = io.StringIO()
        writer = csv.DictWriter(text, list(rows[0]), delimiter=delimiter)
        writer.writeheader()
        writer.writerows(rows)
        (tmp_path / "export.csv").write_bytes((above + text.getvalue()).encode(encoding))
        return sources.read(tmp_path / "export.csv", **options)

    return read_of


def first(found: Harvest) -> dict[str, object]:
    return found.frame.row(0, named=True)


def has(row: dict[str, object], **expected: object) -> None:
    assert {name: row[name] for name in expected} == expected


def test_an_archive_of_x(read):
    found = read([{
        "Tweet Id": "1589632502309990401", "Created At": "2022-11-07 14:54:57 +00:00",
        "Screen Name": "@u_anna", "Full Text": "@Free panne à #Brest https://a.fr/x",
        "Language": "fr", "In Reply To": "1589632502309990400", "Retweet Of": "", "Quote Of": "",
        "Likes": "1,204", "Retweets": "3", "Replies": "0", "Views": "1.2K", "Followers": "88",
        "Location": "Brest", "Link": "https://x.com/i/web/status/1589632502309990401",
        "Client": "web",
    }])  # fmt: skip
    assert found.recognition.platform == "x"
    assert found.recognition.unused == ["Client"]
    has(
        first(found), id="x:1589632502309990401", author="u_anna", reply_to="x:1589632502309990400",
        kind="reply", medium="micro-blog", likes=1204, views=1200, author_followers=88,
        country="Brest", declared_language="fr", mentions=["free"], hashtags=["brest"],
        links=["https://a.fr/x"], time_confidence="exact", repost_of=None,
    )  # fmt: skip


def test_columns_named_as_the_api_of_x_names_them(read):
    found = read([{
        "id_str": "12", "created_at": "Tue Nov 08 15:38:17 +0000 2022", "screen_name": "free",
        "full_text": "RT @anna: merci", "in_reply_to_status_id": "",
        "retweeted_status_id_str": "11",
        "favorite_count": "4", "retweet_count": "2", "lang": "fr", "conversation_id_str": "11",
    }])  # fmt: skip
    has(first(found), id="x:12", kind="repost", repost_of="x:11", likes=4, reposts=2, thread="11")
    assert found.recognition.unused == []


def test_analytics_of_x_old_and_new(read):
    old = read([{
        "Tweet id": "7", "Tweet permalink": "https://twitter.com/free/status/7",
        "Tweet text": "Bonjour", "time": "2022-11-08 15:38 +0000", "impressions": "120.0",
        "engagements": "5.0", "retweets": "1.0", "replies": "0.0", "likes": "3.0",
    }])  # fmt: skip
    new = read([{
        "Post id": "7", "Date": "Tue, Nov 8, 2022", "Post text": "Bonjour",
        "Post Link": "https://x.com/free/status/7", "Impressions": "120", "Likes": "3",
        "Replies": "0", "Reposts": "1",
    }])  # fmt: skip
    for found in (old, new):
        has(first(found), id="x:7", text="Bonjour", views=120, likes=3, reposts=1, replies=0)
        assert first(found)["published_at"].date().isoformat() == "2022-11-08"


def test_crowdtangle_s_facebook_posts(read):
    found = read([{
        "Page Name": "Mairie", "User Name": "mairie", "Facebook Id": "99", "Page Category": "CITY",
        "Page Admin Top Country": "FR", "Likes at Posting": "10", "Followers at Posting": "2000",
        "Post Created": "2021-07-06 16:45:20 EDT", "Post Created Date": "2021-07-06",
        "Post Created Time": "16:45:20", "Type": "Link", "Total Interactions": "1,234",
        "Likes": "5", "Comments": "6", "Shares": "7", "Post Views": "0",
        "URL": "https://www.facebook.com/99/posts/1234", "Message": "", "Link": "https://a.fr",
        "Final Link": "", "Link Text": "Un lien", "Description": "La description",
        "Overperforming Score (weighted  —  Likes 1x Shares 1x )": "2.0",
    }])  # fmt: skip
    has(
        first(found), id="facebook:1234", author="mairie", author_id="99", author_followers=2000,
        text="La description", likes=5, replies=6, reposts=7, medium="social network", kind="post",
        links=["https://a.fr"], country="FR", time_confidence="exact",
    )  # fmt: skip
    assert first(found)["published_at"].hour == 20


def test_crowdtangle_s_instagram_posts(read):
    found = read([{
        "Account": "Mairie", "User Name": "mairie", "Post Created": "2021-07-06 16:45:20 CEST",
        "Type": "Photo", "Total Interactions": "12", "Likes": "5", "Comments": "6", "Views": "0",
        "URL": "https://www.instagram.com/p/C7x-Y/", "Link": "", "Photo": "https://a.fr/1.jpg",
        "Title": "", "Description": "La plage #été avec @anna.b",
    }])  # fmt: skip
    has(first(found), id="instagram:C7x-Y", medium="image", hashtags=["été"], mentions=["anna.b"])


def test_meta_content_library(read):
    found = read([{
        "id": "5", "creation_time": "2022-11-08T15:38:17+00:00", "text": "Bonjour", "lang": "fr",
        "post_owner.name": "Mairie", "post_owner.username": "mairie", "mcl_url": "https://a.fr/5",
        "statistics.like_count": "3", "statistics.views": "40", "statistics.comment_count": "1",
    }])  # fmt: skip
    has(first(found), id="facebook:5", author="mairie", likes=3, views=40, replies=1)


def test_comments_of_a_facebook_page(read):
    found = read([{
        "": "1", "Name (click to view profile)": "Anna B", "Profile ID": "77", "Date": "13/11/2022",
        "Likes": "2", "Comment": "Toujours en panne", "(view source)": "https://a.fr/c/1",
    }])  # fmt: skip
    has(first(found), author="Anna B", author_id="77", kind="comment", likes=2, source="facebook")


BRANDWATCH = {
    "Query Id": "1", "Query Name": "Free", "Date": "2022-11-08 15:38:17.0", "Title": "",
    "Snippet": "extrait", "Url": "http://twitter.com/anna/statuses/12", "Domain": "twitter.com",
    "Sentiment": "negative", "Page Type": "twitter", "Language": "fr", "Country": "France",
    "Resource Id": "900", "Author": "anna", "Full Name": "Anna", "Full Text": "Panne @Free",
    "Thread Entry Type": "reply", "Thread Id": "5", "Twitter Reply to": "http://twitter.com/free/statuses/11",
    "Twitter Retweet of": "", "Twitter Followers": "40", "Twitter Likes": "0",
    "Facebook Likes": "0",
    "Reddit Comments": "0", "Impressions": "40",
}  # fmt: skip


def test_brandwatch_with_its_lines_above_the_header(read):
    above = (
        "Report:,Mentions\nBrand:,Free\nFrom:,Tue Nov 08 2022\n"
        'To:,Wed Nov 09 2022\nLabel:,"a, b"\n\n'
    )
    facebook = BRANDWATCH | {
        "Url": "https://www.facebook.com/1/posts/2", "Page Type": "facebook_public",
        "Thread Entry Type": "post", "Twitter Reply to": "", "Facebook Likes": "9",
        "Resource Id": "901",
    }  # fmt: skip
    news = BRANDWATCH | {
        "Url": "https://lemonde.example/a", "Page Type": "news", "Thread Entry Type": "",
        "Twitter Reply to": "", "Resource Id": "902", "Title": "La panne", "Full Text": "",
    }  # fmt: skip
    found = read([BRANDWATCH, facebook, news], above=above)
    assert found.recognition.platform == "brandwatch"
    assert "5 lines above the header were left out." in found.recognition.notes
    one, two, three = found.frame.rows(named=True)
    has(one, id="x:12", reply_to="x:11", kind="reply", medium="micro-blog", line=8, thread="5")
    has(two, id="facebook:2", likes=9, medium="social network", kind="post")
    has(three, id="brandwatch:902", kind="article", medium="news", text="extrait", title="La panne")


def test_talkwalker(read):
    found = read([{
        "url": "http://www.youtube.com/watch?v=1", "published": "1645080793000",
        "search_indexed": "1645081594193", "title_snippet": "", "title": "Une vidéo",
        "content": "Le contenu", "content_snippet": "extrait", "lang": "fr", "sentiment": "-5",
        "source_type": "SOCIALMEDIA,SOCIALMEDIA_YOUTUBE", "domain_url": "http://youtube.com/",
        "extra_author_attributes.name": "Anna", "extra_author_attributes.short_name": "",
        "extra_source_attributes.world_data.country": "France", "reach": "100", "engagement": "3",
    }], delimiter=";")  # fmt: skip
    has(
        first(found), source="youtube", medium="video", text="Le contenu", title="Une vidéo",
        author="Anna", country="France", time_confidence="exact",
    )  # fmt: skip
    assert first(found)["collected_at"].year == 2022


def test_meltwater_in_utf_16_with_tabs(read):
    tweet = {
        "Date": "08-Nov-2022 03:38PM", "Headline": "", "URL": "https://twitter.com/anna/statuses/12",
        "Opening Text": "", "Hit Sentence": "Panne @Free", "Source": "Twitter",
        "Influencer": "@anna",
        "Country": "France", "Subregion": "", "Language": "French", "Reach": "40", "AVE": "0.37",
        "Sentiment": "Negative", "Key Phrases": "panne", "Input Name": "Free", "Keywords": "free",
        "Twitter Authority": "1", "Tweet Id": "Twitter 12",
    }  # fmt: skip
    article = tweet | {
        "URL": "https://lemonde.example/a", "Source": "Le Monde", "Influencer": "",
        "Hit Sentence": "", "Opening Text": "Ce matin…", "Headline": "La panne",
    }  # fmt: skip
    found = read([tweet, article], delimiter="\t", encoding="utf-16", medium="news")
    assert (found.recognition.encoding, found.recognition.delimiter) == ("utf-16-le", "\t")
    one, two = found.frame.rows(named=True)
    has(
        one,
        id="x:12",
        author="anna",
        text="Panne @Free",
        declared_language="fr",
        medium="micro-blog",
    )
    has(two, author="Le Monde", text="Ce matin…", title="La panne", medium="news", kind="article")
    assert one["published_at"].hour == 15
    assert (
        'Where "Hit Sentence" is empty, the text is taken from "Opening Text".'
        in found.recognition.notes
    )


def test_meltwater_with_date_and_time_apart(read):
    found = read([{
        "Date": "11/13/2022", "Time": "3:38 PM", "Document ID": "d1", "URL": "https://a.example/b",
        "Input Name": "Free", "Source Type": "Blogs", "Author Name": "Anna", "Title": "Un billet",
        "Opening Text": "Le début", "Hit Sentence": "La phrase", "Likes": "2", "Language": "French",
    }])  # fmt: skip
    has(first(found), id="meltwater:d1", medium="blog", kind="article", text="La phrase")
    assert first(found)["published_at"].isoformat() == "2022-11-13T15:38:00+00:00"


def test_4cat(read):
    found = read([{
        "id": "7001", "thread_id": "7001", "timestamp": "2022-11-08 15:38:17",
        "body": "La danse #fyp",
        "author": "anna.b", "subject": "", "unix_timestamp": "1667921897", "likes": "12",
        "comments": "3", "shares": "1", "plays": "900", "tiktok_url": "https://www.tiktok.com/@anna.b/video/7001",
    }])  # fmt: skip
    has(
        first(found), id="tiktok:7001", medium="video", views=900, reposts=1, replies=3,
        time_confidence="exact", hashtags=["fyp"], thread="7001",
    )  # fmt: skip


def test_youtube_data_tools_comments(read):
    found = read([
        {
            "id": "Ugx1.a", "replyCount": "0", "likeCount": "2",
            "publishedAt": "2022-11-08 15:38:17",
            "authorName": "@anna-b1", "text": "<b>Super</b><br>&quot;oui&quot; <3",
            "authorChannelId": "UC1",
            "authorChannelUrl": "http://youtube.com/channel/UC1", "isReply": "1",
            "isReplyTo": "Ugx1",
            "isReplyToName": "x",
        }
    ])  # fmt: skip
    has(
        first(found), id="youtube:Ugx1.a", author="anna-b1", text='Super\n"oui" <3', kind="comment",
        reply_to="youtube:Ugx1", medium="video", likes=2, author_id="UC1",
    )  # fmt: skip


def test_google_play_by_scraper_and_by_console(read):
    scraped = read([{
        "reviewId": "r1", "userName": "Anna", "userImage": "https://a.fr/i", "content": "Plante",
        "score": "2", "thumbsUpCount": "4", "reviewCreatedVersion": "1.2", "at": "6/25/2025 15:42",
        "replyContent": "", "repliedAt": "",
    }])  # fmt: skip
    has(first(scraped), id="google_play:r1", rating=2.0, likes=4, kind="review", medium="review")
    assert first(scraped)["published_at"].month == 6
    console = read([{
        "Package Name": "fr.app", "Reviewer Language": "fr", "Device": "pixel",
        "Review Submit Date and Time": "2025-06-25T15:42:00Z",
        "Review Submit Millis Since Epoch": "1750866120000", "Star Rating": "5",
        "Review Title": "Bien", "Review Text": "Rapide", "Developer Reply Text": "",
        "Review Link": "http://play.google.com/x?reviewid=1",
    }], encoding="utf-16")  # fmt: skip
    has(first(console), rating=5.0, title="Bien", text="Rapide", declared_language="fr")


def test_the_app_store(read):
    found = read([{
        "id": "9", "author": "anna", "updated": "2025-06-25T08:42:00-07:00", "rating": "4",
        "version": "1.2", "title": "Bien", "content": "Rapide", "voteSum": "1", "voteCount": "2",
    }])  # fmt: skip
    has(first(found), id="app_store:9", rating=4.0, title="Bien", text="Rapide", kind="review")
    assert first(found)["published_at"].hour == 15


def test_generic_names_in_french(read):
    found = read([{
        "Identifiant": "3", "Auteur": "Anna", "Texte": "Bonjour", "Date": "08/11/2022",
        "Heure": "15:38", "Langue": "français", "Lien": "https://a.fr", "J\u2019aime": "2",
        "Note": "4,5",
        "Ville": "Brest", "Plateforme": "Twitter", "Remarque": "à relire",
    }], delimiter=";", encoding="windows-1252")  # fmt: skip
    has(
        first(found), id="x:3", author="Anna", declared_language="fr", url="https://a.fr", likes=2,
        rating=4.5, country="Brest", medium="micro-blog", time_confidence="order assumed",
    )  # fmt: skip
    assert (first(found)["published_at"].hour, found.recognition.unused) == (15, ["Remarque"])


def test_generic_names_in_english_and_a_platform_of_one_s_own(read):
    rows = [{"post_id": "1", "username": "anna", "message": "Hello", "created at": "2022-11-08"}]
    found = read(rows, platform="trustpilot", medium="review")
    has(first(found), id="trustpilot:1", source="trustpilot", medium="review", kind="review")
    unknown = read(rows, platform="Mon Forum", medium="forum")
    has(first(unknown), source="mon_forum", id="mon_forum:1", medium="forum")
    assert first(read(rows, platform="Twitter"))["id"] == "x:1"


def test_objects_with_their_own_platform_one_a_line(tmp_path):
    item = {
        "id": "12", "platform": "twitter", "text": "Bonjour", "lang": "fr", "author": "anna",
        "created_at": "2022-11-08T15:38:17Z", "in_reply_to_id": "11", "urls": ["https://a.fr"],
        "mentions": ["free"], "author_is_brand": False, "likes": 0,
    }  # fmt: skip
    (tmp_path / "posts.jsonl").write_text(json.dumps(item) + "\n", encoding="utf-8")
    found = sources.read(tmp_path / "posts.jsonl")
    has(
        first(found), id="x:12", reply_to="x:11", links=["https://a.fr"], mentions=["free"], likes=0
    )
    assert found.recognition.unused == ["author_is_brand"]


def test_an_export_opened_and_saved_by_a_spreadsheet_says_what_it_lost(tmp_path):
    with xlsxwriter.Workbook(tmp_path / "posts.xlsx") as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["Tweet Id", "Created At", "Screen Name", "Full Text"])
        for row in range(1, 9):
            sheet.write_row(
                row, 0, [1343458257915031553 + row % 4, 44873.25, "anna", f"post {row}"]
            )
    found = sources.read(tmp_path / "posts.xlsx")
    assert found.frame["id"].str.starts_with("x:sha-").all()
    assert "8 ids were damaged by a spreadsheet" in " ".join(found.recognition.notes)
