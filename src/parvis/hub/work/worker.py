"""The worker: takes one job after another until it is stopped."""

from __future__ import annotations

import logging
import os
import secrets
import threading
import time
from typing import Final

from django.db import InterfaceError, OperationalError, close_old_connections, connection

from parvis.hub.work import services
from parvis.hub.work.models import Job

LOG: Final = logging.getLogger(__name__)
PAUSE: Final = 0.25
ROOM: Final = 0.12
"""Seconds after a job in which others may write, where one at a time may: SQLite lets none wait in
a line, and whoever writes without a break keeps the others out."""
_UPKEEP: Final = 5.0


class Worker:
    """One at the work.

    Arguments:
        stop: set to end it after the job it is at.
    """

    def __init__(self, stop: threading.Event) -> None:
        self._stop = stop
        self._name = f"{os.getpid()}-{secrets.token_hex(4)}"
        self._upkept = 0.0

    def run(self) -> None:
        """Work until stopped; a database that is away is waited for."""
        while not self._stop.is_set():
            try:
                self._keep_up()
                is_idle = not self.step()
            except (OperationalError, InterfaceError) as fault:
                LOG.warning("the database does not answer: %s", fault)
                close_old_connections()
                is_idle = True
            if is_idle:
                self._stop.wait(PAUSE)

    def step(self) -> bool:
        """Do one job; False where nothing was due."""
        job = services.take(self._name)
        if job is None:
            return False
        begun = time.monotonic()
        _attempt(job)
        if connection.vendor == "sqlite":
            self._stop.wait(min(time.monotonic() - begun, ROOM))
        return True

    def _keep_up(self) -> None:
        if time.monotonic() - self._upkept < _UPKEEP:
            return
        self._upkept = time.monotonic()
        services.reap()
        services.beat()
        services.forget()


def _attempt(job: Job) -> None:
    try:
        services.do(job)
    except services.LostLeaseError:
        LOG.warning("%s took longer than its lease and is another worker's now", job)
    except (OperationalError, InterfaceError):
        raise
    except Exception as fault:  # noqa: BLE001 - whatever a handler does, the worker goes on
        LOG.warning("%s: %r", job, fault)
        services.fail(job, f"{type(fault).__name__}: {fault}")
