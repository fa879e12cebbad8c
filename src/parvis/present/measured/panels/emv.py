"""The figure of advertising equivalents: shown when asked for, as a range, with the warning."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from parvis.present.measured.state import states_of
from parvis.present.panels.panel import Panel, Table, how

if TYPE_CHECKING:
    from collections.abc import Iterator

    from parvis.present.measured.desk import MeasureDesk

_KEYS: Final = ("emv.published", "emv.low", "emv.high", "emv.assumptions", "emv.reach")
_MONEY: Final = ("published", "low", "high")
_CAME: Final = ("outcome", "impact")


def panels(desk: MeasureDesk) -> Iterator[Panel]:
    """Yield the equivalent without a finding, so that no first page ever has it."""
    if desk.ledger.number("emv.published") is None:
        return
    fields = {name: _dollars(desk, name) for name in _MONEY}
    yield Panel(
        anchor="figure-emv",
        name=desk.words("emv.name"),
        title=desk.words("emv.says", **fields),
        subtitle=desk.words("emv.warning"),
        note=" ".join([_outcome(desk), desk.words("emv.formula")]),
        table=_table(desk, fields),
        how=how(desk, *_KEYS),
    )


def _dollars(desk: MeasureDesk, name: str) -> str:
    return desk.value(desk.ledger.number(f"emv.{name}") or 0.0, "USD")


def _outcome(desk: MeasureDesk) -> str:
    """What came of it, as the first KPI says that tells of an outcome."""
    came = (
        state.sentence(desk)
        for _, state in states_of(desk)
        if state.now is not None and state.kpi.level in _CAME
    )
    said = next(came, None)
    return desk.words("emv.outcome", kpi=said) if said else desk.words("emv.no_outcome")


def _table(desk: MeasureDesk, fields: dict[str, str]) -> Table:
    counts = ("reach", "assumptions")
    numbers = {name: desk.tongue.number(desk.ledger.number(f"emv.{name}") or 0) for name in counts}
    return Table(
        caption=desk.words("emv.caption"),
        heads=(desk.words("head.what"), desk.words("head.amount")),
        rows=tuple(
            (desk.words(f"emv.{name}"), text) for name, text in {**fields, **numbers}.items()
        ),
    )
