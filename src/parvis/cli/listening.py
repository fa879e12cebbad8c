"""What `parvis listen` shows: each source, what came of it, what is wrong with it."""

from __future__ import annotations

import asyncio
import datetime as dt
import os
import signal
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import click
from rich.console import Console
from rich.live import Live
from rich.table import Table
from rich.text import Text

from parvis import live
from parvis.collect.keys import Keys

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from parvis.live.plan import Plan
    from parvis.live.states import State, States

HEADS = ("source", "kind", "now", "new", "edits", "held", "unmatched", "rejected", "last mention")


def run_listen(path: Path, *, once: bool) -> None:
    """Listen to the sources of a file until stopped, or visit each once."""
    plan = live.load(path)
    with _screen(shown=sys.stderr.isatty()) as tick:
        states = asyncio.run(_listen(plan, tick, once=once))
    click.echo(account(states))
    for state in states.of.values():
        if state.fault:
            click.echo(f"{state.name}: {state.fault}", err=True)


@contextmanager
def _screen(*, shown: bool) -> Iterator[Callable[[States], None]]:
    """Give a function that draws the states; it draws nothing where there is no terminal."""
    if not shown:
        yield lambda _: None
        return
    with Live(console=Console(stderr=True), auto_refresh=False) as screen:
        yield lambda states: screen.update(drawn(states, dt.datetime.now(dt.UTC)), refresh=True)


async def _listen(plan: Plan, tick: Callable[[States], None], *, once: bool) -> States:
    listener = live.Listener(plan, secrets=Keys.of_environment(os.environ).get, tick=tick)
    loop = asyncio.get_running_loop()
    for name in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(name, listener.stop.set)
    return await listener.run(once=once)


def drawn(states: States, now: dt.datetime) -> Table:
    """Draw the sources as a table.

    Arguments:
        states: of the sources.
        now: aware.
    """
    table = Table(box=None, pad_edge=False)
    for head in HEADS:
        table.add_column(head, justify="right" if head in HEADS[3:8] else "left")
    for state in states.of.values():
        table.add_row(*_row(state, now))
    if states.full or states.doing:
        table.caption = states.full or states.doing
    return table


def _row(state: State, now: dt.datetime) -> tuple[Text, ...]:
    counts = (state.new, state.edits, state.repeats, state.unmatched, state.rejected)
    cells = (
        state.name,
        state.kind,
        _standing(state, now),
        *(f"{count:,}" for count in counts),
        _ago(state.last_mention, now),
    )
    return tuple(Text(cell) for cell in cells)


def _standing(state: State, now: dt.datetime) -> str:
    if state.fault:
        return f"failing: {state.fault[:60]}"
    if state.next_visit:
        seconds = max(0, round((state.next_visit - now).total_seconds()))
        return f"next in {seconds} s"
    return state.standing


def _ago(then: dt.datetime | None, now: dt.datetime) -> str:
    if then is None:
        return "never"
    seconds = max(0, round((now - then).total_seconds()))
    for unit, size in (("d", 86_400), ("h", 3_600), ("min", 60)):
        if seconds >= 2 * size:
            return f"{seconds // size} {unit} ago"
    return f"{seconds} s ago"


def run_coverage(path: Path, *, days: int, as_json: bool) -> None:
    """Print what each source gave each day, beside what was to be expected of it."""
    from parvis.live.covering import covered

    found = covered(live.load(path), days=days, now=dt.datetime.now(dt.UTC))
    if as_json:
        click.echo(found.write_json())
        return
    table = Table(box=None, pad_edge=False)
    for head in ("source", "day", "expected", "received", "rejected", "late", "history"):
        table.add_column(head, justify="left" if head in {"source", "day"} else "right")
    for row in found.iter_rows(named=True):
        table.add_row(*map(Text, _covered(row)))
    Console().print(table)


def _covered(row: dict[str, Any]) -> tuple[str, ...]:
    expected = "not known yet"
    if row["expected"] is not None:
        expected = f"{row['expected']:,.0f} ({row['low']:,.0f} to {row['high']:,.0f})"
    counts = (row[name] for name in ("received", "rejected", "late", "backfilled"))
    return (row["via"], str(row["day"]), expected, *(f"{count:,}" for count in counts))


def account(states: States) -> str:
    """Return a line for each source: what became of all that came."""
    lines = []
    for state in states.of.values():
        parts = (
            (state.new, "new"),
            (state.edits, "edits"),
            (state.repeats, "held already"),
            (state.unmatched, "unmatched"),
            (state.removed, "taken down"),
            (state.rejected, "could not be read"),
        )
        told = ", ".join(f"{count:,} {word}" for count, word in parts if count) or "nothing came"
        lines.append(f"{state.name}: {told}")
    return "\n".join(lines)
