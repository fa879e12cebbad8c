"""Which tone to take: what goes with answers that are well received."""

from __future__ import annotations

from typing import TYPE_CHECKING

from parvis.present.ledger import number_of
from parvis.study.brief.act import beyond
from parvis.study.brief.option import Option

if TYPE_CHECKING:
    from collections.abc import Iterator

    from parvis.study.brief.option import Case


def answer_so(case: Case) -> Iterator[Option]:
    """Answer as the answers do that are better received, like with like; or leave a habit off.

    Of the signs of an answer, the one whose difference chance explains least.
    """
    chances = case.ledger.table("presence.works_p", "sign")
    surest = min(
        (row for row in chances if number_of(row) is not None),
        key=lambda row: number_of(row) or 0.0,
        default=None,
    )
    by = surest.by if surest else {}
    works, count = (case.ledger.find(f"presence.{key}", **by) for key in ("works", "works_with"))
    if surest is None or works is None or count is None:
        return
    yield Option(
        name="answer_so" if (number_of(works) or 0.0) > 0 else "leave_off",
        question="tone",
        support=beyond(surest),
        evidence={"points": works, "answers": count},
        about={"sign": str(surest.by["sign"])},
    )
