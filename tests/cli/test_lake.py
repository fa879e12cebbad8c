"""`parvis lake` as a shell sees it."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys

import pytest

from parvis.store import DeltaLake
from tests.cli.calling import parvis

LINES = [
    "id,author,text,created_at",
    "1,lea,Panne Free,2026-03-01T10:00:00Z",
    "2,bob,Merci @lea,2026-03-02T10:00:00Z",
]


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "posts.csv").write_text("\n".join(LINES) + "\n", "utf-8")
    done = parvis("lake", "add", tmp_path / "lake", tmp_path / "posts.csv", "--platform", "x")
    assert done.returncode == 0, done.stderr
    assert done.stdout == "posts.csv: 2 new\nversion 2\n"
    return tmp_path


def test_an_export_is_added_once_and_its_edits_as_edits(folder):
    text = "\n".join([*LINES, "3,cat,Bonjour,2026-03-02T11:00:00Z"]).replace("Merci", "Bravo")
    (folder / "later.csv").write_text(text, "utf-8")
    done = parvis("lake", "add", folder / "lake", folder / "later.csv", "--platform", "x")
    assert done.stdout == "later.csv: 1 new, 1 edits, 1 held already\nversion 4\n"


def test_backup_restore_and_check_go_round(folder):
    done = parvis("lake", "compact", folder / "lake")
    assert "2 files are 2 now" in done.stdout
    assert "were copied" in parvis("lake", "backup", folder / "lake", folder / "kept").stdout
    done = parvis("lake", "restore", folder / "kept", folder / "back")
    assert done.stdout.endswith("version 2 is back\n")
    seen = json.loads(parvis("lake", "check", folder / "back", "--json").stdout)
    assert seen["rows"]["mentions"] == 2
    assert seen["faults"] == []


def test_a_fault_is_told_with_its_place_and_the_exit_code_says_so(folder):
    path = next((folder / "lake" / "mentions").rglob("day=*/*.parquet"))
    path.write_bytes(path.read_bytes()[:-9])
    done = parvis("lake", "check", folder / "lake")
    assert done.returncode == 2
    assert f"{path.name} is damaged" in done.stdout


def test_a_person_is_exported_and_erased(folder):
    whom = ("--source", "x", "--handle", "@Lea")
    done = parvis("lake", "export", folder / "lake", *whom, "--out", folder / "lea")
    assert "1 mentions" in done.stdout
    assert (
        json.loads((folder / "lea" / "mentions.jsonl").read_text("utf-8"))["text"] == "Panne Free"
    )
    refused = parvis("lake", "erase", folder / "lake", *whom)
    assert refused.returncode == 1
    assert DeltaLake(folder / "lake").mentions().collect().height == 2
    done = parvis("lake", "erase", folder / "lake", *whom, "--yes")
    assert "erased: 1 mentions" in done.stdout
    assert DeltaLake(folder / "lake").mentions().collect()["text"].to_list() == ["Merci @[erased]"]


def test_what_is_past_its_time_is_taken_out(folder):
    done = parvis("lake", "retain", folder / "lake", "--source", "x", "--before", "2026-03-02")
    assert done.stdout == "1 mentions of x from before 2026-03-02 are gone\n"


def test_a_second_writer_and_no_lake_are_refused_in_words(folder):
    hold = "import sys, time; from parvis.store import DeltaLake\n"
    hold += "with DeltaLake(sys.argv[1]).writing('listening'): print(1, flush=True); time.sleep(60)"
    command = [sys.executable, "-c", hold, str(folder / "lake")]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    process.stdout.readline()
    try:
        done = parvis("lake", "compact", folder / "lake")
    finally:
        os.kill(process.pid, signal.SIGKILL)
        process.wait()
    assert done.returncode == 2
    assert f"another writer is at work (process {process.pid}" in done.stderr
    assert parvis("lake", "compact", folder / "lake").returncode == 0
    assert "there is no lake here" in parvis("lake", "check", folder / "posts").stderr
