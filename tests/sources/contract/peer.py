"""A server that speaks as a source does, and errs when it is told to."""

from __future__ import annotations

import asyncio
from collections import deque
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar, Final

from aiohttp import web

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Mapping

    from parvis.collect.page import Page
    from parvis.sources.connector import Connector
    from tests.sources.contract.post import Post

EDITED: Final = "test_an_edit_is_heard_under_the_same_id"
MANY: Final = "test_ten_thousand_posts_come_in_pages_of_bounded_size"
PASSES: Final = "test_a_fault_that_passes_is_waited_out"
STAYS: Final = "test_a_fault_that_stays_is_told_and_nothing_is_passed_over"
"""The tests of which a kind of source may say why they cannot be asked of it."""


class Peer:
    """What the contract needs to know of a kind of source.

    Each subclass says how posts are served; faults are dealt to requests one after another.

    Arguments:
        posts: those it has now, in any order.
    """

    connector: Connector
    tells_removed = False  # whether it says which posts were taken down
    has_history = True
    is_asked_again = False  # whether a fault is waited out between its visits, and not within one
    window = 60  # posts that a first visit and those after it are sure to reach
    beyond = 130  # posts that are more than one page of it
    secret: str | None = None
    spared: ClassVar[Mapping[str, str]] = {}  # tests that cannot be asked of it, and why not

    def __init__(self, posts: list[Post]) -> None:
        self.posts = posts
        self.faults: deque[Any] = deque()
        self.asked: list[str] = []
        self.base = ""

    def settings(self) -> dict[str, Any]:
        """What a listen file would say of it; `self.base` is its address."""
        raise NotImplementedError

    def grown(self) -> None:
        """Be the like of a source that has ten thousand posts."""

    def laid(self) -> None:
        """Lay posts where a visit finds them, of a source that has no server."""

    def is_heard(self, _page: Page) -> bool:
        """Whether a page was the last for now, of a source that never ends by itself."""
        return False

    async def serve(self, request: web.Request) -> web.StreamResponse:
        """Answer as the source would."""
        raise NotImplementedError

    async def half(self, request: web.Request) -> web.StreamResponse:
        """Begin to answer as the source would, and hang up."""
        whole = await self.serve(request)
        body = bytes(whole.body or b"") if isinstance(whole, web.Response) else b""
        spoilt = web.StreamResponse(headers={"Content-Length": str(len(body) or 1)})
        spoilt.content_type = whole.content_type
        await spoilt.prepare(request)
        await spoilt.write(body[: len(body) // 2])
        if request.transport is not None:
            request.transport.close()
        return spoilt

    def id_of(self, post: Post) -> str:
        """The id that a post has in the lake."""
        raise NotImplementedError

    def took_down(self, post: Post) -> None:
        """A post is no longer among `posts`; a source that tells so remembers it here."""

    def broken(self) -> Any:
        """An item as the source gives it when something is wrong with it."""
        return {"nothing": "of use"}

    @asynccontextmanager
    async def running(self) -> AsyncIterator[str]:
        """Serve on a port of this machine."""
        app = web.Application()
        app.router.add_route("*", "/{path:.*}", self._answer)
        runner = web.AppRunner(app, shutdown_timeout=0.1)
        await runner.setup()
        site = web.TCPSite(runner, "127.0.0.1", 0)
        await site.start()
        port = runner.addresses[0][1]
        self.base = f"http://127.0.0.1:{port}"
        try:
            yield self.base
        finally:
            await runner.cleanup()

    async def _answer(self, request: web.Request) -> web.StreamResponse:
        self.asked.append(request.path_qs)
        fault = self.faults.popleft() if self.faults else None
        if fault is not None:
            spoilt = await fault(self, request)
            if spoilt is not None:
                return spoilt
        return await self.serve(request)


@dataclass(frozen=True)
class Fault:
    """What goes wrong with one request: `kind` says what, to whoever speaks no HTTP."""

    kind: str
    make: Any

    async def __call__(self, peer: Peer, request: web.Request) -> web.StreamResponse:
        return await self.make(peer, request)


def status(code: int, **headers: str) -> Fault:
    """Answer a status and nothing of use."""

    async def fault(_peer: Peer, _request: web.Request) -> web.StreamResponse:
        return web.Response(status=code, headers=headers, text="no")

    return Fault("refused", fault)


def cut_off() -> Fault:
    """Promise the whole answer, send half of it, and close."""

    async def fault(peer: Peer, request: web.Request) -> web.StreamResponse:
        return await peer.half(request)

    return Fault("cut off", fault)


def hang(seconds: float = 3.0) -> Fault:
    """Say nothing for a long time."""

    async def fault(_peer: Peer, _request: web.Request) -> web.StreamResponse:
        await asyncio.sleep(seconds)
        return web.Response(status=503)

    return Fault("hang", fault)
