"""Sources that want a key: Reddit, by a token made of it, and YouTube."""

from __future__ import annotations

import base64
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from aiohttp import web

from parvis.sources.reddit.connector import CONNECTOR as REDDIT
from parvis.sources.youtube.connector import CONNECTOR as YOUTUBE
from tests.sources.contract.peer import MANY
from tests.sources.contract.peers.forums import Forum

if TYPE_CHECKING:
    from typing import ClassVar

    from tests.sources.contract.post import Post


class Reddit(Forum):
    """The newest thousand comments of a subreddit; what was removed is still listed."""

    connector = REDDIT
    has_history = False
    tells_removed = True
    window = 100
    secret = "app:of-nobody"  # noqa: S105 - of nobody
    spared = MappingProxyType({MANY: "a listing of Reddit ends after a thousand"})

    def __init__(self, posts: list[Post]) -> None:
        super().__init__(posts)
        self.gone: list[Post] = []
        self.made = 0
        self.lasting = 3600

    def settings(self) -> dict[str, Any]:
        said = {"account": "lea", "subreddit": "france", "what": "comments"}
        return {"server": self.base, "site": self.base, **said}

    def id_of(self, post: Post) -> str:
        return f"reddit:t1_{post.number}"

    def took_down(self, post: Post) -> None:
        self.gone.append(post)

    async def serve(self, request: web.Request) -> web.StreamResponse:
        if request.path == "/api/v1/access_token":
            return self.token(request)
        if request.headers.get("Authorization") != f"Bearer {self.made}":
            return web.json_response({"message": "Unauthorized"}, status=401)
        listed = sorted([*self.posts, *self.gone], key=lambda post: -post.number)[:1000]
        after = request.query.get("after")
        below = int(after.removeprefix("t1_")) if after else 1 << 60
        found = [post for post in listed if post.number < below]
        shown = found[: int(request.query["limit"])]
        further = f"t1_{shown[-1].number}" if len(found) > len(shown) else None
        return web.json_response({"data": {"children": self.told(shown), "after": further}})

    def token(self, request: web.Request) -> web.StreamResponse:
        wanted = base64.b64encode(str(self.secret).encode()).decode()
        if request.headers.get("Authorization") != f"Basic {wanted}":
            return web.json_response({"message": "Unauthorized"}, status=401)
        self.made += 1
        return web.json_response({"access_token": str(self.made), "expires_in": self.lasting})

    def item(self, post: Post) -> Any:
        data = {
            "name": f"t1_{post.number}",
            "id": str(post.number),
            "author": "lea",
            "created_utc": post.at.timestamp(),
            "body": "[deleted]" if post in self.gone else post.text,
            "link_id": "t3_5",
        }
        return {"kind": "t1", "data": data}


class YouTube(Forum):
    """Threads of comments under a video."""

    connector = YOUTUBE
    secret = "of-nobody"  # noqa: S105 - of nobody
    said: ClassVar[dict[str, Any]] = {"video": "dQw"}

    def settings(self) -> dict[str, Any]:
        return {"server": self.base, **self.said}

    def id_of(self, post: Post) -> str:
        return f"youtube:{post.number}"

    async def serve(self, request: web.Request) -> web.StreamResponse:
        if request.headers.get("X-Goog-Api-Key") != self.secret:
            return web.json_response({"error": {"code": 403}}, status=403)
        begin, size = int(request.query.get("pageToken", 0)), int(request.query["maxResults"])
        listed = self.newest()
        further = {"nextPageToken": str(begin + size)} if len(listed) > begin + size else {}
        return web.json_response({"items": self.told(listed[begin : begin + size]), **further})

    def item(self, post: Post) -> Any:
        said = {
            "textDisplay": post.text,
            "videoId": "dQw",
            "publishedAt": post.at.isoformat(),
            "authorDisplayName": "@lea",
        }
        top = {"kind": "youtube#comment", "id": str(post.number), "snippet": said}
        return {"kind": "youtube#commentThread", "snippet": {"topLevelComment": top}}
