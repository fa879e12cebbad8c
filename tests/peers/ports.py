"""Ports that nobody uses, and waiting until somebody does."""

from __future__ import annotations

import socket
import time
from contextlib import closing


def free_port() -> int:
    """A port of this machine that is free now."""
    with closing(socket.socket()) as found:
        found.bind(("127.0.0.1", 0))
        return found.getsockname()[1]


def is_open(port: int, *, within: float = 20.0) -> bool:
    """Whether a server listens at a port, within some seconds."""
    due = time.monotonic() + within
    while time.monotonic() < due:
        with closing(socket.socket()) as knocking:
            if knocking.connect_ex(("127.0.0.1", port)) == 0:
                return True
        time.sleep(0.05)
    return False
