"""What the models of attribution credit: each channel's credits, and how far they part."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from parvis.present.ledger import number_of

if TYPE_CHECKING:
    from parvis.present.measured.desk import MeasureDesk

MODELS: Final = ("first", "last", "linear", "decay", "markov")
NONE: Final = "none"  # of sales without any contact, which no model parts
_WIDE: Final = 0.1  # of all sales, between two models, that matters for a decision


@dataclass(frozen=True, slots=True, kw_only=True)
class Credited:
    """A channel and what each model credits it with, in the order of `MODELS`."""

    channel: str
    credits: tuple[float, ...]

    @property
    def least(self) -> float:
        """The lowest credit."""
        return min(self.credits)

    @property
    def most(self) -> float:
        """The highest credit."""
        return max(self.credits)

    @property
    def span(self) -> float:
        """How far the models part."""
        return self.most - self.least

    def name(self, desk: MeasureDesk) -> str:
        """Write the channel; sales without any contact in words."""
        alone = self.channel == NONE
        return desk.words("attribution.alone") if alone else desk.name(self.channel)


def credited(desk: MeasureDesk) -> list[Credited]:
    """Return every channel, the one that some model credits most first, no contact last.

    Arguments:
        desk: of the report.
    """
    figures = desk.ledger.table("attribution.credit", "channel", "model")
    told = {(str(row.by["channel"]), row.by["model"]): number_of(row) or 0.0 for row in figures}
    names = dict.fromkeys(channel for channel, _ in told)
    rows = [
        Credited(channel=name, credits=tuple(told[name, model] for model in MODELS))
        for name in names
    ]
    return sorted(rows, key=lambda row: (row.channel == NONE, -row.most, row.channel))


def disputed(desk: MeasureDesk) -> Credited | None:
    """Return the channel over which models part most, where that matters for a decision.

    Arguments:
        desk: of the report.
    """
    sales = desk.ledger.number("attribution.sales") or 0.0
    wide = [row for row in credited(desk) if row.span > _WIDE * sales]
    return max(wide, key=lambda row: row.span, default=None)
