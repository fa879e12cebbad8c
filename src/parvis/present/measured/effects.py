"""How a trial came out: its figures gathered, and the sentence that says it."""

from __future__ import annotations

import datetime as dt
import itertools
from dataclasses import dataclass
from statistics import median
from typing import TYPE_CHECKING, Final, Literal

from parvis.present.ledger import number_of
from parvis.present.numeral import Numeral

if TYPE_CHECKING:
    from parvis.figures import Figure
    from parvis.present.measured.desk import MeasureDesk

Verdict = Literal["more", "less", "unclear", "doubtful", "refused"]

_STEPS: Final = {
    "day": range(1, 2),
    "week": range(7, 8),
    "month": range(28, 32),
    "quarter": range(89, 93),
    "year": range(365, 367),
}
"""Days from one period to the next, by what a period is called."""
DOUBT: Final = 0.05  # of units that moved alike before, under which they had parted


@dataclass(frozen=True, slots=True)
class Outcome:
    """An effect as the report tells it: in all, or of one channel."""

    by: dict[str, str | int]
    figure: Figure
    trend_p: float | None

    @property
    def name(self) -> str:
        """What was tried."""
        return str(self.by["lift"])

    @property
    def verdict(self) -> Verdict:
        """What can be said: an effect only where the interval leaves out zero."""
        low, high = self.figure.low, self.figure.high
        if number_of(self.figure) is None or low is None or high is None:
            return "refused"
        if self.trend_p is not None and self.trend_p < DOUBT:
            return "doubtful"
        return "more" if low > 0 else "less" if high < 0 else "unclear"

    def sentence(self, desk: MeasureDesk) -> str:
        """Say how it came out."""
        return desk.words(
            f"lift.says.{self.verdict}",
            lift=desk.name(self.name),
            effect=self.told(desk),
            rate=self.rate(desk),
            between=desk.between(self.figure),
            reason=desk.why(self.figure),
        )

    def rate(self, desk: MeasureDesk) -> str:
        """Write what the effect is told for: a week, a month, and a unit where there are several.

        Arguments:
            desk: of the report.
        """
        step = desk.words(f"lift.step.{_step(desk, self.name)}")
        treated = desk.ledger.number("lift.units", **self.by, side="treated") or 1
        return desk.words("lift.each", step=step) if treated > 1 else step

    def told(self, desk: MeasureDesk) -> str:
        """Write the effect, with its sign."""
        return signed(desk, number_of(self.figure) or 0.0, self.figure.unit)


def _step(desk: MeasureDesk, lift: str) -> str:
    """How long a period of a trial is, by the days from one to the next."""
    days = sorted(
        dt.date.fromisoformat(str(row.by["period"])).toordinal()
        for row in desk.ledger.table("lift.seen", "lift", "period")
        if row.by["lift"] == lift
    )
    steps = [after - before for before, after in itertools.pairwise(days)]
    usual = median(steps) if steps else 0
    return next((name for name, span in _STEPS.items() if usual in span), "period")


def believed(desk: MeasureDesk, outcome: Outcome) -> Outcome:
    """Return the outcome to believe of those that tell of the same action.

    One that is beside others is believed before one that rests on its own past, if those others had
    not parted from it before: what befell all of them is no effect.

    Arguments:
        desk: of the report.
        outcome: of a trial.
    """
    names = next((names for names in desk.story.rivals if outcome.name in names), ())
    rivals = [one for one in outcomes(desk) if one.name in names]
    held = [one for one in rivals if one.verdict not in {"doubtful", "refused"}]
    return max(held, key=lambda one: _controls(desk, one), default=outcome)


def _controls(desk: MeasureDesk, outcome: Outcome) -> float:
    return desk.ledger.number("lift.units", **outcome.by, side="controls") or 0.0


def signed(desk: MeasureDesk, value: float, unit: str) -> Numeral:
    """Write a difference in a unit, with a plus where it is above zero.

    Arguments:
        desk: of the report.
        value: the difference.
        unit: of it.
    """
    number = desk.value(value, unit)
    if value <= 0:
        return number
    return Numeral.of(f"+{number}", value, decimals=number.decimals, unit=number.unit)


def outcomes(desk: MeasureDesk) -> list[Outcome]:
    """Return what came of each trial, in all."""
    return [_outcome(desk, figure) for figure in desk.ledger.table("lift.effect", "lift")]


def by_channel(desk: MeasureDesk, lift: str) -> list[Outcome]:
    """Return what came of a trial on each channel."""
    rows = desk.ledger.table("lift.effect", "lift", "channel")
    return [_outcome(desk, figure) for figure in rows if figure.by["lift"] == lift]


def _outcome(desk: MeasureDesk, figure: Figure) -> Outcome:
    return Outcome(figure.by, figure, desk.ledger.number("lift.trend_p", **figure.by))
