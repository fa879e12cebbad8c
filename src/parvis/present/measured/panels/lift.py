"""The figure of each trial: what was seen beside what would have been without it."""

from __future__ import annotations

import datetime as dt
from functools import partial
from typing import TYPE_CHECKING, Final

import polars as pl

from parvis.present.charts.apart import apart
from parvis.present.charts.courses import courses, dated
from parvis.present.ledger import number_of
from parvis.present.measured.effects import believed, by_channel, outcomes, signed
from parvis.present.measured.panels.chance import chance
from parvis.present.measured.panels.days import axis_unit, day_ticks, levels
from parvis.present.panels.panel import Finding, Panel, Table, drawn, how
from parvis.present.theme import LIGHT

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from altair import LayerChart

    from parvis.present.charts.canvas import Canvas
    from parvis.present.measured.desk import MeasureDesk
    from parvis.present.measured.effects import Outcome
    from parvis.present.panels.panel import Drawing

_KEYS: Final = (
    *("lift.effect", "lift.total", "lift.relative", "lift.p", "lift.trend_p"),
    *("lift.seen", "lift.expected"),
)
_COURSES: Final = {"expected": "muted", "seen": "brand-1"}
_COLOURS: Final = {"more": "brand-1", "less": "negative"}


def panels(desk: MeasureDesk) -> Iterator[Panel]:
    """Yield the figure of each trial; nothing where none was made."""
    for place, outcome in enumerate(outcomes(desk), start=1):
        yield _panel(desk, outcome, place)


def _panel(desk: MeasureDesk, outcome: Outcome, place: int) -> Panel:
    title, first = _title(desk, outcome), believed(desk, outcome)
    channels = by_channel(desk, outcome.name)
    is_told = outcome.verdict != "refused"
    return Panel(
        anchor=f"figure-lift-{place}",
        name=desk.name(outcome.name),
        title=title,
        subtitle=desk.words("lift.subtitle", rate=outcome.rate(desk)) if is_told else "",
        drawings=tuple(_drawings(desk, outcome, channels, title)),
        note=_note(desk, outcome, channels) if is_told else None,
        table=_table(desk, outcome, channels) if is_told else None,
        how=how(desk, *_KEYS, of={"lift": outcome.name}),
        finding=Finding(number=_short(desk, outcome), sentence=f"{title}.")
        if is_told and first == outcome
        else None,
    )


def _title(desk: MeasureDesk, outcome: Outcome) -> str:
    """How it came out; and of two methods, which figure is to be believed."""
    told, first = outcome.sentence(desk), believed(desk, outcome)
    if first == outcome:
        return told
    other = {"other": first.told(desk), "lift": desk.name(first.name)}
    return desk.words("lift.says.second", told=told, **other)


def _note(desk: MeasureDesk, outcome: Outcome, channels: Sequence[Outcome]) -> str:
    """What to keep in mind: whom it rests on, and whether contacts moved elsewhere."""
    treated, controls = (
        desk.ledger.number("lift.units", **outcome.by, side=side) or 0
        for side in ("treated", "controls")
    )
    said = [*_choice(desk, outcome)]
    if treated > 1:
        said.append(desk.words.counted("lift.treated", treated))
    beside = desk.words.counted("lift.beside", controls) if controls else desk.words("lift.alone")
    said.append(beside)
    if channels:
        said.append(desk.words("lift.elsewhere"))
    return " ".join(said)


def _choice(desk: MeasureDesk, outcome: Outcome) -> Iterator[str]:
    """Which of two figures of one action is to be believed, and why."""
    first = believed(desk, outcome)
    if first != outcome:
        other = {"other": first.told(desk), "lift": desk.name(first.name)}
        yield desk.words("lift.disbelieve", **other)
        return
    for rival in outcomes(desk):
        is_alone = not desk.ledger.number("lift.units", **rival.by, side="controls")
        if rival != outcome and is_alone and believed(desk, rival) == outcome:
            other = {"other": rival.told(desk), "lift": desk.name(rival.name)}
            yield desk.words("lift.believe", **other)


def _drawings(
    desk: MeasureDesk, outcome: Outcome, channels: Sequence[Outcome], title: str
) -> Iterator[Drawing]:
    if desk.ledger.find("lift.total", **outcome.by):
        name = desk.words("lift.courses")
        yield drawn(desk, partial(_courses, desk, outcome), title, name=name)
    told = [row for row in channels if row.verdict != "refused"]
    if told:
        rows = pl.DataFrame([_dot(desk, row) for row in told])
        name = desk.words("lift.channels", unit=desk.unit(outcome.figure.unit))
        yield drawn(desk, partial(apart, rows), _in_words(desk, told), name=name)


def _in_words(desk: MeasureDesk, channels: Sequence[Outcome]) -> str:
    """What the picture of channels shows, for who does not see it."""
    said = (f"{desk.name(str(row.by['channel']))} {row.told(desk)}" for row in channels)
    return desk.tongue.listing(list(said))


def _dot(desk: MeasureDesk, row: Outcome) -> dict[str, object]:
    return {
        "name": desk.name(str(row.by["channel"])),
        "value": number_of(row.figure),
        "low": row.figure.low,
        "high": row.figure.high,
        "text": _short(desk, row),
        "colour": LIGHT[_COLOURS.get(row.verdict, "muted")],
    }


def _short(desk: MeasureDesk, row: Outcome) -> str:
    """The effect with its sign, and no unit but that of an axis."""
    return signed(desk, number_of(row.figure) or 0.0, axis_unit(row.figure.unit))


def _courses(desk: MeasureDesk, outcome: Outcome, canvas: Canvas) -> LayerChart:
    rows = [
        {
            "name": desk.words(f"lift.{name}"),
            "colour": LIGHT[colour],
            "x": float(dt.date.fromisoformat(str(row.by["period"])).toordinal()),
            "value": number_of(row) or 0.0,
            "low": None,
            "high": None,
            "is_dashed": name == "expected",
        }
        for name, colour in _COURSES.items()
        for row in desk.ledger.table(f"lift.{name}", "lift", "period")
        if row.by["lift"] == outcome.name
    ]
    days = [dt.date.fromordinal(int(str(row["x"])[:-2])) for row in rows]
    before = int(desk.ledger.number("lift.periods", **outcome.by, side="before") or 0)
    frame = pl.DataFrame(rows, schema_overrides={"low": pl.Float64, "high": pl.Float64})
    unit = axis_unit(outcome.figure.unit)
    chart = courses(
        frame,
        canvas,
        ticks=day_ticks(desk, days),
        levels=levels(frame["value"].to_list(), lambda value: desk.value(value, unit)),
        marks=[(float(days[before].toordinal()), desk.words("lift.begun"))],
    )
    return dated(chart)


def _table(desk: MeasureDesk, outcome: Outcome, channels: Sequence[Outcome]) -> Table:
    heads = ("what", "effect", "interval", "in_all", "in_percent", "by_chance")
    return Table(
        caption=desk.words("lift.caption", rate=outcome.rate(desk)),
        heads=tuple(desk.words(f"head.{head}") for head in heads),
        rows=tuple(_row(desk, row) for row in (outcome, *channels)),
    )


def _row(desk: MeasureDesk, row: Outcome) -> tuple[str, ...]:
    channel = row.by.get("channel")
    name = desk.name(str(channel)) if channel else desk.words("lift.whole")
    if row.verdict == "refused":
        return (name, *["\u2014"] * 5)
    total, relative = (desk.ledger.number(f"lift.{key}", **row.by) for key in ("total", "relative"))
    return (
        name,
        row.told(desk),
        desk.between(row.figure),
        signed(desk, total or 0.0, row.figure.unit),
        "\u2014" if relative is None else signed(desk, relative, "%"),
        chance(desk, desk.ledger.number("lift.p", **row.by) or 0.0),
    )
