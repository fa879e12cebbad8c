"""A site with sitemaps, whose posts are articles; and pages that are named, with comments."""

from __future__ import annotations

import datetime as dt
from html import escape
from typing import TYPE_CHECKING, Any, Final

from aiohttp import web

from parvis.sources.sitemaps import connector as sitemaps
from parvis.sources.webpages import connector as webpages
from tests.sources.contract.peer import Peer
from tests.sources.contract.post import Post

if TYPE_CHECKING:
    from collections.abc import Callable

LATELY: Final = dt.datetime.now(dt.UTC).replace(microsecond=0) - dt.timedelta(hours=20)
"""When the first post was made: a site's first visit reads what changed in the last two days."""


def changed(post: Post) -> dt.datetime:
    """When a post last changed: one number, one second; what was edited, hours later."""
    made = Post.of(post.number)
    edited = dt.timedelta(hours=6 if post.text == "Edited since" else 0)
    return LATELY + (post.at - made.at) + edited + dt.timedelta(seconds=post.number)


class Site(Peer):
    """Each post an article of its own, listed by an index of sitemaps.

    Where there are many posts, so many are comments under one article.
    """

    connector = sitemaps.CONNECTOR
    is_asked_again = True
    window, beyond = 20, 40
    size = 15
    under = 1

    def grown(self) -> None:
        self.under, self.size = 250, 10

    def settings(self) -> dict[str, Any]:
        return {"site": self.base}

    def id_of(self, post: Post) -> str:
        page, mark = post.number // self.under, f"#{post.number}" * (self.under > 1)
        return f"web:{self.base}/a/{page}{mark}"

    async def serve(self, request: web.Request) -> web.Response:
        kind, _, number = request.path.strip("/").partition("/")
        answers: dict[str, Callable[[int], web.Response]] = {
            "sitemap.xml": self._index,
            "map": self._map,
            "a": self._article,
        }
        return answers.get(kind, self._nothing)(int(number or 0))

    def _nothing(self, _number: int) -> web.Response:
        return web.Response(status=404, text="nothing here")

    def _listed(self) -> list[tuple[int, dt.datetime]]:
        """The articles and when each last changed."""
        found: dict[int, dt.datetime] = {}
        for post in self.posts:
            page = post.number // self.under
            found[page] = max(changed(post), found.get(page, LATELY))
        return list(found.items())

    def _index(self, _number: int) -> web.Response:
        many = -(-len(self._listed()) // self.size)
        maps = (f"<sitemap><loc>/map/{number}</loc></sitemap>" for number in range(many))
        return _xml("sitemapindex", "".join(maps))

    def _map(self, number: int) -> web.Response:
        listed = self._listed()[number * self.size : (number + 1) * self.size]
        urls = (
            f"<url><loc>/a/{page}</loc><lastmod>{at.isoformat()}</lastmod></url>"
            for page, at in listed
        )
        return _xml("urlset", "".join(urls))

    def _article(self, number: int) -> web.Response:
        held = [post for post in self.posts if post.number // self.under == number]
        if held[0].text == "broken":
            return web.Response(body=b"\x00%PDF", content_type="application/pdf")
        if self.under > 1:
            return _html(_comments(held))
        return _html(f"<article><p>{escape(held[0].text)}</p></article>")


class Pages(Peer):
    """Articles that are named, each post a comment; one whose post is broken is bare."""

    connector = webpages.CONNECTOR
    is_asked_again = True
    has_history = False
    many = 6

    def settings(self) -> dict[str, Any]:
        return {"urls": [f"{self.base}/{page}" for page in range(self.many)]}

    def grown(self) -> None:
        self.many = 40

    def id_of(self, post: Post) -> str:
        return f"web:{self.base}/{post.number % self.many}#{post.number}"

    async def serve(self, request: web.Request) -> web.Response:
        name = request.path.strip("/")
        if not name.isdecimal():
            return web.Response(status=404)
        held = [post for post in self.posts if post.number % self.many == int(name)]
        return _html(_comments(held))


def _comments(posts: list[Post]) -> str:
    said = "".join(
        f'<li class="comment" id="comment-{post.number}"><cite class="author">Léa</cite>'
        f'<time datetime="{post.at.isoformat()}">then</time><p>{escape(post.text)}</p></li>'
        for post in posts
        if post.text != "broken"
    )
    return f'<ol id="comments">{said}</ol>'


def _xml(root: str, body: str) -> web.Response:
    return web.Response(text=f"<{root}>{body}</{root}>", content_type="application/xml")


def _html(body: str) -> web.Response:
    page = f"<!doctype html><html><body>{body}</body></html>"
    return web.Response(text=page, content_type="text/html", charset="utf-8")
