"""What contagion and referrals tell a board."""

from __future__ import annotations

from typing import TYPE_CHECKING

from parvis.present.board import Line
from parvis.present.measured.panels import contagion, referrals

if TYPE_CHECKING:
    from collections.abc import Iterator

    from parvis.present.measured.desk import MeasureDesk


def spread_came(desk: MeasureDesk) -> Iterator[Line]:
    """Yield what friends and referrals brought, as far as it can be told.

    Arguments:
        desk: of the report.
    """
    yield from (line for verdict, line in _told(desk) if verdict in {"more", "grows", "fades"})


def spread_unknown(desk: MeasureDesk) -> Iterator[Line]:
    """Yield what of them cannot be told.

    Arguments:
        desk: of the report.
    """
    yield from (line for verdict, line in _told(desk) if verdict in {"unclear", "refused"})


def spread_decide(desk: MeasureDesk) -> Iterator[Line]:
    """Yield what to try where influence could not be told from likeness.

    Arguments:
        desk: of the report.
    """
    if desk.ledger.find("contagion.people"):
        verdict, _ = contagion.told(desk)
        if verdict != "more":
            sentence = desk.words(f"board.decide.contagion.{verdict}")
            yield Line(sentence=sentence, anchor="figure-contagion")


def _told(desk: MeasureDesk) -> Iterator[tuple[str, Line]]:
    for name, part in (("contagion", contagion), ("referrals", referrals)):
        if desk.ledger.find(f"{name}.people"):
            verdict, sentence = part.told(desk)
            yield verdict, Line(sentence=f"{sentence}.", anchor=f"figure-{name}")
