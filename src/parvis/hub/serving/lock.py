"""One hub serves a home at a time, and whoever comes second is told which.

Written with the system's own lock and nothing else, since the process that holds it lives as long
as the hub and is to take next to no memory.
"""

from __future__ import annotations

import fcntl
import json
import os
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

from parvis.hub.common.errors import RefusedError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

FILE: Final = "serving.lock"


@contextmanager
def only_one(home: Path, address: str) -> Iterator[None]:
    """Hold a home until the block ends, or the process does, however it ends.

    Arguments:
        home: folder of the hub.
        address: told to whoever comes second.

    Raises:
        RefusedError: another process serves it.
    """
    descriptor = os.open(home / FILE, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        if not _locked(descriptor):
            raise RefusedError(_held(home), code="served")
        told = {"process": os.getpid(), "address": address}
        os.ftruncate(descriptor, 0)
        os.pwrite(descriptor, json.dumps(told).encode(), 0)
        yield
    finally:
        os.close(descriptor)


def is_served(home: Path) -> bool:
    """Tell whether any process serves a home."""
    try:
        descriptor = os.open(home / FILE, os.O_RDWR | os.O_CLOEXEC)
    except FileNotFoundError:
        return False
    try:
        return not _locked(descriptor)
    finally:
        os.close(descriptor)


def _locked(descriptor: int) -> bool:
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _held(home: Path) -> str:
    way_out = "go to that address, end that process, or name another folder (--home)"
    try:
        told = json.loads((home / FILE).read_text("utf-8"))
        whose = f"process {told['process']} at {told['address']}"
    except (ValueError, KeyError):
        whose = "another process"
    return f"{home} is served already, by {whose}. What to do: {way_out}."
