"""What `parvis listen` shows: each source, what came of it, what is wrong with it."""

from __future__ import annotations

import asyncio
import datetime as dt
import json
import os
import signal
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, TypedDict, Unpack

import click
from rich.console import Console
from rich.live import Live
from rich.table import Table
from rich.text import Text

from parvis import live
from parvis.cli.screen import Screen
from parvis.cli.screen_words import WORDS
from parvis.collect.keys import Keys, warnings_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from parvis.cli.screen_words import Language
    from parvis.live.plan import Plan
    from parvis.live.previewing import Change
    from parvis.live.states import States

    Show = Callable[[States, dt.datetime], None]

SHOWN = 100
"""Letters of a text that is shown as an example."""


class HowToListen(TypedDict):
    """What `parvis listen` is told beside its file."""

    once: bool
    coverage: bool
    preview: bool
    samples: int
    days: int
    as_json: bool


def run(path: Path, **how: Unpack[HowToListen]) -> None:
    """Do what `parvis listen` is told: listen, or print coverage or what edits would change."""
    if how["preview"]:
        run_preview(path, samples=how["samples"], as_json=how["as_json"])
    elif how["coverage"]:
        run_coverage(path, days=how["days"], as_json=how["as_json"])
    else:
        run_listen(path, once=how["once"])


def run_listen(path: Path, *, once: bool) -> None:
    """Listen to the sources of a file until stopped, or visit each once."""
    plan = live.load(path)
    keys = Keys.of_environment(os.environ)
    with _shown(plan) as show:
        states = asyncio.run(_listen(plan, keys, show, once=once))
    click.echo(account(states, plan.language))
    for state in states.of.values() if sys.stderr.isatty() else ():
        if state.fault:
            click.echo(f"{state.name}: {state.fault}", err=True)


@contextmanager
def _shown(plan: Plan) -> Iterator[Show]:
    """Give what shows the states: a screen, or where there is none, a line for what is new."""
    screen = Screen(plan.language)
    if not sys.stderr.isatty():
        yield _Log(screen).show
        return
    with Live(console=Console(stderr=True), auto_refresh=False) as drawing:
        yield lambda states, now: drawing.update(screen.drawn(states, now), refresh=True)


class _Log:
    """What is wrong, told once on the standard error when it begins, as for a service."""

    def __init__(self, screen: Screen) -> None:
        self._screen, self._told = screen, set[str]()

    def show(self, states: States, now: dt.datetime) -> None:
        notes = {note for colour, note in self._screen.notes(states, now) if colour != "cyan"}
        for note in sorted(notes - self._told):
            click.echo(note, err=True)
        self._told = notes


async def _listen(plan: Plan, keys: Keys, show: Show, *, once: bool) -> States:
    ending = Ending(plan, keys)

    def tick(states: States) -> None:
        now = dt.datetime.now(dt.UTC)
        states.warnings = ending.warnings(now.date())
        show(states, now)

    listener = live.Listener(plan, secrets=keys.get, tick=tick)
    loop = asyncio.get_running_loop()
    for name in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(name, listener.stop.set)
    return await listener.run(once=once)


class Ending:
    """The keys of a listen file that end within a week; looked up once a day.

    Arguments:
        plan: the listen file.
        keys: all that are kept.
    """

    def __init__(self, plan: Plan, keys: Keys) -> None:
        self._names = {heard.settings.key for heard in plan.heard}
        self._keys, self._of = keys, (dt.date.min, list[str]())

    def warnings(self, today: dt.date) -> list[str]:
        """Return a sentence for each, the next one first.

        Arguments:
            today: the day, in UTC.
        """
        if self._of[0] != today:
            known = [key for key in self._keys.known() if key.name in self._names]
            self._of = today, warnings_of(known, today)
        return self._of[1]


def run_preview(path: Path, *, samples: int, as_json: bool) -> None:
    """Print what an edited listen file would change in its lake, query by query."""
    from parvis.live.previewing import preview

    changes = preview(live.load(path), samples=samples)
    if as_json:
        click.echo(json.dumps([change._asdict() for change in changes], ensure_ascii=False))
        return
    if not changes:
        click.echo("the queries are as they were applied; nothing would change")
    for change in changes:
        click.echo("\n".join(_change(change)))


def _change(change: Change) -> Iterator[str]:
    counts = f"{change.before:,} before, {change.after:,} after"
    yield f"{change.query}: {counts} ({change.come:,} come, {change.gone:,} go)"
    for sign, texts in (("+", change.samples_come), ("-", change.samples_gone)):
        for text in texts:
            plain = " ".join(text.split())
            yield f"  {sign} {plain if len(plain) <= SHOWN else plain[: SHOWN - 1] + '…'}"


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


def account(states: States, language: Language = "en") -> str:
    """Return a line for each source: what became of all that came."""
    words, lines = WORDS[language], []
    for state in states.of.values():
        counts = (
            state.new,
            state.edits,
            state.repeats,
            state.unmatched,
            state.removed,
            state.rejected,
        )
        told = [
            f"{words.number(count)} {part}"
            for count, part in zip(counts, words.parts, strict=True)
            if count
        ]
        lines.append(f"{state.name}: {', '.join(told) or words.nothing}")
    return "\n".join(lines)
