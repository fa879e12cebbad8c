"""What customers tell a board: whether the engaged stay, what will be bought, who leaves."""

from __future__ import annotations

from typing import TYPE_CHECKING

from parvis.present.board import Line
from parvis.present.measured.panels import churn, purchases, retention

if TYPE_CHECKING:
    from collections.abc import Iterator

    from parvis.present.measured.desk import MeasureDesk


def kept_came(desk: MeasureDesk) -> Iterator[Line]:
    """Yield whether more of the engaged stayed, like with like, as far as the interval says so.

    Arguments:
        desk: of the report.
    """
    gap = retention.matched(desk)
    if gap is not None and retention.verdict(gap) in {"more", "less"}:
        said = f"{retention.title_of(desk, gap)}."
        yield Line(sentence=said, number=retention.bare(desk, gap), anchor=retention.ANCHOR)


def kept_unknown(desk: MeasureDesk) -> Iterator[Line]:
    """Yield what could not be told of customers, each with the reason.

    Arguments:
        desk: of the report.
    """
    gap, area = retention.matched(desk), desk.ledger.find("churn.auc")
    if gap is not None and gap.value is None:
        sentence = desk.words("board.unknown.retention", reason=desk.why(gap))
        yield Line(sentence=sentence, anchor=retention.ANCHOR)
    if desk.ledger.find("purchases.error") and not purchases.held(desk):
        yield Line(sentence=desk.words("board.unknown.missed"), anchor=purchases.ANCHOR)
    if area is not None and area.value is None:
        sentence = desk.words("board.unknown.churn", reason=desk.why(area))
        yield Line(sentence=sentence, anchor=churn.ANCHOR)


def kept_decide(desk: MeasureDesk) -> Iterator[Line]:
    """Yield what to do about engagement and about those most likely to leave.

    Arguments:
        desk: of the report.
    """
    yield from _engage(desk)
    if churn.is_told(desk):
        fields = {
            "first": desk.percent(desk.ledger.number("churn.tenth", tenth=1) or 0.0),
            "usual": desk.percent(desk.ledger.number("churn.left") or 0.0),
        }
        yield Line(sentence=desk.words("board.decide.churn", **fields), anchor=churn.ANCHOR)


def _engage(desk: MeasureDesk) -> Iterator[Line]:
    """A trial where like with like more stay; no more hope where the gap is not there."""
    gap = retention.matched(desk)
    naive = desk.ledger.find("retention.difference", way="ever")
    if gap is None or naive is None:
        return
    said = retention.verdict(gap)
    fields = {"between": desk.between(gap), "naive": retention.points(desk, naive)}
    if said == "more":
        sentence = desk.words("board.decide.retention_try", gap=retention.bare(desk, gap))
        yield Line(sentence=sentence, anchor=retention.ANCHOR)
    elif said in {"less", "unclear"} and (naive.low or 0.0) > 0:
        sentence = desk.words("board.decide.retention_stop", **fields)
        yield Line(sentence=sentence, anchor=retention.ANCHOR)
