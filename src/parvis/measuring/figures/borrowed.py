"""A KPI that a figure of a study measures: its value, and whether it is where it should be."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from parvis.measuring.work import named

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator, Mapping

    from parvis.figures import Figure
    from parvis.measuring.kpis import Resolved
    from parvis.measuring.work import Work


def borrowed(work: Work, kpi: Resolved, by: dict[str, str]) -> Iterator[Figure]:
    """Yield what a study says of a KPI, or why it says nothing.

    Arguments:
        work: whose study is read.
        kpi: with the key of a figure.
        by: its dimensions.
    """
    found = _found(work, kpi)
    value = found.get("value") if found else None
    if not found or not isinstance(value, int | float):
        reason = found.get("reason") if found else None
        blank = work.define("kpi.value", None, by=by, why="not in the study")
        yield replace(blank, unit=kpi.unit, reason=reason or blank.reason)
        return
    said = work.saying(
        formula=f"{kpi.entry.figure} {kpi.entry.by}",
        source=kpi.source or named("study", work.plan.language),
    )
    bounds = (found.get("low"), found.get("high"))
    figure = said.define("kpi.value", value, by=by, interval=bounds, kind=found["class"])
    yield replace(figure, unit=kpi.unit or str(found["unit"]), query=found.get("query"))
    required = _required(kpi, work.today)
    yield said.told("kpi.required", required, kpi.unit or str(found["unit"]), by=by)
    whole = kpi.entry.target - kpi.entry.baseline
    yield said.define("kpi.way", 100 * (value - kpi.entry.baseline) / whole, by=by)
    status = _status(kpi, required, value, bounds)
    yield said.define("kpi.status", status, by=by)


def _found(work: Work, kpi: Resolved) -> Mapping[str, Any] | None:
    same = (
        figure
        for figure in work.study
        if figure["key"] == kpi.entry.figure and figure["by"] == kpi.entry.by
    )
    return next(same, None)


def _required(kpi: Resolved, today: dt.date) -> float:
    """What a steady way to the target asks for today."""
    entry = kpi.entry
    gone = (today - entry.since).days / (entry.due - entry.since).days
    return entry.baseline + min(max(gone, 0.0), 1.0) * (entry.target - entry.baseline)


def _status(
    kpi: Resolved, required: float, value: float, bounds: tuple[float | None, float | None]
) -> str:
    """A counted figure has no interval, and is what it is."""
    sign = 1 if kpi.entry.target > kpi.entry.baseline else -1
    ends = [sign * (value if bound is None else bound) for bound in bounds]
    if min(ends) >= sign * required:
        return "on track"
    return "behind" if max(ends) < sign * required else "cannot tell"
