"""The figure of each objective: where its KPIs began, where they are, where they should be."""

from __future__ import annotations

import datetime as dt
from functools import partial
from typing import TYPE_CHECKING

import polars as pl

from parvis.present.charts.courses import courses, dated
from parvis.present.measured.countered import AT_EXPENSE
from parvis.present.measured.panels.days import axis_unit, day_ticks, levels
from parvis.present.measured.state import State, state_of
from parvis.present.panels.panel import Finding, Panel, Table, drawn, how
from parvis.present.theme import LIGHT

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from altair import LayerChart

    from parvis.present.charts.canvas import Canvas
    from parvis.present.measured.countered import Countered
    from parvis.present.measured.desk import MeasureDesk
    from parvis.present.measured.story import Aim
    from parvis.present.panels.panel import Drawing

_DRAWN = 6
_KEYS = (
    *("kpi.value", "kpi.required", "kpi.way", "kpi.status", "kpi.since", "kpi.level"),
    *("counter.value", "counter.baseline", "counter.change", "counter.status"),
)


def panels(desk: MeasureDesk) -> Iterator[Panel]:
    """Yield the figure of each objective."""
    for place, aim in enumerate(desk.story.objectives, start=1):
        yield _panel(desk, aim, place)


def _panel(desk: MeasureDesk, aim: Aim, place: int) -> Panel:
    states = [state_of(desk, aim, kpi) for kpi in aim.kpis]
    title = title_of(desk, states)
    counts = _counts(states)
    return Panel(
        anchor=f"figure-objective-{place}",
        name=desk.name(aim.name),
        title=title,
        subtitle=desk.words(
            "goals.subtitle",
            statement=desk.words("quoted", text=desk.text(aim.statement, limit=400)),
        ),
        drawings=tuple(_drawings(desk, states)),
        note=" ".join(_notes(desk, aim, states)) or None,
        table=_table(desk, states) if states else None,
        how=how(desk, *_KEYS, of={"objective": aim.name}),
        finding=Finding(
            number=f"{counts['on track']}\u202f/\u202f{len(states)}",
            sentence=desk.words(
                "goals.finding",
                statement=desk.words("quoted", text=desk.name(aim.statement)),
                title=title,
            ),
        ),
    )


def _notes(desk: MeasureDesk, aim: Aim, states: Sequence[State]) -> Iterator[str]:
    """What is wrong with the KPIs, and which were reached at the expense of something."""
    for row in desk.ledger.table("objective.warning", "objective", "warning"):
        if row.by["objective"] == aim.name:
            yield desk.words(f"goals.warning.{row.by['warning']}")
    for state in states:
        if state.counter and _is_paid_for(state):
            yield state.counter.sentence(desk)


def _is_paid_for(state: State) -> bool:
    return state.counter is not None and state.counter.status == AT_EXPENSE


def _counts(states: Sequence[State]) -> dict[str, int]:
    names = ("on track", "behind", "cannot tell", "unmeasured")
    return {name: sum(state.status == name for state in states) for name in names}


def title_of(desk: MeasureDesk, states: Sequence[State]) -> str:
    """Say in a sentence how the KPIs of an objective stand.

    Arguments:
        desk: of the report.
        states: of its KPIs.
    """
    if not states:
        return desk.words("goals.title.none")
    if len(states) == 1:
        return states[0].sentence(desk)
    return count_of(desk, states)


def count_of(desk: MeasureDesk, states: Sequence[State]) -> str:
    """Say how many KPIs stand how.

    Arguments:
        desk: of the report.
        states: of the KPIs.
    """
    told = [
        desk.words.counted(f"goals.count.{name}", count)
        for name, count in _counts(states).items()
        if count
    ]
    total = desk.tongue.number(len(states))
    return desk.words("goals.title.many", n=total, parts=desk.tongue.listing(told))


def _drawings(desk: MeasureDesk, states: Sequence[State]) -> Iterator[Drawing]:
    for state in [state for state in states if len(state.periods) > 1][:_DRAWN]:
        sentence = state.sentence(desk)
        yield drawn(desk, partial(_chart, desk, state), sentence, name=sentence)


def _chart(desk: MeasureDesk, state: State, canvas: Canvas) -> LayerChart:
    kpi = state.kpi
    days = [dt.date.fromisoformat(str(row.by["period"])) for row in state.periods]
    ends = {min(kpi.since, *days): kpi.baseline, max(kpi.due, *days): kpi.target}
    values = [float(row.value or 0) for row in state.periods]
    bounds = [end for row in state.periods for end in (row.low, row.high) if end is not None]
    steady = [
        _point(desk.words("goals.steady"), "muted", day, value) for day, value in ends.items()
    ]
    told = [
        _point(desk.words("goals.measured"), "brand-1", day, value)
        | {"low": row.low, "high": row.high, "is_dashed": False}
        for day, value, row in zip(days, values, state.periods, strict=True)
    ]
    schema = {"low": pl.Float64, "high": pl.Float64}
    chart = courses(
        pl.DataFrame([*told, *steady], schema_overrides=schema),
        canvas,
        ticks=day_ticks(desk, list(ends)),
        levels=levels(
            [*values, *bounds, *ends.values()], lambda value: desk.value(value, axis_unit(kpi.unit))
        ),
        marks=[(float(days[-1].toordinal()), desk.words("goals.today"))],
    )
    return dated(chart)


def _point(name: str, colour: str, day: dt.date, value: float) -> dict[str, object]:
    return {
        "name": name,
        "colour": LIGHT[colour],
        "x": float(day.toordinal()),
        "value": value,
        "low": None,
        "high": None,
        "is_dashed": True,
    }


def _table(desk: MeasureDesk, states: Sequence[State]) -> Table:
    heads = (
        "kpi",
        "tells",
        "status",
        "baseline",
        "now",
        "kpi_interval",
        "required",
        "target",
        "due",
    )
    return Table(
        caption=desk.words("goals.caption"),
        heads=tuple(desk.words(f"head.{head}") for head in heads),
        rows=tuple(row for state in states for row in _rows(desk, state)),
        texts=3,
    )


def _rows(desk: MeasureDesk, state: State) -> Iterator[tuple[str, ...]]:
    """A KPI, and under it its counter-metric."""
    yield _row(desk, state)
    if state.counter:
        yield _beside(desk, state.counter)


def _beside(desk: MeasureDesk, counter: Countered) -> tuple[str, ...]:
    unit = counter.value.unit if counter.value else ""
    return (
        desk.words("goals.beside", counter=desk.name(counter.name)),
        desk.words("glossary.counter"),
        desk.words(f"goals.turn.{counter.status}"),
        _value(desk, counter.baseline, unit),
        _value(desk, counter.now, unit),
        (desk.between(counter.value) if counter.value else "") or "\u2014",
        *["\u2014"] * 3,
    )


def _value(desk: MeasureDesk, value: float | None, unit: str) -> str:
    return "\u2014" if value is None else desk.value(value, unit)


def _row(desk: MeasureDesk, state: State) -> tuple[str, ...]:
    kpi, unit = state.kpi, state.kpi.unit
    return (
        desk.name(kpi.name),
        desk.words.name("level", kpi.level or "unknown"),
        desk.words(f"goals.status.{state.status}"),
        desk.value(kpi.baseline, unit),
        _value(desk, state.now, unit),
        (desk.between(state.value) if state.value else "") or "\u2014",
        _value(desk, state.required, unit),
        desk.value(kpi.target, unit),
        desk.day(kpi.due, style="d MMM y"),
    )
