"""An advertising equivalent, only where the plan asks to see it, and never a return."""

from __future__ import annotations

from typing import TYPE_CHECKING

from parvis.measure.emv import equivalent

if TYPE_CHECKING:
    from collections.abc import Iterator

    from parvis.figures import Figure
    from parvis.measuring.work import Work


def equivalents(work: Work) -> Iterator[Figure]:
    """Yield the equivalent by the published formula, and how far assumptions move it."""
    plan = work.plan.emv
    if plan is None or not plan.shown:
        return
    found = equivalent(
        plan.reach,
        price_of_thousand=plan.price_of_thousand,
        viewability=plan.viewability,
        negative=plan.negative,
    )
    work = work.saying(reach=f"{plan.reach:g}")
    yield work.define("emv.reach", plan.reach)
    yield work.define("emv.published", found.published)
    yield work.define("emv.low", found.low)
    yield work.define("emv.high", found.high)
    yield work.define("emv.assumptions", found.assumptions)
