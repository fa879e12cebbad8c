"""How to stand: what people tie to us, whose words we speak, what they ask for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from parvis.present.ledger import number_of
from parvis.study.brief.act import BEYOND, LEVEL
from parvis.study.brief.option import Option

if TYPE_CHECKING:
    from collections.abc import Iterator

    from parvis.study.brief.option import Case

ENOUGH: Final = 5
"""People who ask for one thing, under which it is no demand to decide about."""


def stand(case: Case) -> Iterator[Option]:
    """Build on what is ours in people's eyes, or answer for it, as they speak of it.

    Of the themes tied to a brand beyond chance, the one tied closest; it is built on where people
    are less negative of it than of the brand in general, answered for where they are more so.
    """
    for brand in case.own:
        ties = [
            row
            for row in case.ledger.table("positions.tie", "brand", "theme")
            if row.by["brand"] == brand and (number_of(row) or 0.0) > 1
        ]
        closest = max(ties, key=lambda row: number_of(row) or 0.0, default=None)
        negative = case.ledger.find("positions.negative", **closest.by) if closest else None
        if closest is None or negative is None:
            continue
        yield Option(
            name=_leaning(case.ledger.number("positions.lean", **closest.by)),
            question="position",
            support="told",
            about={"brand": brand, "theme": str(closest.by["theme"])},
            evidence={"tie": closest, "negative": negative},
        )


def say(case: Case) -> Iterator[Option]:
    """Take up the public's word that our own texts lack most."""
    for brand in case.own:
        rows = case.ledger.table("vocabulary.z", "brand", "term")
        surest = max(
            (row for row in rows if row.by["brand"] == brand and (number_of(row) or 0.0) > 0),
            key=lambda row: number_of(row) or 0.0,
            default=None,
        )
        if surest is None:
            continue
        shares = {
            name: figure
            for name in ("people", "texts")
            if (figure := case.ledger.find(f"vocabulary.{name}_share", **surest.by))
        }
        p = case.ledger.number("vocabulary.p", **surest.by)
        yield Option(
            name="say",
            question="position",
            support="told" if p is not None and p < LEVEL else "hinted",
            about={"brand": brand, "term": str(surest.by["term"])},
            evidence=shares,
        )


def offer(case: Case) -> Iterator[Option]:
    """Offer what most people ask for."""
    for brand in case.own:
        asked = case.ledger.table("demand.people", "brand", "demand")
        ours = [
            row for row in asked if row.by["brand"] == brand and (number_of(row) or 0) >= ENOUGH
        ]
        most = max(ours, key=lambda row: number_of(row) or 0.0, default=None)
        asking = case.ledger.find("demand.asking", brand=brand)
        if most is None or asking is None:
            continue
        yield Option(
            name="offer",
            question="position",
            support="counted",
            about={"brand": brand, "demand": str(most.by["demand"])},
            evidence={"people": most, "asking": asking},
        )


def _leaning(z: float | None) -> str:
    """Name what to do with a theme of ours, by how far its people are more negative than others."""
    if z is None or abs(z) < BEYOND:
        return "settle"
    return "answer_for" if z > 0 else "build_on"
