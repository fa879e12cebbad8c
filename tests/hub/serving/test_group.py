"""Processes of one group: begun again when they end, ended together, whatever ends the first."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

CHILD = """
import sys, time
from parvis.hub.serving.group import end_with_parent
end_with_parent()
open(sys.argv[1], "a").write(f"{__import__('os').getpid()}\\n")
time.sleep(float(sys.argv[2]))
"""
PARENT = """
import sys
from parvis.hub.serving.group import Group
run = (sys.executable, "-c", sys.argv[1])
members = {name: (*run, name, wait) for name, wait in (("steady", "600"), ("brief", sys.argv[2]))}
Group(members, lambda line: print(line, flush=True), first_wait=0.05).run()
"""


@pytest.fixture
def group(tmp_path):
    begun = []

    def begin(brief="60"):
        command = (sys.executable, "-c", PARENT, CHILD, brief)
        process = subprocess.Popen(command, cwd=tmp_path, stdout=subprocess.PIPE, text=True)
        begun.append(process)
        return process

    yield begin
    for process in begun:
        process.kill()
        process.communicate()


def until(is_so, seconds=120.0):
    end = time.monotonic() + seconds
    while not is_so():
        assert time.monotonic() < end, "it did not come"
        time.sleep(0.02)


def pids(folder, name):
    file = folder / name
    return [int(line) for line in file.read_text().splitlines()] if file.exists() else []


def is_alive(pid):
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return Path(f"/proc/{pid}/stat").read_text().split()[2] != "Z"


def both(folder):
    return len(pids(folder, "steady")) == 1 and len(pids(folder, "brief")) >= 1


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_to_end_ends_all_in_seconds(group, tmp_path, how):
    process = group()
    until(lambda: both(tmp_path))
    children = pids(tmp_path, "steady") + pids(tmp_path, "brief")
    process.send_signal(how)
    assert process.wait(60) == 0
    assert not any(map(is_alive, children))


def test_a_parent_that_is_killed_takes_its_children_along(group, tmp_path):
    process = group()
    until(lambda: both(tmp_path))
    children = pids(tmp_path, "steady") + pids(tmp_path, "brief")
    process.kill()
    process.wait()
    until(lambda: not any(map(is_alive, children)))


def test_what_ends_is_begun_again_later_each_time_and_the_others_go_on(group, tmp_path):
    process = group("0")
    until(lambda: len(pids(tmp_path, "brief")) >= 5)
    steady = pids(tmp_path, "steady")
    assert len(steady) == 1
    assert is_alive(steady[0])
    process.send_signal(signal.SIGTERM)
    told = process.communicate(timeout=60)[0].splitlines()
    assert told[0] == "brief ended with 0; it is begun again in 0.05 s"
    waits = [float(line.rpartition(" in ")[2].removesuffix(" s")) for line in told]
    assert waits[:4] == [0.05, 0.1, 0.2, 0.4]


def test_a_child_that_is_killed_is_begun_again(group, tmp_path):
    group()
    until(lambda: both(tmp_path))
    first = pids(tmp_path, "steady")[0]
    os.kill(first, signal.SIGKILL)
    until(lambda: len(pids(tmp_path, "steady")) == 2)
    assert is_alive(pids(tmp_path, "steady")[1])
