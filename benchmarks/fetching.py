"""What safe fetching costs, beside bare aiohttp and httpx in the same run.

Run: python benchmarks/fetching.py [--fetches 2000] [--kilobytes 40]. A server of another process on
this machine answers with JSON packed by gzip; twenty fetches are under way at once. Compared is the
time of the processor in this process, which checks, bounds and unpacks: over a real network it is
what a listener's machine must give. Then a bomb of a gigabyte, and the memory it took. Read the
ratios, not the single figures.
"""

from __future__ import annotations

import argparse
import asyncio
import gzip
import json
import multiprocessing
import resource
import time
from typing import TYPE_CHECKING

import aiohttp
import httpx
from aiohttp import web

from parvis.collect.web import Manners, Web
from parvis.errors import TooLargeError

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable
    from multiprocessing.connection import Connection

AT_ONCE = 20
BOMB = 1 << 30


def serve(pipe: Connection, kilobytes: int) -> None:
    """Serve a page of posts, and a bomb, until the process is ended."""
    posts = [{"id": n, "text": f"panne fibre {n * 7919 % 1000}"} for n in range(25 * kilobytes)]
    packed = {"/posts": gzip.compress(json.dumps(posts).encode()), "/bomb": _bomb()}

    async def answer(request: web.Request) -> web.Response:
        headers = {"Content-Encoding": "gzip", "Content-Type": "application/json"}
        return web.Response(body=packed[request.path], headers=headers)

    async def run() -> None:
        app = web.Application()
        app.router.add_get("/{path}", answer)
        runner = web.AppRunner(app, access_log=None)
        await runner.setup()
        site = web.TCPSite(runner, "127.0.0.1", 0)
        await site.start()
        pipe.send(runner.addresses[0][1])
        await asyncio.Event().wait()

    asyncio.run(run())


def _bomb() -> bytes:
    """A gigabyte of nothing, packed: members of a mebibyte."""
    return gzip.compress(bytes(1 << 20)) * (BOMB >> 20)


async def many(fetch: Callable[[], Awaitable[object]], fetches: int) -> float:
    """Seconds of the processor for so many fetches, twenty at a time."""
    left = iter(range(fetches))

    async def work() -> None:
        for _ in left:
            await fetch()

    await fetch()
    start = time.process_time()
    await asyncio.gather(*(work() for _ in range(AT_ONCE)))
    return time.process_time() - start


async def ours(port: int, fetches: int) -> float:
    """The way out of Parvis."""
    manners = Manners(at_once=AT_ONCE, per_host=AT_ONCE)
    async with Web(allow_private=["127.0.0.1"], manners=manners) as out:

        async def fetch() -> None:
            (await out.get(f"http://127.0.0.1:{port}/posts")).json()

        return await many(fetch, fetches)


async def bare(port: int, fetches: int) -> float:
    """A session of aiohttp as it comes."""
    async with aiohttp.ClientSession() as session:

        async def fetch() -> None:
            async with session.get(f"http://127.0.0.1:{port}/posts") as answer:
                await answer.json()

        return await many(fetch, fetches)


async def other(port: int, fetches: int) -> float:
    """A client of httpx as it comes."""
    async with httpx.AsyncClient() as client:

        async def fetch() -> None:
            (await client.get(f"http://127.0.0.1:{port}/posts")).json()

        return await many(fetch, fetches)


async def bombed(port: int) -> tuple[float, float]:
    """Seconds until a bomb is let go, and the mebibytes it took."""
    before, start = _memory(), time.process_time()
    async with Web(allow_private=["127.0.0.1"]) as out:
        try:
            await out.get(f"http://127.0.0.1:{port}/bomb")
        except TooLargeError:
            return time.process_time() - start, _memory() - before
    raise SystemExit("the bomb was taken")


def _memory() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main() -> None:
    """Time all of them, and say how they compare."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--fetches", type=int, default=2_000)
    parser.add_argument("--kilobytes", type=int, default=40)
    given = parser.parse_args()
    here, there = multiprocessing.Pipe()
    server = multiprocessing.Process(target=serve, args=(there, given.kilobytes), daemon=True)
    server.start()
    port = here.recv()
    waits = {"Parvis": ours, "aiohttp": bare, "httpx": other}
    taken = {name: asyncio.run(wait(port, given.fetches)) for name, wait in waits.items()}
    for name, seconds in taken.items():
        ratio = taken["Parvis"] / seconds
        print(f"{name:8} {seconds / given.fetches * 1e3:6.2f} ms a fetch; Parvis takes {ratio:.2f}")
    seconds, mebibytes = asyncio.run(bombed(port))
    print(f"a bomb of {BOMB >> 20} MiB: let go after {seconds:.2f} s, {mebibytes:.0f} MiB held")
    server.terminate()


if __name__ == "__main__":
    main()
