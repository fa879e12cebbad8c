"""Where the time and the memory of a study of 50 000 mentions go, from CSV to report.

Run: python benchmarks/study.py [--mentions 50000]. Prints seconds and their share by step, the peak
memory of the process and, as the peer in the same run, what plain Python takes to read the same CSV
and count its days: what any script pays before it knows anything.
"""

from __future__ import annotations

import argparse
import csv
import resource
import tempfile
import time
from collections import Counter
from pathlib import Path


def plain_python(path: Path) -> float:
    """Seconds that csv and Counter take to read the file and count its days."""
    start = time.perf_counter()
    with path.open(encoding="utf-8", newline="") as file:
        days = Counter(row["Created At"][:10] for row in csv.DictReader(file))
    assert days
    return time.perf_counter() - start


def study_by_step(path: Path, out: Path) -> list[tuple[str, float]]:
    """Seconds of each step of a study, imports first."""
    marks = [("imports", time.perf_counter())]
    from parvis import study

    def note(step: str) -> None:
        marks.append((step, time.perf_counter()))

    study.run(path, out, progress=note)
    ends = [at for _, at in marks[1:]] + [time.perf_counter()]
    return [(step, end - start) for (step, start), end in zip(marks, ends, strict=True)]


def main() -> None:
    """Simulate, study, print."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--mentions", type=int, default=50_000)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        _simulate(Path(folder), arguments.mentions)
        steps = study_by_step(Path(folder, "study.toml"), Path(folder, "report"))
        peer = plain_python(Path(folder, "posts.csv"))
    total = sum(seconds for _, seconds in steps)
    for step, seconds in steps:
        print(f"{step:<12}{seconds:8.2f} s {seconds / total:6.0%}")
    ratio = f"{total / peer:.0f} times reading it and counting its days in plain Python"
    print(f"{'all':<12}{total:8.2f} s, {ratio}")
    print(f"peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:8.0f} MB")


def _simulate(folder: Path, mentions: int) -> None:
    """In a process of its own, so that its memory is not counted."""
    import subprocess
    import sys

    options = ["--out", str(folder), "--mentions", str(mentions)]
    command = [sys.executable, "-m", "parvis.cli", "simulate", *options]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)


if __name__ == "__main__":
    main()
