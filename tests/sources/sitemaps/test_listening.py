"""Sites and pages are walked against a real server: what is new, what fails, what goes on."""

from __future__ import annotations

import asyncio
import datetime as dt
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

import pytest
from aiohttp import web

from parvis.collect.web import Limits, Web
from parvis.errors import PassingError, SourceError
from parvis.sources.connector import Visit, rows_of
from parvis.sources.sitemaps import connector as sitemaps
from parvis.sources.webpages import connector as webpages
from tests.sources.hurried import Hurried

if TYPE_CHECKING:
    from parvis.collect.page import Page

NOW = dt.datetime.now(dt.UTC).replace(microsecond=0)
WORDS = "Le colis est arrivé hier soir, trempé, après trois semaines de route. "


@dataclass
class Server:
    """A site of a few pages, its robots.txt and sitemaps."""

    pages: dict[str, tuple[str, str]] = field(default_factory=dict)  # path → when, words
    special: dict[str, Any] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    base: str = ""

    async def answer(self, request: web.Request) -> web.Response:
        path = request.path
        self.asked.append(path)
        if path in self.special:
            return self.special[path](request)
        if path in self.pages:
            return self._page(path, request)
        index = "<sitemapindex><sitemap><loc>/all.xml</loc></sitemap></sitemapindex>"
        files = {
            "/robots.txt": "User-agent: *\nDisallow: /private\nSitemap: /index.xml\n",
            "/index.xml": index,
            "/all.xml": self._listed(),
        }
        return web.Response(text=files[path]) if path in files else web.Response(status=404)

    def _listed(self) -> str:
        entries = (
            f"<url><loc>{self.base}{path}</loc>"
            + (f"<lastmod>{when}</lastmod>" if when else "")
            + "</url>"
            for path, (when, _) in self.pages.items()
        )
        return f"<urlset>{''.join(entries)}</urlset>"

    def _page(self, path: str, request: web.Request) -> web.Response:
        words = self.pages[path][1]
        tag = f'"{hash(words)}"'
        if request.headers.get("If-None-Match") == tag:
            return web.Response(status=304, headers={"ETag": tag})
        comment = (
            "<li class=comment id=comment-1><cite>Anna</cite> <time datetime=2024-03-12>x</time>"
        )
        html = (
            f"<html lang=fr><title>{path}</title><article><p>{WORDS}{words}</p></article>"
            f"<ol id=comments>{comment}<p>Le mien aussi : {words}</p></li></ol>"
        )
        return web.Response(text=html, content_type="text/html", headers={"ETag": tag})


def walk(
    server: Server,
    connector: Any,
    since: Any = None,
    *,
    way: str = "pages",
    cut: int | None = None,
    **said: Any,
) -> list[Page]:
    """Run the server, walk once, and return the pages that came."""

    async def run() -> list[Page]:
        app = web.Application()
        app.router.add_route("*", "/{path:.*}", server.answer)
        runner = web.AppRunner(app, shutdown_timeout=0.1)
        await runner.setup()
        port = int(server.base.rpartition(":")[2] or 0)
        await web.TCPSite(runner, "127.0.0.1", port).start()
        server.base = f"http://127.0.0.1:{runner.addresses[0][1]}"
        given = {name: _filled(value, server.base) for name, value in said.items()}
        try:
            return await _walked(
                server, connector, connector.settings(name="site", **given), since, way, cut
            )
        finally:
            await runner.cleanup()

    return asyncio.run(run())


async def _walked(
    server: Server, connector: Any, settings: Any, since: Any, way: str, cut: int | None
) -> list[Page]:
    got: list[Page] = []
    limits = replace(Limits(connect=1.0, silence=0.5, total=5.0), tries=2)
    allowed = [server.base.removeprefix("http://")]
    async with Web(allow_private=allowed, limits=limits, clock=Hurried().clock()) as out:
        async for page in getattr(connector, way)(settings, Visit(web=out, since=since)):
            got.append(page)
            if len(got) == cut:
                break
    return got


def _filled(value: Any, base: str) -> Any:
    if isinstance(value, tuple):
        return tuple(base + one for one in value)
    return base + value


def texts(pages: list[Page]) -> list[str]:
    frames = [page.rows for page in pages if page.rows is not None]
    return [
        text.partition("route. ")[2] for frame in frames for text in frame["text"][:1].to_list()
    ]


def days_ago(days: float) -> str:
    return (NOW - dt.timedelta(days=days)).isoformat()


def site(**pages: tuple[str, str]) -> Server:
    return Server(pages={f"/{path}": told for path, told in pages.items()})


def test_the_first_visit_reads_the_last_days_and_history_all_oldest_first() -> None:
    server = site(new=(days_ago(0.2), "neuf"), old=(days_ago(30), "vieux"), bare=("", "nu"))
    assert texts(walk(server, sitemaps.CONNECTOR, site="/")) == ["neuf"]
    assert texts(walk(server, sitemaps.CONNECTOR, way="history", site="/")) == [
        "nu",
        "vieux",
        "neuf",
    ]


def test_articles_come_with_their_comments() -> None:
    server = site(a=(days_ago(0.1), "oui"))
    rows = walk(server, sitemaps.CONNECTOR, site="/")[0].rows
    assert rows["kind"].to_list() == ["article", "comment"]
    assert rows["reply_to"].to_list() == [None, f"web:{server.base}/a"]
    assert rows["collected_at"].null_count() == 0


def test_the_next_visit_reads_what_changed_and_what_is_new_only() -> None:
    server = site(a=(days_ago(1), "un"), b=(days_ago(0.5), "deux"))
    since = walk(server, sitemaps.CONNECTOR, site="/")[-1].cursor
    assert texts(walk(server, sitemaps.CONNECTOR, since, site="/")) == []
    server.pages |= {
        "/a": (days_ago(0.1), "un de plus"),
        "/c": (days_ago(0.2), "trois"),
        "/d": ("", "quatre"),
    }
    assert texts(walk(server, sitemaps.CONNECTOR, since, site="/")) == [
        "quatre",
        "trois",
        "un de plus",
    ]


def test_a_walk_that_is_cut_off_goes_on_where_it_was() -> None:
    server = site(**{f"p{n}": (days_ago(10 - n), str(n)) for n in range(5)})
    first = walk(server, sitemaps.CONNECTOR, way="history", cut=2, site="/")
    rest = walk(server, sitemaps.CONNECTOR, first[-1].cursor, way="history", site="/")
    assert texts(first) + texts(rest) == ["0", "1", "2", "3", "4"]


def test_a_page_that_is_gone_forbidden_or_no_page_is_told_and_the_walk_goes_on() -> None:
    server = site(
        gone=(days_ago(0.4), ""),
        private=(days_ago(0.3), ""),
        pdf=(days_ago(0.2), ""),
        a=(days_ago(0.1), "oui"),
    )
    server.special = {
        "/gone": lambda _: web.Response(status=410),
        "/pdf": lambda _: web.Response(body=b"%PDF", content_type="application/pdf"),
    }
    got = walk(server, sitemaps.CONNECTOR, site="/")
    assert texts(got) == ["oui"]
    assert len([letter for page in got for letter in page.rejected]) == 3
    assert "/private" not in server.asked


def test_a_server_that_fails_for_now_loses_no_page() -> None:
    server = site(a=(days_ago(0.4), "un"), b=(days_ago(0.2), "deux"))
    server.special = {"/b": lambda _: web.Response(status=503)}
    with pytest.raises(PassingError):
        walk(server, sitemaps.CONNECTOR, site="/")
    first = walk(server, sitemaps.CONNECTOR, site="/", cut=1)
    server.special = {}
    assert texts(walk(server, sitemaps.CONNECTOR, first[-1].cursor, site="/")) == ["deux"]


def test_a_site_without_a_sitemap_says_so() -> None:
    server = Server(special={"/robots.txt": lambda _: web.Response(status=404)})
    with pytest.raises(SourceError, match="no sitemap lists pages"):
        walk(server, sitemaps.CONNECTOR, site="/")


def test_pages_under_another_address_are_left() -> None:
    server = site(**{"blog-a": (days_ago(0.1), "oui"), "shop-b": (days_ago(0.1), "non")})
    assert texts(walk(server, sitemaps.CONNECTOR, site="/", under="/blog")) == ["oui"]


def test_a_named_page_is_read_again_only_when_it_changed() -> None:
    server = site(a=("", "un"), b=("", "deux"))
    urls = ("/a", "/b", "/missing")
    first = walk(server, webpages.CONNECTOR, urls=urls)
    assert texts(first) == ["un", "deux"]
    assert len(first[-1].rejected) == 1
    server.pages["/b"] = ("", "deux et demi")
    assert texts(walk(server, webpages.CONNECTOR, first[-1].cursor, urls=urls)) == ["deux et demi"]


def test_a_page_without_news_gives_no_rows() -> None:
    server = site(a=("", "un"))
    first = walk(server, webpages.CONNECTOR, urls=("/a",))
    again = walk(server, webpages.CONNECTOR, first[-1].cursor, urls=("/a",))[0]
    settings = webpages.Pages(name="x", urls=())
    assert rows_of(webpages.CONNECTOR, settings, again, NOW).frame.height == 0
