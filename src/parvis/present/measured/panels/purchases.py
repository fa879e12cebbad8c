"""The figure of purchases to come: how many, of whom, and how right it was before."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

import polars as pl

from parvis.present.charts.bars import bars
from parvis.present.ledger import number_of
from parvis.present.panels.panel import Finding, Panel, Table, drawn, how, unknown
from parvis.present.theme import LIGHT

if TYPE_CHECKING:
    from collections.abc import Iterator

    from parvis.figures import Figure
    from parvis.present.measured.desk import MeasureDesk

ANCHOR: Final = "figure-purchases"
_KEYS: Final = ("purchases.expected", "purchases.alive", "purchases.tried", "purchases.error")


def panels(desk: MeasureDesk) -> Iterator[Panel]:
    """Yield what customers will buy; nothing where no purchases were given."""
    expected = desk.ledger.find("purchases.expected")
    if expected is None:
        return
    value = number_of(expected)
    if value is None:
        yield unknown(desk, "purchases", *_KEYS)
        return
    title = desk.words(
        "purchases.title",
        expected=desk.tongue.number(value),
        between=_bounds(desk, expected),
        **_span(desk),
    )
    yield Panel(
        anchor=ANCHOR,
        name=desk.words("purchases.name"),
        title=title,
        subtitle=desk.words("purchases.subtitle", weeks=_weeks(desk), **_span(desk)),
        drawings=(drawn(desk, partial(bars, _rows(desk)), _in_words(desk)),),
        note=" ".join((tried(desk), desk.words("purchases.note"))),
        table=_table(desk),
        how=how(desk, *_KEYS),
        finding=Finding(number=desk.tongue.number(value), sentence=f"{title}. {tried(desk)}"),
    )


def tried(desk: MeasureDesk) -> str:
    """Say what a trial on weeks that had not been seen foretold, and whether it held."""
    foretold = desk.ledger.find("purchases.tried", side="foretold")
    came = desk.ledger.number("purchases.tried", side="came")
    if foretold is None or came is None:
        return desk.words("purchases.tried.none")
    fields = {
        "weeks": _weeks(desk),
        "foretold": desk.tongue.number(number_of(foretold) or 0),
        "between": _bounds(desk, foretold),
        "came": desk.tongue.number(came),
    }
    return desk.words("purchases.tried.held" if held(desk) else "purchases.tried.missed", **fields)


def held(desk: MeasureDesk) -> bool:
    """Whether what came lies in the interval that was foretold."""
    foretold = desk.ledger.find("purchases.tried", side="foretold")
    came = desk.ledger.number("purchases.tried", side="came")
    if foretold is None or came is None or foretold.low is None or foretold.high is None:
        return False
    return foretold.low <= came <= foretold.high


def _span(desk: MeasureDesk) -> dict[str, str]:
    """The first day that is foretold, and the last."""
    return {"first": desk.day_of("purchases.from"), "last": desk.day_of("purchases.to")}


def _weeks(desk: MeasureDesk) -> str:
    return desk.tongue.number(desk.ledger.number("purchases.weeks") or 0, digits=1)


def _bounds(desk: MeasureDesk, figure: Figure) -> str:
    return desk.bounds(figure)


def _often(desk: MeasureDesk, figure: Figure) -> str:
    """How often these customers came again, in words."""
    often, most = int(figure.by["again"]), _most(desk)
    key = "never" if often == 0 else "more" if often == most else ""
    if key:
        return desk.words(f"purchases.again.{key}", n=desk.tongue.number(often))
    return desk.words.counted("purchases.again", often)


def _most(desk: MeasureDesk) -> int:
    """From how many times on customers are told together."""
    return max(int(row.by["again"]) for row in desk.ledger.table("purchases.expected", "again"))


def _rows(desk: MeasureDesk) -> pl.DataFrame:
    whole = desk.ledger.number("purchases.expected") or 1.0
    rows = [
        {
            "name": _often(desk, row),
            "value": number_of(row) or 0.0,
            "text": f"{_count(desk, row)} · {_part(desk, row, whole)}",
            "colour": LIGHT["brand-1"],
            "tick": None,
        }
        for row in desk.ledger.table("purchases.expected", "again")
    ]
    return pl.DataFrame(rows, schema_overrides={"tick": pl.Float64})


def _count(desk: MeasureDesk, row: Figure) -> str:
    return desk.tongue.number(number_of(row) or 0.0)


def _part(desk: MeasureDesk, row: Figure, whole: float) -> str:
    return desk.tongue.percent(100 * (number_of(row) or 0.0) / whole, digits=0)


def _in_words(desk: MeasureDesk) -> str:
    """What the picture shows, for who does not see it."""
    rows = desk.ledger.table("purchases.expected", "again")
    return desk.tongue.listing([f"{_often(desk, row)} {_count(desk, row)}" for row in rows])


def _table(desk: MeasureDesk) -> Table:
    heads = ("again", "customers", "alive", "to_come")
    return Table(
        caption=desk.words("purchases.caption"),
        heads=tuple(desk.words(f"head.{head}") for head in heads),
        rows=tuple(_row(desk, row) for row in desk.ledger.table("purchases.expected", "again")),
    )


def _row(desk: MeasureDesk, row: Figure) -> tuple[str, ...]:
    counts = (
        desk.ledger.number(f"purchases.{key}", **row.by) or 0 for key in ("customers", "alive")
    )
    return (_often(desk, row), *(desk.tongue.number(count) for count in counts), _count(desk, row))
