"""The figure of the matrix: which tonality and interaction each medium carries."""

from __future__ import annotations

from collections import defaultdict
from functools import partial
from typing import TYPE_CHECKING

import polars as pl

from parvis.present.charts.matrix import heat
from parvis.present.ledger import number_of
from parvis.present.panels.panel import Finding, Panel, Table, drawn, how, unknown
from parvis.present.quotes import draw
from parvis.present.theme import LIGHT, TONALITY
from parvis.schema import INTERACTIONS

if TYPE_CHECKING:
    from parvis.present.desk import Desk

    Cell = tuple[str, str, str]  # medium, interaction, tonality

_MEDIA = 3  # drawn; all are in the table
_ASKING = ("complaint", "question", "request")


def panel(desk: Desk) -> Panel:
    """Return the figure of medium by tonality by interaction."""
    cells = _cells(desk)
    if not cells:
        return unknown(desk, "matrix", "matrix")
    largest = max(cells, key=lambda cell: cells[cell])
    said = _named(desk, largest) | {"n": desk.tongue.number(cells[largest])}
    share = _asking(desk, cells)
    title = desk.words("matrix.title", share=share)
    return Panel(
        anchor="figure-matrix",
        name=desk.words("matrix.name"),
        title=title,
        subtitle=desk.words("matrix.subtitle", **said),
        drawings=(drawn(desk, partial(heat, _rows(desk, cells)), title),),
        note=_note(desk, cells),
        table=_table(desk, cells),
        how=how(desk, "matrix"),
        quotes=desk.reader.quotes(_quoted(desk, largest)),
        quotes_about=desk.words("matrix.quotes", **said),
        finding=Finding(
            number=desk.words("found.about", n=share),
            sentence=desk.words("matrix.finding", share=share),
        ),
    )


def _cells(desk: Desk) -> dict[Cell, float]:
    return {
        (str(row.by["medium"]), str(row.by["interaction"]), str(row.by["tonality"])): count
        for row in desk.ledger.table("matrix", "medium", "tonality", "interaction")
        if (count := number_of(row))
    }


def _named(desk: Desk, cell: Cell) -> dict[str, str]:
    groups = ("medium", "interaction", "tonality")
    return {group: desk.words.name(group, value) for group, value in zip(groups, cell, strict=True)}


def _media(cells: dict[Cell, float]) -> list[str]:
    """Media, the one with most mentions first."""
    counts: defaultdict[str, float] = defaultdict(float)
    for (medium, _, _), count in cells.items():
        counts[medium] += count
    return sorted(counts, key=lambda medium: -counts[medium])


def _asking(desk: Desk, cells: dict[Cell, float]) -> str:
    """How much of the talk asks for something."""
    asking = sum(count for (_, interaction, _), count in cells.items() if interaction in _ASKING)
    return desk.tongue.percent(100 * asking / sum(cells.values()), digits=0)


def _rows(desk: Desk, cells: dict[Cell, float]) -> pl.DataFrame:
    """Every cell of the first media, the empty ones too."""
    media, present = _media(cells)[:_MEDIA], {interaction for _, interaction, _ in cells}
    interactions = [name for name in INTERACTIONS if name in present]
    return pl.DataFrame(
        [
            {
                **_named(desk, (medium, interaction, tonality)),
                "mentions": cells.get((medium, interaction, tonality), 0.0),
                "text": desk.tongue.number(cells.get((medium, interaction, tonality), 0.0)),
                "colour": LIGHT[tonality],
            }
            for medium in media
            for interaction in interactions or INTERACTIONS
            for tonality in TONALITY
        ]
    )


def _note(desk: Desk, cells: dict[Cell, float]) -> str | None:
    others = _media(cells)[_MEDIA:]
    if not others:
        return None
    names = desk.tongue.listing([desk.words.name("medium", medium) for medium in others])
    return desk.words.counted("matrix.others", len(others), media=names)


def _table(desk: Desk, cells: dict[Cell, float]) -> Table:
    groups = ("medium", "interaction", "tonality")
    ordered = sorted(cells, key=lambda cell: -cells[cell])
    return Table(
        caption=desk.words("matrix.caption"),
        heads=tuple(desk.words(f"head.{head}") for head in (*groups, "mentions")),
        rows=tuple(
            (*_named(desk, cell).values(), desk.tongue.number(cells[cell])) for cell in ordered
        ),
        texts=3,
    )


def _quoted(desk: Desk, cell: Cell) -> pl.DataFrame:
    medium, interaction, tonality = cell
    return draw(
        desk.kept.filter(
            (pl.col("medium").fill_null("unknown") == medium)
            & (pl.col("interaction").fill_null("unknown") == interaction)
            & (pl.col("tonality").fill_null("unknown") == tonality)
        )
    )
