"""Seconds and memory of a full report, from mentions that bear every mark to its last page.

Run: python benchmarks/report.py [--mentions 50000] [--copies 20]. A simulated market is studied
once; then its marked mentions are counted and written, and again that many times over, each copy
with people and ids of its own. Prints the seconds of counting and of writing, the peak memory
and, as the peer in the same run, what Polars takes to write the same mentions to Parquet and to
count them by day, brand and tonality: what any dashboard pays at least. Bars: 20 s for 50 000
mentions; 90 s and 4 GB for a million.
"""

from __future__ import annotations

import argparse
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

import polars as pl

if TYPE_CHECKING:
    from parvis.study.found import Study

OF_OTHERS = ("id", "reply_to", "repost_of", "quote_of", "edit_of", "thread_id")
OF_PEOPLE = ("author", "duplicate_of", "duplicate_group", "coordinated_group")


def again(mentions: pl.DataFrame, copies: int) -> pl.DataFrame:
    """The mentions so many times over, each copy with people, ids and threads of its own."""
    accounts = mentions.filter(pl.col("own_brand").is_not_null())["author"].unique()
    named = [name for name in (*OF_OTHERS, *OF_PEOPLE) if name in mentions.columns]
    return pl.concat([_copy(mentions, named, accounts, copy) for copy in range(copies)])


def _copy(mentions: pl.DataFrame, named: list[str], kept: pl.Series, copy: int) -> pl.DataFrame:
    """One copy: brands' accounts stay, everybody else is another."""
    if copy == 0:
        return mentions
    changed = [
        pl.when(pl.col(name).is_in(kept.implode()))
        .then(pl.col(name))
        .otherwise(pl.col(name) + f".{copy}")
        .alias(name)
        for name in named
        if mentions.schema[name] == pl.String
    ]
    numbered = [
        (pl.col(name) + copy * 10_000_000).alias(name)
        for name in named
        if mentions.schema[name].is_integer()
    ]
    named_in = pl.col("mentions").list.eval(
        pl.when(pl.element().is_in(kept.implode()))
        .then(pl.element())
        .otherwise(pl.element() + f".{copy}")
    )
    return mentions.with_columns(*changed, *numbered, named_in)


def peer(mentions: pl.DataFrame, folder: Path) -> float:
    """Seconds that Polars takes to write the mentions and count the days of brands."""
    start = time.perf_counter()
    mentions.write_parquet(folder / "peer.parquet")
    kept = mentions.filter("kept").explode("brands")
    kept.group_by(pl.col("published_at").dt.date(), "brands", "tonality").len()
    return time.perf_counter() - start


def reported(studied: Study, mentions: pl.DataFrame, folder: Path) -> dict[str, float]:
    """Seconds of counting and of writing."""
    from parvis.study.loop import report

    marks: list[tuple[str, float]] = []

    def note(step: str) -> None:
        marks.append((step, time.perf_counter()))

    report(studied.plan, studied.harvests, (mentions, 0), folder, progress=note)
    ends = [at for _, at in marks[1:]] + [time.perf_counter()]
    return {step: end - start for (step, start), end in zip(marks, ends, strict=True)}


def shown(studied: Study, copies: int, folder: Path) -> None:
    """Report so many copies, and print what it took."""
    mentions = again(studied.mentions, copies)
    steps = reported(studied, mentions, folder / f"times-{copies}")
    total, least = sum(steps.values()), peer(mentions, folder)
    said = ", ".join(f"{step} {seconds:.1f} s" for step, seconds in steps.items())
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{mentions.height:>9,} mentions {total:7.1f} s ({said}), peak {memory:,.0f} MB")
    print(f"{'':>18} {total / least:7.0f} times writing them and counting days, {least:.2f} s")


def main() -> None:
    """Simulate, study, report, print."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--mentions", type=int, default=50_000)
    parser.add_argument("--copies", type=int, default=20)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        options = ["--out", name, "--mentions", str(asked.mentions)]
        command = [sys.executable, "-m", "parvis.cli", "simulate", *options]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        from parvis import study

        studied = study.run(folder / "study.toml")
        for copies in sorted({1, asked.copies}):
            shown(studied, copies, folder)


if __name__ == "__main__":
    main()
