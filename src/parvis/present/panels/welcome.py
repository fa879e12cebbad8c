"""What tone works: the signs of answers that go with a better reception."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

import polars as pl

from parvis.present.charts.apart import apart
from parvis.present.ledger import number_of
from parvis.present.panels.panel import Finding, Panel, Table, drawn, how, unknown
from parvis.present.quotes import draw
from parvis.present.theme import LIGHT

if TYPE_CHECKING:
    from parvis.figures import Figure
    from parvis.present.desk import Desk

_KEYS: Final = tuple(
    f"presence.{name}"
    for name in ("works", "works_p", "works_with", "works_without", "received", "followed")
)
_SURE: Final = 0.05


def panel(desk: Desk) -> Panel:
    """Return how much better answers with each sign are received, or why it cannot be told."""
    rows = [row for row in desk.ledger.table("presence.works", "sign") if row.value is not None]
    if not rows:
        return unknown(desk, "welcome", *_KEYS, otherwise="welcome.none")
    key, signs = _sure(desk, rows)
    title = desk.words(f"welcome.title.{key}", **signs)
    share = desk.tongue.percent(desk.ledger.number("presence.received") or 0.0)
    n = desk.tongue.number(desk.ledger.number("presence.followed") or 0)
    return Panel(
        anchor="figure-welcome",
        name=desk.words("welcome.name"),
        title=title,
        subtitle=desk.words("welcome.subtitle"),
        drawings=(drawn(desk, partial(apart, _drawn(desk, rows)), title),),
        table=_table(desk, rows),
        how=how(desk, *_KEYS),
        quotes=desk.reader.quotes(_quoted(desk)),
        quotes_about=desk.words("welcome.quotes"),
        finding=Finding(
            number=share, sentence=desk.words(f"welcome.finding.{key}", share=share, n=n, **signs)
        ),
    )


def _sure(desk: Desk, rows: list[Figure]) -> tuple[str, dict[str, str]]:
    """What chance does not explain: what helps, or else what harms."""
    beyond = [row for row in rows if _is_sure(desk, row)]
    better = [row for row in beyond if (number_of(row) or 0) > 0]
    if not beyond:
        return "alike", {}
    told = [_sign(desk, row) for row in better or beyond]
    return "sure" if better else "worse", {"signs": desk.tongue.listing(told)}


def _sign(desk: Desk, row: Figure) -> str:
    return desk.words(f"welcome.sign.{row.by['sign']}")


def _drawn(desk: Desk, rows: list[Figure]) -> pl.DataFrame:
    return pl.DataFrame(
        [
            {
                "name": _sign(desk, row),
                "value": number_of(row),
                "low": row.low,
                "high": row.high,
                "text": desk.tongue.signed(number_of(row) or 0.0),
                "colour": LIGHT[_role(desk, row)],
            }
            for row in rows
        ]
    )


def _role(desk: Desk, row: Figure) -> str:
    """The colour of what chance does not explain; the quiet one for all else."""
    if not _is_sure(desk, row):
        return "muted"
    return "positive" if (number_of(row) or 0) > 0 else "negative"


def _is_sure(desk: Desk, row: Figure) -> bool:
    p = desk.ledger.number("presence.works_p", sign=row.by["sign"])
    return p is not None and p < _SURE


def _table(desk: Desk, rows: list[Figure]) -> Table:
    def cells(row: Figure) -> tuple[str, ...]:
        counts = (
            desk.tongue.number(desk.ledger.number(key, sign=row.by["sign"]) or 0)
            for key in ("presence.works_with", "presence.works_without")
        )
        p = desk.ledger.number("presence.works_p", sign=row.by["sign"])
        bounds = f"{desk.tongue.signed(row.low or 0.0)} / {desk.tongue.signed(row.high or 0.0)}"
        difference = desk.tongue.signed(number_of(row) or 0.0)
        chance = "—" if p is None else desk.tongue.percent(100 * p)
        return (_sign(desk, row), *counts, difference, bounds, chance)

    heads = ("sign", "with_it", "without", "difference", "interval", "chance")
    return Table(
        caption=desk.words("welcome.caption"),
        heads=tuple(desk.words(f"head.{head}") for head in heads),
        rows=tuple(cells(row) for row in rows),
    )


def _quoted(desk: Desk) -> pl.DataFrame:
    """What the public says under an answer of a brand's account."""
    said = desk.story.mentions
    answers = said.filter(pl.col("own_brand").is_not_null() & pl.col("reply_to").is_not_null())
    under = pl.col("reply_to").is_in(answers["id"].implode())
    return draw(said.filter(pl.col("own_brand").is_null(), under))
