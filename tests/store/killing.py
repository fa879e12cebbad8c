"""A source that repeats itself, a writer that is killed, and what the lake must hold in the end."""

from __future__ import annotations

import random
import subprocess
import sys
import time

import polars as pl

from tests.store.making import posts

# From the last progress known, in batches that reach back; a reading of each that is new.
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
        dice.shuffle(numbers)
        with writer.together(progress={"x": last}):
            new = writer.append("mentions", posts(numbers, minutes=5)).rows
            writer.append("readings", readings(new["id"].str.slice(2)))
        if dice.random() < 0.05:
            lake.compact(writer, least=4)
        place = last
print("done", flush=True)
"""


def kill_often(lake, *, kills, mentions, longest=0.5):
    """Let writers fill a lake, each killed within some tenths of a second; then let one end."""
    dice = random.Random(2010)  # noqa: S311
    for number in range(kills):
        process = _writer(lake, mentions, number)
        assert process.stdout.readline() == "writing\n", process.stderr.read()
        time.sleep(dice.uniform(0, longest))
        process.kill()
        process.communicate()
        held = lake.read("mentions").select("id").collect()
        assert held["id"].n_unique() == held.height
    process = _writer(lake, mentions, kills)
    out, err = process.communicate(timeout=600)
    assert out.endswith("done\n"), err


def check_whole(lake, mentions):
    """Hold the lake against the source: each post once, and what was read of each, once."""
    expected = posts(range(mentions), minutes=5).select("id", "text").sort("id")
    assert lake.read("mentions").select("id", "text").sort("id").collect().equals(expected)
    read = lake.read("readings").select("mention").sort("mention").collect()
    assert read["mention"].to_list() == expected["id"].to_list()
    wide = lake.wide().select("id", "tonality").sort("id").collect()
    assert wide["id"].to_list() == expected["id"].to_list()
    assert wide.filter(pl.col("tonality").is_null()).is_empty()
    assert lake.check().faults == []


def _writer(lake, mentions, seed):
    command = [sys.executable, "-c", WRITE, str(lake.root), str(mentions), str(seed)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
