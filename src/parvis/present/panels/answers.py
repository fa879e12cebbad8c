"""The figure of the share answered within each time, or why it cannot be known."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Final

import polars as pl

from parvis.present.charts.waiting import curves
from parvis.present.ledger import number_of
from parvis.present.panels.delays import answered
from parvis.present.panels.panel import Finding, Panel, Table, drawn, how, unknown

if TYPE_CHECKING:
    from altair import LayerChart

    from parvis.figures import Figure
    from parvis.present.charts.canvas import Canvas
    from parvis.present.desk import Desk

_KEYS: Final = (
    *("answers.share", "answers.openings", "answers.half", "answers.at_risk", "answers.apart"),
    "answers.within_24h",
)
_TICKS: Final = {
    False: (1, 10, 60, 360, 1440, 10080, 43200),
    True: (1, 60, 1440, 10080),
}
_HOUR, _DAY, _WEEK = 60, 24 * 60, 7 * 24 * 60
_SURE: Final = 0.05


@dataclass(frozen=True, slots=True)
class Answered:
    """What is known of a brand: the share answered by minutes, and who still waited then."""

    brand: str
    openings: float
    shares: dict[int, Figure]
    waiting: dict[int, float]
    half: Figure | None

    def share(self, minutes: int) -> float | None:
        """Return the part answered within so many minutes, in per cent; None where unknown."""
        return number_of(self.shares[minutes]) if minutes in self.shares else None


def panel(desk: Desk) -> Panel:
    """Return the curves of the share answered, the own brand told first."""
    found = [row for row in map(partial(_of, desk), desk.brands) if row.share(_HOUR) is not None]
    if not found:
        return unknown(desk, "answers", *_KEYS)
    title = _title(desk, found)
    return Panel(
        anchor="figure-answers",
        name=desk.words("answers.name"),
        title=title,
        subtitle=desk.words("answers.subtitle"),
        drawings=(drawn(desk, partial(_chart, desk, found), title),),
        note=" ".join(_notes(desk, found)) or None,
        table=_table(desk, found),
        how=how(desk, *_KEYS),
        quotes=desk.reader.quotes(answered(desk)),
        quotes_about=desk.words("answers.quotes"),
        finding=_finding(desk, found[0]),
    )


def _of(desk: Desk, brand: str) -> Answered:
    def by_minutes(key: str) -> dict[int, Figure]:
        rows = desk.ledger.table(key, "brand", "minutes")
        return {int(row.by["minutes"]): row for row in rows if row.by["brand"] == brand}

    return Answered(
        brand=brand,
        openings=desk.ledger.number("answers.openings", brand=brand) or 0,
        shares=by_minutes("answers.share"),
        waiting={at: number_of(row) or 0 for at, row in by_minutes("answers.at_risk").items()},
        half=desk.ledger.find("answers.half", brand=brand),
    )


def _title(desk: Desk, found: list[Answered]) -> str:
    first, *others = found
    said = {"brand": desk.name(first.brand), "day": _share(desk, first, _DAY)}
    if others:
        other = {"other": desk.name(others[0].brand), "theirs": _share(desk, others[0], _DAY)}
        return desk.words("answers.title.apart", **said, **other)
    return desk.words("answers.title.alone", **said, week=_share(desk, first, _WEEK))


def _finding(desk: Desk, row: Answered) -> Finding | None:
    if row.share(_DAY) is None:
        return None
    half = number_of(row.half) if row.half else None
    known = {} if half is None else {"half": desk.tongue.duration(half)}
    day, bounds = _share(desk, row, _DAY), _bounds(desk, row.shares[_DAY])
    sentence = desk.words(
        f"answers.finding.{'never' if half is None else 'half'}",
        posts=desk.tongue.number(row.openings),
        brand=desk.name(row.brand),
        day=day,
        bounds=bounds,
        **known,
    )
    return Finding(number=day, sentence=sentence)


def _notes(desk: Desk, found: list[Answered]) -> list[str]:
    """Than whom the first brand answers sooner and later, beyond chance."""
    first, *others = found
    told: dict[str, list[str]] = {"sooner": [], "later": [], "alike": []}
    for other in others:
        p = desk.ledger.number("answers.apart", brand=first.brand, other=other.brand)
        if p is not None:
            key = "alike" if p >= _SURE else "sooner" if _is_sooner(first, other) else "later"
            told[key].append(other.brand)
    return [
        desk.words(f"answers.note.{key}", brand=desk.name(first.brand), others=desk.names(brands))
        for key, brands in told.items()
        if brands
    ]


def _is_sooner(one: Answered, other: Answered) -> bool:
    """Whether more are answered, on the average over the times both are known at."""
    both = one.shares.keys() & other.shares.keys()
    return sum((one.share(at) or 0) - (other.share(at) or 0) for at in both) > 0


def _chart(desk: Desk, found: list[Answered], canvas: Canvas) -> LayerChart:
    rows = [
        {
            "name": desk.name(row.brand),
            "colour": desk.colour(row.brand),
            "minutes": at,
            "share": number_of(figure),
            "low": figure.low,
            "high": figure.high,
        }
        for row in found
        for at, figure in sorted(row.shares.items())
    ]
    ticks = {minutes: desk.tongue.duration(minutes) for minutes in _TICKS[canvas.is_narrow]}
    shares = {share: desk.tongue.percent(share) for share in (0, 25, 50, 75, 100)}
    frame = pl.DataFrame(rows, infer_schema_length=None)
    return curves(frame, canvas, ticks=ticks, shares=shares)


def _table(desk: Desk, found: list[Answered]) -> Table:
    def cells(row: Answered) -> tuple[str, ...]:
        shares = (_with_bounds(desk, row, at) for at in (_HOUR, _DAY, _WEEK))
        waiting = (
            desk.tongue.number(row.waiting[at]) if at in row.waiting else "—"
            for at in (_DAY, _WEEK)
        )
        openings = desk.tongue.number(row.openings)
        return (desk.name(row.brand), openings, *shares, *waiting, _half(desk, row))

    heads = ("brand", "openings", "hour", "day_share", "week", "waiting", "waiting_week", "half")
    return Table(
        caption=desk.words("answers.caption"),
        heads=tuple(desk.words(f"head.{head}") for head in heads),
        rows=tuple(cells(row) for row in found),
    )


def _half(desk: Desk, row: Answered) -> str:
    value = number_of(row.half) if row.half else None
    if row.half is None or value is None:
        return desk.words("answers.never")
    half = desk.tongue.duration(value)
    if row.half.low is None or row.half.high is None:
        return half
    low, high = (desk.tongue.duration(end) for end in (row.half.low, row.half.high))
    return desk.words("answers.half", half=half, low=low, high=high)


def _with_bounds(desk: Desk, row: Answered, minutes: int) -> str:
    if row.share(minutes) is None:
        return "—"
    bounds = _bounds(desk, row.shares[minutes])
    return desk.words("answers.share", share=_share(desk, row, minutes), bounds=bounds)


def _share(desk: Desk, row: Answered, minutes: int) -> str:
    value = row.share(minutes)
    if value is None:
        return "—"
    return desk.tongue.estimate(value, row.shares[minutes].low, row.shares[minutes].high)


def _bounds(desk: Desk, figure: Figure) -> str:
    return desk.tongue.interval(figure.low or 0.0, figure.high or 0.0)
