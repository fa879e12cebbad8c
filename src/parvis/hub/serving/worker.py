"""`python -m parvis.hub.serving.worker`: the worker process."""

from __future__ import annotations

import signal
import threading

from parvis.hub.serving.group import end_with_parent
from parvis.hub.serving.setting_up import set_up


def work() -> None:
    """Work until stopped; the job under way is finished."""
    set_up()
    from parvis.hub.work.worker import Worker

    stop = threading.Event()
    for name in (signal.SIGINT, signal.SIGTERM):
        signal.signal(name, lambda *_: stop.set())
    Worker(stop).run()


if __name__ == "__main__":
    end_with_parent()
    work()
