"""The figure of who leaves: by tenth of the customers, and what goes with leaving."""

from __future__ import annotations

import math
from functools import partial
from typing import TYPE_CHECKING, Final

import polars as pl

from parvis.present.charts.bars import bars
from parvis.present.ledger import number_of
from parvis.present.panels.panel import Finding, Panel, Table, drawn, how, unknown
from parvis.present.theme import LIGHT

if TYPE_CHECKING:
    from collections.abc import Iterator

    from parvis.figures import Figure
    from parvis.present.measured.desk import MeasureDesk

ANCHOR: Final = "figure-churn"
CHANCE: Final = 0.5  # the area of who guesses
_KEYS: Final = ("churn.auc", "churn.tenth", "churn.part", "churn.accuracy", "churn.weight")


def panels(desk: MeasureDesk) -> Iterator[Panel]:
    """Yield who leaves; nothing where it was not asked."""
    area = desk.ledger.find("churn.auc")
    if area is None:
        return
    value = number_of(area)
    if value is None:
        yield unknown(desk, "churn", *_KEYS)
        return
    title = title_of(desk)
    yield Panel(
        anchor=ANCHOR,
        name=desk.words("churn.name"),
        title=title,
        subtitle=desk.words("churn.subtitle"),
        drawings=(drawn(desk, partial(bars, _rows(desk)), _in_words(desk)),),
        note=_note(desk, area),
        table=_table(desk),
        how=how(desk, *_KEYS),
        finding=Finding(number=desk.percent(_first(desk, "tenth")), sentence=f"{title}."),
    )


def title_of(desk: MeasureDesk) -> str:
    """Say how many of the likeliest tenth left, or that nothing tells who leaves."""
    key = "told" if is_told(desk) else "guessed"
    return desk.words(
        f"churn.title.{key}",
        first=desk.percent(_first(desk, "tenth")),
        usual=desk.percent(desk.ledger.number("churn.left") or 0.0),
    )


def is_told(desk: MeasureDesk) -> bool:
    """Whether who leaves is told better than by guessing, as far as the interval says so."""
    area = desk.ledger.find("churn.auc")
    return area is not None and area.low is not None and area.low > CHANCE


def _first(desk: MeasureDesk, key: str) -> float:
    return desk.ledger.number(f"churn.{key}", tenth=1) or 0.0


def _note(desk: MeasureDesk, area: Figure) -> str:
    ends = (number_of(area) or 0.0, area.low or 0.0, area.high or 0.0)
    scores = (desk.tongue.number(100 * end) for end in ends)
    fields = dict(zip(("area", "low", "high"), scores, strict=True))
    shares = {
        "right": desk.percent(desk.ledger.number("churn.accuracy") or 0.0),
        "usual": desk.percent(desk.ledger.number("churn.usual") or 0.0),
        "part": desk.percent(_first(desk, "part")),
    }
    return desk.words("churn.note", **fields, **shares)


def _rows(desk: MeasureDesk) -> pl.DataFrame:
    """A bar for each tenth, with a tick at the share of all."""
    usual = desk.ledger.number("churn.left")
    rows = [
        {
            "name": _tenth(desk, row),
            "value": number_of(row) or 0.0,
            "text": _share(desk, row),
            "colour": LIGHT["negative" if row.by["tenth"] == 1 else "brand-1"],
            "tick": usual,
        }
        for row in desk.ledger.table("churn.tenth", "tenth")
    ]
    return pl.DataFrame(rows, schema_overrides={"tick": pl.Float64})


def _share(desk: MeasureDesk, row: Figure) -> str:
    return desk.tongue.percent(number_of(row) or 0.0, digits=0)


def _tenth(desk: MeasureDesk, row: Figure) -> str:
    place = int(row.by["tenth"])
    key = "first" if place == 1 else "next"
    return desk.words(f"churn.tenth.{key}", n=desk.tongue.number(place))


def _in_words(desk: MeasureDesk) -> str:
    """What the picture shows, for who does not see it."""
    rows = desk.ledger.table("churn.tenth", "tenth")
    told = [f"{_tenth(desk, row)} {_share(desk, row)}" for row in rows]
    return desk.tongue.listing(told)


def _table(desk: MeasureDesk) -> Table:
    return Table(
        caption=desk.words("churn.caption"),
        heads=(desk.words("head.known"), desk.words("head.odds")),
        rows=tuple(_row(desk, row) for row in desk.ledger.table("churn.weight", "known")),
    )


def _row(desk: MeasureDesk, row: Figure) -> tuple[str, str]:
    times = math.exp(number_of(row) or 0.0)
    return desk.name(str(row.by["known"])), desk.words("churn.times", n=desk.tongue.score(times))
