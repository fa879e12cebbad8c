"""A real server on this machine, and a clock that is turned by hand."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from aiohttp import web

from parvis.collect.web import Clock, Limits, Web

QUICK = Limits(connect=2.0, silence=0.5, total=2.0, tries=1)


@dataclass
class Hands:
    """A clock whose time passes only while somebody sleeps."""

    time: float = 1_000.0
    slept: list[float] = field(default_factory=list)
    chance: float = 0.5

    async def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.time += seconds
        await asyncio.sleep(0)

    @property
    def clock(self) -> Clock:
        return Clock(
            now=lambda: self.time,
            steady=lambda: self.time,
            sleep=self.sleep,
            chance=lambda: self.chance,
        )


@dataclass
class Site:
    """What a server saw, and what it answers."""

    port: int = 0
    seen: list[web.Request] = field(default_factory=list)

    @property
    def host(self) -> str:
        return f"127.0.0.1:{self.port}"

    def url(self, path: str = "/") -> str:
        return f"http://{self.host}{path}"


@asynccontextmanager
async def served(answer):
    """Serve on a port of this machine; `answer` takes a request and gives a response."""
    site = Site()

    async def handler(request: web.Request) -> web.StreamResponse:
        site.seen.append(request)
        given = answer(request)
        return await given if asyncio.iscoroutine(given) else given

    app = web.Application()
    app.router.add_route("*", "/{path:.*}", handler)
    runner = web.AppRunner(app, shutdown_timeout=0.1)
    await runner.setup()
    place = web.TCPSite(runner, "127.0.0.1", 0)
    await place.start()
    site.port = place._server.sockets[0].getsockname()[1]
    try:
        yield site
    finally:
        await runner.cleanup()


@asynccontextmanager
async def raw(speak):
    """Serve bytes as they are; `speak` takes a reader and a writer of a connection."""
    site = Site()

    async def handler(reader, writer):
        site.seen.append(writer)
        try:
            await reader.readuntil(b"\r\n\r\n")
            await speak(writer)
        except (ConnectionError, asyncio.IncompleteReadError):
            pass
        finally:
            writer.close()

    server = await asyncio.start_server(handler, "127.0.0.1", 0)
    site.port = server.sockets[0].getsockname()[1]
    try:
        yield site
    finally:
        server.close()


def ask(answer, query, *, using=served, **how):
    """Serve, open a way out to the server alone, and run a query of (web, site)."""

    async def run():
        async with using(answer) as site:
            given = {"allow_private": [site.host], "limits": QUICK, "clock": Hands().clock, **how}
            async with Web(**given) as out:
                return await query(out, site)

    return asyncio.run(asyncio.wait_for(run(), 20))
