"""What compaction costs and leaves over two days of listening, told in a few minutes.

Run: python benchmarks/compaction.py [--cycles 96] [--appends 40]. A cycle is half an hour of
listening: so many commits of a hundred mentions of the last two hours with their marks, and then
the compaction that `parvis listen` does. Each eighth is told: how long compaction took, how many
files and log entries are there, how much is on the disk, how soon a brand's mentions are counted.
"""

from __future__ import annotations

import argparse
import datetime as dt
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
    back = np.random.default_rng(number).integers(0, 7_200, SIZE)
    end = BEGIN + (cycle + 4) * HALF_AN_HOUR
    return rows.with_columns(published_at=pl.lit(end) - pl.duration(seconds=pl.Series(back)))


def count(lake: DeltaLake) -> float:
    """Seconds to count a brand's mentions."""
    start = time.perf_counter()
    lake.wide().filter(pl.col("brand") == "brand7").select(pl.len()).collect()
    return time.perf_counter() - start


def main() -> None:
    """Write and compact, again and again."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cycles", type=int, default=96)
    parser.add_argument("--appends", type=int, default=40)
    asked = parser.parse_args()
    whole, spent = asked.cycles * asked.appends * SIZE, []
    with tempfile.TemporaryDirectory() as folder:
        lake = DeltaLake.create(Path(folder, "lake"))
        for cycle in range(asked.cycles):
            with lake.writing("benchmark", every=0) as writer:
                for number in range(cycle * asked.appends, (cycle + 1) * asked.appends):
                    rows = listened(number, cycle, whole)
                    writer.append("mentions", rows)
                    writer.append("marks", marks_of(rows))
            before = count(lake)
            start = time.perf_counter()
            done = lake.compact(grace=dt.timedelta(0))
            spent.append(time.perf_counter() - start)
            if (cycle + 1) % max(1, asked.cycles // 8) == 0:
                files = sum(1 for file in lake.root.glob("*/day=*/*.parquet"))
                log = sum(1 for _ in lake.root.glob("*/_delta_log/*"))
                size = sum(file.stat().st_size for file in lake.root.rglob("*") if file.is_file())
                print(
                    f"cycle {cycle + 1:>3}: compaction {spent[-1]:.1f} s, {done.before:>3} files "
                    f"of the truth to {done.after:>2}, {files:>2} in all, {log:>3} in the logs, "
                    f"{size / 1e6:5.1f} MB; a count {1000 * before:.0f} ms before, "
                    f"{1000 * count(lake):.0f} after",
                    flush=True,
                )
    print(f"{asked.cycles * asked.appends:,} commits of mentions, {whole:,} mentions; compaction "
          f"{np.mean(spent):.2f} s on average, at most {max(spent):.2f}")  # fmt: skip


if __name__ == "__main__":
    main()
