"""The table of bursts: what each was, and when each rule would have told of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from parvis.present.ledger import number_of
from parvis.present.panels.burst import RULES
from parvis.present.panels.panel import Table

if TYPE_CHECKING:
    from parvis.present.desk import Desk
    from parvis.present.panels.burst import Burst

_HEADS = (
    *("burst", "from", "until", "level", "telling", "first_mention", "burst_hubs", "mentions"),
    *("expected", "voices", "negative", "shift", "coordinated", "alarm", "z_score", "twelve"),
)
_TEXTS = 7


def table(desk: Desk, bursts: list[Burst]) -> Table:
    """Return the bursts as a table, the strongest first.

    Arguments:
        desk: of the report.
        bursts: to list.
    """
    firsts = [burst.text("first") for burst in bursts]
    said = desk.kept.filter(pl.col("id").is_in(firsts)).select("id", "published_at")
    moments = dict(said.iter_rows())
    number = desk.tongue.number

    def row(burst: Burst) -> tuple[str, ...]:
        moment = moments.get(burst.text("first"))
        return (
            f"{number(burst.rank)} · {desk.name(burst.brand)}",
            desk.tongue.moment(burst.moment("start")),
            desk.tongue.moment(burst.moment("end")),
            desk.words(f"bursts.level.{burst.text('level')}"),
            ", ".join(map(desk.name, burst.words)) or "—",
            desk.tongue.moment(moment) if moment else "—",
            ", ".join("@" + desk.name(hub) for hub in burst.hubs) or "—",
            number(burst.number("mentions")),
            _expected(desk, burst),
            number(burst.number("voices")),
            *_tone(desk, burst),
            desk.tongue.percent(burst.number("coordinated")),
            *(_delay(desk, burst.delays.get(rule)) for rule in RULES),
        )

    return Table(
        caption=desk.words("bursts.caption"),
        heads=tuple(desk.words(f"head.{head}") for head in _HEADS),
        rows=tuple(map(row, bursts)),
        texts=_TEXTS,
    )


def _expected(desk: Desk, burst: Burst) -> str:
    figure = burst.figures["expected"]
    bounds = desk.tongue.bounds(figure.low, figure.high)
    return f"{desk.tongue.number(burst.number('expected'))} ({bounds})"


def _tone(desk: Desk, burst: Burst) -> tuple[str, str]:
    """Share of negatives, and how far from the usual, in points with its interval."""
    share, shift = number_of(burst.figures["negative"]), burst.figures["shift"]
    told = "—" if share is None else desk.tongue.percent(share, digits=0)
    if not isinstance(shift.value, float) or shift.low is None or shift.high is None:
        return told, "—"
    value, low, high = (desk.tongue.signed(each) for each in (shift.value, shift.low, shift.high))
    return told, desk.words("bursts.points", value=value, low=low, high=high)


def _delay(desk: Desk, minutes: float | None) -> str:
    return desk.words("bursts.silent") if minutes is None else desk.tongue.duration(minutes)
