"""The same study in this process, on Sail and on Spark: how its cost grows, and what is shuffled.

Run: python benchmarks/scale.py [--sizes 100000 1000000] [--engines local sail spark]

Prints, for each size, the seconds of marking and of counting, the processor's seconds and
the peak memory of the driver (Sail's executors are in it), the gigabytes that Spark shuffled, and
whether the figures are those of this process; then, from markets of 100 000 mentions on, the
exponent by which each engine's time grows, and where it would meet that of this process. Spark
(`local-cluster[2,1,2048]`: two executors of a core each) needs Java and .venv/.cluster.
"""

from __future__ import annotations

import argparse
import json
import math
import os
import resource
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterator
    from contextlib import AbstractContextManager

ROOT = Path(__file__).parent.parent
CLUSTER = ROOT / ".venv" / ".cluster" / "bin" / "python"
CONF = {
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
    return {
        "marking": marks["count"] - marks["match"],
        "counting": end - marks["count"],
        "processor": time.process_time(),
        "driver_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
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


def in_a_process(name: str, market: Path) -> dict[str, Any]:
    """Run `studied` where its memory and its modules are its own."""
    python = str(CLUSTER) if name == "spark" else sys.executable
    paths = os.pathsep.join((str(ROOT / "src"), os.environ.get("PYTHONPATH", "")))
    words = {"PYSPARK_PYTHON": python, "PYTHONPATH": paths}
    done = subprocess.run(
        [python, "-P", __file__, "--one", name, str(market)],  # -P: `coverage` is not its neighbour
        env={**os.environ, **words}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    if done.returncode:
        raise SystemExit(done.stderr[-3_000:])
    return json.loads(done.stdout.splitlines()[-1])


def same(one: object, other: object) -> bool:
    """Whether figures are equal, floating numbers to 1e-9."""
    if isinstance(one, float) and isinstance(other, float):
        return math.isclose(one, other, rel_tol=LIKE, abs_tol=LIKE)
    if isinstance(one, dict):
        return one.keys() == other.keys() and all(same(one[key], other[key]) for key in one)
    if isinstance(one, list):
        return len(one) == len(other) and all(map(same, one, other))
    return one == other


def compared(size: int, engines: list[str]) -> dict[str, float]:
    """Print a row an engine of one market; return the seconds of each."""
    from parvis import simulate

    seconds = {}
    with tempfile.TemporaryDirectory() as folder:
        simulate.write(simulate.market(mentions=size), Path(folder))
        known = None
        for name in engines:
            found = in_a_process(name, Path(folder))
            known = known or found["figures"]
            seconds[name] = found["marking"] + found["counting"]
            told = f"{len(known)} figures alike" if same(known, found["figures"]) else "NOT alike"
            print(
                f"{size:>10,} {name:<6}{found['marking']:9.1f} s{found['counting']:9.1f} s"
                f"{found['processor']:9.1f} s{found['driver_mb']:8.0f} MB"
                f"{found['shuffled_gb']:8.2f} GB  {told}",
                flush=True,
            )
    return seconds


def main() -> None:
    """Simulate, study on each engine, fit."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--sizes", type=int, nargs="+", default=[LEAST, 10 * LEAST])
    parser.add_argument("--engines", nargs="+", default=["local", "sail", "spark"])
    parser.add_argument("--one", nargs=2)
    arguments = parser.parse_args()
    if arguments.one:
        print(json.dumps(studied(arguments.one[0], Path(arguments.one[1]))))
        return
    print("  mentions engine   marking   counting  processor     driver   shuffled")
    found = {size: compared(size, arguments.engines) for size in arguments.sizes}
    grown = {size: row for size, row in found.items() if size >= LEAST}
    if len(grown) > 1:
        told(grown, arguments.engines)


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
