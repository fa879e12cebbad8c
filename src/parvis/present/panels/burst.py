"""Bursts as a report reads them from the figures of a study."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import polars as pl

from parvis.present.ledger import number_of

if TYPE_CHECKING:
    from parvis.figures import Figure
    from parvis.present.ledger import Ledger

RULES = ("usual", "z_score", "twelve")
_SINGLE = (
    *("start", "end", "day", "level", "mentions", "expected", "voices", "first"),
    *("negative", "shift", "coordinated"),
)
_DAYS = {
    "day": pl.Date,
    "mentions": pl.Float64,
    "expected": pl.Float64,
    "low": pl.Float64,
    "high": pl.Float64,
}


@dataclass(frozen=True, slots=True)
class Burst:
    """A burst.

    Arguments:
        rank: among all, from 1.
        brand: of which.
        figures: name, as `mentions`, to figure.
        words, hubs: the most telling first.
        delays: rule to the minutes until its alarm; None where there is none.
    """

    rank: int
    brand: str
    figures: dict[str, Figure]
    words: list[str] = field(default_factory=list)
    hubs: list[str] = field(default_factory=list)
    delays: dict[str, float | None] = field(default_factory=dict)

    def text(self, name: str) -> str:
        """Return one of its figures that is a text; nothing where it is unknown."""
        return str(self.figures[name].value or "")

    def number(self, name: str) -> float:
        """Return one of its figures that is a number; 0 where it is unknown."""
        return number_of(self.figures[name]) or 0.0

    def moment(self, name: str) -> dt.datetime:
        """Return its start or its end."""
        return dt.datetime.fromisoformat(self.text(name))

    @property
    def day(self) -> dt.date:
        """Its fullest day."""
        return dt.date.fromisoformat(self.text("day"))

    @property
    def times(self) -> float:
        """How many times what was expected."""
        return self.number("mentions") / max(1.0, self.number("expected"))


@dataclass(frozen=True, slots=True)
class Change:
    """A change in what is collected.

    Arguments:
        kind: start, stop, gap or first fetch.
        brand: None where it is of all.
        day, until: first day, and the day it resumed after a gap.
        medium: of which.
        before, after: mentions a day; in all, of a first fetch.
    """

    kind: str
    brand: str | None
    day: dt.date
    until: dt.date | None
    medium: str
    before: float
    after: float


def bursts_of(ledger: Ledger) -> list[Burst]:
    """Return the bursts of a study, the strongest first.

    Arguments:
        ledger: of its figures.
    """
    found: dict[tuple[int, str], dict[str, Figure]] = defaultdict(dict)
    for name in _SINGLE:
        for row in ledger.table(f"bursts.{name}", "brand", "burst"):
            found[int(row.by["burst"]), str(row.by["brand"])][name] = row
    bursts = [Burst(rank, brand, figures) for (rank, brand), figures in sorted(found.items())]
    by_rank = {burst.rank: burst for burst in bursts}
    for name, of in (("word", "words"), ("hub", "hubs")):
        for row in ledger.table(f"bursts.{name}", "brand", "burst", "rank"):
            getattr(by_rank[int(row.by["burst"])], of).append(str(row.value))
    for row in ledger.table("bursts.delay", "brand", "burst", "rule"):
        by_rank[int(row.by["burst"])].delays[str(row.by["rule"])] = number_of(row)
    return bursts


def days_of(ledger: Ledger, brand: str) -> pl.DataFrame:
    """Return what was said and expected of a brand each day that was collected.

    Arguments:
        ledger: of the figures.
        brand: of which.
    """
    said = {row.by["day"]: row.value for row in _of(ledger, "bursts.said", brand)}
    rows = [
        (
            dt.date.fromisoformat(str(row.by["day"])),
            said[row.by["day"]],
            row.value,
            row.low,
            row.high,
        )
        for row in _of(ledger, "bursts.usual", brand)
    ]
    return pl.DataFrame(rows, _DAYS, orient="row").sort("day")


def _of(ledger: Ledger, key: str, brand: str) -> list[Figure]:
    return [row for row in ledger.table(key, "brand", "day") if row.by["brand"] == brand]


def changes_of(ledger: Ledger) -> list[Change]:
    """Return the changes of collection, in the order of time.

    Arguments:
        ledger: of the figures.
    """
    of_all = ("source", "medium", "kind", "day")
    rows = [
        *ledger.table("collection.after", *of_all),
        *ledger.table("collection.after", "brand", *of_all),
    ]
    changes = [_change(ledger, row) for row in rows]
    return sorted(changes, key=lambda change: (change.day, change.brand or ""))


def _change(ledger: Ledger, row: Figure) -> Change:
    until = ledger.find("collection.until", **row.by)
    return Change(
        kind=str(row.by["kind"]),
        brand=str(row.by["brand"]) if "brand" in row.by else None,
        day=dt.date.fromisoformat(str(row.by["day"])),
        until=dt.date.fromisoformat(str(until.value)) if until else None,
        medium=str(row.by["medium"]),
        before=ledger.number("collection.before", **row.by) or 0.0,
        after=number_of(row) or 0.0,
    )
