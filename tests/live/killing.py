"""A listener that is killed again and again, under a source that does all a source may do."""

from __future__ import annotations

import asyncio
import json
import random
import subprocess
import sys
import time
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import polars as pl

from parvis.store import open_lake
from tests.sources.contract.peer import cut_off, status
from tests.sources.contract.peers.mastodon import Mastodon
from tests.sources.contract.post import Post

if TYPE_CHECKING:
    from pathlib import Path

    from aiohttp import web

FILE = """\
lake = "lake"
allow_private = ["{host}"]

[objective]
statement = "Subscribers whose line is cut know when it will be back"
family = "care"

[[objective.kpi]]
name = "Cuts answered within an hour"
unit = "%"
baseline = 40
target = 80
date = 2027-06-30

[[brand]]
name = "Fibre"
query = "says OR fibre"

[[source]]
kind = "mastodon"
name = "hashtag"
server = "http://{host}"
hashtag = "fibre"
every = 0.2
history = true
"""
BROKEN_EVERY = 97


class Unruly(Mastodon):
    """It repeats posts, shuffles pages, gives some posts broken, and fails one time in eight."""

    def __init__(self, posts: list[Post], *, seed: int) -> None:
        super().__init__(posts)
        self._dice = random.Random(seed)  # noqa: S311

    async def serve(self, request: web.Request) -> web.Response:
        if self._dice.random() < 0.125:
            spoil = self._dice.choice([status(503), status(429, **{"Retry-After": "0"}), cut_off()])
            self.faults.append(spoil)
        answer = await super().serve(request)
        items = json.loads(answer.text or "[]")
        again = items + self._dice.sample(items, min(3, len(items)))
        middle = again[:-2]
        self._dice.shuffle(middle)
        answer.text = json.dumps(middle + again[-2:])
        return answer

    def item(self, post: Post) -> Any:
        told = super().item(post)
        return {"broken": post.number} if post.number % BROKEN_EVERY == 0 else told


def posts(count: int) -> list[Post]:
    """Make posts, an hour of them each day, so that they lie in many days."""
    return [
        replace(Post.of(number), at=Post.of(number).at.replace(day=1 + number % 20))
        for number in range(count)
    ]


async def _kill_often(
    folder: Path, peer: Unruly, more: list[Post], kills: int, longest: float
) -> None:
    dice = random.Random(7)  # noqa: S311
    async with peer.running() as base:
        (folder / "listen.toml").write_text(FILE.format(host=base.removeprefix("http://")))
        whole = peer.posts + more
        for kill in range(kills):
            peer.posts = whole[: len(whole) - len(more) + len(more) * (kill + 1) // kills]
            started = _listen(folder)
            await asyncio.to_thread(_ready, folder, started)
            await asyncio.sleep(dice.uniform(0.0, longest))
            started.kill()
            await asyncio.to_thread(started.wait)
        peer.posts = whole
        for _ in range(2):
            ended = _listen(folder, "--once")
            assert await asyncio.to_thread(ended.wait) == 0


def kill_often(folder: Path, *, kills: int, mentions: int, longest: float = 1.0) -> Unruly:
    """Listen to a source that grows, kill the listener with -9 at random moments, then let it end.

    Arguments:
        folder: for the listen file and the lake.
        kills: how many.
        mentions: posts of the source in the end.
        longest: seconds before a kill, once it listens.
    """
    whole = posts(mentions)
    peer = Unruly(whole[: mentions // 4], seed=3)
    asyncio.run(_kill_often(folder, peer, whole[mentions // 4 :], kills, longest))
    return peer


def check_exact(folder: Path, peer: Unruly) -> None:
    """Hold lake and dead letters against the source: each post once, each broken one once."""
    lake = open_lake(folder / "lake")
    broken = {post.number for post in peer.posts if post.number % BROKEN_EVERY == 0}
    wanted = sorted(peer.id_of(post) for post in peer.posts if post.number not in broken)
    held = lake.read("mentions").select("id").collect()["id"].sort().to_list()
    assert held == wanted
    readings = lake.read("readings").select("mention").collect()["mention"].sort().to_list()
    assert readings == wanted
    marks = lake.read("marks").filter(pl.col("matches")).collect()
    assert sorted(marks["mention"].to_list()) == wanted
    letters = (folder / "lake" / "listening" / "dead-letters.jsonl").read_text().splitlines()
    told = sorted(json.loads(json.loads(letter)["content"])["broken"] for letter in letters)
    assert told == sorted(broken)
    assert not lake.check().faults


def _listen(folder: Path, *options: str) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "parvis.cli", "listen", str(folder / "listen.toml"), *options]
    return subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def _ready(folder: Path, started: subprocess.Popen[bytes]) -> None:
    """Wait until the listener holds the lease, or has ended by itself."""
    lease = folder / "lake" / "writer.lease"
    while started.poll() is None:
        if lease.exists() and f"{started.pid}" in lease.read_text(errors="replace"):
            return
        time.sleep(0.02)
    raise AssertionError(f"the listener ended with {started.returncode}")
