"""Compaction: fewer files, the same rows, readers undisturbed, a wide table that can be rebuilt."""

from __future__ import annotations

import datetime as dt
import os
import shutil
import subprocess
import sys

import polars as pl
import pytest
from polars.testing import assert_frame_equal

from parvis.store import DeltaLake
from parvis.store.tables import TRUTH
from parvis.store.wide import made
from tests.store.making import BEGIN, ids_in, marks, posts, readings

NOW = dt.timedelta(0)


def filled(lake, batches=10, size=12):
    """A lake of many small commits: posts, readings and marks, an edit, a deletion, a judgement."""
    with lake.writing(every=0) as writer:
        for batch in range(batches):
            numbers = range(batch * size, (batch + 1) * size)
            writer.append("mentions", posts(numbers))
            writer.append("readings", readings(numbers))
            writer.append("marks", marks(numbers[::2]))
            writer.append("marks", marks(numbers[::3], query="rival"))
        writer.append("mentions", posts([5], text="edited {}"))
        gone = posts([7], text="").with_columns(deleted_at=pl.lit(BEGIN, pl.Datetime("us", "UTC")))
        writer.append("mentions", gone)
        judged = pl.DataFrame({"mention": ["x:4"], "judge": ["ana"], "criterion": ["tonality"]})
        for value in ("positive", "negative"):
            writer.append("judgements", judged.with_columns(value=pl.lit(value)))


def wide_of(lake, **how):
    return lake.wide(**how).sort("brand", "published_at", "id", nulls_last=True).collect()


def test_compaction_leaves_few_files_and_every_row(lake):
    filled(lake)
    before = {name: lake.read(name).sort("arrival").collect() for name in TRUTH}
    done = lake.compact(least=2, grace=NOW)
    after = {name: lake.read(name).sort("arrival").collect() for name in TRUTH}
    for name, rows in before.items():
        assert_frame_equal(rows, after[name])
    days = lake.read("mentions").select(pl.col("day").n_unique()).collect().item()
    assert done.after < done.before / 2
    assert lake.table("mentions").files().height == days
    on_disk = len(list((lake.root / "mentions").rglob("*.parquet"))) - len(
        list((lake.root / "mentions" / "_delta_log").glob("*.parquet"))
    )
    assert on_disk == days


def test_the_log_is_summed_up(lake):
    filled(lake)
    lake.compact()
    assert list((lake.root / "mentions" / "_delta_log").glob("*.checkpoint.parquet"))


def test_a_version_reads_the_same_after_compaction(lake):
    filled(lake)
    version = lake.version() // 2
    before = lake.read("mentions", version=version).sort("arrival").collect()
    lake.compact(least=2, grace=NOW)
    assert_frame_equal(before, lake.read("mentions", version=version).sort("arrival").collect())


def test_the_wide_table_is_sorted_by_brand_and_time_and_says_what_is_known(lake):
    filled(lake)
    lake.compact()
    day = lake.wide(days=(BEGIN.date(), BEGIN.date())).collect()
    assert day["brand"].to_list() == sorted(
        day["brand"].to_list(), key=lambda brand: (brand is None, brand)
    )
    brand = day.filter(brand="brand")
    assert brand["published_at"].is_sorted()
    assert set(brand["tonality"]) == {"neutral"}
    four = brand.filter(id="x:4").row(0, named=True)
    assert [(said["judge"], said["value"]) for said in four["judged"]] == [("ana", "negative")]
    every = wide_of(lake)
    assert "x:7" not in every["id"]
    assert "edited 5" in every["text"]
    assert "post 5" not in every["text"]


def test_the_wide_table_rebuilt_from_the_truth_equals_the_one_derived_step_by_step(lake):
    filled(lake, batches=4)
    lake.compact()
    with lake.writing() as writer:
        writer.append("mentions", posts(range(48, 90)))
        writer.append("mentions", posts([2], text="edited {}"))
        writer.append("readings", readings(range(20), version="fast-2", tonality="positive"))
        lake.compact(writer)
        writer.append("marks", marks(range(0, 90, 4), version="v2"))
        lake.compact(writer)
    derived = wide_of(lake)
    assert set(derived.filter(pl.col("brand").is_not_null())["brand"]) == {"brand"}
    shutil.rmtree(lake.root / "wide")
    (lake.root / "wide.json").unlink()
    from_truth = wide_of(lake)
    lake.compact()
    assert_frame_equal(derived, from_truth)
    assert_frame_equal(derived, wide_of(lake))


def test_the_wide_table_is_never_behind(lake):
    filled(lake)
    lake.compact()
    with lake.writing() as writer:
        writer.append("mentions", posts([900, 901]))
        writer.append("marks", marks([900]))
    assert made(lake.root).through < lake.version()
    told = wide_of(lake).filter(pl.col("id").is_in(["x:900", "x:901"]))
    assert told["brand"].to_list() == ["brand", None]
    lake.compact()
    assert_frame_equal(told, wide_of(lake).filter(pl.col("id").is_in(["x:900", "x:901"])))


def test_the_wide_table_can_be_read_as_of_an_older_version(lake):
    filled(lake)
    version = lake.version()
    before = wide_of(lake)
    with lake.writing() as writer:
        writer.append("mentions", posts([3], text="edited {}"))
        writer.append("marks", marks(range(6), version="v2"))
    lake.compact()
    assert_frame_equal(before, wide_of(lake, version=version))
    assert not before.equals(wide_of(lake))


def test_an_empty_lake_is_compacted_and_read(lake):
    done = lake.compact()
    assert (done.after, done.days) == (0, 0)
    assert wide_of(lake).is_empty()
    assert "brand" in wide_of(lake).columns


READ = """
import sys
from parvis.store import DeltaLake
lake = DeltaLake(sys.argv[1])
seen = -1
print("reading", flush=True)
while seen < int(sys.argv[2]):
    rows = lake.read("mentions").select("arrival", "id").collect()
    numbers = sorted(rows["arrival"])
    assert rows["id"].n_unique() == rows.height, "twice"
    assert rows.height >= seen, "lost"
    seen = rows.height
    wide = lake.wide().select("id").collect()
    assert wide["id"].n_unique() >= seen, "the wide table is behind"
"""


def test_processes_read_a_growing_prefix_while_one_writes_and_compacts(lake):
    command = [sys.executable, "-c", READ, str(lake.root), "240"]
    readers = [
        subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        for _ in range(2)
    ]
    for reader in readers:
        assert reader.stdout.readline() == "reading\n"
    with lake.writing(every=0) as writer:
        for batch in range(24):
            numbers = range(batch * 10, batch * 10 + 10)
            writer.append("mentions", posts(numbers))
            if batch % 4 == 3:
                lake.compact(writer, least=2)
    for reader in readers:
        assert reader.wait(60) == 0, reader.stderr.read()
    assert len(ids_in(DeltaLake(lake.root))) == 240


def brands_of(lake):
    return sorted(lake.wide().collect()["brand"].drop_nulls().to_list())


@pytest.mark.parametrize("is_compacted", [False, True])
def test_a_version_that_matches_nothing_counts_once_it_is_adopted(lake, is_compacted):
    with lake.writing("test") as writer:
        writer.append("mentions", posts(range(3)))
        writer.append("marks", marks(range(2)))
        writer.adopt("telecom", "v1")
    if is_compacted:
        lake.compact()
    assert brands_of(lake) == ["brand", "brand"]
    before = lake.version()
    with lake.writing("test") as writer:
        writer.append("mentions", posts(range(3, 4)))
        writer.adopt("telecom", "v2")
    assert brands_of(lake) == []
    lake.compact()
    assert brands_of(lake) == []
    assert lake.wide(version=before).collect()["brand"].drop_nulls().len() == 2


def test_a_version_that_counted_before_counts_again(lake):
    with lake.writing("test") as writer:
        writer.append("mentions", posts(range(3)))
        for version, numbers in (("v1", range(2)), ("v2", range(1))):
            writer.append("marks", marks(numbers, version=version))
            writer.adopt("telecom", version)
        writer.append("marks", marks(range(2), version="v1"))
        writer.adopt("telecom", "v1")
    lake.compact()
    assert brands_of(lake) == ["brand", "brand"]


def test_what_counts_is_backed_up(lake, tmp_path):
    with lake.writing("test") as writer:
        writer.append("mentions", posts(range(1)))
        writer.append("marks", marks(range(1)))
        writer.adopt("telecom", "v2")
    lake.backup(tmp_path / "kept")
    assert brands_of(DeltaLake.restore(tmp_path / "kept", tmp_path / "back")) == []


def older(lake, seconds):
    """Let the log be so much older."""
    for entry in lake.root.glob("*/_delta_log/*"):
        at = entry.stat().st_mtime - seconds
        os.utime(entry, (at, at))


def test_files_and_logs_stay_few_however_long_it_is_written(lake):
    counts = []
    for cycle in range(6):
        with lake.writing(every=0) as writer:
            for batch in range(20):
                number = 20 * cycle + batch
                writer.append("mentions", posts([number], minutes=15))
                writer.append("marks", marks([number]))
        lake.compact(grace=NOW)
        older(lake, 1_800)
        counts.append(
            (len(list(lake.root.glob("*/day=*/*"))), len(list(lake.root.glob("*/_d*/*"))))
        )
    assert max(files for files, _ in counts) <= 12
    assert counts[-1][1] <= counts[2][1] + 20
    assert ids_in(lake) == sorted(f"x:{number}" for number in range(120))
