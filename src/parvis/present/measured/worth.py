"""What indices tell a board: which goes most with the outcome, or that none is known to."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from parvis.present.board import Line
from parvis.present.ledger import number_of
from parvis.present.measured.panels import indices

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from parvis.figures import Figure
    from parvis.present.measured.desk import MeasureDesk

_FEWEST: Final = 2  # indices to compare


def worth_unknown(desk: MeasureDesk) -> Iterator[Line]:
    """Yield that nothing can be said of the outcome, with the reason.

    Arguments:
        desk: of the report.
    """
    goes = desk.ledger.table("index.correlation", "index")
    if goes and all(row.value is None for row in goes):
        fields = {"outcome": indices.outcome_of(desk), "reason": desk.why(goes[0])}
        yield Line(sentence=desk.words("board.unknown.index", **fields), anchor=indices.ANCHOR)


def worth_decide(desk: MeasureDesk) -> Iterator[Line]:
    """Yield the index to try first, where its interval lies above those of all others.

    Arguments:
        desk: of the report.
    """
    goes = [row for row in desk.ledger.table("index.correlation", "index") if row.low is not None]
    if len(goes) < _FEWEST:
        return
    first, *others = sorted(goes, key=lambda row: -(number_of(row) or 0.0))
    if _is_above(first, others):
        sentence = desk.words(
            "board.decide.index",
            index=indices.named(desk, first),
            outcome=indices.outcome_of(desk),
            correlation=desk.tongue.score(number_of(first) or 0.0),
            others=desk.tongue.score(number_of(others[0]) or 0.0),
        )
        yield Line(sentence=sentence, anchor=indices.ANCHOR)


def _is_above(first: Figure, others: Sequence[Figure]) -> bool:
    """Whether the interval of one lies above zero and those of all others."""
    return first.low is not None and first.low > max(0.0, *(row.high or 0.0 for row in others))
