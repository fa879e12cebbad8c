"""The figure of indices: where each stands, what it is made of, and what it goes with."""

from __future__ import annotations

import datetime as dt
from functools import partial
from typing import TYPE_CHECKING, Final

import polars as pl

from parvis.present.charts.apart import apart
from parvis.present.charts.bars import bars
from parvis.present.charts.courses import courses, dated
from parvis.present.hygiene import clean
from parvis.present.ledger import number_of
from parvis.present.measured.panels.days import day_ticks, levels
from parvis.present.panels.panel import Finding, Panel, Table, drawn, how
from parvis.present.theme import LIGHT

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from altair import LayerChart

    from parvis.figures import Figure
    from parvis.present.charts.canvas import Canvas
    from parvis.present.measured.desk import MeasureDesk
    from parvis.present.panels.panel import Drawing

ANCHOR: Final = "figure-indices"
_KEYS: Final = ("index.value", "index.points", "index.weight", "index.correlation")
_COLOURS: Final = {"experience": "brand-1", "connectivity": "brand-2", "proximity": "brand-3"}


def panels(desk: MeasureDesk) -> Iterator[Panel]:
    """Yield where the indices stand; nothing where none was asked for."""
    figures = desk.ledger.table("index.value", "index")
    if not figures:
        return
    title = title_of(desk, figures)
    yield Panel(
        anchor=ANCHOR,
        name=desk.words("index.name"),
        title=title,
        subtitle=desk.words("index.subtitle"),
        drawings=tuple(_drawings(desk, figures, title)),
        note=desk.words("index.note"),
        table=_table(desk),
        how=how(desk, *_KEYS),
        finding=Finding(number=_points(desk, figures[0]), sentence=f"{title}."),
    )


def title_of(desk: MeasureDesk, figures: Sequence[Figure]) -> str:
    """Say where each index stands."""
    told = [
        desk.words("index.stands", index=named(desk, row), value=_points(desk, row))
        for row in figures
    ]
    said = desk.words("index.says", told=desk.tongue.listing(told))
    return said[0].upper() + said[1:]


def named(desk: MeasureDesk, row: Figure) -> str:
    """Return the name of an index."""
    return desk.words(f"index.of.{row.by['index']}")


def outcome_of(desk: MeasureDesk) -> str:
    """Return the name of the outcome that indices are set beside."""
    found = desk.ledger.find("index.outcome")
    return desk.name(str(found.value)) if found else ""


def _points(desk: MeasureDesk, row: Figure) -> str:
    value = number_of(row)
    return "\u2014" if value is None else desk.tongue.number(value)


def _drawings(desk: MeasureDesk, figures: Sequence[Figure], title: str) -> Iterator[Drawing]:
    days = _days(desk)
    chart = partial(_curves, desk, days) if days else partial(_bars, desk, figures)
    yield drawn(desk, chart, title, name=desk.words("index.all"))
    goes = [row for row in desk.ledger.table("index.correlation", "index") if row.low is not None]
    if goes:
        name = desk.words("index.goes", outcome=outcome_of(desk))
        yield drawn(desk, partial(apart, _dots(desk, goes)), _in_words(desk, goes), name=name)


def _bars(desk: MeasureDesk, figures: Sequence[Figure], canvas: Canvas) -> LayerChart:
    rows = [
        {
            "name": _capital(named(desk, row)),
            "value": number_of(row) or 0.0,
            "text": _points(desk, row),
            "colour": LIGHT[_COLOURS[str(row.by["index"])]],
            "tick": None,
            "low": row.low,
            "high": row.high,
        }
        for row in figures
    ]
    schema = dict.fromkeys(("value", "tick", "low", "high"), pl.Float64)
    return bars(pl.DataFrame(rows, schema_overrides=schema), canvas)


def _days(desk: MeasureDesk) -> list[tuple[dt.date, Figure]]:
    """The indices by day, where every unit is one; nothing elsewhere."""
    told = desk.ledger.table("index.value", "index", "unit")
    try:
        days = [(dt.date.fromisoformat(str(row.by["unit"])), row) for row in told]
    except ValueError:
        return []
    return sorted(days, key=lambda pair: pair[0])


def _curves(
    desk: MeasureDesk, days: Sequence[tuple[dt.date, Figure]], canvas: Canvas
) -> LayerChart:
    """Each index from day to day."""
    rows = [
        {
            "name": _capital(named(desk, row)),
            "colour": LIGHT[_COLOURS[str(row.by["index"])]],
            "x": float(day.toordinal()),
            "value": value,
            "low": None,
            "high": None,
            "is_dashed": False,
        }
        for day, row in days
        if (value := number_of(row)) is not None
    ]
    values = [float(str(row["value"])) for row in rows]
    schema = {"low": pl.Float64, "high": pl.Float64}
    chart = courses(
        pl.DataFrame(rows, schema_overrides=schema),
        canvas,
        ticks=day_ticks(desk, [day for day, _ in days]),
        levels=levels(values, desk.tongue.number),
    )
    return dated(chart)


def _dots(desk: MeasureDesk, goes: Sequence[Figure]) -> pl.DataFrame:
    return pl.DataFrame(
        [
            {
                "name": _capital(named(desk, row)),
                "value": number_of(row),
                "low": row.low,
                "high": row.high,
                "text": desk.tongue.score(number_of(row) or 0.0),
                "colour": LIGHT[_COLOURS[str(row.by["index"])]],
            }
            for row in goes
        ]
    )


def _in_words(desk: MeasureDesk, goes: Sequence[Figure]) -> str:
    """What the picture of correlations shows, for who does not see it."""
    told = [f"{named(desk, row)} {desk.tongue.score(number_of(row) or 0.0)}" for row in goes]
    return desk.words("index.with", outcome=outcome_of(desk), told=desk.tongue.listing(told))


def _table(desk: MeasureDesk) -> Table:
    heads = ("index", "made_of", "formula", "weight", "points")
    return Table(
        caption=desk.words("index.caption"),
        heads=tuple(desk.words(f"head.{head}") for head in heads),
        rows=tuple(_row(desk, row) for row in desk.ledger.table("index.points", "index", "part")),
        texts=3,
    )


def _row(desk: MeasureDesk, row: Figure) -> tuple[str, ...]:
    formula = desk.ledger.find("index.formula", **row.by)
    weight = desk.ledger.number("index.weight", **row.by)
    value = number_of(row)
    return (
        _capital(named(desk, row)),
        desk.words(f"index.part.{row.by['part']}"),
        clean(str(formula.value if formula else ""), limit=80),
        desk.tongue.percent(weight or 0.0, digits=0),
        "\u2014" if value is None else desk.tongue.number(value, digits=1, is_fixed=True),
    )


def _capital(name: str) -> str:
    return name[:1].upper() + name[1:]
