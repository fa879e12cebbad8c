"""Listening to a real server, into a lake, until what is waited for was heard."""

from __future__ import annotations

import asyncio
import time
from contextlib import suppress
from typing import TYPE_CHECKING

from parvis.live import EXAMPLE, Listener, parse
from parvis.store import open_lake

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    import polars as pl

    from parvis.live.states import States

BEGINNING = 600.0  # the loops that match queries may have to be compiled first
HEAD = EXAMPLE.partition("[[source]]")[0]


def listen(
    folder: Path,
    source: str,
    until: Callable[[States], bool],
    *,
    secret: str | None = None,
    during: Callable[[], None] = lambda: None,
    patience: float = 60.0,
) -> States:
    """Listen until it is so; `during` is done once the source has answered, well or not.

    Arguments:
        folder: of the lake.
        source: its table in the listen file.
        until: of the states, what is waited for.
        secret: its credentials.
        during: what happens meanwhile, away from the loop.
        patience: seconds, from the first answer.
    """

    async def hearing() -> States:
        table = f'allow_private = ["127.0.0.1", "localhost"]\n{HEAD}\n[[source]]\n{source}'
        listener = Listener(parse(table, folder=folder), secrets=lambda _: secret)
        run = asyncio.create_task(listener.run())
        with suppress(TimeoutError):
            await _until(lambda: _has_answered(listener.states), run, BEGINNING)
            await asyncio.to_thread(during)
            await _until(lambda: until(listener.states), run, patience)
        listener.stop.set()
        return await run

    return asyncio.run(hearing())


async def _until(is_so: Callable[[], bool], run: asyncio.Task[States], patience: float) -> None:
    due = time.monotonic() + patience
    while not is_so():
        if run.done() or time.monotonic() > due:
            raise TimeoutError
        await asyncio.sleep(0.02)


def _has_answered(states: States) -> bool:
    return bool(states.of) and all(
        state.last_success or state.fault for state in states.of.values()
    )


def kept(folder: Path) -> pl.DataFrame:
    """What the lake holds, each row as it arrived."""
    return open_lake(folder / "lake").read("mentions").collect()
