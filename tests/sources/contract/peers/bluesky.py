"""Bluesky: a search behind a session, an author's feed, a repository; and Jetstream's events."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from aiohttp import web

from parvis.sources.bluesky import firehose, jetstream
from parvis.sources.bluesky.connector import CONNECTOR
from tests.sources.contract.peer import Peer
from tests.sources.contract.peers.dag_cbor import Cid, car, encoded
from tests.sources.contract.post import BEGIN, Post

if TYPE_CHECKING:
    from typing import ClassVar

DID = "did:plc:ab2cd3"
COLLECTION = "app.bsky.feed.post"
MINUTE = 60_000_000


def uri(post: Post) -> str:
    return f"at://{DID}/{COLLECTION}/3k{post.number:06d}"


def said(post: Post) -> Any:
    """The record of a post; `createdAt` is what its author's clock says."""
    return {"$type": COLLECTION, "text": post.text, "createdAt": post.at.isoformat()}


class Repository(Peer):
    """The repository of an account: records, by `cursor` the key of the last one given."""

    connector = CONNECTOR
    chosen: ClassVar[dict[str, str]] = {"repository": "lea.example"}
    holder = "records"

    def settings(self) -> dict[str, Any]:
        return {"server": self.base, **self.chosen}

    def id_of(self, post: Post) -> str:
        return f"bluesky:{uri(post)}"

    async def serve(self, request: web.Request) -> web.StreamResponse:
        size, below = int(request.query["limit"]), int(request.query.get("cursor", 1 << 60))
        found = sorted((post for post in self.posts if post.number < below), key=_newest_first)
        items = [
            self.broken() if post.text == "broken" else self.item(post) for post in found[:size]
        ]
        further = {"cursor": str(found[size - 1].number)} if len(found) > size else {}
        return web.json_response({self.holder: items, **further})

    def item(self, post: Post) -> Any:
        return {"uri": uri(post), "cid": "bafyrei", "value": said(post)}


class Search(Repository):
    """A search, for those who are logged in."""

    chosen: ClassVar[dict[str, str]] = {"search": "fibre"}
    holder = "posts"
    secret = "lea.example:abcd-efgh"  # noqa: S105 - of nobody

    async def serve(self, request: web.Request) -> web.StreamResponse:
        if request.path.endswith("createSession"):
            return web.json_response({"accessJwt": "a.b.c", "refreshJwt": "d.e.f"})
        if request.headers.get("Authorization") != "Bearer a.b.c":
            return web.json_response({"error": "AuthMissing"}, status=401)
        return await super().serve(request)

    def item(self, post: Post) -> Any:
        indexed = Post.of(post.number).at.isoformat()
        author = {"did": DID, "handle": "lea.example"}
        return {"uri": uri(post), "author": author, "record": said(post), "indexedAt": indexed}


class Author(Search):
    """An author's feed, open to all."""

    chosen: ClassVar[dict[str, str]] = {"author": "@lea.example"}
    holder = "feed"
    secret = None

    async def serve(self, request: web.Request) -> web.StreamResponse:
        return await Repository.serve(self, request)

    def item(self, post: Post) -> Any:
        return {"post": super().item(post)}


class Jetstream(Peer):
    """Events from a cursor on, until there are no more: it then ends, as no real one does."""

    connector = jetstream.CONNECTOR
    has_history = False
    tells_removed = True

    def __init__(self, posts: list[Post]) -> None:
        super().__init__(posts)
        self.gone: list[Post] = []

    def settings(self) -> dict[str, Any]:
        return {"server": self.base.replace("http", "ws") + "/subscribe"}

    def id_of(self, post: Post) -> str:
        return f"bluesky:{uri(post)}"

    def took_down(self, post: Post) -> None:
        self.gone.append(post)

    async def serve(self, request: web.Request) -> web.StreamResponse:
        return await self._tell(request, 1.0)

    async def half(self, request: web.Request) -> web.StreamResponse:
        return await self._tell(request, 0.5)

    async def _tell(self, request: web.Request, share: float) -> web.StreamResponse:
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        events = self.after(int(request.query.get("cursor", 0)))
        for event in events[: int(len(events) * share)]:
            await (socket.send_bytes if isinstance(event, bytes) else socket.send_str)(event)
        if share < 1.0 and request.transport is not None:
            request.transport.abort()
        await socket.close()
        return socket

    def after(self, cursor: int) -> list[str | bytes]:
        """What is sent from a cursor on."""
        return [json.dumps(event) for event in self._events() if event["time_us"] >= cursor]

    def _events(self) -> list[Any]:
        told = [
            (post.number, {"operation": "create", "record": None if broken else said(post)}, post)
            for post in self.posts
            for broken in [post.text == "broken"]
        ]
        told += [(post.number + 0.5, {"operation": "delete"}, post) for post in self.gone]
        return [
            {"did": DID, "time_us": 1, "kind": "identity", "identity": {"did": DID}},
            *(_event(at, commit, post) for at, commit, post in sorted(told, key=_by_time)),
        ]


class Firehose(Jetstream):
    """The commits of a server, each with its record in a block of its own."""

    connector = firehose.CONNECTOR

    def settings(self) -> dict[str, Any]:
        return {"server": self.base.replace("http", "ws")}

    def after(self, cursor: int) -> list[str | bytes]:
        told = [_commit(post) for post in self.posts]
        told += [(2 * post.number + 3, "delete", post) for post in self.gone]
        seen = [encoded({"op": 1, "t": "#identity"}) + encoded({"seq": 1, "did": DID})]
        return [*seen, *(_frame(*one) for one in sorted(told, key=_by_time) if one[0] > cursor)]


def _commit(post: Post) -> tuple[float, str, Post]:
    """An edit is another commit, after that of the post."""
    is_edited = post.text == "Edited since"
    return 2 * post.number + 2 + is_edited, "update" if is_edited else "create", post


def _frame(seq: int, action: str, post: Post) -> bytes:
    block = encoded([] if post.text == "broken" else said(post))
    path = uri(post).partition(f"{DID}/")[2]
    cid = Cid.of(block) if action != "delete" else None
    body = {
        "seq": seq,
        "repo": DID,
        "time": Post.of(post.number).at.isoformat(),
        "ops": [{"action": action, "path": path, "cid": cid}],
        "blocks": car(encoded({"a": 1}), block),
    }
    return encoded({"op": 1, "t": "#commit"}) + encoded(body)


def _newest_first(post: Post) -> int:
    return -post.number


def _by_time(told: tuple[float, Any, Post]) -> float:
    return told[0]


def _event(at: float, commit: Any, post: Post) -> Any:
    key = uri(post).rpartition("/")[2]
    return {
        "did": DID,
        "time_us": int(BEGIN.timestamp() * 1_000_000 + at * MINUTE),
        "kind": "commit",
        "commit": {"rev": "3k", "collection": COLLECTION, "rkey": key, **commit},
    }
