"""What came back, read."""

from __future__ import annotations

import pytest
from aiohttp import web

from parvis.collect.web import Answer, Freshness
from tests.collect.web.serving import ask

HERE = "https://a.example/api/x?y=1"


@pytest.mark.parametrize(
    ("body", "kind", "text"),
    [
        (b"\xe9", "text/html; charset=iso-8859-1", "é"),
        ("é".encode(), "text/html", "é"),
        ("é".encode("utf-8-sig"), "text/html; charset=iso-8859-1", "é"),
        ("é".encode("utf-16"), "", "é"),
        (b"a\xff", "text/plain; charset=nonsense", "a�"),
        ("é".encode("cp1252"), 'text/plain; charset="windows-1252"', "é"),
    ],
)
def test_words_are_read_in_their_encoding(body, kind, text):
    assert Answer(200, HERE, {"Content-Type": kind}, body).text() == text


@pytest.mark.parametrize(
    ("header", "url"),
    [
        ('<https://a.example/p?max_id=1>; rel="next"', "https://a.example/p?max_id=1"),
        ("<?y=2>; rel=next", "https://a.example/api/x?y=2"),
        ('</a>; rel="prev", </b,c>; title="x, y"; rel="last next"', "https://a.example/b,c"),
        ('</a>; rel="prev"', None),
        ("nonsense", None),
        ("", None),
    ],
)
def test_the_next_page_is_found(header, url):
    assert Answer(200, HERE, {"Link": header}).link("next") == url


def test_only_what_is_newer_is_fetched():
    def answer(request):
        if request.headers.get("If-None-Match") == '"2"':
            return web.Response(status=304)
        return web.Response(text="feed", headers={"ETag": '"2"', "Last-Modified": "yesterday"})

    async def run(out, site):
        first = await out.get(site.url(), headers=Freshness().headers())
        kept = Freshness().after(first)
        second = await out.get(site.url(), headers=kept.headers())
        return kept, second.is_unchanged, kept.after(second)

    kept, unchanged, still = ask(answer, run)
    assert kept == Freshness('"2"', "yesterday") == still
    assert unchanged
