"""The brief for the board, from the figures of a measure: asked, came, cost, unknown, decide."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Final

from parvis.present.board import MOST, Board, Line, Part
from parvis.present.ledger import number_of
from parvis.present.measured.brought import brought_came, brought_unknown
from parvis.present.measured.decisions import decisions
from parvis.present.measured.inside import inside_came, inside_unknown
from parvis.present.measured.kept import kept_came, kept_unknown
from parvis.present.measured.panels import engagement, kpis
from parvis.present.measured.panels.payback import is_at_once
from parvis.present.measured.proof import trials_came, trials_unknown
from parvis.present.measured.spread import spread_came, spread_unknown
from parvis.present.measured.state import states_of, unwatched
from parvis.present.measured.turns import in_turn
from parvis.present.measured.worth import worth_unknown

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from parvis.present.board import Question
    from parvis.present.measured.desk import MeasureDesk
    from parvis.present.measured.state import State

_OPEN: Final = "cannot tell"


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
        stated = desk.day(aim.stated) if aim.stated else ""
        sentence = desk.words(
            "board.asked.dated" if stated else "board.asked.undated",
            statement=desk.words("quoted", text=desk.name(aim.statement)),
            family=desk.words.name("family", aim.family),
            stated=stated,
        )
        yield Line(sentence=sentence, anchor=f"figure-objective-{place}")


def _came(desk: MeasureDesk) -> Iterator[Line]:
    """KPIs that are late, in one line; what came of the rest; last, what cannot be told."""
    told = [(place, state) for place, state in states_of(desk) if state.now is not None]
    sources = (trials_came, brought_came, kept_came, spread_came, inside_came)
    is_late = [one for one in told if one[1].status == "behind"]
    if is_late:
        first = desk.joined([state.sentence(desk) for _, state in is_late])
        sentence = f"{kpis.count_of(desk, [state for _, state in states_of(desk)])}. {first}."
        yield Line(sentence=sentence, anchor=f"figure-objective-{is_late[0][0]}")
    yield from in_turn(
        (_stands(desk, *one) for one in told if one[1].status not in {_OPEN, "behind"}),
        _returned(desk),
        *(source(desk) for source in sources),
    )
    yield from (_stands(desk, *one) for one in told if one[1].status == _OPEN)


def _stands(desk: MeasureDesk, place: int, state: State) -> Line:
    """How a KPI stands."""
    now = desk.value(state.now or 0.0, state.kpi.unit)
    return Line(sentence=f"{state.sentence(desk)}.", number=now, anchor=f"figure-objective-{place}")


def _returned(desk: MeasureDesk) -> Iterator[Line]:
    """What came back, where there is a ledger."""
    value = desk.ledger.number("ledger.value")
    if value is not None:
        net = desk.ledger.number("ledger.net") or 0.0
        key = "board.came.gain" if net >= 0 else "board.came.loss"
        sentence = desk.words(key, value=desk.money(value), net=desk.money(abs(net)))
        yield Line(sentence=sentence, number=desk.money(value), anchor="figure-payback")


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
    if not cost:
        return
    low = -(desk.ledger.number("payback.low") or 0.0)
    even = desk.day_of("payback.even")
    key = f"board.cost.{('at_once' if is_at_once(desk) else 'even') if even else 'not_even'}"
    yield Line(sentence=desk.words(key, low=desk.money(low), day=even), anchor="figure-payback")
    paying = engagement.paying_of(desk)
    if paying:
        yield Line(sentence=f"{paying}.", anchor=engagement.ANCHOR)


def _unknown(desk: MeasureDesk) -> Iterator[Line]:
    """KPIs nobody measured, and figures that are refused or hold no answer, with the reason."""
    sources = (
        _unmeasured,
        _unwatched,
        _refused,
        trials_unknown,
        brought_unknown,
        kept_unknown,
        spread_unknown,
        inside_unknown,
        worth_unknown,
    )
    yield from in_turn(*(source(desk) for source in sources))


def _unmeasured(desk: MeasureDesk) -> Iterator[Line]:
    for place, state in states_of(desk):
        if state.now is None:
            reason = (desk.why(state.value) if state.value else "") or desk.words("board.no_figure")
            sentence = desk.words("board.unknown.kpi", kpi=desk.name(state.kpi.name), reason=reason)
            yield Line(sentence=sentence, anchor=f"figure-objective-{place}")


def _unwatched(desk: MeasureDesk) -> Iterator[Line]:
    """The counter-metrics nobody measured, in one line."""
    names = unwatched(desk)
    if names:
        listed = desk.tongue.listing(names)
        yield Line(sentence=desk.words("board.unknown.counters", counters=listed))


def _refused(desk: MeasureDesk) -> Iterator[Line]:
    refused = [row for row in desk.ledger.table("roi", "campaign") if row.reason]
    if refused:
        reason = desk.why(refused[0])
        counted = desk.words.counted("board.unknown.roi", len(refused), reason=reason)
        yield Line(sentence=counted, anchor="figure-roi")
