"""Social capital by year and by month: an index without its seasons, and what it is made of."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from parvis.errors import MeasureError
from parvis.measure.objectives.capital import decompose, without_season
from parvis.measuring.figures.blame import blaming
from parvis.measuring.figures.rows import known, refuse

if TYPE_CHECKING:
    from collections.abc import Iterator

    from parvis.figures import Figure
    from parvis.measure.objectives.capital import Part
    from parvis.measuring.entries import Capital
    from parvis.measuring.tables import Kind
    from parvis.measuring.work import Work


def capital(work: Work) -> Iterator[Figure]:
    """Yield the index of each year and its parts; nothing where the plan does not ask."""
    plan = work.plan.capital
    if plan is None:
        return
    months = _read(work, plan)
    with blaming(plan.months):
        found = decompose(months, plan.weights)
        monthly = without_season(months, list(plan.weights))
    work.tables.leave_out(plan.months, work.tables.files[plan.months].rows - monthly.height)
    said = ", ".join(f"{part} {weight:g}" for part, weight in plan.weights.items())
    work = work.saying(file=plan.months, weights=said)
    yield from _years(work, found)
    total = sum(plan.weights.values())
    for row in monthly.sort("month").iter_rows(named=True):
        for part, weight in plan.weights.items():
            by = {"month": row["month"].isoformat(), "part": part}
            yield work.define("capital.month", row[part] * weight / total, by=by)


def _read(work: Work, plan: Capital) -> pl.DataFrame:
    """The months of which every part is known, once each and between 0 and 100."""
    if sum(plan.weights.values()) <= 0:
        fault = "no part of the social capital has a weight"
        raise MeasureError.of("the measure file", fault, "give each part one, as advocates = 1")
    kinds: dict[str, Kind] = {"month": "day", **dict.fromkeys(plan.weights, "number")}
    table = work.tables.read(plan.months, kinds)
    months = known(work, plan.months, table, "month", *plan.weights)
    month = pl.col("month").dt.truncate("1mo")
    again = ~month.is_first_distinct()
    refuse(plan.months, months, again, "a month that is there twice", "give each month once")
    parts = pl.col(*plan.weights)
    is_beyond = pl.any_horizontal((parts < 0) | (parts > 100))
    refuse(plan.months, months, is_beyond, "a part beyond 0 to 100", "give each part on that scale")
    return months.drop("line")


def _years(work: Work, found: list[Part]) -> Iterator[Figure]:
    for year in sorted({part.year for part in found}):
        parts = [part for part in found if part.year == year]
        yield work.define("capital.index", sum(p.points for p in parts), by={"year": year})
        changes = [part.change for part in parts if part.change is not None]
        if changes:
            yield work.define("capital.change", sum(changes), by={"year": year})
        for part in parts:
            by: dict[str, str | int] = {"year": year, "part": part.part}
            yield work.define("capital.points", part.points, by=by)
            if part.change is not None:
                yield work.define("capital.change", part.change, by=by)
