"""The figure of demands: what people ask a brand for, how many of them, and whether more do."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Final

import polars as pl

from parvis.present.charts.bars import bars
from parvis.present.panels.panel import Finding, Panel, Table, drawn, how, unknown
from parvis.present.quotes import TEN

if TYPE_CHECKING:
    from altair import LayerChart

    from parvis.present.charts.canvas import Canvas
    from parvis.present.desk import Desk

LEVEL: Final = 0.05
_KEYS = tuple(f"demand.{name}" for name in ("asking", "people", "times", "p", "period", "example"))
_DRAWN = 8
_TOLD = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Demand:
    """What is asked for, by how many, and how many do so now for each before."""

    name: str
    people: float
    p: float
    times: float | None = None
    low: float | None = None
    high: float | None = None

    @property
    def trend(self) -> str:
        """Whether more ask than before, or fewer, or whether that cannot be told."""
        if self.p >= LEVEL:
            return "untold"
        return "falling" if self.times is not None and self.times < 1 else "rising"


def panel(desk: Desk) -> Panel:
    """Return the figure of what is asked of the own brand, or of the one most is asked of."""
    asking = {
        str(figure.by["brand"]): count
        for figure in desk.ledger.table("demand.asking", "brand")
        if (count := desk.ledger.number("demand.asking", **figure.by)) is not None
    }
    if not asking:
        return unknown(desk, "demand", *_KEYS)
    own = [brand for brand in asking if brand in desk.story.own]
    brand = max(own or asking, key=lambda name: asking[name])
    told = _demands(desk, brand)
    key = "some" if told else "apart" if asking[brand] else "none"
    title = desk.words(f"demand.title.{key}", brand=desk.name(brand), what=_what(desk, told))
    return Panel(
        anchor="figure-demand",
        name=desk.words("demand.name"),
        title=title,
        subtitle=desk.words(
            "demand.subtitle", brand=desk.name(brand), asking=desk.tongue.number(asking[brand])
        ),
        drawings=(drawn(desk, partial(_chart, desk, brand, told[:_DRAWN]), title),) if told else (),
        note=desk.words("demand.note", trend=" ".join(_trends(desk, told))),
        table=_table(desk, told) if told else None,
        how=how(desk, *_KEYS),
        quotes=desk.reader.quotes(_quoted(desk, brand, told)),
        quotes_about=desk.words("demand.quotes"),
        finding=_finding(desk, brand, asking[brand], told),
    )


def _demands(desk: Desk, brand: str) -> list[Demand]:
    found = []
    for figure in desk.ledger.table("demand.people", "brand", "demand"):
        people = desk.ledger.number("demand.people", **figure.by)
        p = desk.ledger.number("demand.p", **figure.by)
        if figure.by["brand"] != brand or people is None or p is None:
            continue
        times = desk.ledger.find("demand.times", **figure.by)
        bounds = {"low": times.low, "high": times.high} if times else {}
        ratio = desk.ledger.number("demand.times", **figure.by)
        name = str(figure.by["demand"])
        found.append(Demand(name=name, people=people, p=p, times=ratio, **bounds))
    return found


def _what(desk: Desk, told: list[Demand]) -> str:
    said = [desk.words("quoted", text=desk.name(demand.name)) for demand in told[:_TOLD]]
    return desk.tongue.listing(said)


def _people(desk: Desk, demand: Demand) -> str:
    return desk.words.counted("demand.people", demand.people)


def _trends(desk: Desk, told: list[Demand]) -> list[str]:
    """For which more people ask than before, and for which fewer."""
    if not told:
        return []
    ways = {"more": "rising", "fewer": "falling"}
    sides = {key: [one for one in told if one.trend == way] for key, way in ways.items()}
    said = [
        desk.words(f"demand.trend.{key}", what=_what(desk, side))
        for key, side in sides.items()
        if side
    ]
    return said or [desk.words("demand.trend.none")]


def _finding(desk: Desk, brand: str, asking: float, told: list[Demand]) -> Finding | None:
    if not told:
        return None
    first = told[0]
    what, count = _what(desk, [first]), _people(desk, first)
    sentence = desk.words("demand.finding.some", brand=desk.name(brand), what=what, n=count)
    return Finding(number=desk.tongue.number(asking), sentence=sentence)


def _chart(desk: Desk, brand: str, told: list[Demand], canvas: Canvas) -> LayerChart:
    rows = [
        {
            "name": desk.name(demand.name),
            "value": float(demand.people),
            "text": _labelled(desk, demand),
            "colour": desk.colour(brand),
            "tick": None,
        }
        for demand in told
    ]
    return bars(pl.DataFrame(rows, schema_overrides={"tick": pl.Float64}), canvas)


def _labelled(desk: Desk, demand: Demand) -> str:
    count = _people(desk, demand)
    if demand.trend == "untold":
        return count
    return f"{count} · {desk.words(f'demand.{demand.trend}')}"


def _table(desk: Desk, told: list[Demand]) -> Table:
    heads = ("demand", "trend", "people", "now_for_before", "chance")
    return Table(
        caption=desk.words("demand.caption"),
        heads=tuple(desk.words(f"head.{head}") for head in heads),
        rows=tuple(_row(desk, demand) for demand in told),
        texts=2,
    )


def _row(desk: Desk, demand: Demand) -> tuple[str, ...]:
    times = "—"
    if demand.times is not None:
        times = desk.tongue.number(demand.times, digits=1)
        if demand.low is not None:
            bounds = desk.tongue.bounds(demand.low, demand.high, digits=1)
            times = desk.words("demand.between", times=times, bounds=bounds)
    return (
        desk.name(demand.name),
        desk.words(f"demand.{demand.trend}"),
        desk.tongue.number(demand.people),
        times,
        desk.tongue.number(demand.p, digits=3),
    )


def _quoted(desk: Desk, brand: str, told: list[Demand]) -> pl.DataFrame:
    """Mentions that ask for the demands drawn: the first of each, then the second of each."""
    drawn_ = {demand.name: place for place, demand in enumerate(told[:_DRAWN])}
    examples = sorted(
        (int(figure.by["rank"]), drawn_[str(figure.by["demand"])], str(figure.value))
        for figure in desk.ledger.table("demand.example", "brand", "demand", "rank")
        if figure.by["brand"] == brand and figure.by["demand"] in drawn_
    )
    ids = list(dict.fromkeys(name for _, _, name in examples))[:TEN]
    order = pl.DataFrame({"id": ids}, schema={"id": pl.String})
    return order.join(desk.story.mentions, on="id", how="inner", maintain_order="left")
