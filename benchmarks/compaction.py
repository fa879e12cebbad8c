"""What compaction costs and leaves over two days of listening, told in a few minutes.

Run: python benchmarks/compaction.py [--cycles 96] [--appends 40]. A cycle is half an hour of
listening: so many commits of a hundred mentions of the last two hours with their marks, and then
the compaction that `parvis listen` does. Each eighth is told: how long compaction took, how many
files and log entries are there, how much is on the disk, how soon a brand's mentions are counted.
"""

from __future__ import annotations

import argparse
import datetime as dt
import os
import tempfile
import time
from pathlib import Path

import numpy as np
import polars as pl
from lake import BEGIN, batch, marks_of

from parvis.store import DeltaLake

SIZE = 100
HALF_AN_HOUR = dt.timedelta(minutes=30)


def listened(number: int, cycle: int, whole: int) -> pl.DataFrame:
    """Mentions published within the two hours before a cycle ends."""
    rows = batch(number * SIZE, (number + 1) * SIZE, whole)
    back = pl.Series("back", np.random.default_rng(number).integers(0, 7_200, SIZE))
    end = pl.lit(BEGIN + (cycle + 4) * HALF_AN_HOUR)
    return (
        rows.with_columns(back)
        .with_columns(published_at=end - pl.duration(seconds="back"))
        .drop("back")
    )


def count(lake: DeltaLake) -> float:
    """Seconds to count a brand's mentions."""
    start = time.perf_counter()
    lake.wide().filter(pl.col("brand") == "brand7").select(pl.len()).collect()
    return time.perf_counter() - start


def listen(lake: DeltaLake, cycle: int, appends: int, whole: int) -> None:
    """Half an hour of commits."""
    with lake.writing("benchmark", every=0) as writer:
        for number in range(cycle * appends, (cycle + 1) * appends):
            rows = listened(number, cycle, whole)
            writer.append("mentions", rows)
            writer.append("marks", marks_of(rows))


def pass_half_an_hour(lake: DeltaLake) -> None:
    """Let the logs, of which an hour is kept, be half an hour older."""
    for entry in lake.root.glob("*/_delta_log/*"):
        at = entry.stat().st_mtime - HALF_AN_HOUR.total_seconds()
        os.utime(entry, (at, at))


def told(lake: DeltaLake) -> str:
    """What is on the disk."""
    files = sum(1 for _ in lake.root.glob("*/day=*/*.parquet"))
    log = sum(1 for _ in lake.root.glob("*/_delta_log/*"))
    size = sum(file.stat().st_size for file in lake.root.rglob("*") if file.is_file())
    return f"{files:>2} in all, {log:>3} in the logs, {size / 1e6:5.1f} MB"


def main() -> None:
    """Write and compact, again and again."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cycles", type=int, default=96)
    parser.add_argument("--appends", type=int, default=40)
    asked = parser.parse_args()
    commits, spent = asked.cycles * asked.appends, []
    with tempfile.TemporaryDirectory() as folder:
        lake = DeltaLake.create(Path(folder, "lake"))
        for cycle in range(1, asked.cycles + 1):
            listen(lake, cycle - 1, asked.appends, commits * SIZE)
            before, start = count(lake), time.perf_counter()
            done = lake.compact(grace=dt.timedelta(0))
            spent.append(time.perf_counter() - start)
            pass_half_an_hour(lake)
            if cycle % max(1, asked.cycles // 8) == 0:
                print(
                    f"cycle {cycle:>3}: compaction {spent[-1]:.1f} s, {done.before:>3} files "
                    f"of the truth to {done.after:>2}, {told(lake)}; a count "
                    f"{1000 * before:.0f} ms before, {1000 * count(lake):.0f} after",
                    flush=True,
                )
    print(f"{commits:,} commits of mentions, {commits * SIZE:,} mentions; compaction "
          f"{np.mean(spent):.2f} s on average, at most {max(spent):.2f}")  # fmt: skip


if __name__ == "__main__":
    main()
