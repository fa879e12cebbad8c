"""What a measure cannot say: each limit of what it tells, in a sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from parvis.present.limits import Limit
from parvis.present.measured.state import states_of, unwatched
from parvis.present.measured.totals import totals

if TYPE_CHECKING:
    from collections.abc import Iterator

    from parvis.present.measured.desk import MeasureDesk

_OF: Final = {
    "ledger.cost": "ledger",
    "roi": "roi",
    "roe": "roe",
    "attribution.credit": "attribution",
    "retention.stays": "retention",
    "purchases.alive": "purchases",
    "churn.accuracy": "churn",
    "lift.effect": "lift",
    "pilot.relative": "pilot",
    "contagion.people": "contagion",
    "referrals.k": "referrals",
    "emv.published": "emv",
    "approvals.sent": "approvals",
    "capital.index": "capital",
    "maturity.adjusted": "maturity",
    "index.value": "index",
}
"""The limit that a figure brings with it."""


def limits(desk: MeasureDesk) -> tuple[Limit, ...]:
    """Return the limits that apply to this measure.

    Arguments:
        desk: of the report.
    """
    return tuple(_all(desk))


def _all(desk: MeasureDesk) -> Iterator[Limit]:
    yield _limit(desk, "cause")
    unmeasured = [
        desk.words("quoted", text=desk.name(state.kpi.name))
        for _, state in states_of(desk)
        if state.now is None
    ]
    if unmeasured:
        yield _limit(desk, "unmeasured", kpis=desk.tongue.listing(unmeasured))
    counters = unwatched(desk)
    if counters:
        yield _limit(desk, "unwatched", counters=desk.tongue.listing(counters))
    if any(row.low is not None for row in desk.ledger.figures if row.key == "kpi.value"):
        yield _limit(desk, "periods")
    for said in totals(desk):
        yield Limit(desk.words("totals.name"), said)
    keys = {figure.key for figure in desk.ledger.figures}
    for key, name in _OF.items():
        if key in keys:
            yield _limit(desk, name)


def _limit(desk: MeasureDesk, name: str, **fields: str) -> Limit:
    said = desk.words(f"bound.{name}.is", **fields)
    return Limit(desk.words(f"bound.{name}.name"), said)
