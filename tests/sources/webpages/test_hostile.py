"""Whatever is given, a page comes back, within bounds."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parvis.sources.webpages import bounds
from parvis.sources.webpages.extracting import extract
from parvis.sources.webpages.normalise import rows

URL = "https://example.org/a"
PIECES = st.sampled_from(
    (
        "<div class=comment id=comment-1>",
        "<div id=comments>",
        "</div>",
        "<ul>",
        "<li>",
        "</ul>",
        "<p>",
        "</p>",
        "<b class=author>Anna</b>",
        "12/03/2024",
        "il y a 3 jours",
        "<time datetime=''>",
        "<blockquote>",
        "</blockquote>",
        "<form>",
        "</form>",
        "<table><tr><td>",
        "&#0;",
        "&#x110000;",
        "&bogus;",
        "<!--",
        "-->",
        "<![CDATA[",
        "]]>",
        "<script>",
        "</script>",
        "\0",
        "\ud800",
        "é",
        "<a href='//['>",
        "<a href=#comment-1>",
        "<link rel=canonical href='http://[::1'>",
        "<html lang='%%'>",
        "<body>",
        "<script type=application/ld+json>",
        '{"@type":"Comment","text":["x"],"author":7}',
        "Oui !",
        " ",
        "<!DOCTYPE x [<!ENTITY a 'b'>]>",
        "&a;",
        "<svg><p>",
        "<template>",
        "<h3>3 commentaires</h3>",
    )
)


@given(st.lists(PIECES | st.text(max_size=8), max_size=40).map("".join))
@settings(max_examples=150, deadline=None)
def test_no_page_raises_and_every_comment_says_something(html: str) -> None:
    page = extract(html, URL)
    assert all(comment.text.strip() for comment in page.comments)
    ids = [comment.id for comment in page.comments]
    assert len(ids) == len(set(ids))
    assert {comment.parent for comment in page.comments} <= {None, *ids}
    assert rows([page]).height >= len(page.comments)


@given(st.binary(max_size=400))
@settings(max_examples=100, deadline=None)
def test_bytes_of_no_page_at_all_are_read_too(data: bytes) -> None:
    assert extract(data, URL).url == URL


@pytest.mark.parametrize(
    "html",
    [
        b"<div class=comment>" * 100_000,
        b"<p>x 12/03/2024" * 300_000,
        b"<p class='" + b"comment " * 900_000 + b"'>x",
        b"<script type='application/ld+json'>" + b"[" * 900_000,
        b"<p>" + b"a" * 8_500_000,
    ],
    ids=["deep", "many", "long class", "deep JSON", "one word"],
)
def test_a_page_beyond_the_bounds_is_cut_and_says_so(html: bytes) -> None:
    start = time.process_time()
    page = extract(b"<html><body>" + html, URL)
    assert time.process_time() - start < 60
    assert len(page.text) <= bounds.ARTICLE_LETTERS
    assert bool(page.notes) == (b"ld+json" not in html)


def test_an_entity_of_its_own_and_a_file_from_elsewhere_are_never_resolved() -> None:
    html = "<!DOCTYPE p [<!ENTITY a SYSTEM 'file:///etc/passwd'>]><p>x &a; y 12345678 words here"
    assert "root:" not in extract(html, URL).text
