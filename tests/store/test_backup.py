"""A lake backed up while it is written, brought back whole, and checked byte by byte."""

from __future__ import annotations

import shutil

import polars as pl
import pytest
from polars.testing import assert_frame_equal

from parvis.errors import LakeError
from parvis.store import TRUTH, DeltaLake, Person, backup
from tests.store.making import ids_in, marks, posts, readings


@pytest.fixture
def filled(lake):
    with lake.writing(every=0) as writer:
        for batch in range(4):
            numbers = range(batch * 20, batch * 20 + 20)
            writer.append("mentions", posts(numbers), progress={"x": batch})
            writer.append("readings", readings(numbers))
            writer.append("marks", marks(numbers))
        lake.compact(writer, least=2)
        writer.append("mentions", posts([3], text="edited {}"))
    return lake


def same(one, other):
    for name in TRUTH:
        rows = [lake.read(name).sort("arrival").collect() for lake in (one, other)]
        assert_frame_equal(*rows)


def test_a_lake_comes_back_from_its_backup_and_goes_on(filled, tmp_path):
    filled.backup(tmp_path / "backup")
    back = DeltaLake.restore(tmp_path / "backup", tmp_path / "back")
    same(filled, back)
    assert back.progress("x") == 3
    assert back.version() == filled.version()
    assert back.check().faults == []
    assert_frame_equal(filled.wide().collect(), back.wide().collect(), check_row_order=False)
    with back.writing() as writer:
        assert writer.append("mentions", posts(range(81))).new == 1


def test_a_backup_can_be_read_and_checked_where_it_lies(filled, tmp_path):
    filled.backup(tmp_path / "backup")
    kept = DeltaLake(tmp_path / "backup")
    same(filled, kept)
    assert kept.check().faults == []


def test_a_second_backup_copies_what_is_new_alone(filled, tmp_path):
    first = filled.backup(tmp_path / "backup")
    with filled.writing() as writer:
        writer.append("mentions", posts([500]))
    again = filled.backup(tmp_path / "backup")
    data = [path for path in again.files if "_delta_log" not in path and path not in first.files]
    assert len(data) == 1
    same(filled, DeltaLake.restore(tmp_path / "backup", tmp_path / "back"))


def test_what_was_erased_leaves_the_next_backup(filled, tmp_path):
    target = tmp_path / "backup"
    filled.backup(target)
    filled.erase(Person(source="x", handle="author7"))
    filled.backup(target)
    paths = target.rglob("day=*/*.parquet")
    held = [pl.read_parquet(path, hive_partitioning=False) for path in paths]
    assert not any("'author7'" in str(rows.to_dicts()) for rows in held if "author" in rows.columns)
    back = DeltaLake.restore(target, tmp_path / "back")
    with back.writing() as writer:
        assert writer.append("mentions", posts([7])).refused == 1


def test_a_backup_broken_off_is_still_the_one_before(filled, tmp_path, monkeypatch):
    target = tmp_path / "backup"
    filled.backup(target)
    before = {name: filled.read(name).sort("arrival").collect() for name in TRUTH}
    with filled.writing(every=0) as writer:
        writer.append("mentions", posts(range(200, 260)))
        filled.compact(writer, least=2)
    copy, copied = backup._copy, []

    def some(source, goal):
        if len(copied) == 4:
            raise KeyboardInterrupt
        copied.append(goal)
        return copy(source, goal)

    with monkeypatch.context() as patch:
        patch.setattr(backup, "_copy", some)
        with pytest.raises(KeyboardInterrupt):
            filled.backup(target)
    back = DeltaLake.restore(target, tmp_path / "back")
    for name, rows in before.items():
        assert_frame_equal(rows, back.read(name).sort("arrival").collect())


def test_a_backup_goes_into_no_folder_of_something_else(filled, tmp_path):
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "thesis.odt").write_text("years of work")
    with pytest.raises(LakeError, match="not empty and no backup"):
        filled.backup(tmp_path / "mine")
    DeltaLake.create(tmp_path / "other").backup(tmp_path / "backup")
    with pytest.raises(LakeError, match="another lake"):
        filled.backup(tmp_path / "backup")
    with pytest.raises(LakeError, match="restore into a new one"):
        DeltaLake.restore(tmp_path / "backup", tmp_path / "mine")
    with pytest.raises(LakeError, match="no backup here"):
        DeltaLake.restore(tmp_path / "mine", tmp_path / "new")


def a_file(lake, name="mentions"):
    return lake.root / name / lake.table(name).files()["path"][0]


def flipped(path):
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)


def test_a_sound_lake_has_no_faults(filled):
    seen = filled.check()
    assert seen.faults == []
    assert seen.rows == {"mentions": 81, "readings": 80, "marks": 80, "judgements": 0}


def test_one_bit_turned_is_found(filled):
    flipped(a_file(filled))
    (fault,) = filled.check().faults
    assert "is damaged" in fault


def test_a_file_that_is_lacking_is_found(filled):
    a_file(filled, "marks").unlink()
    (fault,) = filled.check().faults
    assert fault.startswith("marks/day=")
    assert fault.endswith("is missing")


def test_a_damaged_file_is_not_backed_up_in_silence(filled, tmp_path):
    flipped(a_file(filled))
    with pytest.raises(LakeError, match="is damaged"):
        filled.backup(tmp_path / "backup")


def test_a_damaged_backup_is_not_restored_in_silence(filled, tmp_path):
    filled.backup(tmp_path / "backup")
    flipped(a_file(DeltaLake(tmp_path / "backup")))
    assert DeltaLake(tmp_path / "backup").check().faults
    with pytest.raises(LakeError, match="not what was backed up"):
        DeltaLake.restore(tmp_path / "backup", tmp_path / "back")
    with pytest.raises(LakeError, match="no lake here"):
        DeltaLake(tmp_path / "back")


def test_rows_that_are_there_twice_and_what_is_said_of_nothing_are_found(filled):
    from parvis.store.files import write_rows

    for name in ("mentions", "readings"):
        table = filled.table(name)
        rows = table.scan().collect().head(3)
        (day,) = rows["day"].unique()
        again = rows.drop("day").with_columns(
            pl.col("arrival") + (0 if name == "mentions" else 999)
        )
        if name == "readings":
            again = again.with_columns(mention=pl.lit("x:nobody"), model_version=pl.col("mention"))
        table.commit([write_rows(table.folder, day, again.lazy())])
    told = " · ".join(filled.check().faults)
    assert "same number of arrival" in told
    assert "mentions: 3 rows are there twice" in told
    assert "readings: 3 rows speak of mentions that are not there" in told


def test_a_wide_table_that_lacks_rows_is_found_with_the_way_out(filled):
    shutil.rmtree(filled.root / "wide")
    from parvis.store.delta import DayTable
    from parvis.store.wide import _types

    tables = {name: filled.table(name) for name in TRUTH}
    DayTable.create(filled.root / "wide", _types(tables))
    (fault,) = filled.check().faults
    assert "parvis lake compact" in fault
    shutil.rmtree(filled.root / "wide")
    (filled.root / "wide.json").unlink()
    filled.compact()
    assert filled.check().faults == []
    assert len(ids_in(filled)) == 81
