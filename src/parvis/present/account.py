"""The account of the rows: read, rejected, filtered by reason, kept; it adds up before the eye."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from parvis.present.ledger import number_of

if TYPE_CHECKING:
    from parvis.present.desk import Desk
    from parvis.present.numeral import Numeral

MINUS = "\u2212"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One line: its name, what it means, how many, and where its bar starts and ends, in %."""

    name: str
    meaning: str
    count: Numeral
    sign: str
    start: float
    width: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """All the lines, the sum written out, and what it lacks where it does not add up."""

    entries: tuple[Entry, ...]
    sum: str
    gap: str | None


def account(desk: Desk) -> Account | None:
    """Return the account of the rows; None where the study does not have it."""
    read, kept = desk.ledger.number("rows.read"), desk.ledger.number("mentions.kept")
    if read is None or kept is None:
        return None
    lost = {name: count for name, count in _lost(desk).items() if count}
    gap = read - kept - sum(lost.values())
    number = desk.tongue.number
    written = " + ".join(number(count) for count in (kept, *lost.values()))
    return Account(
        entries=_entries(desk, read, kept, lost),
        sum=f"{number(read)} = {written}",
        gap=desk.words("account.gap", n=number(abs(gap))) if gap else None,
    )


def _lost(desk: Desk) -> dict[str, float]:
    """Rows that do not count, by reason."""
    lost = {"rejected": desk.ledger.number("rows.rejected") or 0}
    for row in desk.ledger.table("mentions.filtered", "reason"):
        lost[str(row.by["reason"])] = number_of(row) or 0
    return lost


def _entries(desk: Desk, read: float, kept: float, lost: dict[str, float]) -> tuple[Entry, ...]:
    """The lines from what was read down to what is kept, as a stair."""
    left, lines = read, [_entry(desk, "read", read, read, read)]
    for name, count in lost.items():
        lines.append(_entry(desk, name, count, left, read))
        left -= count
    return (*lines, _entry(desk, "kept", kept, kept, read))


def _entry(desk: Desk, name: str, count: float, end: float, whole: float) -> Entry:
    """A line whose bar ends at `end` rows of the whole."""
    is_loss, share = name not in {"read", "kept"}, 100 / max(1, whole)
    return Entry(
        name=desk.words.name("reason", name),
        meaning=desk.words.name("meaning", name),
        count=desk.tongue.number(count),
        sign=MINUS if is_loss else "",
        start=round(max(0.0, end - count) * share, 3),
        width=round(count * share, 3),
    )
