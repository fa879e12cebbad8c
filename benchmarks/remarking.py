"""How soon an edited perimeter is applied to all a lake holds, beside matching alone.

Run: python benchmarks/remarking.py [--mentions 1000000] [--queries 50]. The mentions are those of
`benchmarks/lake.py`; the peer matches the same mentions in memory with the same queries, and keeps
nothing.
"""

from __future__ import annotations

import argparse
import resource
import tempfile
import time
from pathlib import Path

import polars as pl
from lake import batch, batches, memory

from parvis.live.remarking import AT_ONCE, Remarker
from parvis.perimeter import Matcher
from parvis.perimeter.versions import Perimeter
from parvis.store import create_lake

BAR = 60.0


def perimeter(queries: int, word: str) -> Perimeter:
    """Queries that each match a mention in a hundred, by the end of its number, and one of many."""
    said = [f'q{n} = "*{n:02d} OR {word}{n}"' for n in range(queries)]
    said.append(f'often = "panne NEAR/2 fibre OR {word}"')
    return Perimeter('id = "telecom"\n[queries]\n' + "\n".join(said) + "\n")


def matching(mentions: int, edited: Perimeter) -> float:
    """Seconds to match all of them, and do nothing else."""
    matcher, spent = Matcher(edited.queries), 0.0
    for first in range(0, mentions, AT_ONCE):
        rows = batch(first, min(first + AT_ONCE, mentions), mentions)
        start = time.perf_counter()
        matcher.match(rows)
        spent += time.perf_counter() - start
    return spent


def main() -> None:
    """Fill a lake, mark it, edit the perimeter, mark it anew; then an edit that matches nothing."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--mentions", type=int, default=1_000_000)
    parser.add_argument("--queries", type=int, default=50)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        lake = create_lake(Path(folder, "lake"))
        with lake.writing("benchmark") as writer:
            for rows in batches(asked.mentions, 50_000):
                writer.append("mentions", rows)
        remarker = Remarker(Path(folder))
        nothing = Perimeter('id = "telecom"\n[queries]\nq0 = "whatnobodysays"\n')
        edits = {
            "first": perimeter(asked.queries, "a"),
            "edited": perimeter(asked.queries, "b"),
            "matching nothing": nothing,
        }
        for told, edited in edits.items():
            start = time.perf_counter()
            with lake.writing("benchmark") as writer:
                marks = remarker.apply(edited, lake, writer)
            spent = time.perf_counter() - start
            print(f"{told:<17} {marks:>10,} marks in {spent:6.1f} s (bar {BAR:.0f}), "
                  f"{memory():,.0f} MB held")  # fmt: skip
        counted = lake.wide().select(pl.col("brand").is_not_null().sum()).collect().item()
        print(f"{counted} mentions of a brand are left once an edit matches nothing")
        alone = matching(asked.mentions, edits["edited"])
        print(f"matching alone    {alone:6.1f} s")
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(f"peak memory {peak:,.0f} MB")


if __name__ == "__main__":
    main()
