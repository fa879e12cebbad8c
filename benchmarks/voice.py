"""How often the intervals of counts and of shares of voice hold the truth, on simulated markets.

Run: python benchmarks/voice.py [--mentions 50000] [--studies 1000] [--seed 2010]. A market stands
for all the people there are, and its counts and shares are the truth. Each study hears people who
come anew, by the law of Poisson, with all that they say; copies, reposts and answers keep their
conversations. Beside them, the intervals a textbook gives that takes each mention for a person of
its own. 93 to 97 % is what 95 % should be.
"""

from __future__ import annotations

import argparse
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from parvis import perimeter, simulate, sources
from parvis.analyse.clustered import count_interval, share_interval
from parvis.analyse.voice import share_of_voice
from parvis.filter import group_duplicates
from parvis.normalise.identity import drop_repeats
from parvis.study.plan import load

if TYPE_CHECKING:
    from collections.abc import Iterator

HEARD = (300, 1_000, 4_000)  # mentions of a study, about


def population(mentions: int, seed: int) -> pl.DataFrame:
    """Simulate a market and mark it as a study does: the mentions that count."""
    with tempfile.TemporaryDirectory() as folder:
        simulate.write(simulate.market(mentions=mentions, seed=seed), Path(folder))
        plan = load(Path(folder, "study.toml"))
        posts, _ = drop_repeats(sources.read(Path(folder, "posts.csv")).frame)
    marked = group_duplicates(perimeter.mark(posts, plan.brands()))
    said = marked.filter(pl.col("own_brand").is_null(), pl.col("brands").list.len() > 0)
    return said.with_columns(pl.col("author").fill_null(pl.col("id")))


def once(said: pl.DataFrame) -> pl.DataFrame:
    """The first of each group of near-duplicates: what counts de-duplicated."""
    first = pl.col("duplicate_group").is_null() | (pl.col("duplicate_group") == pl.col("id"))
    return said.filter(first)


def heard(said: pl.DataFrame, part: float, random: np.random.Generator) -> pl.DataFrame:
    """Hear people anew: each comes so many times, as that many people of the same kind."""
    people = said["author"].unique(maintain_order=True)
    times = pl.DataFrame({"author": people, "times": random.poisson(part, people.len())})
    clones = times.filter(pl.col("times") > 0).with_columns(
        clone=pl.int_ranges(pl.col("times"), dtype=pl.Int64)
    )
    who = clones.select("author", "clone").explode("clone")
    again = said.join(who, on="author", how="inner")
    return again.with_columns(
        pl.format("{}#{}", name, "clone").alias(name) for name in ("author", "id")
    )


def coverage(said: pl.DataFrame, size: int, studies: int, seed: int) -> pl.DataFrame:
    """Study many times; whether count and share were held, and by the textbook's intervals."""
    random, part = np.random.default_rng(seed), size / said.height
    true = share_of_voice(said).filter(count="raw").select(
        "brand", count_true=part * pl.col("mentions"), share_true="share"
    )  # fmt: skip
    found = [
        share_of_voice(heard(said, part, random)).filter(count="raw").join(true, on="brand")
        for _ in range(studies)
    ]
    return pl.concat(found)


def lines(name: str, size: int, found: pl.DataFrame) -> Iterator[str]:
    """Yield a line a brand."""
    whole = found.with_columns(whole=100 * pl.col("mentions") / pl.col("share"))
    for (brand,), rows in whole.group_by("brand", maintain_order=True):
        held = rows.select(
            count=pl.col("count_true").is_between("mentions_low", "mentions_high").mean() * 100,
            share=pl.col("share_true").is_between("low", "high").mean() * 100,
            half=(pl.col("high") - pl.col("low")).mean() / 2,
        ).row(0)
        naive = np.mean(
            [
                _naive(*row)
                for row in rows.select("mentions", "whole", "count_true", "share_true").rows()
            ],
            axis=0,
        )
        yield (
            f"{name:14}{size:6}  {brand!s:10}{held[0]:8.1f}{held[1]:8.1f}{held[2]:8.1f}"
            f"{100 * naive[0]:12.1f}{100 * naive[1]:8.1f}"
        )


def _naive(mentions: float, whole: float, count: float, share: float) -> tuple[bool, bool]:
    """What intervals hold that take each mention for a person of its own."""
    low, high = count_interval(mentions, mentions, np.inf)
    left, right = share_interval(mentions / whole, whole, np.inf)
    return low <= count <= high, 100 * left <= share <= 100 * right


def main() -> None:
    """Print the table."""
    asked = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    asked.add_argument("--mentions", type=int, default=50_000)
    asked.add_argument("--studies", type=int, default=1000)
    asked.add_argument("--seed", type=int, default=2010)
    options = asked.parse_args()
    said = population(options.mentions, options.seed)
    print(f"{'':32}{'held, %':>12}{'half,':>12}{'each alone, %':>20}")
    print(
        f"{'count':14}{'heard':>6}  {'brand':10}{'count':>8}{'share':>8}{'points':>8}"
        f"{'count':>12}{'share':>8}"
    )
    every = []
    for name, people in {"raw": said, "deduplicated": once(said)}.items():
        for size in HEARD:
            found = coverage(people, size, options.studies, options.seed)
            every.append(found)
            for line in lines(name, size, found):
                print(line, flush=True)
    whole = pl.concat(every)
    count = whole.select(
        pl.col("count_true").is_between("mentions_low", "mentions_high").mean()
    ).item()
    share = whole.select(pl.col("share_true").is_between("low", "high").mean()).item()
    print(f"all: counts held {100 * count:.1f} %, shares held {100 * share:.1f} %")


if __name__ == "__main__":
    main()
