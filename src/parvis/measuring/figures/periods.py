"""The periods of the measures that a formula names, from the file of measures."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from parvis.errors import MeasureError
from parvis.measuring.kpis import units_of

if TYPE_CHECKING:
    from parvis.measure.expressions import Formula
    from parvis.measuring.tables import Kind
    from parvis.measuring.work import Work


def periods_of(work: Work, formula: Formula) -> pl.DataFrame | None:
    """Return the periods of a formula's measures; None where the file lacks one of them.

    Arguments:
        work: whose file of measures is read.
        formula: over measures.

    Raises:
        MeasureError: a line has no period.
    """
    if work.plan.measures is None:
        return None
    names = sorted(formula.names)
    raw = work.tables.raw(work.plan.measures, ["period", *units_of(work.plan)])
    if any(name not in raw.columns for name in names):
        return None
    needed: dict[str, Kind] = {"period": "day", **dict.fromkeys(names, "number")}
    table = work.tables.read(work.plan.measures, needed)
    undated = table.filter(pl.col("period").is_null())
    if undated.height:
        fault = f"{undated.height} lines without a period ({undated['line'][0]} …)"
        raise MeasureError.of(work.plan.measures, fault, "give the last day of each period")
    return table
