"""The screen of `parvis listen`: each source in a line, and under them what is wrong."""

from __future__ import annotations

import datetime as dt
from collections import deque
from typing import TYPE_CHECKING, Final, Literal

from rich.console import Group
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from parvis.cli.screen_words import WORDS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rich.console import RenderableType

    from parvis.cli.screen_words import Language
    from parvis.live.states import State, States

WIDTHS: Final = (None, 14, 13, 9, 7, 8, 6)
"""Of its columns; the name of a source takes what is left, 17 of 80."""

NUMBER: Final = 9

Side = Literal["left", "right"]

ENDED: Final = frozenset({"stopped", "failing"})

RATED: Final = dt.timedelta(minutes=5)
"""Over how long a rate is taken."""


class Screen:
    """Draws how the sources are; keeps what it saw of late, from which rates are.

    Arguments:
        language: in which it speaks.

    >>> from parvis.live.states import States
    >>> Screen("fr").heads()[:2]
    ('source', 'état')
    """

    def __init__(self, language: Language = "en") -> None:
        self._words = WORDS[language]
        self._seen: deque[tuple[dt.datetime, dict[str, int]]] = deque()

    def heads(self) -> tuple[str, ...]:
        """The heads of its columns."""
        return self._words.heads

    def drawn(self, states: States, now: dt.datetime) -> RenderableType:
        """Draw the sources as they are.

        Arguments:
            states: of the sources.
            now: aware.
        """
        self._remember(states, now)
        table = Table(box=None, padding=(0, 1, 0, 0), pad_edge=False, expand=True)
        for head, width in zip(self.heads(), WIDTHS, strict=True):
            side: Side = "left" if width is None or width > NUMBER else "right"
            table.add_column(
                Text(head, "bold"),
                justify=side,
                no_wrap=True,
                width=width,
                ratio=1 if width is None else None,
            )
        for state in states.of.values():
            table.add_row(*self._row(state, now))
        notes = (
            Padding(Text(note, style), (0, 0, 0, 2)) for style, note in self.notes(states, now)
        )
        is_over = all(state.standing in ENDED for state in states.of.values())
        return Group(table, Text(""), *notes, *[Text(self._words.stop, "dim")][is_over:])

    def notes(self, states: States, now: dt.datetime) -> Iterator[tuple[str, str]]:
        """Yield what is wrong or under way, each with its colour.

        Arguments:
            states: of the sources.
            now: aware.
        """
        words = self._words
        gaps = {state.name: why for state, why in states.gaps(now)}
        for state in states.of.values():
            if state.fault:
                yield "red", words.failing.format(name=state.name, why=state.fault)
            if state.name in gaps and state.fault is None:
                yield "yellow", words.silent.format(name=state.name, why=gaps[state.name])
        for told in states.warnings:
            yield "yellow", told
        if states.full:
            yield "red", words.full.format(why=states.full)
        if states.doing:
            yield "cyan", states.doing

    def _row(self, state: State, now: dt.datetime) -> Iterator[Text]:
        style = "red" if state.fault else "yellow" if state.silent else ""
        yield Text(state.name)
        yield Text(self._standing(state, now), style)
        yield Text(self._last(state, now))
        for count in (state.new, self._rate(state, now), state.unmatched, state.rejected):
            yield Text(self._words.number(count))

    def _standing(self, state: State, now: dt.datetime) -> str:
        words = self._words
        if state.next_visit:
            wait = self._span(max(0, round((state.next_visit - now).total_seconds())))
            return (words.again if state.fault else words.next).format(wait=wait)
        return words.failed if state.fault else words.standing[state.standing]

    def _last(self, state: State, now: dt.datetime) -> str:
        if state.last_mention is None:
            return self._words.undated if state.read else self._words.never
        past = max(0, round((now - state.last_mention).total_seconds()))
        return self._words.ago.format(wait=self._span(past))

    def _span(self, seconds: int) -> str:
        """Seconds in the largest unit of which there are two."""
        for unit, size in ((self._words.day, 86_400), ("h", 3_600), ("min", 60)):
            if seconds >= 2 * size:
                return f"{seconds // size} {unit}"
        return f"{seconds} s"

    def _remember(self, states: States, now: dt.datetime) -> None:
        self._seen.append((now, {name: state.new for name, state in states.of.items()}))
        while self._seen[0][0] < now - RATED:
            self._seen.popleft()

    def _rate(self, state: State, now: dt.datetime) -> float:
        """New mentions a minute."""
        then, counts = self._seen[0]
        minutes = max((now - then).total_seconds() / 60, 1.0)
        return (state.new - counts.get(state.name, 0)) / minutes
