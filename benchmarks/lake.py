"""How fast the lake takes mentions, beside plain Parquet files in the same run, and reads them.

Run: python benchmarks/lake.py [--mentions 1000000] [--batch 10000]. Mentions are made here, of 30
days and 20 brands, in the order of time; each batch repeats a fifth of the one before, as a source
that is asked again does. The peer writes the same frames, repeats and all, to one Parquet file a
batch: no ids, no commit, nothing brought to the disk. Then what compaction costs, what a brand's
day and all days of a brand cost to read, opening, a fetch of nothing but repeats, the erasure of a
person, and the memory of the process on the way. Read the ratios, not the single figures.
"""

from __future__ import annotations

import argparse
import datetime as dt
import resource
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from parvis import schema
from parvis.store import DeltaLake, Person

if TYPE_CHECKING:
    from collections.abc import Iterator

DAYS, BRANDS, REPEATED = 30, 20, 0.2
SHOWN = ("id", "published_at", "author", "text", "tonality")
BEGIN = dt.datetime(2026, 3, 1, tzinfo=dt.UTC)
WORDS = np.array(
    [
        "panne",
        "fibre",
        "merci",
        "facture",
        "box",
        "mobile",
        "réseau",
        "service",
        "client",
        "débit",
        "hier",
        "encore",
        "rien",
    ]
)
PRIME, STEP = np.uint64(0x9E3779B97F4A7C15), np.uint64(0xC2B2AE3D27D4EB4F)


def batch(first: int, last: int, mentions: int) -> pl.DataFrame:
    """Mentions by number, the same whenever they are made: eighteen words each, every column."""
    count = last - first
    numbers = np.arange(first, last, dtype=np.uint64)
    drawn = (numbers[:, None] * PRIME + np.arange(18, dtype=np.uint64) * STEP) >> np.uint64(40)
    words = WORDS[(drawn % np.uint64(WORDS.size)).astype(np.int64)]
    number = pl.Series(numbers).cast(pl.Int64)
    step = DAYS * 86_400_000_000 // mentions
    empty = pl.DataFrame({"likes": drawn[:, 0] % np.uint64(100)}).cast(pl.Int64)
    return (
        empty.with_columns(
            *(
                pl.lit([] if dtype == schema.WORDS else None, dtype).alias(name)
                for name, dtype in schema.columns_of("normalise").items()
                if name != "likes"
            )
        )
        .with_columns(
            id=pl.format("x:{}", number),
            source=pl.lit("x"),
            medium=pl.lit("micro-blog"),
            kind=pl.lit("post"),
            author=pl.format("author{}", pl.Series(drawn[:, 1] % np.uint64(50_000))),
            text=pl.Series([" ".join(row) for row in words]) + " " + number.cast(pl.String),
            published_at=pl.lit(BEGIN) + pl.duration(microseconds=number * step),
            time_confidence=pl.lit("exact"),
        )
        .head(count)
    )


def batches(mentions: int, size: int) -> Iterator[pl.DataFrame]:
    """Batches that overlap as fetches do."""
    back = int(size * REPEATED)
    for first in range(0, mentions, size):
        yield batch(max(0, first - back), min(first + size, mentions), mentions)


def marks_of(rows: pl.DataFrame) -> pl.DataFrame:
    """A brand for each mention, one in twenty far more often than the others."""
    number = rows["id"].str.slice(2).cast(pl.Int64)
    return rows.select(
        mention="id",
        perimeter=pl.lit("telecom"),
        version=pl.lit("v1"),
        query=pl.format("brand{}", number % BRANDS),
        matches=pl.lit(value=True),
    )


def readings_of(rows: pl.DataFrame) -> pl.DataFrame:
    """A tonality for each mention, in turns."""
    number = rows["id"].str.slice(2).cast(pl.Int64)
    tonality = pl.Series(["negative", "neutral", "positive"]).gather(number % 3)
    return rows.select(
        mention="id",
        tonality=tonality,
        tier=pl.lit("fast"),
        model_version=pl.lit("fast-3"),
    )


def memory() -> float:
    """Megabytes of this process that are no mapped file, now."""
    told = Path("/proc/self/status").read_text("utf-8")
    return float(told.split("RssAnon:")[1].split()[0]) / 1024


def fill(lake: DeltaLake, mentions: int, size: int) -> None:
    """Append all mentions, beside the peer; print rates and memory on the way."""
    spent = {"lake": 0.0, "parquet": 0.0}
    commits, shown = 0, 1
    with lake.writing("benchmark", every=0) as writer, tempfile.TemporaryDirectory() as folder:
        for number, rows in enumerate(batches(mentions, size)):
            start = time.perf_counter()
            rows.write_parquet(Path(folder, f"{number}.parquet"), compression_level=1)
            middle = time.perf_counter()
            writer.append("mentions", rows)
            spent["parquet"] += middle - start
            spent["lake"] += time.perf_counter() - middle
            commits += 1
            if (number + 1) * size >= shown * mentions // 4:
                shown += 1
                print(f"  {writer.version:>12,} mentions held: {memory():6,.0f} MB")
    for name, seconds in spent.items():
        print(f"{name:<8} {mentions / seconds:>10,.0f} mentions/s")
    print(f"ratio to the peer {spent['lake'] / spent['parquet']:.2f}; {commits} commits")


def timed(told: str, work: object, rounds: int = 5) -> None:
    """Print the median of some rounds in milliseconds: by the clock, and of processors."""
    assert callable(work)
    spent = []
    for _ in range(rounds):
        start, cpu = time.perf_counter(), time.process_time()
        work()
        spent.append((time.perf_counter() - start, time.process_time() - cpu))
    wall, cpu = 1000 * np.median(spent, axis=0)
    print(f"{told:<50} {wall:>9,.0f} ms ({cpu:,.0f} of CPU)", flush=True)


def mark_all(lake: DeltaLake, mentions: int, size: int) -> None:
    """Append a mark for each mention, and a reading."""
    start = time.perf_counter()
    with lake.writing("marking", every=0) as writer:
        for first in range(0, mentions, size):
            rows = pl.DataFrame(
                {"id": [f"x:{n}" for n in range(first, min(first + size, mentions))]}
            )
            writer.append("readings", readings_of(rows))
            writer.append("marks", marks_of(rows))
    print(f"said     {2 * mentions / (time.perf_counter() - start):>10,.0f} rows/s")


def read(lake: DeltaLake) -> None:
    """Time what dashboards ask, warm, from the wide table; bar 500 ms, goal 100."""
    day = BEGIN.date() + dt.timedelta(days=7)
    brand, at = pl.col("brand") == "brand7", pl.col("published_at")
    share = lake.wide().group_by(at.dt.truncate("1w"), "brand").agg(pl.len())
    asked = {
        "a brand's day, with texts": lake.wide(days=(day, day)).filter(brand).select(SHOWN),
        "a brand by day, all days": lake.wide().filter(brand).group_by("day").len(),
        "volume by day and brand": lake.wide().group_by("day", "brand").len(),
        "tone by brand": lake.wide().group_by("brand", "tonality").len(),
        "tone by day of a brand": lake.wide().filter(brand).group_by("day", "tonality").len(),
        "share of voice by week, all brands": share,
        "top 20 authors of a brand": lake.wide().filter(brand).group_by("author").len().top_k(
            20, by="len"
        ),
    }  # fmt: skip
    for told, query in asked.items():
        timed(told, lambda query=query: query.collect(engine="streaming"))
    timed("a brand's day, the lake opened anew", lambda: _fresh(lake.root, day, brand))
    timed("latest 50 mentions of a brand", lambda: lake.search(brand="brand7"))


def search(lake: DeltaLake, mentions: int) -> None:
    """Time searches of texts, warm; bar 5 000 ms, goal 300."""
    middle, each_day = str(mentions // 2), f"{mentions // DAYS // 2}"
    asked = {
        "a word of most mentions": "panne",
        "two words of most mentions": "réseau débit",
        "a word of one mention": middle,
        "words of no mention together": f"{middle} {each_day}",
        "a word of no mention": "nulle",
    }
    for told, words in asked.items():
        found = lake.search(words).height
        timed(f"search: {told} ({found} shown)", lambda words=words: lake.search(words))
    timed("search: a brand's mentions of a word", lambda: lake.search("panne", brand="brand7"))
    everywhere = lake.wide().filter(pl.col("text").str.contains(middle, literal=True))
    timed("peer: every text read for one word", everywhere.select("id").collect, rounds=1)


def _fresh(root: Path, day: dt.date, brand: pl.Expr) -> None:
    DeltaLake(root).wide(days=(day, day)).filter(brand).select("id", "text").collect()


def replay(lake: DeltaLake, mentions: int, size: int) -> None:
    """Time opening for writing, and fetches of nothing but what is held."""
    start = time.perf_counter()
    with lake.writing("replaying") as writer:
        print(f"{'opening for writing':<46} {1000 * (time.perf_counter() - start):>9,.0f} ms")
        dice = np.random.default_rng(7)
        spent = 0.0
        for first in dice.integers(0, max(mentions - size, 1), 10).tolist():
            rows = batch(first, first + size, mentions)
            start = time.perf_counter()
            done = writer.append("mentions", rows)
            spent += time.perf_counter() - start
            assert done.repeats == size
        print(f"repeats  {10 * size / spent:>10,.0f} mentions/s")


def main() -> None:
    """Fill, compact, read and replay one lake."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--mentions", type=int, default=1_000_000)
    parser.add_argument("--batch", type=int, default=10_000)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        lake = DeltaLake.create(Path(folder, "lake"))
        fill(lake, options.mentions, options.batch)
        mark_all(lake, options.mentions, options.batch)
        start = time.perf_counter()
        done = lake.compact(grace=dt.timedelta(0))
        print(f"compaction: {done.before:,} files to {done.after:,}, "
              f"{time.perf_counter() - start:.1f} s")  # fmt: skip
        read(lake)
        search(lake, options.mentions)
        replay(lake, options.mentions, options.batch)
        start = time.perf_counter()
        gone = lake.erase(Person(source="x", handle="author7")).rows["mentions"]
        spent = time.perf_counter() - start
        print(f"erasing {gone:,} mentions of a person, spread over all days: {spent:.1f} s")
        size = sum(path.stat().st_size for path in lake.root.rglob("*") if path.is_file())
        most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(f"on the disk {size / 1e6:,.0f} MB; {memory():,.0f} MB held, at most {most:,.0f} MB")


if __name__ == "__main__":
    main()
