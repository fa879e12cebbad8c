"""One writer at a time, and a killed one does not stand in the way."""

from __future__ import annotations

import os
import signal
import subprocess
import sys

import pytest

from parvis.errors import LeaseError
from parvis.store import DeltaLake
from parvis.store.lease import holder_of
from tests.store.making import ids_in, posts

HOLD = """
import sys, time
from parvis.store import DeltaLake
with DeltaLake(sys.argv[1]).writing("listening"):
    print("held", flush=True)
    time.sleep(60)
"""


def hold(lake):
    """A process that holds the lease."""
    command = [sys.executable, "-c", HOLD, str(lake.root)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    assert process.stdout.readline() == "held\n"
    return process


def test_a_second_writer_is_refused_with_the_name_of_the_first(lake):
    process = hold(lake)
    try:
        with pytest.raises(LeaseError) as refused, lake.writing():
            pass
        told = str(refused.value)
        assert f"process {process.pid} on" in told
        assert "listening" in told
        assert "What to do" in told
    finally:
        process.kill()
        process.wait()


def test_a_second_writer_in_the_same_process_is_refused(lake):
    with lake.writing(), pytest.raises(LeaseError), DeltaLake(lake.root).writing():
        pass


def test_the_lease_of_a_killed_process_is_taken_over(lake):
    process = hold(lake)
    os.kill(process.pid, signal.SIGKILL)
    process.wait()
    assert holder_of(lake.root).process == process.pid
    with lake.writing("after the crash") as writer:
        assert holder_of(lake.root).process == os.getpid()
        writer.append("mentions", posts([1]))
    assert holder_of(lake.root) is None
    assert ids_in(lake) == ["x:1"]


def test_readers_need_no_lease(lake):
    with lake.writing() as writer:
        writer.append("mentions", posts([1]))
    process = hold(lake)
    try:
        assert ids_in(lake) == ["x:1"]
    finally:
        process.kill()
        process.wait()
