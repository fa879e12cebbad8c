"""A study's marks on a real Spark of several JVMs, an executor of which is killed on the way.

Run by test_cluster.py with the Python of .venv/.cluster, whose `pyspark` is Spark itself:

    python tests/engines/on_cluster.py FOLDER      where posts.csv lies, and what is found is left
"""

from __future__ import annotations

import os
import signal
import sys
import threading
import time
from functools import partial
from pathlib import Path

from pyspark.sql import SparkSession

from parvis.engines.spark.engine import Spark
from parvis.sources import read
from parvis.study.marking import mark
from tests.engines.reduced import MARKS, planned, reductions

# A JVM that lives a minute need not compile for an hour: a third less of both processors.
LIGHT = "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC"
CONF = {
    "spark.sql.shuffle.partitions": "2",
    "spark.sql.session.timeZone": "UTC",
    "spark.ui.enabled": "false",
    "spark.log.level": "OFF",
    "spark.driver.extraJavaOptions": LIGHT,
    "spark.executor.extraJavaOptions": LIGHT,
}


def executors() -> list[int]:
    """Processes of executors below this one."""
    parents = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            parents[int(stat.parent.name)] = int(stat.read_text().rpartition(")")[2].split()[1])
        except (OSError, ValueError):
            continue
    return [pid for pid in parents if _is_executor(pid) and os.getpid() in _above(pid, parents)]


def _is_executor(pid: int) -> bool:
    try:
        return b"CoarseGrainedExecutorBackend" in Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:
        return False


def _above(pid: int, parents: dict[int, int]) -> set[int]:
    above = set()
    while pid in parents:
        pid = parents[pid]
        above.add(pid)
    return above


def kill_one(killed: list[int]) -> None:
    """Kill an executor a moment from now, as soon as there is one."""
    time.sleep(1)
    while not (found := executors()):
        time.sleep(0.1)
    os.kill(found[0], signal.SIGKILL)
    killed.append(found[0])


def begin(killing: threading.Thread, step: str) -> None:
    """Have an executor killed while near-duplicates are sought."""
    if step == "duplicates":
        killing.start()


def main() -> None:
    """Mark, reduce, leave the tables in the folder."""
    folder = Path(sys.argv[1])
    builder = SparkSession.builder.master("local-cluster[2,1,1024]")
    for name, value in CONF.items():
        builder = builder.config(name, value)
    session, killed = builder.getOrCreate(), []
    killing = threading.Thread(target=kill_one, args=[killed])
    engine = Spark(session, str(folder), at_once=120)
    parts = [read(folder / "posts.csv").frame]
    mentions, _ = mark(parts, MARKS, engine, partial(begin, killing))
    killing.join()
    for name, table in (reductions(mentions) | planned(mentions, engine)).items():
        table.write_parquet(folder / f"{name}.parquet")
    sys.stdout.write(f"{session.version} killed {len(killed)}\n")
    session.stop()


if __name__ == "__main__":
    main()
