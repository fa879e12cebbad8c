"""Feeds as they are on the web: without ids, cut off, hostile, with comments of their own."""

from __future__ import annotations

import asyncio
import datetime as dt
import time
from typing import Any

import pytest
from aiohttp import web

from parvis.collect.page import Page
from parvis.collect.web import Answer, Clock, Web
from parvis.errors import BadAnswerError
from parvis.sources.connector import Visit, rows_of
from parvis.sources.feed import connector as feeds
from parvis.sources.feed.connector import CONNECTOR, FeedSettings
from parvis.sources.feed.reading import read
from tests.sources.contract.peer import Peer

URL = "https://news.example/feed"
NOW = dt.datetime(2026, 11, 29, tzinfo=dt.UTC)


def answer(body: str | bytes, **headers: str) -> Answer:
    return Answer(200, URL, headers, body.encode() if isinstance(body, str) else body)


def rows(body: str | bytes, **headers: str) -> list[dict[str, Any]]:
    page = Page(items=read(answer(body, **headers)).items)
    frame = rows_of(CONNECTOR, FeedSettings(name="a feed", url=URL), page, NOW).frame
    return frame.rows(named=True)


def rss(*items: str) -> str:
    return f"<rss version='2.0'><channel>{''.join(items)}</channel></rss>"


class Site(Peer):
    """Serves what it is given by path, and notes what it was asked."""

    connector = CONNECTOR

    def __init__(self, served: dict[str, str]) -> None:
        super().__init__([])
        self.served = served

    async def serve(self, request: web.Request) -> web.StreamResponse:
        body = self.served.get(request.path)
        if body is None:
            return web.Response(status=404)
        named = f'"{hash(body)}"'
        if request.headers.get("If-None-Match") == named:
            return web.Response(status=304)
        return web.Response(text=body.replace("BASE", self.base), headers={"ETag": named})


async def _at_once(_seconds: float) -> None:
    await asyncio.sleep(0)


def walked(site: Site, since: Any = None, walk: str = "pages", **said: Any) -> list[Page]:
    async def listen() -> list[Page]:
        async with (
            site.running() as base,
            Web(
                allow_private=[base.removeprefix("http://")], clock=Clock(sleep=_at_once)
            ) as fetching,
        ):
            settings = FeedSettings(name="site", url=f"{base}/feed", **said)
            visit = Visit(web=fetching, since=since)
            return [page async for page in getattr(CONNECTOR, walk)(settings, visit)]

    return asyncio.run(listen())


def test_rdf_is_read_with_its_dates():
    body = """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
      xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/">
      <item rdf:about="https://news.example/1"><title>La fibre arrive</title>
      <link>https://news.example/1</link><dc:date>2026-11-28T10:00:00+01:00</dc:date>
      <dc:creator>Léa</dc:creator></item></rdf:RDF>"""
    (row,) = rows(body)
    assert (row["id"], row["author"]) == ("feed:https://news.example/1", "Léa")
    assert row["published_at"] == dt.datetime(2026, 11, 28, 9, tzinfo=dt.UTC)
    assert row["time_confidence"] == "exact"


@pytest.mark.parametrize(
    ("said", "confidence"),
    [
        ("Sat, 28 Nov 2026 10:00:00 GMT", "exact"),
        ("2026-11-28T10:00:00", "zone assumed"),
        ("2026-11-28", "day"),
        ("soon", "none"),
    ],
)
def test_a_date_is_as_sure_as_it_is_said(said, confidence):
    (row,) = rows(rss(f"<item><title>Oui</title><pubDate>{said}</pubDate></item>"))
    assert row["time_confidence"] == confidence


def test_an_item_without_an_id_is_known_by_its_address_or_its_words():
    link = "<link>https://news.example/all</link>"
    alone, one, other = rows(
        rss(
            "<item><title>Oui</title><link>https://news.example/1</link></item>",
            f"<item><title>Non</title>{link}</item>",
            f"<item><title>Peut-être</title>{link}</item>",
        )
    )
    assert alone["id"] == "feed:https://news.example/1"
    assert one["id"].startswith("feed:sha-")
    assert one["id"] != other["id"]


def test_a_number_counts_within_one_feed_only():
    (row,) = rows(rss("<item><guid isPermaLink='false'>7</guid><title>Oui</title></item>"))
    assert row["id"] == "feed:news.example/7"


def test_the_whole_words_go_before_a_summary():
    content = "xmlns:content='http://purl.org/rss/1.0/modules/content/'"
    (row,) = rows(
        f"<rss {content}><channel><item><title>A &amp;amp; B</title>"
        "<description>Short</description><content:encoded><![CDATA[<p>All of <b>it</b></p>]]>"
        "</content:encoded></item></channel></rss>"
    )
    assert (row["title"], row["text"]) == ("A & B", "All of it")


def test_words_that_are_no_html_keep_their_brackets():
    (row,) = rows('{"items": [{"id": "https://a.example/1", "content_text": "1 <b> 2 & 3"}]}')
    assert (row["text"], row["kind"]) == ("1 <b> 2 & 3", "post")


def test_an_encoding_is_taken_from_header_or_declaration():
    body = rss("<item><title>été</title></item>")
    declared = f'<?xml version="1.0" encoding="iso-8859-1"?>{body}'.encode("latin-1")
    assert rows(declared)[0]["title"] == "été"
    assert rows(body.encode("utf-16"))[0]["title"] == "été"
    named = {"Content-Type": "text/xml; charset=iso-8859-1"}
    assert rows(body.encode("latin-1"), **named)[0]["title"] == "été"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-7"])
def test_entities_that_swell_stand_for_nothing(encoding):
    body = (
        f'<?xml version="1.0" encoding="{encoding}"?><!DOCTYPE a [<!ENTITY b "{"x" * 100_000}">]>'
        + rss(f"<item><title>Oui</title><description>{'&b;' * 10_000}</description></item>")
    )
    begun = time.process_time()
    (row,) = rows(body.encode(encoding))
    assert len(row["text"]) < 100_000
    assert time.process_time() - begun < 10


def test_no_file_is_read_by_an_entity(tmp_path):
    secret = tmp_path / "secret"
    secret.write_text("of mine")
    body = f'<!DOCTYPE a [<!ENTITY b SYSTEM "file://{secret}">]>' + rss(
        "<item><title>Oui</title><description>&b;</description></item>"
    )
    assert "of mine" not in rows(body)[0]["text"]


def test_a_feed_that_is_cut_off_gives_what_is_whole():
    whole = rss(*(f"<item><title>Number {n}</title></item>" for n in range(3)))
    feed = read(answer(whole[: whole.index("Number 2") + 4]))
    assert ([item["title"] for item in feed.items], feed.is_cut) == (["Number 0", "Number 1"], True)
    assert not read(answer(whole)).is_cut


@pytest.mark.parametrize("body", ["<html><body>Hello</body></html>", "", "{}", '{"items": 7}', "{"])
def test_what_is_no_feed_is_told(body):
    with pytest.raises(BadAnswerError, match="it is no feed"):
        read(answer(body))


def test_a_feed_that_has_not_changed_is_not_read_again():
    site = Site({"/feed": rss("<item><title>Oui</title></item>")})
    (first,) = walked(site)
    (second,) = walked(site, first.cursor)
    assert (len(first.items), len(second.items)) == (1, 0)
    site.served["/feed"] = rss("<item><title>Non</title></item>")
    assert len(walked(site, second.cursor)[0].items) == 1


def test_a_page_without_items_is_read_as_no_rows_and_no_dead_letter():
    read_page = rows_of(CONNECTOR, FeedSettings(name="a feed", url=URL), Page(), NOW)
    assert (read_page.frame.height, read_page.rejected) == (0, [])


def test_comments_are_heard_by_the_feeds_their_items_name():
    named = "xmlns:wfw='http://wellformedweb.org/CommentAPI/'"
    items = "".join(
        f"<item><guid>https://a.example/{n}</guid><title>Number {n}</title>"
        f"<wfw:commentRss>BASE/talk/{n}</wfw:commentRss></item>"
        for n in range(2)
    )
    site = Site(
        {
            "/feed": f"<rss {named}><channel>{items}</channel></rss>",
            "/talk/0": rss(
                "<item><guid>https://a.example/0#1</guid><title>By Léa</title>"
                "<description>Merci !</description></item>"
            ),
        }
    )
    pages = walked(site, comments=True)
    comments = pages[1].items[0]
    assert (comments["thread"], CONNECTOR.record(comments)["kind"]) == (
        "https://a.example/0",
        "comment",
    )
    assert "there is nothing there" in pages[2].rejected[0].reason
    again = walked(site, pages[-1].cursor, comments=True)
    assert [len(page.items) for page in again] == [0, 0, 0]


def test_archives_are_walked_and_a_ring_of_them_ends():
    def page(number: int, before: int) -> str:
        return (
            f'<feed xmlns="http://www.w3.org/2005/Atom"><link rel="prev-archive" href="/{before}"/>'
            f"<entry><id>https://a.example/{number}</id><title>Number {number}</title></entry>"
            "</feed>"
        )

    site = Site({"/feed": page(3, 2), "/2": page(2, 1), "/1": page(1, 2)})
    pages = walked(site, walk="history")
    assert [item["title"] for page in pages for item in page.items] == [
        "Number 3",
        "Number 2",
        "Number 1",
    ]


def test_a_long_feed_comes_in_parts_of_which_only_the_last_goes_on(monkeypatch):
    monkeypatch.setattr(feeds, "AT_ONCE", 2)
    site = Site({"/feed": rss(*(f"<item><title>Number {n}</title></item>" for n in range(5)))})
    before = {"floor": 7.0}
    pages = walked(site, before)
    assert [len(page.items) for page in pages] == [2, 2, 1]
    assert [page.cursor for page in pages[:-1]] == [before, before]
    assert pages[-1].cursor["fresh"]["etag"]
