"""A full disk stops what comes in and loses nothing."""

from __future__ import annotations

import errno
import resource
import subprocess
import sys

import polars as pl
import pytest

from parvis.errors import DiskFullError
from parvis.store import append, delta, files
from tests.store.making import ids_in, posts, readings


def full(*_, **__):
    raise OSError(errno.ENOSPC, "No space left on device")


def test_rows_wait_while_there_is_no_room_and_are_whole_afterwards(lake, monkeypatch):
    with lake.writing(every=3600) as writer:
        writer.append("mentions", posts(range(5)))
        writer.flush()
        writer.append("mentions", posts(range(5, 10)), progress={"x": 10})
        with monkeypatch.context() as patch:
            patch.setattr(append, "write_rows", full)
            with pytest.raises(DiskFullError, match="5 rows wait in memory and none is lost"):
                writer.flush()
            assert ids_in(lake) == [f"x:{number}" for number in range(5)]
            assert lake.progress("x") is None
        assert writer.append("mentions", posts(range(5, 10))).repeats == 5
        writer.flush()
    assert ids_in(lake) == [f"x:{number}" for number in range(10)]
    assert lake.progress("x") == 10


def test_a_commit_that_fails_leaves_no_file_behind(lake, monkeypatch):
    with lake.writing(every=3600) as writer:
        writer.append("mentions", posts(range(5)))
        with monkeypatch.context() as patch:
            patch.setattr(delta.DayTable, "commit", full)
            with pytest.raises(DiskFullError):
                writer.flush()
        assert not list((lake.root / "mentions").rglob("day=*/*"))
        writer.flush()
    assert len(ids_in(lake)) == 5


def test_the_half_that_is_written_is_not_written_again(lake, monkeypatch):
    with lake.writing(every=3600) as writer:
        writer.append("mentions", posts(range(5)))
        writer.append("readings", readings(range(5)))
        with monkeypatch.context() as patch:
            commit = delta.DayTable.commit

            def only_readings(table, *args, **how):
                return (commit if table.folder.name == "readings" else full)(table, *args, **how)

            patch.setattr(delta.DayTable, "commit", only_readings)
            with pytest.raises(DiskFullError, match="5 rows wait"):
                writer.flush()
    assert len(ids_in(lake)) == len(ids_in(lake, "readings")) == 5
    arrivals = [lake.read(name).collect()["arrival"] for name in ("mentions", "readings")]
    assert sorted(pl.concat(arrivals)) == list(range(10))


def test_room_is_left_for_the_log_and_for_whoever_makes_room(lake):
    def write():
        with lake.writing(spare=1 << 60) as writer:
            writer.append("mentions", posts([1]))

    with pytest.raises(DiskFullError):
        write()
    assert ids_in(lake) == []


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EDQUOT, errno.EFBIG])
def test_a_full_disk_is_known_by_its_number_or_its_words(code):
    assert files.is_full(OSError(code, "no"))
    assert files.is_full(OSError(f"Generic LocalFileSystem error (os error {code})"))
    assert not files.is_full(OSError(errno.EACCES, "no"))


LIMITED = """
import resource, signal, sys
import polars as pl
from parvis.errors import DiskFullError
from parvis.store import DeltaLake
from tests.store.making import posts
lake = DeltaLake(sys.argv[1])
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
most, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
words = pl.Series([str(hash((n, "salt"))) * 40 for n in range(4000)])
with lake.writing(every=3600) as writer:
    writer.append("mentions", posts(range(10)))
    writer.flush()
    writer.append("mentions", posts(range(10, 4010)).with_columns(text=words))
    for limit in (20_000, 500):
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, hard))
        try:
            writer.flush()
        except DiskFullError:
            print("full", flush=True)
        resource.setrlimit(resource.RLIMIT_FSIZE, (most, hard))
        print(lake.read("mentions").collect().height, flush=True)
    writer.flush()
"""


def test_where_the_system_itself_refuses_to_write_the_batch_is_whole_in_the_end(lake):
    assert resource.RLIMIT_FSIZE is not None
    command = [sys.executable, "-c", LIMITED, str(lake.root)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.stdout.split() == ["full", "10", "full", "10"], done.stderr
    assert len(ids_in(lake)) == 4010
