"""What sitemaps list, whatever is in the file."""

from __future__ import annotations

import datetime as dt
import gzip
import zlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parvis.sources.sitemaps import parsing
from parvis.sources.sitemaps.due import Reached, due
from parvis.sources.sitemaps.parsing import Entry, read

URL = "https://www.example.org/sitemap.xml"
NS = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
NEWS = 'xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"'


def urlset(*entries: str) -> bytes:
    body = "".join(f"<url>{entry}</url>" for entry in entries)
    return f"<?xml version='1.0'?><urlset {NS} {NEWS}>{body}</urlset>".encode()


def test_pages_and_their_times_are_read_packed_or_not() -> None:
    plain = urlset(
        "<loc>https://example.org/a</loc><lastmod>2024-03-12T10:00:00+01:00</lastmod>",
        "<loc>https://example.org/b</loc>",
    )
    for data in (plain, gzip.compress(plain)):
        assert read(data, URL).pages == [
            Entry("https://example.org/a", dt.datetime(2024, 3, 12, 9, tzinfo=dt.UTC)),
            Entry("https://example.org/b"),
        ]


def test_a_news_sitemap_tells_when_pages_were_published() -> None:
    news = (
        "<loc>https://example.org/a</loc><news:news><news:publication><news:name>N</news:name>"
        "</news:publication><news:publication_date>2024-03-12</news:publication_date></news:news>"
    )
    assert read(urlset(news), URL).pages[0].changed == dt.datetime(2024, 3, 12, tzinfo=dt.UTC)


def test_an_index_lists_sitemaps() -> None:
    index = f"<sitemapindex {NS}><sitemap><loc>/s1.xml.gz</loc></sitemap></sitemapindex>"
    assert read(index.encode(), URL).maps == [Entry("https://www.example.org/s1.xml.gz")]


def test_a_list_of_addresses_is_a_sitemap() -> None:
    listed = read(b"\xef\xbb\xbfhttps://example.org/a\nhttps://example.org/b\n", URL)
    assert [entry.url for entry in listed.pages] == [
        "https://example.org/a",
        "https://example.org/b",
    ]


def test_pages_of_other_sites_and_other_schemes_are_left_out_and_counted() -> None:
    data = urlset(
        "<loc>https://elsewhere.example/a</loc>",
        "<loc>file:///etc/passwd</loc>",
        "<loc>http://[::1/</loc>",
        "<loc>https://example.org/a</loc>",
    )
    listed = read(data, URL)
    assert ([entry.url for entry in listed.pages], listed.left) == (["https://example.org/a"], 3)


def test_a_sitemap_elsewhere_lists_the_pages_of_the_site_that_names_it() -> None:
    robots = "Sitemap: https://cdn.example/map.xml\nsitemap:/own.xml\nSitemap: ftp://x/y"
    assert parsing.named_in(robots, "https://example.org/robots.txt") == [
        "https://cdn.example/map.xml",
        "https://example.org/own.xml",
    ]
    data = urlset("<loc>https://example.org/a</loc>", "<loc>https://cdn.example/b</loc>")
    listed = read(data, "https://cdn.example/map.xml", site="https://example.org/")
    assert [entry.url for entry in listed.pages] == ["https://example.org/a"]


@pytest.mark.parametrize(
    "prolog",
    [
        '<!DOCTYPE u [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>',
        '<!DOCTYPE u [<!ENTITY a SYSTEM "file:///etc/passwd">]>',
        '<!DOCTYPE u SYSTEM "http://127.0.0.1:9/x.dtd">',
    ],
)
def test_no_entity_is_expanded_and_no_other_file_is_read(prolog: str) -> None:
    data = f"{prolog}<urlset><url><loc>https://example.org/&a;&b;</loc></url></urlset>".encode()
    assert all("root:" not in e.url and "aaaa" not in e.url for e in read(data, URL).pages)


def test_what_unpacks_to_more_than_a_sitemap_may_hold_is_cut() -> None:
    packer = zlib.compressobj(wbits=31)
    bomb = packer.compress(b"<urlset>" + b" " * 3 * parsing.MOST_BYTES) + packer.flush()
    assert read(bomb, URL).pages == []


def test_no_more_entries_are_taken_than_the_protocol_allows() -> None:
    data = urlset(*(f"<loc>https://example.org/{number}</loc>" for number in range(50_010)))
    listed = read(data, URL)
    assert (len(listed.pages), listed.left) == (50_000, 10)


@given(
    st.binary(max_size=300)
    | st.lists(
        st.sampled_from(
            (
                "<urlset>",
                "</urlset>",
                "<url>",
                "<loc>",
                "https://example.org/a",
                "</loc>",
                "&x;",
                "]]>",
            )
        )
        | st.text(max_size=5),
        max_size=30,
    ).map(lambda parts: "".join(parts).encode("utf-8", "replace"))
)
@settings(max_examples=200, deadline=None)
def test_nothing_raises_and_only_pages_of_the_site_are_listed(data: bytes) -> None:
    for page in read(data, URL).pages:
        assert page.url.startswith(("https://example.org", "https://www.example.org", "http://"))


DAY = dt.datetime(2024, 3, 12, tzinfo=dt.UTC)
ENTRIES = st.lists(
    st.builds(
        lambda number, day: Entry(
            f"https://example.org/{number}", None if day is None else DAY + dt.timedelta(days=day)
        ),
        st.integers(0, 30),
        st.none() | st.integers(0, 4),
    ),
    max_size=20,
    unique_by=lambda entry: entry.url,
)


@given(ENTRIES, st.lists(st.integers(0, 7), max_size=6))
def test_wherever_a_walk_is_cut_off_every_page_is_read_once(
    entries: list[Entry], cuts: list[int]
) -> None:
    reached, read_ = Reached(), []
    for cut in [*cuts, len(entries)]:
        for entry in due(entries, reached)[:cut]:
            reached = Reached.of(reached.after(entry).cursor)
            read_.append(entry.url)
    assert sorted(read_) == sorted(entry.url for entry in entries)


def test_a_page_that_changed_is_due_again() -> None:
    old, new = (
        Entry("https://example.org/a", DAY),
        Entry("https://example.org/a", DAY.replace(hour=9)),
    )
    assert due([new], Reached().after(old)) == [new]
