"""`python -m parvis.hub.serving.listener`: the process that listens to what is active."""

from __future__ import annotations

import asyncio
import logging
import os
import signal
import subprocess
import sys
import threading
from itertools import count
from typing import TYPE_CHECKING, Final

from parvis.errors import ParvisError
from parvis.hub.serving.group import end_with_parent
from parvis.hub.serving.setting_up import set_up

if TYPE_CHECKING:
    from parvis.hub.listening.public import Task, Teller
    from parvis.live import Listener, Plan

LOG: Final = logging.getLogger(__name__)
LOOKS: Final = 2.0
TELLS: Final = 5.0
AGAIN: Final = 15.0
BRIEF: Final = 0.25
READYING: Final = "parvis.hub.serving.readying"
RECALLED: Final = 100_000
TOGETHER: Final = 2_000
"""A hub shares its machine: it remembers and takes less at once than a listener of its own."""


class Ears:
    """Listens to what is active, and goes by every change: what is under way is kept first.

    Arguments:
        stop: set to end it.
    """

    def __init__(self, stop: threading.Event) -> None:
        self._stop = stop
        self._is_ready = False

    def run(self) -> None:
        """Listen until stopped; a database that is away, or a lake that is held, is waited for."""
        from django.db import Error, close_old_connections

        while not self._stop.is_set():
            try:
                self._listen_once()
            except Error as fault:
                LOG.warning("the database does not answer: %s", fault)
                close_old_connections()
                self._stop.wait(LOOKS)

    def _listen_once(self) -> None:
        """Listen to what is active now, until that is something else."""
        from django.conf import settings

        from parvis.hub.listening import public as listening

        folder = settings.ENVIRONMENT.home / "files"
        folder.mkdir(exist_ok=True)
        task = listening.task(settings.LAKE, folder)
        listening.faults(task.faults)
        listening.ear(task.version)
        if task.plan is None:
            self._rest(task)
            return
        self._ready(task)
        if self._stop.is_set():
            return
        try:
            self._hear(task, task.plan)
        except (ParvisError, OSError) as fault:
            LOG.warning("the listener cannot listen: %s", fault)
            listening.ear(task.version, fault=str(fault))
            self._stop.wait(AGAIN)

    def _rest(self, task: Task) -> None:
        """Wait until there is something to listen to."""
        from parvis.hub.listening import public as listening

        while not self._stop.wait(LOOKS) and listening.version() == task.version:
            listening.ear(task.version)

    def _ready(self, task: Task) -> None:
        """Have compiled what listening needs, once, by a process whose memory goes with it."""
        from parvis.hub.listening import public as listening

        if self._is_ready:
            return
        command = (sys.executable, "-m", READYING)
        with subprocess.Popen(command, stdin=subprocess.PIPE) as child:  # noqa: S603 - ours
            for looks in count():
                if child.poll() is not None or self._stop.wait(BRIEF):
                    break
                if looks * BRIEF % TELLS == 0:
                    listening.ear(task.version)
            child.terminate()
        self._is_ready = True

    def _hear(self, task: Task, plan: Plan) -> None:
        """Run the library's listener, and mind it from a thread of its own."""
        from parvis import live
        from parvis.collect.keys import Keys

        listener = live.Listener(
            plan,
            secrets=Keys.of_environment(os.environ).get,
            recalled=RECALLED,
            together=TOGETHER,
        )
        over = threading.Event()

        async def hear() -> None:
            loop = asyncio.get_running_loop()
            minder = threading.Thread(
                target=self._mind, args=(listener, task, loop, over), name="minder", daemon=True
            )
            minder.start()
            try:
                await listener.run()
            finally:
                over.set()
                await asyncio.to_thread(minder.join, 10.0)

        asyncio.run(hear())

    def _mind(
        self,
        listener: Listener,
        task: Task,
        loop: asyncio.AbstractEventLoop,
        over: threading.Event,
    ) -> None:
        """Tell how sources do, and stop the listener when there is something else to hear."""
        from django.db import Error, connection

        from parvis.hub.listening import public as listening

        teller, waited = listening.Teller(), TELLS
        while not over.wait(LOOKS):
            waited += LOOKS
            try:
                is_other = self._stop.is_set() or listening.version() != task.version
                if waited >= TELLS:
                    teller.tell(listener.states, task.version)
                    waited = 0.0
            except Error as fault:
                LOG.warning("the database does not answer: %s", fault)
                connection.close()
                continue
            if is_other:
                loop.call_soon_threadsafe(listener.stop.set)
        self._last(teller, listener, task)

    @staticmethod
    def _last(teller: Teller, listener: Listener, task: Task) -> None:
        """Tell the last counts of a run, which begin again at nothing with the next."""
        from django.db import Error, connection

        try:
            teller.tell(listener.states, task.version)
        except Error as fault:
            LOG.warning("the last counts are not told: %s", fault)
        finally:
            connection.close()


def listen() -> None:
    """Listen until stopped; what has come is on the disk when this returns."""
    set_up()
    stop = threading.Event()
    for name in (signal.SIGINT, signal.SIGTERM):
        signal.signal(name, lambda *_: stop.set())
    Ears(stop).run()


if __name__ == "__main__":
    end_with_parent()
    listen()
