"""The figure of the ledger: cost and value added up, the first euro, the day both are even."""

from __future__ import annotations

import datetime as dt
from functools import partial
from typing import TYPE_CHECKING, Any

import polars as pl

from parvis.present.charts.bars import bars
from parvis.present.charts.courses import courses, dated
from parvis.present.ledger import number_of
from parvis.present.measured.panels.days import day_ticks, levels
from parvis.present.measured.totals import totals
from parvis.present.panels.panel import Finding, Panel, Table, drawn, how
from parvis.present.theme import LIGHT

if TYPE_CHECKING:
    from collections.abc import Iterator

    from altair import LayerChart

    from parvis.present.charts.canvas import Canvas
    from parvis.present.measured.desk import MeasureDesk

_KEYS = (
    "ledger.cost",
    "ledger.value",
    "payback.first",
    "payback.days",
    "payback.even",
    "payback.low",
)
_CURVES = {"cost": "negative", "value": "brand-1"}
ADVISED = 20.0  # percent that tools are advised to take at most


def panels(desk: MeasureDesk) -> Iterator[Panel]:
    """Yield the payback curve, and how the budget is parted; nothing where there is no ledger."""
    if desk.ledger.find("ledger.cost"):
        yield _payback(desk)
        yield _split(desk)


def _payback(desk: MeasureDesk) -> Panel:
    title = title_of(desk)
    net = desk.ledger.number("ledger.net") or 0.0
    days = desk.ledger.table("payback.cost", "day")
    return Panel(
        anchor="figure-payback",
        name=desk.words("payback.name"),
        title=title,
        subtitle=desk.words("payback.subtitle"),
        drawings=(drawn(desk, partial(_curve, desk), title),) if len(days) > 1 else (),
        note=" ".join((desk.words("payback.note"), *totals(desk))),
        table=_table(desk),
        how=how(desk, *_KEYS),
        finding=Finding(number=desk.money(net), sentence=f"{title}."),
    )


def title_of(desk: MeasureDesk) -> str:
    """Say whether value has caught up with cost, and when."""
    cost, value = (desk.ledger.number(f"ledger.{name}") or 0.0 for name in ("cost", "value"))
    fields = {"cost": desk.money(cost), "value": desk.money(value)}
    even = desk.day_of("payback.even")
    first = desk.day_of("payback.first")
    if even:
        key = "at_once" if is_at_once(desk) else "even"
        return desk.words(f"payback.title.{key}", day=even, **fields)
    if first:
        return desk.words("payback.title.not_yet", day=first, **fields)
    return desk.words("payback.title.nothing", **fields)


def is_at_once(desk: MeasureDesk) -> bool:
    """Whether value has covered cost from the first cost on."""
    return bool(desk.day_of("payback.even")) and not desk.ledger.number("payback.low")


def _curve(desk: MeasureDesk, canvas: Canvas) -> LayerChart:
    rows: list[dict[str, Any]] = [
        {
            "name": desk.words(f"payback.{name}"),
            "colour": LIGHT[colour],
            "x": float(dt.date.fromisoformat(str(row.by["day"])).toordinal()),
            "value": number_of(row) or 0.0,
            "low": None,
            "high": None,
            "is_dashed": name == "cost",
        }
        for name, colour in _CURVES.items()
        for row in desk.ledger.table(f"payback.{name}", "day")
    ]
    days = [dt.date.fromordinal(int(row["x"])) for row in rows]
    schema = {"low": pl.Float64, "high": pl.Float64}
    chart = courses(
        pl.DataFrame(rows, schema_overrides=schema),
        canvas,
        ticks=day_ticks(desk, days),
        levels=levels([0.0, *(float(row["value"]) for row in rows)], desk.money),
        marks=list(_marks(desk)),
        shape="step-after",
    )
    return dated(chart)


def _marks(desk: MeasureDesk) -> Iterator[tuple[float, str]]:
    """The day both are even; the first euro where they are not yet."""
    for key, said in (
        ("payback.even", "payback.mark.even"),
        ("payback.first", "payback.mark.first"),
    ):
        figure = desk.ledger.find(key)
        if figure and figure.value:
            day = dt.date.fromisoformat(str(figure.value))
            yield float(day.toordinal()), desk.words(said, day=desk.day(day, style="d MMM"))
            return


def _table(desk: MeasureDesk) -> Table:
    said = {
        "cost": desk.money(desk.ledger.number("ledger.cost") or 0.0),
        "value": desk.money(desk.ledger.number("ledger.value") or 0.0),
        "low": desk.money(desk.ledger.number("payback.low") or 0.0),
        "first": desk.day_of("payback.first") or "\u2014",
        "days": _days(desk),
        "even": desk.day_of("payback.even") or "\u2014",
    }
    return Table(
        caption=desk.words("payback.caption"),
        heads=(desk.words("head.what"), desk.words("head.amount")),
        rows=tuple((desk.words(f"payback.row.{name}"), told) for name, told in said.items()),
    )


def _days(desk: MeasureDesk) -> str:
    """The days from the first cost to the first value, or why they are not told."""
    figure = desk.ledger.find("payback.days")
    days = number_of(figure) if figure else None
    if days is not None:
        return desk.tongue.number(days)
    return (desk.why(figure) if figure else "") or "\u2014"


def _split(desk: MeasureDesk) -> Panel:
    licence = desk.ledger.number("split.licence")
    key = "none" if licence is None else "over" if licence > ADVISED else "under"
    title = desk.words(
        f"split.title.{key}",
        licence="" if licence is None else desk.percent(licence),
        advised=desk.percent(ADVISED),
    )
    rows = _kinds(desk)
    return Panel(
        anchor="figure-split",
        name=desk.words("split.name"),
        title=title,
        subtitle=desk.words("split.subtitle", advised=desk.percent(ADVISED)),
        drawings=(drawn(desk, partial(bars, rows), title),) if rows.height else (),
        how=how(desk, "split.licence", "ledger.cost"),
    )


def _kinds(desk: MeasureDesk) -> pl.DataFrame:
    """A bar for each kind of cost."""
    kinds = {
        str(row.by["kind"]): number_of(row) or 0.0
        for row in desk.ledger.table("ledger.cost", "kind")
    }
    whole = sum(kinds.values())
    rows = [
        {
            "name": desk.words(f"split.kind.{kind}"),
            "value": amount,
            "text": f"{desk.money(amount)} · {desk.percent(100 * amount / whole)}",
            "colour": LIGHT["brand-1" if kind == "licence" else "muted"],
            "tick": None,
        }
        for kind, amount in kinds.items()
        if whole
    ]
    return pl.DataFrame(rows, schema_overrides={"tick": pl.Float64})
