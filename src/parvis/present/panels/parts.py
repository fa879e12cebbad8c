"""The figures of languages and media: what the talk is made of."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Literal

import polars as pl

from parvis.present.charts.bars import bars
from parvis.present.ledger import number_of
from parvis.present.panels.panel import Panel, Table, drawn, how, unknown
from parvis.present.quotes import draw
from parvis.present.theme import LIGHT

if TYPE_CHECKING:
    from parvis.present.desk import Desk
    from parvis.present.panels.panel import Drawing

_DRAWN = 8
_GROUPS = {"language": "languages", "medium": "media"}


def panel(desk: Desk, column: Literal["language", "medium"]) -> Panel:
    """Return the figure of the mentions by language or by medium."""
    group = _GROUPS[column]
    counts = {
        str(row.by[column]): count
        for row in desk.ledger.table("mentions.volume", column)
        if (count := number_of(row))
    }
    counts = dict(sorted(counts.items(), key=lambda item: -item[1]))
    if not counts:
        return unknown(desk, group, "mentions.volume")
    first = next(iter(counts))
    share = desk.tongue.percent(100 * counts[first] / sum(counts.values()))
    key = "only" if len(counts) == 1 else "most"
    title = desk.words(f"{group}.title.{key}", name=_name(desk, column, first), share=share)
    return Panel(
        anchor=f"figure-{group}",
        name=desk.words(f"{group}.name"),
        title=title[0].upper() + title[1:],
        subtitle=desk.words(f"{group}.subtitle"),
        drawings=_drawings(desk, column, counts, title),
        table=_table(desk, column, counts) if len(counts) > 1 else None,
        how=how(desk, "mentions.volume", across=column),
        quotes=desk.reader.quotes(draw(desk.kept, across=column)),
        quotes_about=desk.words(f"{group}.quotes"),
    )


def _name(desk: Desk, column: str, value: str) -> str:
    if column == "medium":
        return desk.words.name("medium", value)
    is_named = value not in {"und", "unknown"}
    return desk.tongue.language_name(value) if is_named else desk.words.name("spoken", value)


def _drawings(desk: Desk, column: str, counts: dict[str, float], title: str) -> tuple[Drawing, ...]:
    """Bars; none where there is one part only."""
    if len(counts) == 1:
        return ()
    whole = sum(counts.values())
    rows = [
        {
            "name": _name(desk, column, value),
            "value": count,
            "text": f"{desk.tongue.number(count)} · {desk.tongue.percent(100 * count / whole)}",
            "colour": LIGHT["muted"],
            "tick": None,
        }
        for value, count in list(counts.items())[:_DRAWN]
    ]
    frame = pl.DataFrame(rows, schema_overrides={"tick": pl.Float64})
    return (drawn(desk, partial(bars, frame), title),)


def _table(desk: Desk, column: str, counts: dict[str, float]) -> Table:
    whole = sum(counts.values())
    return Table(
        caption=desk.words(f"{_GROUPS[column]}.caption"),
        heads=tuple(desk.words(f"head.{head}") for head in (column, "mentions", "part")),
        rows=tuple(
            (
                _name(desk, column, value),
                desk.tongue.number(count),
                desk.tongue.percent(100 * count / whole, digits=1),
            )
            for value, count in counts.items()
        ),
        is_told=len(counts) <= _DRAWN,
    )
