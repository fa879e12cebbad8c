"""Where a trial would show most: for each market its controls, and what it could tell."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from parvis.errors import MeasureError, RefusedError
from parvis.measure.lift import design
from parvis.measuring.figures.panel import panel_of, refuse_unknown

if TYPE_CHECKING:
    from collections.abc import Iterator

    from parvis.figures import Figure
    from parvis.measuring.work import Work


def pilots(work: Work) -> Iterator[Figure]:
    """Yield what a trial in each market could show, the one that shows most first."""
    pilot = work.plan.pilot
    if pilot is None:
        return
    past = panel_of(work, pilot.file)
    if "channel" in past.columns:
        fault = "a pilot compares markets, and the file has channels in them"
        raise MeasureError.of(pilot.file, fault, "add the channels up, or take one of them")
    refuse_unknown(pilot.file, past["unit"], pilot.candidates or ())
    work = work.saying(file=pilot.file, periods=str(pilot.periods), hoped=f"{pilot.effect:g}")
    yield work.define("pilot.hoped", pilot.effect)
    yield work.define("pilot.periods", pilot.periods)
    try:
        found = design(
            past, periods=pilot.periods, effect=pilot.effect, candidates=pilot.candidates
        )
    except RefusedError as error:
        yield work.refused("pilot.relative", error)
        return
    yield work.define("pilot.before", found[0].before)
    for one in found:
        by = {"market": one.market}
        why = None if math.isfinite(one.relative) else "zero"
        yield work.define("pilot.relative", None if why else one.relative, by=by, why=why)
        yield work.define("pilot.smallest", one.smallest, by=by)
        yield work.define("pilot.power", None if why else 100 * one.power, by=by, why=why)
        yield work.define("pilot.controls", ", ".join(one.controls), by=by)
