"""What trials tell a board: what came of them, what they could not tell, what to try next."""

from __future__ import annotations

from typing import TYPE_CHECKING

from parvis.present.board import Line
from parvis.present.measured.effects import believed, outcomes
from parvis.present.measured.panels import pilot

if TYPE_CHECKING:
    from collections.abc import Iterator

    from parvis.present.measured.desk import MeasureDesk


def trials_came(desk: MeasureDesk) -> Iterator[Line]:
    """Yield what was brought about, as far as the interval says so.

    Arguments:
        desk: of the report.
    """
    for place, outcome in enumerate(outcomes(desk), start=1):
        if outcome.verdict in {"more", "less"} and believed(desk, outcome) == outcome:
            said = f"{outcome.sentence(desk)}."
            yield Line(sentence=said, number=outcome.told(desk), anchor=f"figure-lift-{place}")


def trials_unknown(desk: MeasureDesk) -> Iterator[Line]:
    """Yield the trials that could not tell, each with the reason.

    Arguments:
        desk: of the report.
    """
    for place, outcome in enumerate(outcomes(desk), start=1):
        if outcome.verdict not in {"more", "less"} and believed(desk, outcome) == outcome:
            yield Line(sentence=f"{outcome.sentence(desk)}.", anchor=f"figure-lift-{place}")


def trials_decide(desk: MeasureDesk) -> Iterator[Line]:
    """Yield which trial to go on with, whose comparison to mend, and where to try next.

    Arguments:
        desk: of the report.
    """
    for place, outcome in enumerate(outcomes(desk), start=1):
        if outcome.verdict in {"unclear", "doubtful"} and believed(desk, outcome) == outcome:
            lift = desk.name(outcome.name)
            sentence = desk.words(f"board.decide.{outcome.verdict}", lift=lift)
            yield Line(sentence=sentence, anchor=f"figure-lift-{place}")
    first = pilot.best(desk)
    if first is None:
        return
    market = str(first.by["market"])
    power = desk.ledger.number("pilot.power", market=market) or 0.0
    key = "board.decide.pilot" if power >= pilot.ENOUGH else "board.decide.no_pilot"
    fields = {"market": desk.name(market), "controls": pilot.controls_of(desk, market)}
    yield Line(sentence=desk.words(key, **fields), anchor="figure-pilot")
