"""The figure of engaged units: what they do better, raw and at equal maturity."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final, Literal

import polars as pl

from parvis.present.charts.apart import apart
from parvis.present.ledger import number_of
from parvis.present.measured.effects import signed
from parvis.present.measured.panels.days import axis_unit
from parvis.present.panels.panel import Finding, Panel, Table, drawn, how
from parvis.present.theme import LIGHT

if TYPE_CHECKING:
    from collections.abc import Iterator

    from altair import LayerChart

    from parvis.figures import Figure
    from parvis.present.charts.canvas import Canvas
    from parvis.present.measured.desk import MeasureDesk

Verdict = Literal["more", "less", "unclear", "refused"]

ANCHOR: Final = "figure-maturity"
_KEYS: Final = ("maturity.adjusted", "maturity.raw", "maturity.gap", "maturity.units")
_WAYS: Final = {"raw": "muted", "adjusted": "brand-1"}


def panels(desk: MeasureDesk) -> Iterator[Panel]:
    """Yield the figure of engaged units; nothing where they were not asked for."""
    if not is_asked(desk):
        return
    verdict, title = told(desk)
    is_told = verdict != "refused"
    yield Panel(
        anchor=ANCHOR,
        name=desk.words("maturity.name"),
        title=title,
        subtitle=desk.words("maturity.subtitle") if is_told else "",
        drawings=(drawn(desk, partial(_chart, desk), title),) if is_told else (),
        note=_note(desk) if is_told else None,
        table=_table(desk) if is_told else None,
        how=how(desk, *_KEYS),
        finding=Finding(number=_short(desk, "adjusted"), sentence=f"{title}.") if is_told else None,
    )


def is_asked(desk: MeasureDesk) -> bool:
    """Whether the measure compares engaged units with others."""
    return desk.ledger.find("maturity.adjusted") is not None


def told(desk: MeasureDesk) -> tuple[Verdict, str]:
    """Return what can be said at equal maturity, and the sentence that says it.

    Arguments:
        desk: of the report.
    """
    like = desk.ledger.find("maturity.adjusted")
    if like is None or like.low is None or like.high is None:
        reason = desk.why(like) if like else ""
        return "refused", desk.words("maturity.says.refused", reason=reason)
    verdict: Verdict = "more" if like.low > 0 else "less" if like.high < 0 else "unclear"
    fields = {"raw": _said(desk, "raw"), "adjusted": _said(desk, "adjusted")}
    return verdict, desk.words(f"maturity.says.{verdict}", between=desk.between(like), **fields)


def _said(desk: MeasureDesk, way: str) -> str:
    figure = desk.ledger.find(f"maturity.{way}")
    return signed(desk, number_of(figure) or 0.0, figure.unit) if figure else "\u2014"


def _short(desk: MeasureDesk, way: str) -> str:
    """The same without a unit but that of an axis."""
    figure = desk.ledger.find(f"maturity.{way}")
    return signed(desk, number_of(figure) or 0.0, axis_unit(figure.unit)) if figure else "\u2014"


def _note(desk: MeasureDesk) -> str:
    gap = desk.ledger.number("maturity.gap") or 0.0
    key = "maturity.note.less" if gap < 0 else "maturity.note.more"
    return desk.words(key, gap=desk.tongue.number(abs(gap)))


def _ways(desk: MeasureDesk) -> Iterator[tuple[str, Figure]]:
    for way in _WAYS:
        figure = desk.ledger.find(f"maturity.{way}")
        if figure:
            yield way, figure


def _chart(desk: MeasureDesk, canvas: Canvas) -> LayerChart:
    rows = [
        {
            "name": desk.words(f"maturity.{way}"),
            "value": number_of(figure),
            "low": figure.low,
            "high": figure.high,
            "text": _short(desk, way),
            "colour": LIGHT[_WAYS[way]],
        }
        for way, figure in _ways(desk)
    ]
    return apart(pl.DataFrame(rows), canvas)


def _table(desk: MeasureDesk) -> Table:
    rows = [
        (desk.words(f"maturity.{way}"), _said(desk, way), desk.between(figure))
        for way, figure in _ways(desk)
    ]
    for side in ("engaged", "others"):
        count = desk.tongue.number(desk.ledger.number("maturity.units", side=side) or 0)
        rows.append((desk.words(f"maturity.{side}"), count, "\u2014"))
    return Table(
        caption=desk.words("maturity.caption"),
        heads=tuple(desk.words(f"head.{head}") for head in ("what", "difference_of", "interval")),
        rows=tuple(rows),
    )
