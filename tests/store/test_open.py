"""The lake is open: its tables are read by others, and it needs none of them itself."""

from __future__ import annotations

import subprocess
import sys

import polars as pl
import pytest
from deltalake import DeltaTable, QueryBuilder

from tests.store.making import marks, posts, readings


@pytest.fixture
def filled(lake):
    with lake.writing(every=0) as writer:
        for batch in range(4):
            numbers = range(batch * 20, batch * 20 + 20)
            more = {"boosts": [batch] * 20} if batch > 1 else {}
            writer.append("mentions", posts(numbers, hashtags=[["a", "b"]] * 20, **more))
            writer.append("readings", readings(numbers))
            writer.append("marks", marks(numbers))
        writer.append(
            "mentions",
            posts([900]).with_columns(published_at=pl.lit(None, pl.Datetime("us", "UTC"))),
        )
    lake.compact(least=2)
    return lake


def sorted_ids(frame):
    return sorted(frame["id"].to_list())


def test_arrow_polars_and_datafusion_read_the_same_rows(filled):
    folder = str(filled.root / "mentions")
    ours = filled.read("mentions").collect()
    arrow = pl.DataFrame(DeltaTable(folder).to_pyarrow_table())
    polars = pl.scan_delta(folder).collect()
    query = "select id, boosts, day, hashtags from mentions"
    fusion = pl.DataFrame(QueryBuilder().register("mentions", DeltaTable(folder)).execute(query))
    for theirs in (arrow, polars, fusion):
        told = theirs.select("id", "boosts", "day").sort("id")
        assert told.equals(ours.select("id", "boosts", "day").sort("id"))
        assert theirs["hashtags"].explode().drop_nulls().len() == 160


def test_every_table_is_read_by_an_engine_of_another_make(filled):
    for name in ("readings", "marks", "judgements", "wide"):
        theirs = pl.DataFrame(DeltaTable(str(filled.root / name)).to_pyarrow_table())
        ours = filled.wide() if name == "wide" else filled.read(name)
        assert theirs.height == ours.collect().height


WITHOUT = """
import sys
class Absent:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in {"pyarrow", "pandas", "duckdb"}:
            raise ModuleNotFoundError(name)
sys.meta_path.insert(0, Absent())
import datetime as dt, pathlib
from parvis.store import DeltaLake, Person
from tests.store.making import posts, readings, marks
lake = DeltaLake.create(sys.argv[1])
with lake.writing(every=0) as writer:
    for _ in range(3):
        writer.append("mentions", posts(range(9)))
        writer.append("mentions", posts([3], text="edited"))
        writer.append("readings", readings(range(9)))
        writer.append("marks", marks(range(9)))
    lake.compact(writer, least=2)
lake.erase(Person(source="x", handle="author2"))
lake.backup(pathlib.Path(sys.argv[1] + "-kept"))
back = DeltaLake.restore(pathlib.Path(sys.argv[1] + "-kept"), pathlib.Path(sys.argv[1] + "-back"))
print(back.wide().collect().height, back.check().faults)
"""


def test_it_needs_no_other_engine(tmp_path):
    command = [sys.executable, "-c", WITHOUT, str(tmp_path / "lake")]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.stdout == "8 []\n", done.stderr
