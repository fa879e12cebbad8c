"""What engagement and channels tell a board: what they brought, and what they do not say."""

from __future__ import annotations

from typing import TYPE_CHECKING

from parvis.present.board import Line
from parvis.present.ledger import number_of
from parvis.present.measured.credited import disputed
from parvis.present.measured.panels import attribution, engagement

if TYPE_CHECKING:
    from collections.abc import Iterator

    from parvis.present.measured.desk import MeasureDesk


def brought_came(desk: MeasureDesk) -> Iterator[Line]:
    """Yield which action brings most an hour.

    Arguments:
        desk: of the report.
    """
    best = next(iter(desk.ledger.table("roe", "action")), None)
    if best is not None and (roe := number_of(best)) is not None:
        sentence = f"{engagement.title_of(desk)}."
        yield Line(sentence=sentence, number=desk.money(roe), anchor=engagement.ANCHOR)


def brought_unknown(desk: MeasureDesk) -> Iterator[Line]:
    """Yield that data of contacts do not say which channel to pay for, and what would.

    Arguments:
        desk: of the report.
    """
    row = disputed(desk)
    if row is None and desk.ledger.number("attribution.sales"):
        yield Line(sentence=desk.words("board.unknown.channel"), anchor=attribution.ANCHOR)
    if row is not None:
        ends = {"least": desk.money(row.least), "most": desk.money(row.most)}
        sentence = desk.words("board.unknown.credits", channel=row.name(desk), **ends)
        yield Line(sentence=sentence, anchor=attribution.ANCHOR)
