"""What is to be decided, by the figures: each rule says what to do and the figure that asks it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from parvis.present.board import Line
from parvis.present.ledger import number_of
from parvis.present.measured.countered import AT_EXPENSE
from parvis.present.measured.credited import disputed
from parvis.present.measured.inside import inside_decide
from parvis.present.measured.kept import kept_decide
from parvis.present.measured.owners import owned
from parvis.present.measured.panels import attribution, engagement
from parvis.present.measured.panels.payback import ADVISED
from parvis.present.measured.proof import trials_decide
from parvis.present.measured.spread import spread_decide
from parvis.present.measured.state import states_of
from parvis.present.measured.turns import in_turn
from parvis.present.measured.worth import worth_decide

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from parvis.figures import Figure
    from parvis.present.measured.desk import MeasureDesk
    from parvis.present.measured.state import State

_WORST: Final = 2  # campaigns that lose most
_KPI_ORDER: Final = ("behind", "met", "unmeasured")


def decisions(desk: MeasureDesk) -> Iterator[Line]:
    """Yield what is to be decided, something of everything first; what can only wait comes last."""
    rules: tuple[Callable[[MeasureDesk], Iterator[Line]], ...] = (
        _losing,
        _outputs,
        _paid_for,
        _kpis,
        _hours,
        kept_decide,
        trials_decide,
        _credits,
        _goals_first,
        spread_decide,
        inside_decide,
        worth_decide,
        _tools,
    )
    found = [*in_turn(*(rule(desk) for rule in rules)), *_asking(desk, "cannot tell")]
    yield from (owned(desk, line) for line in found)
    if not found:
        yield Line(sentence=desk.words("board.decide.go_on"))


def _kpis(desk: MeasureDesk) -> Iterator[Line]:
    """What each KPI asks for now; one on track asks for nothing."""
    for wanted in _KPI_ORDER:
        yield from _asking(desk, wanted)


def _asking(desk: MeasureDesk, wanted: str) -> Iterator[Line]:
    """The KPIs that ask for one thing."""
    for place, state in states_of(desk):
        if _asks(state) == wanted:
            sentence = desk.words(f"board.decide.{wanted}", kpi=desk.name(state.kpi.name))
            yield Line(sentence=sentence, anchor=f"figure-objective-{place}")


def _paid_for(desk: MeasureDesk) -> Iterator[Line]:
    """A KPI that got better while its counter-metric got worse."""
    for place, state in states_of(desk):
        counter = state.counter
        if counter and counter.value and counter.status == AT_EXPENSE:
            unit = counter.value.unit
            sentence = desk.words(
                "board.decide.paid_for",
                kpi=desk.name(state.kpi.name),
                counter=desk.name(counter.name),
                baseline=desk.value(counter.baseline or 0.0, unit),
                now=desk.value(counter.now or 0.0, unit),
            )
            yield Line(sentence=sentence, anchor=f"figure-objective-{place}")


def _asks(state: State) -> str:
    return "met" if state.is_met and state.status == "on track" else state.status


def _losing(desk: MeasureDesk) -> Iterator[Line]:
    """The two campaigns that lost most, whether a return is told of them or not."""
    lost = [(_brought(desk, row), row) for row in desk.ledger.table("roi", "campaign")]
    worst = sorted((pair for pair in lost if pair[0] < 0), key=lambda pair: pair[0])[:_WORST]
    if worst:
        sentence = " ".join(_stop(desk, row) for _, row in worst)
        yield Line(sentence=sentence, number=desk.money(worst[0][0]), anchor="figure-roi")


def _brought(desk: MeasureDesk, roi: Figure) -> float:
    """What a campaign brought beyond its cost; below nil where it lost."""
    campaign = str(roi.by["campaign"])
    value = desk.ledger.number("roi.value", campaign=campaign) or 0.0
    return value - (desk.ledger.number("roi.cost", campaign=campaign) or 0.0)


def _stop(desk: MeasureDesk, roi: Figure) -> str:
    """What to do with a campaign that lost, and what it cost and brought."""
    campaign = str(roi.by["campaign"])
    cost, value = (
        desk.money(desk.ledger.number(f"roi.{name}", campaign=campaign) or 0.0)
        for name in ("cost", "value")
    )
    key = "board.decide.losing_untold" if roi.reason else "board.decide.losing"
    return desk.words(key, campaign=desk.name(campaign), cost=cost, value=value)


def _outputs(desk: MeasureDesk) -> Iterator[Line]:
    """An objective whose KPIs were chosen so that they cannot tell whether it is met."""
    places = {aim.name: place for place, aim in enumerate(desk.story.objectives, start=1)}
    for row in desk.ledger.table("objective.warning", "objective", "warning"):
        name = str(row.by["objective"])
        warning = desk.words(f"goals.warning.{row.by['warning']}")
        objective = desk.words("quoted", text=desk.name(name))
        sentence = desk.words("board.decide.warned", objective=objective, warning=warning)
        yield Line(sentence=sentence, anchor=f"figure-objective-{places[name]}")


def _hours(desk: MeasureDesk) -> Iterator[Line]:
    """Two actions whose returns an hour are apart beyond chance."""
    ranked = [row for row in desk.ledger.table("roe", "action") if number_of(row) is not None]
    if len(ranked) > 1 and engagement.is_apart(ranked[0], ranked[-1]):
        first, last = ranked[0], ranked[-1]
        fields = {
            "best": desk.name(str(first.by["action"])),
            "last": desk.name(str(last.by["action"])),
            "much": desk.money(number_of(first) or 0.0),
            "little": desk.money(number_of(last) or 0.0),
        }
        cost = engagement.price(desk)
        is_unpaid = engagement.pays(desk, last) == "no"
        sentence = (
            desk.words("board.decide.unpaid", price=desk.money(cost), **fields)
            if cost is not None and is_unpaid
            else desk.words("board.decide.hours", **fields)
        )
        yield Line(sentence=sentence, anchor=engagement.ANCHOR)


def _credits(desk: MeasureDesk) -> Iterator[Line]:
    """The channel whose budget no model can settle, where one is."""
    row = disputed(desk)
    if row is not None:
        ends = {"least": desk.money(row.least), "most": desk.money(row.most)}
        sentence = desk.words("board.decide.credits", channel=row.name(desk), **ends)
        yield Line(sentence=sentence, anchor=attribution.ANCHOR)


def _goals_first(desk: MeasureDesk) -> Iterator[Line]:
    refused = [row for row in desk.ledger.table("roi", "campaign") if row.reason]
    if refused:
        counted = desk.words.counted("board.decide.goals", len(refused))
        yield Line(sentence=counted, anchor="figure-roi")


def _tools(desk: MeasureDesk) -> Iterator[Line]:
    licence = desk.ledger.number("split.licence")
    if licence is not None and licence > ADVISED:
        fields = {"licence": desk.percent(licence), "advised": desk.percent(ADVISED)}
        yield Line(sentence=desk.words("board.decide.tools", **fields), anchor="figure-split")
