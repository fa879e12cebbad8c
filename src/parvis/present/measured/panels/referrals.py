"""The figure of referrals: the tree by generation, and how many each person brings."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final, Literal

import polars as pl

from parvis.present.charts.bars import bars
from parvis.present.ledger import number_of
from parvis.present.panels.panel import Finding, Panel, Table, drawn, how
from parvis.present.theme import LIGHT

if TYPE_CHECKING:
    from collections.abc import Iterator

    from parvis.present.measured.desk import MeasureDesk

Verdict = Literal["grows", "fades", "unclear", "refused"]

_KEYS: Final = (
    *("referrals.k", "referrals.counted", "referrals.generation", "referrals.bringers"),
    "referrals.descendants",
)
_DRAWN: Final = 8


def panels(desk: MeasureDesk) -> Iterator[Panel]:
    """Yield the figure of referrals; nothing where there are none."""
    if desk.ledger.find("referrals.people") is None:
        return
    _, title = told(desk)
    rows = _rows(desk)
    k = desk.ledger.number("referrals.k")
    yield Panel(
        anchor="figure-referrals",
        name=desk.words("referrals.name"),
        title=title,
        subtitle=desk.words("referrals.subtitle"),
        drawings=(drawn(desk, partial(bars, rows), title),) if rows.height > 1 else (),
        note=desk.words("referrals.note"),
        table=_table(desk),
        how=how(desk, *_KEYS),
        finding=Finding(number=_k(desk, k), sentence=f"{title}.") if k is not None else None,
    )


def told(desk: MeasureDesk) -> tuple[Verdict, str]:
    """Return whether the tree grows by itself, and the sentence that says it.

    Arguments:
        desk: of the report.
    """
    figure = desk.ledger.find("referrals.k")
    k = number_of(figure) if figure else None
    if figure is None or k is None or figure.low is None or figure.high is None:
        reason = desk.why(figure) if figure else ""
        return "refused", desk.words("referrals.says.refused", reason=reason)
    verdict: Verdict = "grows" if figure.low > 1 else "fades" if figure.high < 1 else "unclear"
    between = desk.bounds(figure, digits=2)
    return verdict, desk.words(f"referrals.says.{verdict}", k=_k(desk, k), between=between)


def _k(desk: MeasureDesk, k: float) -> str:
    return desk.tongue.number(k, digits=2)


def _rows(desk: MeasureDesk) -> pl.DataFrame:
    """A bar a generation, those who came alone first."""
    rows = [
        {
            "name": desk.words("referrals.generation", n=str(row.by["generation"]))
            if row.by["generation"]
            else desk.words("referrals.alone"),
            "value": number_of(row) or 0.0,
            "text": desk.tongue.number(number_of(row) or 0.0),
            "colour": LIGHT["brand-1" if row.by["generation"] else "muted"],
            "tick": None,
        }
        for row in desk.ledger.table("referrals.generation", "generation")[:_DRAWN]
    ]
    return pl.DataFrame(rows, schema_overrides={"tick": pl.Float64})


def _table(desk: MeasureDesk) -> Table:
    k = desk.ledger.number("referrals.k")
    rows = [
        (desk.words("referrals.k"), "\u2014" if k is None else _k(desk, k)),
        (
            desk.words("referrals.counted"),
            desk.tongue.number(desk.ledger.number("referrals.counted") or 0),
        ),
        *_bringers(desk),
        *_first(desk),
    ]
    return Table(
        caption=desk.words("referrals.caption"),
        heads=(desk.words("head.what"), desk.words("head.people")),
        rows=tuple(rows),
    )


def _bringers(desk: MeasureDesk) -> Iterator[tuple[str, str]]:
    """How many people brought none, one, two, and more."""
    found = desk.ledger.table("referrals.bringers", "brought")
    for place, row in enumerate(found, start=1):
        count = int(row.by["brought"])
        if place == len(found):
            name = desk.words("referrals.many", n=desk.tongue.number(count))
        elif count:
            name = desk.words.counted("referrals.some", count)
        else:
            name = desk.words("referrals.none")
        yield name, desk.tongue.number(number_of(row) or 0.0)


def _first(desk: MeasureDesk) -> Iterator[tuple[str, str]]:
    """Those through whom most came, by rank and without a name."""
    for row in desk.ledger.table("referrals.descendants", "rank"):
        rank = row.by["rank"]
        count = desk.ledger.number("referrals.brought", rank=rank) or 0
        every = desk.tongue.number(number_of(row) or 0.0)
        name = desk.words.counted("referrals.through", count, rank=str(rank))
        yield name, every
