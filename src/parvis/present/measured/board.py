"""The brief for the board, from the figures of a measure: asked, came, cost, unknown, decide."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from parvis.present.board import MOST, Board, Line, Part
from parvis.present.ledger import number_of
from parvis.present.measured.brought import brought_came, brought_unknown
from parvis.present.measured.decisions import decisions
from parvis.present.measured.inside import inside_came, inside_unknown
from parvis.present.measured.panels.payback import day_of
from parvis.present.measured.proof import trials_came, trials_unknown
from parvis.present.measured.spread import spread_came, spread_unknown
from parvis.present.measured.state import states_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from parvis.present.board import Question
    from parvis.present.measured.desk import MeasureDesk


def board(desk: MeasureDesk, places: Mapping[str, int]) -> Board:
    """Return the brief of a measure.

    Arguments:
        desk: of the report.
        places: number of each figure of the report, by its anchor.
    """
    makers: dict[Question, Callable[[MeasureDesk], Iterator[Line]]] = {
        "asked": _asked,
        "came": _came,
        "cost": _cost,
        "unknown": _unknown,
        "decide": decisions,
    }
    parts = (
        Part(
            question=question,
            title=desk.words(f"board.{question}.title"),
            lines=tuple(_linked(desk, line, places) for line in islice(make(desk), MOST)),
        )
        for question, make in makers.items()
    )
    told = tuple(part for part in parts if part.lines)
    return Board(title=desk.words("board.title"), parts=told)


def _linked(desk: MeasureDesk, line: Line, places: Mapping[str, int]) -> Line:
    place = places.get(line.anchor)
    link = desk.words("page.figure", n=desk.tongue.number(place)) if place else ""
    anchor = line.anchor if place else ""
    return Line(sentence=line.sentence, number=line.number, anchor=anchor, link=link)


def _asked(desk: MeasureDesk) -> Iterator[Line]:
    for place, aim in enumerate(desk.story.objectives, start=1):
        stated = desk.tongue.day(aim.stated, style="d MMMM y") if aim.stated else ""
        sentence = desk.words(
            "board.asked.dated" if stated else "board.asked.undated",
            statement=desk.words("quoted", text=desk.name(aim.statement)),
            family=desk.words.name("family", aim.family),
            stated=stated,
        )
        yield Line(sentence=sentence, anchor=f"figure-objective-{place}")


def _came(desk: MeasureDesk) -> Iterator[Line]:
    """What is measured of the KPIs, then what came back of campaigns."""
    for place, state in states_of(desk):
        if state.now is not None:
            now = desk.value(state.now, state.kpi.unit)
            anchor = f"figure-objective-{place}"
            yield Line(sentence=f"{state.sentence(desk)}.", number=now, anchor=anchor)
    value = desk.ledger.number("ledger.value")
    if value is not None:
        sentence = desk.words("board.came.value", value=desk.money(value))
        yield Line(sentence=sentence, number=desk.money(value), anchor="figure-payback")
    yield from trials_came(desk)
    yield from brought_came(desk)
    yield from spread_came(desk)
    yield from inside_came(desk)


def _cost(desk: MeasureDesk) -> Iterator[Line]:
    cost = desk.ledger.number("ledger.cost")
    if cost is None:
        yield Line(sentence=desk.words("board.cost.none"))
        return
    parts = [
        desk.words(f"split.of.{row.by['kind']}", amount=desk.money(number_of(row) or 0.0))
        for row in desk.ledger.table("ledger.cost", "kind")
    ]
    said = desk.words("board.cost.all", cost=desk.money(cost), parts=desk.tongue.listing(parts))
    yield Line(sentence=said, number=desk.money(cost), anchor="figure-split")
    low = -(desk.ledger.number("payback.low") or 0.0)
    even = day_of(desk, "payback.even")
    key = "board.cost.even" if even else "board.cost.not_even"
    yield Line(sentence=desk.words(key, low=desk.money(low), day=even), anchor="figure-payback")


def _unknown(desk: MeasureDesk) -> Iterator[Line]:
    """KPIs nobody measured, and figures that are refused, each with the reason."""
    for place, state in states_of(desk):
        if state.now is None:
            reason = (state.value.reason if state.value else None) or desk.words("board.no_figure")
            sentence = desk.words("board.unknown.kpi", kpi=desk.name(state.kpi.name), reason=reason)
            yield Line(sentence=sentence, anchor=f"figure-objective-{place}")
    refused = [row for row in desk.ledger.table("roi", "campaign") if row.reason]
    if refused:
        reason = refused[0].reason or ""
        counted = desk.words.counted("board.unknown.roi", len(refused), reason=reason)
        yield Line(sentence=counted, anchor="figure-roi")
    yield from trials_unknown(desk)
    yield from brought_unknown(desk)
    yield from spread_unknown(desk)
    yield from inside_unknown(desk)
