"""The figure of a trial to come: which market, against which, and what it could show."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

import polars as pl

from parvis.present.charts.bars import bars
from parvis.present.ledger import number_of
from parvis.present.panels.panel import Finding, Panel, Table, drawn, how
from parvis.present.theme import LIGHT

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from parvis.figures import Figure
    from parvis.present.measured.desk import MeasureDesk

_KEYS: Final = (
    "pilot.relative",
    "pilot.power",
    "pilot.controls",
    "pilot.smallest",
    "pilot.hoped",
    "pilot.before",
)
_DRAWN: Final = 12
_LISTED: Final = 40
ENOUGH: Final = 80.0  # percent, the chance that a trial is advised to have


def panels(desk: MeasureDesk) -> Iterator[Panel]:
    """Yield the figure of a trial to come; nothing where none is planned."""
    if desk.ledger.find("pilot.hoped"):
        yield _panel(desk)


def best(desk: MeasureDesk) -> Figure | None:
    """Return the market where a trial would show most; None where none can be told."""
    found = desk.ledger.table("pilot.relative", "market")
    return next((row for row in found if number_of(row) is not None), None)


def sentence(desk: MeasureDesk) -> str:
    """Say where to try, and whether that would show what is hoped for."""
    first = best(desk)
    if first is None:
        refused = desk.ledger.find("pilot.relative")
        reason = (desk.why(refused) if refused else "") or desk.words("pilot.empty")
        return desk.words("pilot.refused", reason=reason)
    market = str(first.by["market"])
    power = desk.ledger.number("pilot.power", market=market) or 0.0
    return desk.words.counted(
        f"pilot.says.{'enough' if power >= ENOUGH else 'little'}",
        desk.ledger.number("pilot.periods") or 0,
        market=desk.name(market),
        smallest=desk.percent(number_of(first) or 0.0),
        hoped=desk.percent(desk.ledger.number("pilot.hoped") or 0.0),
        power=desk.tongue.percent(power),
    )


def controls_of(desk: MeasureDesk, market: str) -> str:
    """Return the markets to compare one with, in words."""
    found = desk.ledger.find("pilot.controls", market=market)
    return desk.name(str(found.value)) if found else ""


def _panel(desk: MeasureDesk) -> Panel:
    title = sentence(desk)
    rows = desk.ledger.table("pilot.relative", "market")
    first = best(desk)
    shown = _bars(desk, rows)
    return Panel(
        anchor="figure-pilot",
        name=desk.words("pilot.name"),
        title=title,
        subtitle=desk.words("pilot.subtitle") if first else "",
        drawings=(drawn(desk, partial(bars, shown), title),) if shown.height > 1 else (),
        note=_note(desk) if first else None,
        table=_table(desk, rows) if rows else None,
        how=how(desk, *_KEYS),
        finding=_finding(desk, first, title),
    )


def _note(desk: MeasureDesk) -> str:
    """How the trial is to be read for its power to hold."""
    before = desk.ledger.number("pilot.before") or 0
    return desk.words("pilot.note", before=desk.tongue.number(before))


def _finding(desk: MeasureDesk, first: Figure | None, title: str) -> Finding | None:
    value = number_of(first) if first else None
    return None if value is None else Finding(number=desk.percent(value), sentence=f"{title}.")


def _bars(desk: MeasureDesk, rows: Sequence[Figure]) -> pl.DataFrame:
    """The smallest effect each market could show, a tick where the one hoped for stands."""
    told = [(row, value) for row in rows if (value := number_of(row)) is not None]
    drawn_rows = [
        {
            "name": desk.name(str(row.by["market"])),
            "value": value,
            "text": desk.percent(value),
            "colour": LIGHT["brand-1" if place == 0 else "muted"],
            "tick": desk.ledger.number("pilot.hoped"),
        }
        for place, (row, value) in enumerate(told[:_DRAWN])
    ]
    return pl.DataFrame(drawn_rows, schema_overrides={"tick": pl.Float64})


def _table(desk: MeasureDesk, rows: Sequence[Figure]) -> Table:
    def row(figure: Figure) -> tuple[str, ...]:
        market = str(figure.by["market"])
        power = desk.ledger.number("pilot.power", market=market)
        value = number_of(figure)
        return (
            desk.name(market),
            controls_of(desk, market),
            "\u2014" if value is None else desk.percent(value),
            "\u2014" if power is None else desk.tongue.percent(power),
        )

    return Table(
        caption=desk.words("pilot.caption"),
        heads=tuple(desk.words(f"head.{h}") for h in ("market", "beside", "smallest", "power")),
        rows=tuple(row(figure) for figure in rows[:_LISTED]),
        texts=2,
    )
