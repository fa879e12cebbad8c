"""The long proofs in full, written with their date to benchmarks/proofs.

What a user installs (seconds, megabytes), where the time and memory of a study of 50 000 mentions
go, how often intervals of counts and shares of voice hold the truth, how far studies of five
simulated markets and measures of twenty simulated companies are from theirs; and, where
../shared/data is beside the project, how soon ten thousand queries are matched, and that stream,
store and reference agree; how soon and how well posts are read, and how often the intervals of
shares of tonality hold the truth; how soon a large network is measured, beside networkx on a small
one; how soon a full report is told; how fast a lake takes ten million mentions, and what 200 kills
of its writer leave; how often intervals of trials hold the truth; how soon the report of a company
is a PDF; what the hub takes, how soon it answers, and what 200 kills of its worker leave; how soon
dashboards and the editor answer over a million mentions; and whether markets of up to a million
mentions give the same figures on three engines, how soon, and what Spark shuffles.

    python benchmarks/prove.py [market] [company] [voice] [perimeter] [reading] [network] [report]
        [lake] [listening] [lift] [paper] [hub]
        [dashboards] [scale]
"""

from __future__ import annotations

import datetime as dt
import platform
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parent.parent
PROOFS = ROOT / "benchmarks" / "proofs"
DATA = ROOT.parent / "shared" / "data"
SEEDS = (1, 2, 3, 4, 5)


def run(*command: str, cwd: Path = ROOT) -> str:
    """Return what a command prints; a failure ends the proof."""
    return subprocess.run(command, cwd=cwd, check=True, capture_output=True, text=True).stdout


def installing() -> str:
    """Install the user's lock into an empty environment, the pip cache off."""
    with tempfile.TemporaryDirectory() as folder:
        run(sys.executable, "-m", "venv", folder)
        python = str(Path(folder, "bin", "python"))
        start = time.perf_counter()
        pip = (python, "-m", "pip", "install", "-q", "--no-cache-dir")
        run(*pip, "--require-hashes", "-r", "requirements/user.txt")
        run(*pip, "--no-deps", "--no-build-isolation", ".")
        seconds = time.perf_counter() - start
        size = sum(f.lstat().st_size for f in Path(folder).rglob("*") if f.is_file()) / 1e6
    return f"{seconds:.0f} s, {size:.0f} MB (bars: 300 s, 2 000 MB)"


def studying() -> str:
    """Profile a study of 50 000 mentions."""
    return run(sys.executable, "benchmarks/study.py")


def voice() -> list[str]:
    """Hear a simulated market again and again, and hold counts and shares against the truth."""
    heading = "## How often intervals of the voice hold the truth"
    return [f"{heading}\n\n```text\n{run(sys.executable, 'benchmarks/voice.py')}```"]


def comparing(seed: int) -> str:
    """Simulate, study and compare one market."""
    parvis = (sys.executable, "-m", "parvis.cli")
    with tempfile.TemporaryDirectory() as folder:
        run(*parvis, "simulate", "--out", folder, "--mentions", "20000", "--seed", str(seed))
        run(*parvis, "study", f"{folder}/study.toml", "--out", f"{folder}/report")
        return run(*parvis, "compare", f"{folder}/truth.json", f"{folder}/report/summary.json")


def perimeter() -> list[str]:
    """Match queries beside the peers, and compare the executors; nothing without the real posts."""
    if not DATA.is_dir():
        return []
    matching = run(sys.executable, "benchmarks/matching.py")
    differential = run(sys.executable, "benchmarks/differential.py")
    return [
        f"## Many queries against posts\n\n```text\n{matching}```",
        f"## Stream, store and reference\n\n```text\n{differential}```",
    ]


def reading() -> list[str]:
    """Time and score the readers beside their peers; nothing without the real posts."""
    if not DATA.is_dir():
        return []
    data = ("--data", str(DATA))
    return [
        f"## {heading}\n\n```text\n{run(sys.executable, *command)}```"
        for heading, command in {
            "How soon posts are read": ("benchmarks/enrich.py",),
            "How soon noise is marked": ("benchmarks/noise.py",),
            "How well posts are read": ("tools/quality.py", *data),
            "How often intervals hold the truth": ("benchmarks/intervals.py", *data),
        }.items()
    ]


def network() -> list[str]:
    """Time hubs and communities of 100 000 authors and a million ties."""
    printed = run(sys.executable, "benchmarks/network.py")
    return [f"## Hubs and communities of a large network\n\n```text\n{printed}```"]


def report() -> list[str]:
    """Time a full report of 50 000 mentions and of a million."""
    printed = run(sys.executable, "benchmarks/report.py")
    return [f"## A full report, once everything is read\n\n```text\n{printed}```"]


def lake() -> list[str]:
    """Fill a lake with ten million mentions beside plain files; kill its writer 200 times."""
    printed = run(
        sys.executable, "benchmarks/lake.py", "--mentions", "10000000", "--batch", "50000"
    )
    killed = run(sys.executable, "benchmarks/kills.py")
    cycles = run(sys.executable, "benchmarks/compaction.py")
    return [
        f"## A lake of ten million mentions\n\n```text\n{printed}```",
        f"## Two days of listening, compacted each half an hour\n\n```text\n{cycles}```",
        f"## Kills of its writer\n\n```text\n{killed}```",
    ]


def listening() -> list[str]:
    """Time what listening costs a post; edit the perimeter of a million; kill it 200 times."""
    killed = run(sys.executable, "benchmarks/kills_listening.py")
    marked = run(sys.executable, "benchmarks/remarking.py")
    found = [
        f"## An edited perimeter, applied to a million mentions\n\n```text\n{marked}```",
        f"## Kills of a listener\n\n```text\n{killed}```",
    ]
    if DATA.is_dir():
        printed = run(sys.executable, "benchmarks/listening.py")
        found.insert(0, f"## From JSON to the lake\n\n```text\n{printed}```")
    return found


def company() -> list[str]:
    """Measure simulated companies, and hold intervals and models against the truth."""
    printed = run(sys.executable, "benchmarks/company.py")
    return [f"## Measures of simulated companies\n\n```text\n{printed}```"]


def paper() -> list[str]:
    """Write the report of a company as a PDF, and hold the time against its bar."""
    printed = run(sys.executable, "benchmarks/company.py", "--paper")
    return [f"## The paper of a company\n\n```text\n{printed}```"]


def lift() -> list[str]:
    """Simulate trials again and again, and hold intervals and power against the truth."""
    printed = run(sys.executable, "benchmarks/lift.py")
    return [f"## Trials simulated\n\n```text\n{printed}```"]


def market() -> list[str]:
    """Install, study and compare."""
    return [
        f"## What a user installs\n\n{installing()}",
        f"## A study of 50 000 mentions\n\n```text\n{studying()}```",
        *(f"## Market of seed {seed}\n\n```text\n{comparing(seed)}```" for seed in SEEDS),
    ]


def hub() -> list[str]:
    """Serve the demo, measure it, and kill workers 200 times."""
    printed = run(sys.executable, "benchmarks/hub.py")
    return [f"## The hub against its bars\n\n```text\n{printed}```"]


def dashboards() -> list[str]:
    """Time dashboards, and the editor of perimeters, over a million mentions."""
    return [
        f"## {heading} over a million mentions\n\n```text\n{run(sys.executable, path)}```"
        for heading, path in {
            "Dashboards": "benchmarks/dashboards.py",
            "The editor of perimeters": "benchmarks/editor.py",
        }.items()
    ]


def scale() -> list[str]:
    """Study markets of up to a million mentions in this process, on Sail and on Spark."""
    printed = run(sys.executable, "benchmarks/scale.py")
    return [f"## The same study on three engines\n\n```text\n{printed}```"]


PARTS = {
    "dashboards": dashboards,
    "hub": hub,
    "market": market,
    "company": company,
    "voice": voice,
    "perimeter": perimeter,
    "reading": reading,
    "network": network,
    "report": report,
    "lake": lake,
    "listening": listening,
    "lift": lift,
    "paper": paper,
    "scale": scale,
}


def main() -> None:
    """Run every proof, or the parts that are named, and keep what they print."""
    day, asked = dt.datetime.now(dt.UTC).date(), sys.argv[1:]
    heading = [
        f"# Proofs of {day}",
        f"Python {platform.python_version()}, {platform.machine()}, 2 cores.",
    ]
    parts = [part for name, prove in PARTS.items() if name in (asked or PARTS) for part in prove()]
    PROOFS.mkdir(exist_ok=True)
    page = "\n\n".join([*heading, *parts]) + "\n"
    (PROOFS / f"{'-'.join([str(day), *asked])}.md").write_text(page, encoding="utf-8")
    print(page)


if __name__ == "__main__":
    main()
