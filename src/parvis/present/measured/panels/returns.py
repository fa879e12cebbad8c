"""The figure of returns: each campaign's, or why none is told of it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import polars as pl

from parvis.present.charts.apart import apart
from parvis.present.ledger import number_of
from parvis.present.panels.panel import Finding, Panel, Table, drawn, how
from parvis.present.theme import LIGHT

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from parvis.figures import Figure
    from parvis.present.measured.desk import MeasureDesk
    from parvis.present.panels.panel import Drawing

_DRAWN = 12
_LISTED = 20
_KEYS = ("roi", "roi.cost", "roi.value")


def panels(desk: MeasureDesk) -> Iterator[Panel]:
    """Yield the figure of returns; nothing where no campaign is known."""
    figures = desk.ledger.table("roi", "campaign")
    if not figures:
        return
    told = sorted(
        (row for row in figures if number_of(row) is not None),
        key=lambda row: -(number_of(row) or 0),
    )
    refused = [row for row in figures if row.reason]
    title = _title(desk, told, refused)
    first = told[0] if told else None
    yield Panel(
        anchor="figure-roi",
        name=desk.words("roi.name"),
        title=title,
        subtitle=desk.words("roi.subtitle"),
        drawings=_drawings(desk, told, title),
        note=desk.words("roi.note"),
        table=_table(desk, [*told, *refused]),
        how=how(desk, *_KEYS),
        finding=Finding(
            number=desk.percent(number_of(first) or 0.0) if first else "\u2014",
            sentence=f"{title}.",
        ),
    )


def _title(desk: MeasureDesk, told: Sequence[Figure], refused: Sequence[Figure]) -> str:
    if not told:
        reason = desk.why(refused[0])
        return desk.words.counted("roi.title.none", len(refused), reason=reason)
    best, last = (desk.name(str(row.by["campaign"])) for row in (told[0], told[-1]))
    fields = {"best": best, "roi": desk.percent(number_of(told[0]) or 0.0)}
    if len(told) == 1:
        sentence = desk.words("roi.title.single", **fields)
    else:
        worst = desk.percent(number_of(told[-1]) or 0.0)
        sentence = desk.words("roi.title.many", last=last, worst=worst, **fields)
    if not refused:
        return sentence
    return desk.words.counted("roi.title.refused", len(refused), told=sentence)


def _drawings(desk: MeasureDesk, told: Sequence[Figure], title: str) -> tuple[Drawing, ...]:
    shown = told if len(told) <= _DRAWN else [*told[: _DRAWN // 2], *told[-_DRAWN // 2 :]]
    if len(shown) < 2:
        return ()
    rows = [
        {
            "name": desk.name(str(row.by["campaign"])),
            "value": value,
            "low": min(value, 0.0),
            "high": max(value, 0.0),
            "text": desk.percent(value),
            "colour": LIGHT["negative" if value < 0 else "brand-1"],
        }
        for row in shown
        if (value := number_of(row)) is not None
    ]
    return (drawn(desk, partial(apart, pl.DataFrame(rows)), title),)


def _table(desk: MeasureDesk, figures: Sequence[Figure]) -> Table:
    def row(figure: Figure) -> tuple[str, ...]:
        campaign = str(figure.by["campaign"])
        cost, value = (
            desk.money(desk.ledger.number(f"roi.{name}", campaign=campaign) or 0.0)
            for name in ("cost", "value")
        )
        told = number_of(figure)
        said = "\u2014" if told is None else desk.percent(told)
        return (desk.name(campaign), desk.why(figure) or "\u2014", cost, value, said)

    rest = len(figures) - _LISTED
    counts = {"n": desk.tongue.number(_LISTED), "rest": desk.tongue.number(rest)}
    heads = ("campaign", "why_not", "cost", "worth", "roi")
    return Table(
        caption=desk.words("roi.caption_first" if rest > 0 else "roi.caption", **counts),
        heads=tuple(desk.words(f"head.{head}") for head in heads),
        rows=tuple(row(figure) for figure in figures[:_LISTED]),
        texts=2,
    )
