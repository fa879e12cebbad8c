"""Figures that count people by some name: each name's people, their share, its interval."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

import polars as pl

from parvis.present.ledger import number_of
from parvis.present.panels.panel import Table
from parvis.present.theme import LIGHT

if TYPE_CHECKING:
    from collections.abc import Callable

    from parvis.figures import Figure
    from parvis.present.desk import Desk

DRAWN: Final = 12
_NOTHING: Final = "—"


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """Some of the people: the names they are counted under, how many, and their share."""

    names: tuple[str, ...]
    people: float
    share: Figure | None

    @property
    def percent(self) -> float:
        """Their share, 0 where it is unknown."""
        return (number_of(self.share) if self.share else None) or 0.0


def parts_of(desk: Desk, key: str, *dimensions: str) -> list[Part]:
    """Return the parts of a figure that counts people, in the order of the study.

    Arguments:
        desk: of the report.
        key: of the count; the share is under the same key with `_share`.
        dimensions: exactly those of the figure.
    """
    return [
        Part(
            names=tuple(str(row.by[name]) for name in dimensions),
            people=people,
            share=desk.ledger.find(f"{key}_share", **row.by),
        )
        for row in desk.ledger.table(key, *dimensions)
        if (people := number_of(row)) is not None
    ]


def told(parts: list[Part]) -> Literal["title", "close"]:
    """Say whether the first stands out, or chance may have put it before the second.

    Arguments:
        parts: as `parts_of` returns them, the largest first.
    """
    shares = [part.share for part in parts[:2]]
    if len(shares) < 2 or shares[0] is None or shares[1] is None:
        return "title"
    low, high = shares[0].low, shares[1].high
    return "close" if low is not None and high is not None and low < high else "title"


def bars_of(desk: Desk, parts: list[Part], name: Callable[[Part], str]) -> pl.DataFrame:
    """Return the bars of the first parts: shares with their intervals, labelled with people.

    Arguments:
        desk: of the report.
        parts: as `parts_of` returns them.
        name: of a part, as it is printed.
    """
    columns = {"name": str, "value": float, "text": str, "colour": str, "tick": float}
    rows = [
        (
            name(part),
            part.percent,
            _label(desk, part),
            LIGHT["muted"],
            None,
            part.share.low if part.share else None,
            part.share.high if part.share else None,
        )
        for part in parts[:DRAWN]
    ]
    return pl.DataFrame(rows, columns | {"low": float, "high": float}, orient="row")


def _label(desk: Desk, part: Part) -> str:
    people = desk.words.counted("network.people", part.people)
    return f"{desk.tongue.percent(part.percent)} · {people}"


def table_of(
    desk: Desk, parts: list[Part], name: Callable[[Part], str], *, caption: str, head: str
) -> Table:
    """Return the table of all parts.

    Arguments:
        desk: of the report.
        parts: as `parts_of` returns them.
        name: of a part, as it is printed.
        caption: key of its caption.
        head: key of the head over the names, under `head`.
    """
    heads = (head, "people", "part", "between")
    return Table(
        caption=desk.words(caption),
        heads=tuple(desk.words(f"head.{one}") for one in heads),
        rows=tuple(_row(desk, part, name(part)) for part in parts),
    )


def _row(desk: Desk, part: Part, name: str) -> tuple[str, ...]:
    low, high = (part.share.low, part.share.high) if part.share else (None, None)
    between = _NOTHING if low is None or high is None else desk.tongue.interval(low, high)
    people = desk.tongue.number(part.people)
    return name, people, desk.tongue.percent(part.percent, digits=1), between
