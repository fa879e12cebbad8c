"""Versions of a perimeter: named, recorded with every result, replayed."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time

import polars as pl
import pytest

from parvis.errors import PerimeterError, QueryError
from parvis.perimeter.versions import EXAMPLE, History, Perimeter

POSTS = pl.DataFrame({"id": ["1", "2"], "text": ["Panne Free", "Panne Orange et Free"]})


def test_every_match_records_its_version():
    perimeter = Perimeter(EXAMPLE)
    found = perimeter.match(POSTS)
    assert set(found["version"]) == {perimeter.version}
    assert found.filter(pl.col("query") == "outage").height == 1


def test_any_past_version_replays(tmp_path):
    history = History(tmp_path)
    old = Perimeter(EXAMPLE)
    new = Perimeter(EXAMPLE.replace(" NOT @list:rivals", ""))
    history.save(old, note="first")
    history.save(new, note="rivals too")
    first, last = history.load(old.id, 1), history.load(old.id)
    assert first.text == old.text
    assert last.text == new.text
    assert first.match(POSTS).equals(old.match(POSTS))
    assert last.match(POSTS).height > first.match(POSTS).height


def test_the_same_text_is_one_version(tmp_path):
    history = History(tmp_path)
    first, again = history.save(Perimeter(EXAMPLE)), history.save(Perimeter(EXAMPLE))
    assert first.number == again.number
    assert len(history.versions("telecom")) == 1


@pytest.mark.parametrize("text", ["id = ", 'id = "a"', 'id = "../a"\n[queries]\nq = "free"'])
def test_what_is_no_perimeter_is_refused(text):
    with pytest.raises(PerimeterError):
        Perimeter(text)


def test_a_query_that_cannot_be_read_is_named():
    with pytest.raises(QueryError) as refused:
        Perimeter('id = "a"\n[queries]\nbroken = "free AND ("')
    assert "broken" in "".join(refused.value.__notes__)


def test_a_version_that_is_none_is_refused(tmp_path):
    history = History(tmp_path)
    history.save(Perimeter(EXAMPLE))
    with pytest.raises(PerimeterError):
        history.load("telecom", 9)
    with pytest.raises(PerimeterError):
        history.load("nobody")


SAVING = """
import itertools, sys
from pathlib import Path
from parvis.perimeter.versions import EXAMPLE, History, Perimeter
history = History(Path(sys.argv[1]))
for number in itertools.count():
    history.save(Perimeter(EXAMPLE + f"# {number}\\n"))
    print(number, flush=True)
"""


def test_a_save_killed_in_the_middle_loses_no_version_said_to_be_kept(tmp_path):
    saving = subprocess.Popen(
        [sys.executable, "-c", SAVING, tmp_path], stdout=subprocess.PIPE, text=True
    )
    assert saving.stdout.readline()
    time.sleep(0.2)
    os.kill(saving.pid, signal.SIGKILL)
    said = 1 + len(saving.communicate()[0].split())
    history = History(tmp_path)
    kept = history.versions("telecom")
    assert len(kept) in {said, said + 1}
    for version in kept:
        assert history.load("telecom", version.number).version == version.version
    assert history.save(Perimeter(EXAMPLE + "# after\n")).number == len(kept) + 1
