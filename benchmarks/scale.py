"""The same study in this process, on Sail and on Spark: how its cost grows, and what is shuffled.

Run: python benchmarks/scale.py [--sizes 100000 1000000] [--engines local sail spark]
[--keep FOLDER, whose markets are used again]

A simulated market is brought into a lake, and each engine studies the lake. Prints, for each size
and engine, the seconds of reading, of marking and of counting, the processor's seconds and the peak
memory of all its processes together, the gigabytes that Spark shuffled, and whether the figures are
those of the first engine; then, from markets of 100 000 mentions on, the exponent by which the time
of each grows, and where it would meet that of the first. Spark (`local-cluster[2,1,2048]`: two
executors of a core each) needs Java and .venv/.cluster.
"""

from __future__ import annotations

import argparse
import json
import math
import os
import sys
import tempfile
import time
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager, nullcontext
from itertools import pairwise, repeat
from multiprocessing import get_context
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import polars as pl
from watched import watched

if TYPE_CHECKING:
    from collections.abc import Iterator
    from contextlib import AbstractContextManager

ROOT = Path(__file__).parent.parent
CLUSTER = ROOT / ".venv" / ".cluster" / "bin" / "python"
CONF = {
    "spark.driver.memory": "4g",
    "spark.driver.maxResultSize": "0",
    "spark.sql.shuffle.partitions": "8",
    "spark.sql.session.timeZone": "UTC",
    "spark.ui.enabled": "false",
    "spark.log.level": "OFF",
    "spark.eventLog.enabled": "true",
    "spark.eventLog.compress": "false",
    "spark.eventLog.rolling.enabled": "false",
}
LIKE = 1e-9
FORESEEN = 10
"""Power of ten up to which a crossing is told from sizes of up to a million."""
LEAST = 100_000
"""Mentions from which time is that of mentions, and not of beginning."""
MARKET = 1_000_000
"""Mentions of one simulated market; what is larger is several, whose people speak of one another's
brands."""
AT_ONCE = 500_000
"""Mentions that are brought into the lake at once."""
SEED = 2010
IDS = ("Tweet Id", "In Reply To", "Retweet Of", "Quote Of")
STEPS = ("reading", "marking", "counting")


def prepare(size: int, folder: Path) -> None:
    """Bring simulated markets into a lake, and leave a study of it."""
    from parvis.store import create_lake

    sizes = [MARKET] * (size // MARKET) + [size % MARKET] * (size % MARKET > 0)
    with (
        ProcessPoolExecutor(os.cpu_count(), get_context("spawn")) as pool,
        create_lake(folder / "lake").writing() as writer,
    ):
        for part in pool.map(market, range(len(sizes)), sizes, repeat(folder)):
            for mentions in pl.read_parquet(part).iter_slices(AT_ONCE):
                writer.append("mentions", mentions)
            part.unlink()


def market(number: int, size: int, folder: Path) -> Path:
    """Leave the mentions of one market in a file, and a study of the lake beside it."""
    from parvis import simulate, sources
    from parvis.simulate.study_file import POSTS

    made = simulate.market(mentions=size, seed=SEED + number)
    export, read = folder / f"{number}.csv", folder / f"{number}.parquet"
    made.posts.with_columns(_of_market(pl.col(*IDS), number)).write_csv(export)
    sources.read(export).frame.write_parquet(read)
    export.unlink()
    study = made.study.replace(f'"{POSTS}"', '"lake"')
    (folder / "study.toml").write_text(study, "utf-8")
    return read


def _of_market(ids: pl.Expr, number: int) -> pl.Expr:
    """Ids that other markets do not give: those that hold no time are counted from nought."""
    is_counted = ids.str.contains("_", literal=True)
    return pl.when(is_counted).then(ids + f"_{number}").otherwise(ids)


@contextmanager
def spark_of_two(folder: Path) -> Iterator[Any]:
    """Spark with two executors in JVMs of their own, which writes down what it does."""
    from pyspark.sql import SparkSession

    from parvis.engines.spark.engine import Spark

    builder = SparkSession.builder.master("local-cluster[2,1,2048]")
    for name, value in {**CONF, "spark.eventLog.dir": str(folder)}.items():
        builder = builder.config(name, value)
    session = builder.getOrCreate()
    yield Spark(session, str(folder))
    session.stop()


def engine_of(name: str, folder: Path) -> AbstractContextManager[Any]:
    """Open an engine by its name."""
    if name == "local":
        return nullcontext(None)
    if name == "spark":
        return spark_of_two(folder)
    from parvis.engines.spark import spark_on

    return spark_on("sail", str(folder))


def studied(name: str, market: Path) -> dict[str, Any]:
    """Study a market on an engine, in a process of its own; seconds by step, memory, figures."""
    from parvis import study

    marks: dict[str, float] = {}
    with tempfile.TemporaryDirectory() as scratch, engine_of(name, Path(scratch)) as engine:
        found = study.run(
            market / "study.toml",
            engine=engine,
            progress=lambda step: marks.setdefault(step, time.perf_counter()),
        )
        end = time.perf_counter()
        figures = [figure.as_dict() for figure in found.figures]
        shuffled = sum(map(shuffled_in, Path(scratch).glob("app-*")))
    begun = (marks["read"], marks["match"], marks["count"], end)
    return {
        **{
            step: until - since for step, (since, until) in zip(STEPS, pairwise(begun), strict=True)
        },
        "shuffled_gb": shuffled / 1e9,
        "figures": figures,
    }


def shuffled_in(log: Path) -> int:
    """Bytes that the tasks of an event log wrote for others to read."""
    written = 0
    with log.open(encoding="utf-8") as lines:
        for line in lines:
            if '"Shuffle Bytes Written"' in line and "SparkListenerTaskEnd" in line:
                metrics = json.loads(line).get("Task Metrics") or {}
                written += metrics.get("Shuffle Write Metrics", {}).get("Shuffle Bytes Written", 0)
    return written


def in_a_process(engine: str, *words: str) -> dict[str, Any]:
    """Run this file where its memory and its modules are its own, with the Python of an engine."""
    python = str(CLUSTER) if engine == "spark" else sys.executable
    paths = os.pathsep.join((str(ROOT / "src"), os.environ.get("PYTHONPATH", "")))
    env = {**os.environ, "PYSPARK_PYTHON": python, "PYTHONPATH": paths}
    done, cost = watched([python, __file__, *words], env)
    if done.returncode:
        raise SystemExit(done.stderr[-3_000:])
    return {**json.loads((done.stdout.splitlines() or ["{}"])[-1] or "{}"), **cost._asdict()}


def same(one: object, other: object) -> bool:
    """Whether figures are equal, floating numbers to 1e-9."""
    if isinstance(one, float) and isinstance(other, float):
        return math.isclose(one, other, rel_tol=LIKE, abs_tol=LIKE)
    if isinstance(one, dict):
        return one.keys() == other.keys() and all(same(one[key], other[key]) for key in one)
    if isinstance(one, list):
        return len(one) == len(other) and all(map(same, one, other))
    return one == other


def compared(size: int, engines: list[str], market: Path) -> dict[str, float]:
    """Print a row an engine of one market; return the seconds of each."""
    if not (market / "study.toml").exists():
        market.mkdir(parents=True, exist_ok=True)
        in_a_process("local", "--prepare", str(size), str(market))
    seconds: dict[str, float] = {}
    known: list[Any] = []
    for name in engines:
        found = in_a_process(name, "--one", name, str(market))
        seconds[name] = sum(found[step] for step in STEPS)
        is_like = "alike" if same(known, found["figures"]) else "NOT alike"
        told = f"{len(found['figures'])} figures {is_like if known else ''}"
        known = known or found["figures"]
        print(f"{size:>10,} {name:<6}{row(found)}  {told}".rstrip(), flush=True)
    return seconds


def row(found: dict[str, Any]) -> str:
    """What an engine took, as a line of the table."""
    took = "".join(f"{found[name]:9.1f} s" for name in (*STEPS, "processor"))
    return f"{took}{found['memory'] / 1e6:8.0f} MB{found['shuffled_gb']:8.2f} GB"


def main() -> None:
    """Simulate, study on each engine, fit."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--sizes", type=int, nargs="+", default=[LEAST, 10 * LEAST])
    parser.add_argument("--engines", nargs="+", default=["local", "sail", "spark"])
    parser.add_argument("--keep", type=Path, help="folder of markets: used if there, kept if not")
    parser.add_argument("--prepare", nargs=2)
    parser.add_argument("--one", nargs=2)
    arguments = parser.parse_args()
    if arguments.prepare:
        prepare(int(arguments.prepare[0]), Path(arguments.prepare[1]))
    elif arguments.one:
        print(json.dumps(studied(arguments.one[0], Path(arguments.one[1]))))
    else:
        with tempfile.TemporaryDirectory() as folder:
            measured(arguments.sizes, arguments.engines, arguments.keep or Path(folder))


def measured(sizes: list[int], engines: list[str], markets: Path) -> None:
    """Print a row for each size and engine, and how their time grows."""
    print("  mentions engine   reading   marking   counting  processor     memory   shuffled")
    found = {size: compared(size, engines, markets / str(size)) for size in sizes}
    grown = {size: seconds for size, seconds in found.items() if size >= LEAST}
    if len(grown) > 1:
        told(grown, engines)


def told(found: dict[int, dict[str, float]], engines: list[str]) -> None:
    """Print the exponent by which the time of each grows, and where it meets the first's."""
    sizes = np.log10(list(found))
    lines = {
        name: np.polyfit(sizes, np.log10([row[name] for row in found.values()]), 1)
        for name in engines
    }
    first = lines[engines[0]]
    for name, (slope, base) in lines.items():
        meets = (base - first[1]) / (first[0] - slope) if slope < first[0] else math.inf
        at = f"meets {engines[0]} at 10^{meets:.1f}" if meets < FORESEEN else "does not meet it"
        where = "" if name == engines[0] else f", {at}"
        print(f"{name:<6} grows with the {slope:.2f}th power of the mentions{where}")


if __name__ == "__main__":
    main()
