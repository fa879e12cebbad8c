"""Feeds: RSS with an ETag, Atom paged as RFC 5005 says, and JSON Feed."""

from __future__ import annotations

import hashlib
from email.utils import format_datetime
from types import MappingProxyType
from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import escape

from aiohttp import web

from parvis.sources.feed.connector import CONNECTOR
from tests.sources.contract.peer import MANY, Peer

if TYPE_CHECKING:
    from tests.sources.contract.post import Post


class Rss(Peer):
    """A feed of the newest items, and no way to older ones."""

    connector = CONNECTOR
    has_history = False
    spared = MappingProxyType({MANY: "a feed without pages shows its newest items alone"})

    def settings(self) -> dict[str, Any]:
        return {"url": f"{self.base}/feed"}

    def id_of(self, post: Post) -> str:
        return f"feed:https://a.example/{post.number}"

    def newest(self) -> list[Post]:
        return sorted(self.posts, key=lambda post: -post.number)

    async def serve(self, request: web.Request) -> web.Response:
        body = "".join(self.item(post) for post in self.newest()[: self.window])
        named = f'"{hashlib.sha256(body.encode()).hexdigest()}"'
        if request.headers.get("If-None-Match") == named:
            return web.Response(status=304)
        return web.Response(
            text=f'<?xml version="1.0"?><rss version="2.0"><channel>{body}</channel></rss>',
            content_type="application/rss+xml",
            headers={"ETag": named},
        )

    def item(self, post: Post) -> Any:
        if post.text == "broken":
            return "<item><guid>https://a.example/broken</guid></item>"
        return (
            f"<item><guid>https://a.example/{post.number}</guid><title>Number {post.number}</title>"
            f"<pubDate>{format_datetime(post.at)}</pubDate>"
            f"<description>{escape(post.text)}</description></item>"
        )


class Paged(Rss):
    """Pages of a feed, by the number of the item below which each begins."""

    has_history = True
    spared = MappingProxyType({})
    size = 100

    async def serve(self, request: web.Request) -> web.Response:
        below = int(request.query.get("below", 1 << 60))
        found = [post for post in self.newest() if post.number < below]
        shown = found[: self.size]
        further = shown[-1].number if len(found) > self.size else None
        return self.page(shown, further)

    def page(self, shown: list[Post], further: int | None) -> web.Response:
        link = "" if further is None else f'<link rel="next" href="/feed?below={further}"/>'
        body = "".join(map(self.item, shown))
        text = f'<feed xmlns="http://www.w3.org/2005/Atom">{link}{body}</feed>'
        return web.Response(text=text, content_type="application/atom+xml")

    def item(self, post: Post) -> Any:
        if post.text == "broken":
            return "<entry><id>https://a.example/broken</id></entry>"
        return (
            f"<entry><id>https://a.example/{post.number}</id><updated>{post.at.isoformat()}"
            f'</updated><content type="text">{escape(post.text)}</content></entry>'
        )


class JsonFeed(Paged):
    """The same as JSON."""

    def page(self, shown: list[Post], further: int | None) -> web.Response:
        following = {} if further is None else {"next_url": f"{self.base}/feed?below={further}"}
        return web.json_response({"items": list(map(self.item, shown)), **following})

    def item(self, post: Post) -> Any:
        if post.text == "broken":
            return self.broken()
        return {
            "id": f"https://a.example/{post.number}",
            "content_text": post.text,
            "date_published": post.at.isoformat(),
        }
