"""The chain: what a line's mark is made of, and whether all of them hold."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Iterable

    from parvis.hub.audit.models import Line

START: Final = "0" * 64


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether the chain holds.

    Arguments:
        lines: that were read.
        mark: of the last line that holds.
        broken_at: the first line that does not; None where all do.
        why: it does not.
    """

    lines: int
    mark: str
    broken_at: int | None = None
    why: str = ""


def mark_of(line: Line, previous: str) -> str:
    """Return the SHA-256 of a line and of the mark before it.

    The text that is hashed is JSON with its keys sorted and times in UTC to the microsecond, so
    that anybody can compute it again from an export.
    """
    said: dict[str, Any] = {
        "seq": line.seq,
        "at": line.at.astimezone(dt.UTC).isoformat(timespec="microseconds"),
        "act": line.act,
        "actor": line.actor_id,
        "path": line.path,
        "about": line.about,
        "told": line.told,
        "previous": previous,
    }
    text = json.dumps(said, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def check(lines: Iterable[Line]) -> Verdict:
    """Walk lines from the first on, and stop at the one that was changed, taken out or put in."""
    read, mark = 0, START
    for line in lines:
        fault = _fault(line, read + 1, mark)
        if fault:
            return Verdict(read, mark, line.seq, fault)
        read, mark = line.seq, line.mark
    return Verdict(read, mark)


def _fault(line: Line, seq: int, previous: str) -> str:
    if line.seq != seq:
        return f"line {seq} is missing"
    if line.previous != previous:
        return "it does not follow the line before it"
    return "" if line.mark == mark_of(line, previous) else "it was changed after it was written"
