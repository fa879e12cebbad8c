"""A hub that is backed up comes back with every line, mention and key to its sessions."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing

import pytest

from parvis.store import create_lake, open_lake
from tests.hub.postgres.server import programs, server
from tests.store.making import posts

KEPT = {name: value for name, value in os.environ.items() if name not in {"DATABASE_URL"}}


def parvis(*arguments, **said):
    return subprocess.run(
        (sys.executable, "-m", "parvis.cli", *arguments), env={**KEPT, **said},
        capture_output=True, text=True, check=False,
    )  # fmt: skip


def done(*arguments, **said):
    ended = parvis(*arguments, **said)
    assert ended.returncode == 0, ended.stderr
    return ended.stdout


def refused(*arguments, **said):
    ended = parvis(*arguments, **said)
    assert ended.returncode == 2
    assert "What to do" in ended.stderr
    assert "Traceback" not in ended.stderr


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    """A hub with a lake of some mentions, of which a source has read so far."""
    folder = tmp_path_factory.mktemp("kept") / "hub"
    done("hub", "prepare", "--home", str(folder))
    with create_lake(folder / "lake").writing("test") as writer:
        writer.append("mentions", posts(range(100), minutes=5))
    (folder / "lake" / "listening").mkdir()
    (folder / "lake" / "listening" / "cursors.json").write_text("{}")
    return folder


@pytest.fixture(scope="module")
def kept(home):
    folder = home.parent / "backup"
    done("hub", "backup", str(folder), "--home", str(home))
    return folder


def test_it_comes_back_whole(home, kept, tmp_path):
    again = tmp_path / "again"
    done("hub", "restore", str(kept), "--home", str(again))
    assert (again / "secret").read_text() == (home / "secret").read_text()
    assert (again / "lake" / "listening" / "cursors.json").exists()
    assert open_lake(again / "lake").mentions().collect().height == 100
    assert done("audit", "verify", "--home", str(again)) == done(
        "audit", "verify", "--home", str(home)
    )


def test_who_reads_a_backup_must_be_its_owner(kept):
    assert not (kept / "database").stat().st_mode & 0o077
    assert not (kept / "secret").stat().st_mode & 0o077


def test_it_is_taken_while_others_write_and_holds_no_half_of_it(home, tmp_path):
    with closing(sqlite3.connect(home / "hub.sqlite3", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        other.execute("UPDATE organisation_unit SET name = 'half'")
        done("hub", "backup", str(tmp_path / "kept"), "--home", str(home))
        other.execute("ROLLBACK")
    with closing(sqlite3.connect(tmp_path / "kept" / "database")) as held:
        assert held.execute("SELECT name FROM organisation_unit").fetchall() == [("Organisation",)]


def test_a_second_backup_takes_the_place_of_the_first(home, kept):
    done("hub", "backup", str(kept), "--home", str(home))
    assert sorted(file.name for file in kept.iterdir()) == [
        "database", "hub.json", "lake", "listening", "secret",
    ]  # fmt: skip


def test_what_is_there_is_never_written_over(home, kept):
    refused("hub", "restore", str(kept), "--home", str(home))


def test_a_damaged_or_broken_off_backup_is_refused_before_anything_is_written(kept, tmp_path):
    shutil.copytree(kept, tmp_path / "damaged")
    with (tmp_path / "damaged" / "database").open("ab") as file:
        file.write(b"x")
    refused("hub", "restore", str(tmp_path / "damaged"), "--home", str(tmp_path / "one"))
    (tmp_path / "damaged" / "hub.json").unlink()
    refused("hub", "restore", str(tmp_path / "damaged"), "--home", str(tmp_path / "one"))
    assert {file.name for file in (tmp_path / "one").iterdir()} == {"secret"}


def test_on_postgresql_it_comes_back_into_an_empty_database(tmp_path):
    path = os.pathsep.join((str(programs()), os.environ["PATH"]))
    with server() as address:
        said = {"DATABASE_URL": address, "PATH": path}
        done("hub", "prepare", "--home", str(tmp_path / "a"), **said)
        first = done("audit", "verify", "--home", str(tmp_path / "a"), **said)
        done("hub", "backup", str(tmp_path / "kept"), "--home", str(tmp_path / "a"), **said)
        refused("hub", "restore", str(tmp_path / "kept"), "--home", str(tmp_path / "b"), **said)
    with server("another") as address:
        said = {"DATABASE_URL": address, "PATH": path}
        done("hub", "restore", str(tmp_path / "kept"), "--home", str(tmp_path / "b"), **said)
        assert done("audit", "verify", "--home", str(tmp_path / "b"), **said) == first


def test_a_backup_of_another_kind_of_database_is_refused(kept, tmp_path):
    url = "postgresql://parvis@127.0.0.1:1/parvis"
    refused("hub", "restore", str(kept), "--home", str(tmp_path / "c"), DATABASE_URL=url)
