"""`python -m parvis.hub.serving.market HOME`: the simulated market of a demo, as it happens."""

from __future__ import annotations

import datetime as dt
import signal
import sys
import threading
from pathlib import Path
from typing import Final

from parvis.hub.demo.flow import Flow
from parvis.hub.serving.group import end_with_parent

EVERY: Final = 20.0


def run(home: Path) -> None:
    """Put posts when their time comes, until stopped."""
    stop = threading.Event()
    for name in (signal.SIGINT, signal.SIGTERM):
        signal.signal(name, lambda *_: stop.set())
    flow = Flow(home, dt.datetime.now(dt.UTC))
    while not stop.is_set():
        now = dt.datetime.now(dt.UTC)
        flow.step(now)
        flow.tidy(now)
        stop.wait(EVERY)


if __name__ == "__main__":
    end_with_parent()
    run(Path(sys.argv[1]))
