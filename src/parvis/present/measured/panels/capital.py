"""The figure of social capital: its index by month without seasons, and what moved it by year."""

from __future__ import annotations

import datetime as dt
from functools import partial
from typing import TYPE_CHECKING, Final

import polars as pl

from parvis.present.charts.courses import courses, dated
from parvis.present.ledger import number_of
from parvis.present.measured.effects import signed
from parvis.present.measured.panels.days import day_ticks, levels
from parvis.present.panels.panel import Finding, Panel, Table, drawn, how
from parvis.present.theme import LIGHT

if TYPE_CHECKING:
    from collections.abc import Iterator

    from altair import LayerChart

    from parvis.present.charts.canvas import Canvas
    from parvis.present.measured.desk import MeasureDesk

ANCHOR: Final = "figure-capital"
_KEYS: Final = ("capital.index", "capital.points", "capital.change", "capital.month")
_COLOURS: Final = ("brand-2", "brand-3", "brand-4", "brand-5")


def panels(desk: MeasureDesk) -> Iterator[Panel]:
    """Yield the figure of social capital; nothing where it was not asked for."""
    years = desk.ledger.table("capital.index", "year")
    if not years:
        return
    title = title_of(desk)
    yield Panel(
        anchor=ANCHOR,
        name=desk.words("capital.name"),
        title=title,
        subtitle=desk.words("capital.subtitle"),
        drawings=(drawn(desk, partial(_chart, desk), title),),
        note=desk.words("capital.note"),
        table=_table(desk),
        how=how(desk, *_KEYS),
        finding=Finding(number=_points(desk, number_of(years[-1]) or 0.0), sentence=f"{title}."),
    )


def title_of(desk: MeasureDesk) -> str:
    """Say where the index stands, how it moved, and which part moved it most.

    Arguments:
        desk: of the report.
    """
    last = desk.ledger.table("capital.index", "year")[-1]
    year = int(last.by["year"])
    change = desk.ledger.number("capital.change", year=year) or 0.0
    moved = {
        part: desk.ledger.number("capital.change", year=year, part=part) or 0.0
        for part in _parts(desk)
    }
    most = max(moved, key=lambda part: abs(moved[part]))
    return desk.words(
        "capital.says",
        year=str(year),
        index=_points(desk, number_of(last) or 0.0),
        change=_signed(desk, change),
        part=named(desk, most),
        moved=_signed(desk, moved[most]),
    )


def named(desk: MeasureDesk, part: str) -> str:
    """Return the name of a part, which a column's name with underscores is not.

    Arguments:
        desk: of the report.
        part: as the file names it.
    """
    return desk.words.name("capital.part", desk.name(part).replace("_", " "))


def _parts(desk: MeasureDesk) -> list[str]:
    rows = desk.ledger.table("capital.points", "year", "part")
    return list(dict.fromkeys(str(row.by["part"]) for row in rows))


def _points(desk: MeasureDesk, value: float) -> str:
    return desk.signed(value, digits=1)


def _signed(desk: MeasureDesk, value: float) -> str:
    return signed(desk, round(value, 1), "")


def _chart(desk: MeasureDesk, canvas: Canvas) -> LayerChart:
    frame = _points_by_month(desk)
    days = [dt.date.fromordinal(int(x)) for x in frame["x"].unique().sort()]
    ends = [0.0, *frame["value"].to_list()]
    chart = courses(
        frame,
        canvas,
        ticks=day_ticks(desk, days),
        levels=levels(ends, lambda value: desk.value(value, "")),
    )
    return dated(chart)


def _points_by_month(desk: MeasureDesk) -> pl.DataFrame:
    """The index and its parts by month, as curves."""
    months = pl.DataFrame(
        [
            {"month": str(row.by["month"]), "part": str(row.by["part"]), "value": row.value}
            for row in desk.ledger.table("capital.month", "month", "part")
        ]
    )
    whole = months.group_by("month", maintain_order=True).agg(pl.col("value").sum())
    rows = [
        {
            "name": desk.words("capital.index") if part is None else named(desk, part),
            "colour": LIGHT[colour],
            "x": float(dt.date.fromisoformat(month).toordinal()),
            "value": value,
            "low": None,
            "high": None,
            "is_dashed": part is not None,
        }
        for part, colour in [(None, "brand-1"), *zip(_parts(desk), _COLOURS, strict=False)]
        for month, value in _monthly(months, whole, part)
    ]
    return pl.DataFrame(rows, schema_overrides={"low": pl.Float64, "high": pl.Float64})


def _monthly(
    months: pl.DataFrame, whole: pl.DataFrame, part: str | None
) -> Iterator[tuple[str, float]]:
    told = whole if part is None else months.filter(part=part).select("month", "value")
    yield from told.iter_rows()


def _table(desk: MeasureDesk) -> Table:
    parts = _parts(desk)
    heads = ("year", "index", "change")

    def row(year: int) -> tuple[str, ...]:
        change = desk.ledger.number("capital.change", year=year)
        points = (desk.ledger.number("capital.points", year=year, part=part) for part in parts)
        return (
            str(year),
            _points(desk, desk.ledger.number("capital.index", year=year) or 0.0),
            "\u2014" if change is None else _signed(desk, change),
            *(_points(desk, value or 0.0) for value in points),
        )

    return Table(
        caption=desk.words("capital.caption"),
        heads=(
            *(desk.words(f"head.{head}") for head in heads),
            *(named(desk, part) for part in parts),
        ),
        rows=tuple(row(int(one.by["year"])) for one in desk.ledger.table("capital.index", "year")),
    )
