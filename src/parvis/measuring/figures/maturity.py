"""What engaged units do better, raw and at equal maturity."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import polars as pl

from parvis.errors import RefusedError
from parvis.measure.maturity import maturity
from parvis.measuring.figures.blame import blaming
from parvis.measuring.figures.rows import known, refuse, twice

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from parvis.figures import Figure
    from parvis.measuring.tables import Kind
    from parvis.measuring.work import Work

_NEEDED: Final[Mapping[str, Kind]] = {
    "unit": "text",
    "engaged": "flag",
    "maturity": "number",
    "result": "number",
}


def matured(work: Work) -> Iterator[Figure]:
    """Yield the raw effect beside the one at equal maturity; nothing where the plan has none."""
    plan = work.plan.maturity
    if plan is None:
        return
    table = work.tables.read(plan.units, _NEEDED)
    units = known(work, plan.units, table, "unit", "maturity", "result")
    refuse(plan.units, units, twice("unit"), "a unit that is there twice", "give each unit once")
    is_beyond = (pl.col("maturity") < 0) | (pl.col("maturity") > 100)
    way_out = "give it on that scale"
    refuse(plan.units, units, is_beyond, "a maturity beyond 0 to 100", way_out)
    work = work.saying(file=plan.units)
    try:
        with blaming(plan.units):
            found = maturity(units)
    except RefusedError as error:
        yield work.refused("maturity.adjusted", error)
        return
    raw, like = (found.raw_low, found.raw_high), (found.low, found.high)
    yield work.told("maturity.raw", found.raw, plan.unit, interval=raw)
    yield work.told("maturity.adjusted", found.adjusted, plan.unit, interval=like)
    yield work.define("maturity.gap", found.gap)
    yield work.define("maturity.units", found.engaged, by={"side": "engaged"})
    yield work.define("maturity.units", found.units - found.engaged, by={"side": "others"})
