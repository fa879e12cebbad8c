"""How soon posts are read, beside what else could read them, and what it costs to begin.

    python benchmarks/enrich.py [--posts 200000] [--texts FILE]

Posts of ../shared/data/brand_stream, tiled, or the lines of a file of your own. Rates are posts a
second of processor time, of one core but for the fine reader, which is timed by the clock on all
cores. VADER and lingua read a part of the same posts in the same run.
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
from lingua import LanguageDetectorBuilder
from matching import posts as real_posts
from matching import tiled
from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

from parvis import enrich
from parvis.enrich.encoder import states
from parvis.enriching import enrich as enrich_all
from parvis.filter import detect_language, mark_spam

if TYPE_CHECKING:
    from collections.abc import Callable

PART = 2_000  # posts that slow readers read
FLOORS = {
    "tonality, interaction, offence, irony, fast": (50_000, 200_000),
    "language": (100_000, None),
    "fine reader, all cores, by the clock": (100, 250),
    "start of parvis enrich, fast, s": (2, None),
    "start of parvis enrich, fine, s": (4, None),
}


def rate(act: Callable[[], object], number: int, clock: Callable[[], float]) -> float:
    """Posts a second of an act."""
    start = clock()
    act()
    return number / (clock() - start)


def line(what: str, found: float, peer: float | None = None) -> None:
    """Print a rate, its floor and goal, and how many times a peer's it is."""
    floor, goal = FLOORS.get(what, (None, None))
    bars = f"floor {floor:,}" if floor else ""
    bars += f", goal {goal:,}" if goal else ""
    times = f"{found / peer:,.0f} x" if peer else ""
    print(f"{what:48}{found:>12,.1f}  {bars:28}{times}")


def readers(mentions: pl.DataFrame) -> None:
    """Time each reader on its own."""
    cpu, part = time.process_time, mentions["text"].head(PART).to_list()
    enrich.read(mentions.head(PART), tier="fast")
    vader = SentimentIntensityAnalyzer()
    theirs = rate(lambda: [vader.polarity_scores(text) for text in part], PART, cpu)
    ours = rate(lambda: enrich.read(mentions, tier="fast"), mentions.height, cpu)
    line("tonality, interaction, offence, irony, fast", ours, theirs)
    line("    VADER, tonality of English alone", theirs)
    detector = LanguageDetectorBuilder.from_all_languages().with_low_accuracy_mode().build()
    theirs = rate(lambda: [detector.detect_language_of(text) for text in part], PART, cpu)
    ours = rate(lambda: detect_language(mentions), mentions.height, cpu)
    line("language", ours, theirs)
    line("    lingua, low accuracy", theirs)
    mark_spam(mentions.head(PART))
    line("spam", rate(lambda: mark_spam(mentions), mentions.height, cpu))
    states(mentions["text"].head(8))
    fine = rate(lambda: enrich.read(mentions.head(PART), tier="fine"), PART, time.perf_counter)
    line("fine reader, all cores, by the clock", fine)
    whole = mentions.drop("language")
    line("all columns, fast", rate(lambda: enrich_all(whole, tier="fast"), whole.height, cpu))


def starts(tier: str) -> float:
    """Seconds from the command to its end on one post."""
    with tempfile.TemporaryDirectory() as folder:
        posts = Path(folder, "posts.csv")
        posts.write_text("text\nMerci beaucoup\n", encoding="utf-8")
        command = (sys.executable, "-m", "parvis.cli", "enrich", str(posts), "--tier", tier)
        start = time.perf_counter()
        subprocess.run((*command, "--out", f"{folder}/read.jsonl"), check=True, capture_output=True)
        return time.perf_counter() - start


def main() -> None:
    """Print the table."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--posts", type=int, default=200_000)
    options.add_argument("--texts", type=Path)
    asked = options.parse_args()
    distinct = (
        pl.DataFrame({"text": asked.texts.read_text("utf-8").splitlines()})
        if asked.texts
        else real_posts(50_000)
    )
    mentions = tiled(distinct, asked.posts)
    mentions = mentions.with_columns(detect_language(mentions)["language"])
    print(f"{distinct.height:,} posts, tiled to {mentions.height:,}\n")
    readers(mentions)
    for tier in ("fast", "fine"):
        line(f"start of parvis enrich, {tier}, s", starts(tier))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e3
    print(f"peak memory {peak:,.0f} MB")


if __name__ == "__main__":
    main()
