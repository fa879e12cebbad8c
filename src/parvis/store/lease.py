"""The lease: one process writes a lake at a time, and all others know which."""

from __future__ import annotations

import datetime as dt
import fcntl
import os
import socket
from contextlib import contextmanager
from typing import TYPE_CHECKING

import msgspec
from typing_extensions import override

from parvis.errors import LeaseError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

FILE = "writer.lease"


class Holder(msgspec.Struct, frozen=True):
    """Who writes.

    Arguments:
        process: its number.
        host: the machine it runs on.
        since: when it began, in UTC.
        purpose: what for, in words.

    >>> print(Holder(41, "desk", dt.datetime(2026, 3, 1, 9, tzinfo=dt.UTC), "listening"))
    process 41 on desk since 2026-03-01 09:00 UTC, listening
    """

    process: int
    host: str
    since: dt.datetime
    purpose: str = ""

    @override
    def __str__(self) -> str:
        told = f"process {self.process} on {self.host} since {self.since:%Y-%m-%d %H:%M} UTC"
        return f"{told}, {self.purpose}" if self.purpose else told


@contextmanager
def lease(folder: Path, purpose: str = "") -> Iterator[Holder]:
    """Hold the right to write a lake, until the block ends or the process does.

    The system keeps the lock and lets it go when the process dies, however it dies; so what a
    killed writer leaves behind is a name in a file, which the next one replaces. The file itself
    stays: were it removed, two writers could hold locks on two files of one name.

    Arguments:
        folder: of the lake, on a disk of this machine.
        purpose: what for, told to whoever comes second.

    Raises:
        LeaseError: another writer is at work; the message says which.

    >>> import tempfile
    >>> from pathlib import Path
    >>> folder = Path(tempfile.mkdtemp())
    >>> with lease(folder, "listening") as holder:
    ...     with lease(folder):
    ...         pass
    Traceback (most recent call last):
    parvis.errors.LeaseError: ...
    """
    descriptor = os.open(folder / FILE, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise LeaseError.held(folder, str(holder_of(folder) or "unknown")) from error
        yield _signed(descriptor, purpose)
        os.ftruncate(descriptor, 0)
    finally:
        os.close(descriptor)


def holder_of(folder: Path) -> Holder | None:
    """Return who signed the lease last and did not sign off; they may have been killed since.

    >>> import tempfile
    >>> from pathlib import Path
    >>> holder_of(Path(tempfile.mkdtemp())) is None
    True
    """
    try:
        return msgspec.json.decode((folder / FILE).read_bytes(), type=Holder)
    except (FileNotFoundError, msgspec.DecodeError):
        return None


def _signed(descriptor: int, purpose: str) -> Holder:
    now = dt.datetime.now(dt.UTC).replace(microsecond=0)
    holder = Holder(os.getpid(), socket.gethostname(), now, purpose)
    os.ftruncate(descriptor, 0)
    os.pwrite(descriptor, msgspec.json.encode(holder), 0)
    return holder
