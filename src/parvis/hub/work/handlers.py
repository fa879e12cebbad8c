"""Which function does which kind of work, and what comes again by itself."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Mapping

    Handler = Callable[[Mapping[str, Any]], None]


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of work.

    Arguments:
        does: it, given what the job was told. It runs inside the transaction that marks the job as
            done, so that what it writes to the database is written once; what it does outside must
            bear being done again.
        lease: how long a worker may be at it.
        attempts: before it is given up.
        in_parts: whether it writes in short transactions of its own instead, between which others
            write: SQLite lets one write at a time. What it did then stands, and bears being done
            again.
    """

    does: Handler
    lease: dt.timedelta
    attempts: int
    in_parts: bool = False


KINDS: Final[dict[str, Kind]] = {}
EVERY: Final[dict[str, dt.timedelta]] = {}


def handles(
    kind: str,
    *,
    lease: dt.timedelta,
    attempts: int = 5,
    every: dt.timedelta | None = None,
    in_parts: bool = False,
) -> Callable[[Handler], Handler]:
    """Have a function do a kind of work; a room does so in its `jobs.py`.

    Arguments:
        kind: as `objectives.reckon`.
        lease: longer than it ever takes.
        attempts: before it is given up, each later than the one before.
        every: how often it comes by itself; None where it is asked for.
        in_parts: as `Kind` has it; for what takes longer than somebody who clicks wants to wait.
    """

    def handled(does: Handler) -> Handler:
        KINDS[kind] = Kind(does, lease, attempts, in_parts)
        if every is not None:
            EVERY[kind] = every
        return does

    return handled
