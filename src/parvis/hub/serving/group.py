"""A group of processes: each begun again when it ends, all ended together."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

PATIENCE: Final = 10.0
FRUGAL: Final = {
    "MALLOC_ARENA_MAX": "2",
    "MALLOC_TRIM_THRESHOLD_": "1000000",
    "_RJEM_MALLOC_CONF": "dirty_decay_ms:500,muzzy_decay_ms:500",
}
"""What a process has to say for its memory to be given back when it is not used any more."""
_FIRST_WAIT: Final = 0.5
_LONGEST_WAIT: Final = 30.0
_STEADY: Final = 60.0


@dataclass(slots=True)
class Member:
    """One process of the group.

    Arguments:
        name: by which it is told of.
        command: that runs it.
        wait: seconds before it is begun again.
    """

    name: str
    command: Sequence[str]
    wait: float
    process: subprocess.Popen[bytes] | None = None
    begun: float = 0.0
    next_at: float = field(default=0.0)

    def begin(self) -> None:
        """Begin it; it ends by itself when this process is gone, since its input ends then."""
        told = {**FRUGAL, **os.environ}
        self.process = subprocess.Popen(self.command, stdin=subprocess.PIPE, env=told)  # noqa: S603 - ours
        self.begun = time.monotonic()

    def ended(self) -> int | None:
        """Return what it ended with; None while it runs or waits to be begun again."""
        return None if self.process is None else self.process.poll()


class Group:
    """Runs members until it is asked to end.

    Arguments:
        members: name and command of each.
        tell: what is called with a line whenever one ended by itself.
        first_wait: seconds before one that ended is begun again the first time, doubled each time.
    """

    def __init__(
        self,
        members: Mapping[str, Sequence[str]],
        tell: Callable[[str], None],
        *,
        first_wait: float = _FIRST_WAIT,
    ) -> None:
        self._first_wait = first_wait
        self._members = [Member(name, command, first_wait) for name, command in members.items()]
        self._tell = tell
        self.stop = threading.Event()

    def run(self) -> None:
        """Run until `stop` is set or a signal to end comes, then end all."""
        for name in (signal.SIGINT, signal.SIGTERM):
            signal.signal(name, lambda *_: self.stop.set())
        try:
            while not self.stop.is_set():
                for member in self._members:
                    self._look_after(member)
                self.stop.wait(0.2)
        finally:
            self._end()

    def _look_after(self, member: Member) -> None:
        now = time.monotonic()
        code = member.ended()
        if code is not None:
            steady = now - member.begun > _STEADY
            wait = self._first_wait if steady else member.wait
            member.next_at, member.process = now + wait, None
            member.wait = min(wait * 2, _LONGEST_WAIT)
            self._tell(f"{member.name} ended with {code}; it is begun again in {wait:g} s")
        if member.process is None and now >= member.next_at:
            member.begin()

    def _end(self) -> None:
        running = [m.process for m in self._members if m.process and m.process.poll() is None]
        for process in running:
            process.terminate()
        until = time.monotonic() + PATIENCE
        for process in running:
            try:
                process.wait(max(0.1, until - time.monotonic()))
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def end_with_parent() -> None:
    """Have this process end when the one that began it is gone, however that ended.

    It is asked to end as by its parent, and ends without more ado where it has not in time.
    """

    def watch() -> None:
        while os.read(sys.stdin.fileno(), 1024):
            pass
        os.kill(os.getpid(), signal.SIGTERM)
        time.sleep(PATIENCE)
        os._exit(1)

    threading.Thread(target=watch, daemon=True, name="parent").start()
