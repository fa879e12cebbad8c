"""What a process and all that it begets cost: the processor's seconds, and memory at its peak."""

from __future__ import annotations

import os
import subprocess
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

EVERY: Final = 1.0
"""Seconds from one look to the next; what a process does in its last ones may be missed."""
_TICK: Final = os.sysconf("SC_CLK_TCK")
_PARENT, _USER, _SYSTEM = 1, 11, 12
"""Fields of /proc/PID/stat after the name."""


class Cost(NamedTuple):
    """What a process cost, with all that it begot.

    Arguments:
        processor: seconds of all cores.
        memory: bytes at the peak; what processes share is counted once (PSS).
    """

    processor: float
    memory: int


def watched(
    command: Sequence[str], env: Mapping[str, str]
) -> tuple[subprocess.CompletedProcess[str], Cost]:
    """Run a command to its end, and look at it every second (Linux).

    Arguments:
        command: the program and its arguments.
        env: of the program.
    """
    spent: dict[int, float] = {}
    peak = 0
    with subprocess.Popen(
        command, env=env, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        while True:
            alive = _seconds_of_all_below(process.pid)
            spent |= alive
            peak = max(peak, sum(map(_memory, alive)))
            with suppress(subprocess.TimeoutExpired):
                out, err = process.communicate(timeout=EVERY)
                break
    done = subprocess.CompletedProcess(command, process.returncode, out, err)
    return done, Cost(sum(spent.values()), peak)


def _seconds_of_all_below(first: int) -> dict[int, float]:
    """The processor's seconds of a process and of all below it."""
    known = {pid: fields for pid in _processes() if (fields := _stat(pid))}
    below, found = {first}, [first]
    while found := [pid for pid, fields in known.items() if int(fields[_PARENT]) in found]:
        below |= {*found}
    return {
        pid: (int(known[pid][_USER]) + int(known[pid][_SYSTEM])) / _TICK
        for pid in below & known.keys()
    }


def _processes() -> list[int]:
    return [int(each.name) for each in Path("/proc").glob("[0-9]*")]


def _stat(pid: int) -> list[str]:
    """The fields of a process after its name; none once it is gone."""
    with suppress(OSError):
        return Path(f"/proc/{pid}/stat").read_text("utf-8").rpartition(")")[2].split()
    return []


def _memory(pid: int) -> int:
    """Bytes that a process holds, its part of what it shares; 0 once it is gone."""
    with suppress(OSError, StopIteration):
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text("utf-8").splitlines()
        return int(next(line for line in lines if line.startswith("Pss:")).split()[1]) * 1024
    return 0
