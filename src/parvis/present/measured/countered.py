"""The counter-metric of a KPI: its figures gathered, and the sentence that says it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from parvis.present.ledger import number_of

if TYPE_CHECKING:
    from parvis.figures import Figure
    from parvis.present.measured.desk import MeasureDesk
    from parvis.present.measured.story import Aim, Target

AT_EXPENSE = "at its expense"
"""That it got worse while its KPI got better."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Countered:
    """What became of a counter-metric.

    Arguments:
        name: in words.
        value: its figure of today; None where it has none.
        baseline: where it stood; None where that is not known.
        status: worse, better, at its expense, cannot tell, untold (no baseline) or unmeasured.
    """

    name: str
    value: Figure | None
    baseline: float | None
    status: str

    @property
    def now(self) -> float | None:
        """Its value today, where it is known."""
        return number_of(self.value) if self.value else None

    def sentence(self, desk: MeasureDesk) -> str:
        """Say what became of it."""
        counter = desk.name(self.name)
        if self.value is None or self.now is None:
            reason = (desk.why(self.value) if self.value else "") or desk.words("board.no_figure")
            return desk.words("goals.counter.unmeasured", counter=counter, reason=reason)
        now = desk.value(self.now, self.value.unit)
        was = "" if self.baseline is None else desk.value(self.baseline, self.value.unit)
        return desk.words(f"goals.counter.{self.status}", counter=counter, now=now, baseline=was)


def countered_of(desk: MeasureDesk, aim: Aim, kpi: Target) -> Countered | None:
    """Gather what the figures say of a KPI's counter-metric; None where it has none.

    Arguments:
        desk: of the report.
        aim: that the KPI belongs to.
        kpi: as the measure file says.
    """
    if not kpi.counter:
        return None
    by = {"objective": aim.name, "kpi": kpi.name, "counter": kpi.counter}
    value = desk.ledger.find("counter.value", **by)
    status = desk.ledger.find("counter.status", **by)
    is_known = value is not None and number_of(value) is not None
    return Countered(
        name=kpi.counter,
        value=value,
        baseline=desk.ledger.number("counter.baseline", **by),
        status=str(status.value) if status else "untold" if is_known else "unmeasured",
    )
