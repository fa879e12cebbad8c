"""Forums: Hacker News by Algolia's search, Discourse, and Lemmy in both versions of its API."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from aiohttp import web

from parvis.sources.discourse.connector import CONNECTOR as DISCOURSE
from parvis.sources.hackernews.connector import CONNECTOR as HACKERNEWS
from parvis.sources.lemmy.connector import CONNECTOR as LEMMY
from tests.sources.contract.peer import Peer

if TYPE_CHECKING:
    from typing import ClassVar

    from tests.sources.contract.post import Post


class Forum(Peer):
    """Posts, the newest first."""

    def newest(self) -> list[Post]:
        return sorted(self.posts, key=lambda post: -post.number)

    def told(self, posts: list[Post]) -> list[Any]:
        return [self.broken() if post.text == "broken" else self.item(post) for post in posts]

    def item(self, post: Post) -> Any:
        raise NotImplementedError


class HackerNews(Forum):
    """Of one question, a thousand items and no more."""

    connector = HACKERNEWS

    def settings(self) -> dict[str, Any]:
        return {"server": self.base, "search": "fibre"}

    def id_of(self, post: Post) -> str:
        return f"hackernews:{1000 + post.number}"

    async def serve(self, request: web.Request) -> web.StreamResponse:
        filters = request.query.get("numericFilters", "created_at_i<=99999999999")
        last = int(filters.removeprefix("created_at_i<="))
        size, page = int(request.query["hitsPerPage"]), int(request.query["page"])
        found = [post for post in self.newest() if post.at.timestamp() <= last][:1000]
        return web.json_response({"hits": self.told(found[page * size : (page + 1) * size])})

    def item(self, post: Post) -> Any:
        return {
            "objectID": str(1000 + post.number),
            "created_at_i": int(post.at.timestamp()),
            "author": "lea",
            "comment_text": post.text,
            "parent_id": 7,
            "story_id": 7,
        }


class Discourse(Forum):
    """Posts by number."""

    connector = DISCOURSE

    def settings(self) -> dict[str, Any]:
        return {"server": self.base}

    def id_of(self, post: Post) -> str:
        return f"discourse:127.0.0.1/t/5/{post.number + 1}"

    async def serve(self, request: web.Request) -> web.StreamResponse:
        last = int(request.query.get("before", 1 << 60))
        found = [post for post in self.newest() if post.number + 1 <= last][:50]
        return web.json_response({"latest_posts": self.told(found)})

    def item(self, post: Post) -> Any:
        number = post.number + 1
        return {
            "id": number,
            "topic_id": 5,
            "post_number": number,
            "username": "lea",
            "created_at": post.at.isoformat(),
            "cooked": f"<p>{post.text}</p>",
            "actions_summary": [{"id": 2, "count": 3}],
        }


class Lemmy(Forum):
    """Posts of version 3, by a cursor; what was deleted is still listed."""

    connector = LEMMY
    tells_removed = True
    said: ClassVar[dict[str, str]] = {}
    holder = "posts"

    def __init__(self, posts: list[Post]) -> None:
        super().__init__(posts)
        self.gone: list[Post] = []

    def settings(self) -> dict[str, Any]:
        return {"server": self.base, **self.said}

    def id_of(self, post: Post) -> str:
        return f"lemmy:https://a.example/{post.number}"

    def took_down(self, post: Post) -> None:
        self.gone.append(post)

    async def serve(self, request: web.Request) -> web.StreamResponse:
        listed = sorted([*self.posts, *self.gone], key=lambda post: -post.number)
        size, begin = int(request.query["limit"]), self.begin(request)
        told = {self.holder: self.told(listed[begin : begin + size])}
        if len(listed) > begin + size:
            told["next_page"] = str(begin + size)
        return web.json_response(told)

    def begin(self, request: web.Request) -> int:
        return int(request.query.get("page_cursor", 0))

    def item(self, post: Post) -> Any:
        said = {
            "id": post.number,
            "ap_id": f"https://a.example/{post.number}",
            "published": post.at.isoformat(),
            "deleted": post in self.gone,
        }
        return self.view(said, post.text)

    def view(self, said: dict[str, Any], text: str) -> Any:
        return {"post": {**said, "name": "La fibre", "body": text}, "creator": {"name": "lea"}}


class LemmyComments(Lemmy):
    """Comments of version 3, by the number of the page."""

    said: ClassVar[dict[str, str]] = {"what": "comments"}
    holder = "comments"

    def begin(self, request: web.Request) -> int:
        return (int(request.query.get("page", 1)) - 1) * int(request.query["limit"])

    def view(self, said: dict[str, Any], text: str) -> Any:
        post = {"ap_id": "https://a.example/post/5", "name": "La fibre"}
        return {"comment": {**said, "content": text, "path": f"0.{said['id']}"}, "post": post}


class LemmyFour(Lemmy):
    """Posts of version 4."""

    said: ClassVar[dict[str, str]] = {"version": "v4", "community": "fibre"}
    holder = "items"
