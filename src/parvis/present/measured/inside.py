"""What approvals, social capital and engaged units tell a board."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from parvis.present.board import Line
from parvis.present.ledger import number_of
from parvis.present.measured.panels import approvals, capital, maturity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from parvis.present.measured.desk import MeasureDesk

_MUCH: Final = 50.0  # percent of the time to an answer, from which approval is the first to shorten


def inside_came(desk: MeasureDesk) -> Iterator[Line]:
    """Yield where social capital went, and what engagement brought at equal maturity.

    Arguments:
        desk: of the report.
    """
    if maturity.is_asked(desk):
        verdict, sentence = maturity.told(desk)
        if verdict in {"more", "less"}:
            yield Line(sentence=f"{sentence}.", anchor=maturity.ANCHOR)
    if desk.ledger.table("capital.index", "year"):
        yield Line(sentence=f"{capital.title_of(desk)}.", anchor=capital.ANCHOR)


def inside_unknown(desk: MeasureDesk) -> Iterator[Line]:
    """Yield that it is not known whether engagement or maturity made units do better.

    Arguments:
        desk: of the report.
    """
    if maturity.is_asked(desk):
        verdict, sentence = maturity.told(desk)
        if verdict in {"unclear", "refused"}:
            yield Line(sentence=f"{sentence}.", anchor=maturity.ANCHOR)


def inside_decide(desk: MeasureDesk) -> Iterator[Line]:
    """Yield that approval is what to shorten, where it takes most of the time to an answer.

    Arguments:
        desk: of the report.
    """
    part = desk.ledger.number("approvals.part")
    last = approvals.slowest(desk)
    if part is not None and part >= _MUCH and last is not None:
        fields = {
            "desk": desk.name(str(last.by["desk"])),
            "part": desk.tongue.percent(part),
            "half": desk.tongue.duration(number_of(last) or 0.0),
        }
        sentence = desk.words("board.decide.approvals", **fields)
        yield Line(sentence=sentence, anchor=approvals.ANCHOR)
