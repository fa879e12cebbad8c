"""A Mastodon server: a hashtag's timeline, paged by `max_id` and the `Link` header."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from aiohttp import web

from parvis.sources.mastodon.connector import CONNECTOR
from tests.sources.contract.peer import Peer

if TYPE_CHECKING:
    from tests.sources.contract.post import Post


class Mastodon(Peer):
    """The timeline of a hashtag."""

    connector = CONNECTOR

    def settings(self) -> dict[str, Any]:
        return {"server": self.base, "hashtag": "fibre"}

    def id_of(self, post: Post) -> str:
        return f"mastodon:{1000 + post.number}"

    async def serve(self, request: web.Request) -> web.Response:
        size = int(request.query.get("limit", 20))
        below = int(request.query.get("max_id", 1 << 60))
        found = sorted(
            (post for post in self.posts if 1000 + post.number < below),
            key=lambda post: -post.number,
        )
        page = found[:size]
        links = {}
        if len(found) > size:
            last = 1000 + page[-1].number
            links["Link"] = f'<{self.base}{request.path}?limit={size}&max_id={last}>; rel="next"'
        return web.json_response([self.item(post) for post in page], headers=links)

    def item(self, post: Post) -> Any:
        if post.text == "broken":
            return self.broken()
        return {
            "id": str(1000 + post.number),
            "created_at": post.at.isoformat(),
            "content": f"<p>{post.text}</p>",
            "account": {"id": "7", "acct": "lea@a.example", "username": "lea"},
            "url": f"https://a.example/@lea/{post.number}",
        }


class MastodonStream(Mastodon):
    """The same, told as it is said: the stream goes on where the timeline ends, and then ends."""

    tells_removed = True

    def __init__(self, posts: list[Post]) -> None:
        super().__init__(posts)
        self.events: list[tuple[str, str]] = []

    def settings(self) -> dict[str, Any]:
        return {**super().settings(), "stream": True}

    def took_down(self, post: Post) -> None:
        self.events.append(("delete", str(1000 + post.number)))

    async def serve(self, request: web.Request) -> web.StreamResponse:
        if request.path == "/api/v2/instance":
            return web.json_response({"configuration": {"urls": {"streaming": self.told_at()}}})
        if "/streaming/" not in request.path:
            return await super().serve(request)
        return await self._tell(request, self.events)

    def told_at(self) -> str:
        """Where it says that its stream is."""
        return self.base.replace("http", "ws")

    async def half(self, request: web.Request) -> web.StreamResponse:
        if "/streaming/" not in request.path:
            return await super().half(request)
        stream = await self._tell(request, self.events[: len(self.events) // 2])
        if request.transport is not None:
            request.transport.abort()
        return stream

    async def _tell(
        self, request: web.Request, events: list[tuple[str, str]]
    ) -> web.StreamResponse:
        stream = web.StreamResponse(headers={"Content-Type": "text/event-stream"})
        await stream.prepare(request)
        await stream.write(b":)\n")
        for name, data in events:
            await stream.write(f"event: {name}\ndata: {data}\n\n:thump\n".encode())
        return stream
