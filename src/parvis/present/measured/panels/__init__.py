"""The figures of a measure's report, in chapters; what was not asked for is not there."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from parvis.present.measured.panels import (
    approvals,
    attribution,
    capital,
    churn,
    contagion,
    emv,
    engagement,
    indices,
    kpis,
    lift,
    maturity,
    payback,
    pilot,
    purchases,
    referrals,
    retention,
    returns,
)
from parvis.present.panels import Chapter

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from parvis.present.measured.desk import MeasureDesk
    from parvis.present.panels.panel import Panel

CHAPTERS: Final[dict[str, tuple[Callable[[MeasureDesk], Iterator[Panel]], ...]]] = {
    "goals": (kpis.panels,),
    "money": (payback.panels, returns.panels, engagement.panels, attribution.panels),
    "customers": (retention.panels, purchases.panels, churn.panels, indices.panels),
    "proof": (lift.panels, pilot.panels),
    "spread": (contagion.panels, referrals.panels),
    "inside": (approvals.panels, capital.panels, maturity.panels),
    "space": (emv.panels,),
}
"""Name and figures of each chapter; its title is in the words, under `chapter`."""


def chapters(desk: MeasureDesk, *, first: int = 1) -> tuple[Chapter, ...]:
    """Return every figure of the measure, numbered.

    Arguments:
        desk: of the report.
        first: number of the first figure.
    """
    told: list[Chapter] = []
    for name, makers in CHAPTERS.items():
        panels = [panel for maker in makers for panel in maker(desk)]
        if panels:
            numbered = tuple(enumerate(panels, start=first))
            first += len(panels)
            told.append(Chapter(title=desk.words(f"chapter.{name}"), panels=numbered))
    return tuple(told)
