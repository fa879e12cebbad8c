"""The figure of contagion: adoptions that friends caused, naively and like beside like."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final, Literal

import polars as pl

from parvis.present.charts.apart import apart
from parvis.present.ledger import number_of
from parvis.present.measured.panels.chance import chance
from parvis.present.panels.panel import Finding, Panel, Table, drawn, how
from parvis.present.theme import LIGHT

if TYPE_CHECKING:
    from collections.abc import Iterator

    from altair import LayerChart

    from parvis.figures import Figure
    from parvis.present.charts.canvas import Canvas
    from parvis.present.measured.desk import MeasureDesk

Verdict = Literal["more", "unclear", "refused"]

_KEYS: Final = (
    *("contagion.matched", "contagion.naive", "contagion.adoptions", "contagion.share"),
    *("contagion.unmatched", "contagion.alike_p"),
)
_WAYS: Final = {"naive": "muted", "matched": "brand-1"}


def panels(desk: MeasureDesk) -> Iterator[Panel]:
    """Yield the figure of contagion; nothing where it was not asked for."""
    if desk.ledger.find("contagion.people") is None:
        return
    verdict, title = told(desk)
    is_told = verdict != "refused"
    matched = desk.ledger.number("contagion.matched") or 0.0
    yield Panel(
        anchor="figure-contagion",
        name=desk.words("contagion.name"),
        title=title,
        subtitle=desk.words("contagion.subtitle") if is_told else "",
        drawings=(drawn(desk, partial(_chart, desk), title),) if is_told else (),
        note=desk.words("contagion.note"),
        table=_table(desk) if is_told else None,
        how=how(desk, *_KEYS),
        finding=Finding(number=desk.signed(matched), sentence=f"{title}.") if is_told else None,
    )


def told(desk: MeasureDesk) -> tuple[Verdict, str]:
    """Return what can be said of contagion, and the sentence that says it.

    Arguments:
        desk: of the report.
    """
    matched = desk.ledger.find("contagion.matched")
    if matched is None or matched.low is None:
        reason = desk.why(matched) if matched else ""
        return "refused", desk.words("contagion.says.refused", reason=reason)
    verdict: Verdict = "more" if matched.low > 0 else "unclear"
    fields = {
        name: desk.signed(desk.ledger.number(f"contagion.{name}") or 0.0)
        for name in ("matched", "naive", "adoptions")
    }
    share = desk.percent(desk.ledger.number("contagion.share") or 0.0)
    between = _between(desk, matched)
    return verdict, desk.words(f"contagion.says.{verdict}", share=share, between=between, **fields)


def _between(desk: MeasureDesk, figure: Figure) -> str:
    low, high = (desk.signed(end or 0.0) for end in (figure.low, figure.high))
    return f"{low} {desk.words('measure.and')} {high}"


def _figures(desk: MeasureDesk) -> Iterator[tuple[str, Figure]]:
    for name in _WAYS:
        figure = desk.ledger.find(f"contagion.{name}")
        if figure:
            yield name, figure


def _chart(desk: MeasureDesk, canvas: Canvas) -> LayerChart:
    return apart(_rows(desk), canvas)


def _rows(desk: MeasureDesk) -> pl.DataFrame:
    rows = [
        {
            "name": desk.words(f"contagion.{name}"),
            "value": number_of(figure),
            "low": figure.low,
            "high": figure.high,
            "text": desk.signed(number_of(figure) or 0.0),
            "colour": LIGHT[_WAYS[name]],
        }
        for name, figure in _figures(desk)
    ]
    return pl.DataFrame(rows)


def _table(desk: MeasureDesk) -> Table:
    rows: list[tuple[str, str, str]] = [
        (
            desk.words(f"contagion.{name}"),
            desk.signed(number_of(figure) or 0.0),
            _between(desk, figure),
        )
        for name, figure in _figures(desk)
    ]
    numbers = {
        name: desk.ledger.number(f"contagion.{name}") or 0.0
        for name in ("adoptions", "unmatched", "alike_p")
    }
    said = {
        "adoptions": desk.tongue.number(numbers["adoptions"]),
        "unmatched": desk.tongue.percent(numbers["unmatched"]),
        "alike": chance(desk, numbers["alike_p"]),
    }
    rows += [(desk.words(f"contagion.{name}"), text, "\u2014") for name, text in said.items()]
    heads = ("what", "adoptions", "interval")
    return Table(
        caption=desk.words("contagion.caption"),
        heads=tuple(desk.words(f"head.{head}") for head in heads),
        rows=tuple(rows),
    )
