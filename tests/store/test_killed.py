"""A writer killed at any moment loses nothing and takes nothing twice."""

from __future__ import annotations

import random
import subprocess
import sys
import time

import polars as pl

from parvis.store import DeltaLake
from tests.store.making import posts

KILLS = 12
POSTS = 3_000

# A source that repeats itself and overlaps: from the last progress known, in batches that reach
# back; one reading for each mention, in the same flush.
WRITE = """
import random, sys
from parvis.store import DeltaLake
from tests.store.making import posts, readings
lake, end, dice = DeltaLake(sys.argv[1]), int(sys.argv[2]), random.Random(int(sys.argv[3]))
with lake.writing("listening", every=0.01) as writer:
    print("writing", flush=True)
    place = lake.progress("x") or 0
    while place < end:
        first, last = max(0, place - dice.randrange(120)), min(end, place + dice.randrange(1, 60))
        numbers = [*range(first, last), *range(first, last, 3)]
        writer.append("mentions", posts(numbers, minutes=5), progress={"x": last})
        writer.append("readings", readings(numbers))
        if dice.random() < 0.05:
            lake.compact(writer, least=4)
        place = last
print("done", flush=True)
"""


def writer(lake, seed):
    command = [sys.executable, "-c", WRITE, str(lake.root), str(POSTS), str(seed)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def test_after_a_dozen_kills_the_lake_holds_exactly_the_source_each_post_once(lake):
    dice, kills = random.Random(2010), 0  # noqa: S311
    while kills < KILLS:
        process = writer(lake, kills)
        assert process.stdout.readline() == "writing\n", process.stderr.read()
        time.sleep(dice.uniform(0, 0.5))
        process.kill()
        process.communicate()
        kills += 1
        held = lake.read("mentions").collect()
        assert held["id"].n_unique() == held.height
    process = writer(lake, KILLS)
    out, err = process.communicate(timeout=120)
    assert out.endswith("done\n"), err
    whole = DeltaLake(lake.root)
    expected = posts(range(POSTS), minutes=5).select("id", "text").sort("id")
    assert whole.read("mentions").select("id", "text").sort("id").collect().equals(expected)
    read = whole.read("readings").select("mention", "day").sort("mention").collect()
    assert read["mention"].to_list() == expected["id"].to_list()
    wide = whole.wide().select("id", "tonality").sort("id").collect()
    assert wide["id"].to_list() == expected["id"].to_list()
    assert wide.filter(pl.col("tonality").is_null()).is_empty()
