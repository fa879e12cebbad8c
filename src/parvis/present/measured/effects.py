"""How a trial came out: its figures gathered, and the sentence that says it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from parvis.present.ledger import number_of
from parvis.present.numeral import Numeral

if TYPE_CHECKING:
    from parvis.figures import Figure
    from parvis.present.measured.desk import MeasureDesk

Verdict = Literal["more", "less", "unclear", "doubtful", "refused"]

DOUBT = 0.05  # of units that moved alike before, under which they had parted


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
            between=desk.between(self.figure),
            reason=desk.why(self.figure),
        )

    def told(self, desk: MeasureDesk) -> str:
        """Write the effect, with its sign."""
        return signed(desk, number_of(self.figure) or 0.0, self.figure.unit)


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
