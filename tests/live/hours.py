"""An event loop whose clock jumps to the next thing that is due: a day passes in moments."""

from __future__ import annotations

import asyncio
import datetime as dt
import selectors
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Coroutine

BEGIN = dt.datetime(2026, 11, 2, tzinfo=dt.UTC)


class _Jumping(selectors.DefaultSelector):
    """Waits for nothing: time is put forward instead."""

    passed = 0.0

    def select(self, timeout: float | None = None) -> list[Any]:
        ready = super().select(0)
        if not ready and timeout:
            self.passed += max(timeout, 1e-6)  # less is lost in rounding
        return ready


class Hours(asyncio.SelectorEventLoop):
    """A loop in which only sleeping takes time."""

    def __init__(self) -> None:
        self._jumping = _Jumping()
        super().__init__(self._jumping)

    def time(self) -> float:
        return self._jumping.passed

    def now(self) -> dt.datetime:
        """The time, aware."""
        return BEGIN + dt.timedelta(seconds=self.time())


def pass_time(act: Coroutine[Any, Any, None], loop: Hours) -> None:
    """Run until it is done, however many hours that takes."""
    try:
        loop.run_until_complete(act)
    finally:
        loop.close()
