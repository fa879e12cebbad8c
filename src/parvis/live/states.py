"""How each source is doing, as the screen shows it and the gap detector judges it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, TypeAlias

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable

Standing: TypeAlias = Literal["starting", "reading", "held up", "waiting", "failing", "stopped"]

DOUBTED_AFTER = 2.0
"""Expected intervals between two successes, after which a source counts as stalled."""


@dataclass(slots=True, kw_only=True)
class State:
    """How a source is doing.

    Arguments:
        name, kind: of the source.
        every: seconds between two visits, or the longest silence of a stream.
        standing: what it does now; held up, where its page finds no room in the queue.
        read: mentions that came: `new`, `edits` of those held, `repeats` of what is held or was
            erased, and `unmatched` by any query add up to them.
        rejected: what came and could not be read.
        removed: mentions that the source took down.
        last_success: when it last answered as it should.
        last_mention: when the newest mention of it was published.
        next_visit: when it is asked again.
        fault: what went wrong at the last visit, in words; None where nothing did.
        failures: visits in a row that failed.
    """

    name: str
    kind: str
    every: float
    began: dt.datetime
    standing: Standing = "starting"
    read: int = 0
    new: int = 0
    edits: int = 0
    repeats: int = 0
    unmatched: int = 0
    rejected: int = 0
    removed: int = 0
    last_success: dt.datetime | None = None
    last_mention: dt.datetime | None = None
    next_visit: dt.datetime | None = None
    fault: str | None = None
    failures: int = 0
    silent: str | None = None

    def succeeded(self, now: dt.datetime) -> None:
        """Note that the source answered as it should."""
        self.last_success, self.fault, self.failures = now, None, 0

    def failed(self, fault: str) -> None:
        """Note that a visit failed, and why."""
        self.fault, self.failures, self.standing = fault, self.failures + 1, "failing"

    def is_stalled(self, now: dt.datetime) -> bool:
        """Tell whether it has not answered for two of its intervals, though nothing holds it up."""
        if self.standing in {"held up", "stopped"}:
            return False
        since = self.last_success or self.began
        return (now - since).total_seconds() > DOUBTED_AFTER * self.every


@dataclass(slots=True)
class States:
    """All sources by name, what is done beside them, why the lake takes nothing, and warnings."""

    of: dict[str, State] = field(default_factory=dict)
    doing: str | None = None
    full: str | None = None
    warnings: list[str] = field(default_factory=list)

    def is_marking(self, done: int, whole: int) -> None:
        """Note how far an edited perimeter is applied to the lake."""
        self.doing = f"the queries changed: {done:,} of {whole:,} mentions are marked anew"

    def gaps(self, now: dt.datetime) -> Iterable[tuple[State, str]]:
        """Yield each source that is silent beyond what is expected of it, and why it is thought so.

        Arguments:
            now: aware.
        """
        for state in self.of.values():
            if state.is_stalled(now):
                since = state.last_success or state.began
                told = f"no answer since {since:%Y-%m-%d %H:%M:%S} UTC"
                yield state, f"{told}: {state.fault}" if state.fault else told
            elif state.silent:
                yield state, state.silent
