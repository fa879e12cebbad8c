"""What listening costs a post, from JSON to the lake, with ten thousand queries.

Run: python benchmarks/listening.py [--posts 100000] [--queries 10000]. Real posts of
../shared/data/brand_stream as a server of Mastodon would give them, in pages of a thousand, all in
one process as the listener does it. The peer writes the same JSON, decoded, to Parquet files, a
page a file, and does nothing else. Then how long a post waits from its arrival until the lake can
be read, where pages come at half the pace. Read the ratios, not the single figures.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import resource
import tempfile
import time
from bisect import bisect
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import polars as pl
from lake import memory
from matching import Author, posts

from parvis import live
from parvis.collect.cursors import Cursors
from parvis.collect.dead_letters import DeadLetters
from parvis.collect.page import Page
from parvis.collect.web import Answer
from parvis.filter import Recall
from parvis.live.departing import Departed
from parvis.live.keeping import Arrived, Keeper
from parvis.live.loop import EVERY, TOGETHER
from parvis.live.pipeline import Pipeline
from parvis.live.states import State, States
from parvis.perimeter import text_of
from parvis.store import create_lake

if TYPE_CHECKING:
    from parvis.store import Writer

FLOOR, GOAL = 15_000, 40_000  # posts a second and core
PAGE = 1_000  # posts
PAGES = TOGETHER // PAGE  # taken together where so many wait
BEGIN = dt.datetime(2026, 11, 1, tzinfo=dt.UTC)
FILE = """
[objective]
statement = "To know what listening costs"
family = "awareness"
[[objective.kpi]]
name = "Posts a second"
baseline = 0
target = 15000
date = 2027-06-30
[[brand]]
name = "Delta"
query = "delta OR deltaassist"
[[brand]]
name = "United"
query = "united"
[[source]]
kind = "mastodon"
name = "all"
server = "https://a.example"
timeline = "public"
"""


def statuses(texts: list[str], first: int) -> bytes:
    """A page as a server sends it."""
    return json.dumps(
        [
            {
                "id": str(number),
                "created_at": (BEGIN + dt.timedelta(seconds=number)).isoformat(),
                "content": f"<p>{text}</p>",
                "account": {"id": str(number % 9_973), "acct": f"a{number % 9_973}@a.example"},
                "url": f"https://a.example/@a/{number}",
                "language": "en",
                "replies_count": 0,
                "reblogs_count": number % 7,
                "favourites_count": number % 31,
            }
            for number, text in enumerate(texts, start=first)
        ]
    ).encode()


class Bench:
    """A listener without its sources."""

    def __init__(self, folder: Path, queries: dict[str, str]) -> None:
        themes = "".join(
            f"[[theme]]\nname = {json.dumps(name)}\nquery = {json.dumps(query)}\n"
            for name, query in queries.items()
        )
        self.plan = live.parse(FILE + themes, folder=folder)
        self.lake = create_lake(folder / "lake")
        self.pipeline = Pipeline(self.plan, Recall(mentions=400_000))
        self.states = States(of={"all": State(name="all", kind="mastodon", every=60, began=BEGIN)})
        self.folder = folder

    def run(self, pages: list[bytes], *, pace: float = 0.0) -> tuple[float, list[float]]:
        """Take pages that came, or come at a pace in seconds; CPU seconds, and each page's wait."""
        waits: list[float] = []
        began, start, taken = time.process_time(), time.monotonic(), 0
        came = [start + pace * number for number in range(len(pages))]
        with self.lake.writing("benchmark") as writer:
            keeper, flushed = self._keeper(writer), start
            while taken < len(pages):
                time.sleep(max(0.0, came[taken] - time.monotonic()))
                here = bisect(came, time.monotonic(), taken, min(taken + PAGES, len(pages)))
                keeper.take([self._arrived(page) for page in pages[taken:here]])
                taken = here
                if time.monotonic() - flushed >= EVERY or taken == len(pages):
                    keeper.flush()
                    flushed = time.monotonic()
                    waits += [flushed - at for at in came[len(waits) : taken]]
        return time.process_time() - began, waits

    def _keeper(self, writer: Writer) -> Keeper:
        letters = DeadLetters(self.folder / "letters.jsonl")
        cursors = Cursors(self.folder / "cursors.json")
        departed = Departed(self.folder / "departed.jsonl")
        return Keeper(writer, self.pipeline, self.states, letters, cursors, departed)

    def _arrived(self, page: bytes) -> Arrived:
        """A page as the listener makes it of an answer."""
        items = Answer(200, "https://a.example", body=page).json()
        return Arrived(heard=self.plan.heard[0], page=Page(items=items), walk="all")


def peer(pages: list[bytes], folder: Path) -> float:
    """Decode, and write Parquet."""
    began = time.process_time()
    for number, page in enumerate(pages):
        pl.DataFrame(json.loads(page)).write_parquet(folder / f"{number}.parquet")
    return time.process_time() - began


def main() -> None:
    """Print what a post costs, beside the peer."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--posts", type=int, default=100_000)
    options.add_argument("--queries", type=int, default=10_000)
    asked = options.parse_args()
    real = posts(asked.posts)
    author = Author(real)
    queries = {f"q{n}": text_of(query) for n, query in enumerate(author.mixed(asked.queries))}
    texts = real["text"].to_list()
    texts = (texts * (asked.posts // len(texts) + 1))[: asked.posts]
    pages = [statuses(texts[n : n + PAGE], n) for n in range(0, len(texts), PAGE)]
    with tempfile.TemporaryDirectory() as folder:
        bench = Bench(Path(folder), queries)
        bench.run([statuses(texts[:PAGE], 10**9)])  # compiled, and in memory
        spent, _waits = bench.run(pages)
        theirs = peer(pages, Path(folder))
        rate = len(texts) / spent
        print(f"{len(texts):,} posts, {asked.queries:,} queries: {rate:,.0f} posts a CPU-second")
        print(f"  floor {FLOOR:,}, goal {GOAL:,}; {spent / theirs:,.1f} times decoding to Parquet")
        state = bench.states.of["all"]
        print(f"  {state.new:,} new, {state.repeats:,} held already, {state.rejected:,} rejected")
        fresh = [
            statuses(texts[n : n + PAGE], 10**8 + n)
            for n in range(0, min(50_000, len(texts)), PAGE)
        ]
        _spent, waits = bench.run(fresh, pace=2 * PAGE / rate)
        late = float(np.quantile(waits, 0.95))
        print(f"  from arrival to readable, at half that pace: p95 {late:.1f} s (bar 3)")
        for part in range(4):
            bench.run(
                [
                    statuses(texts[n : n + PAGE], (part + 2) * 10**8 + n)
                    for n in range(0, 50_000, PAGE)
                ]
            )
            print(f"  memory held after 50,000 posts more: {memory():,.0f} MB")
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(f"  peak memory {peak:,.0f} MB")


if __name__ == "__main__":
    main()
