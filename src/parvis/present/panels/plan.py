"""The places of a presence plan, as the figures tell them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from parvis.present.ledger import number_of

if TYPE_CHECKING:
    from parvis.figures import Figure
    from parvis.present.ledger import Ledger

PARTS = ("audience", "hubs", "absence", "rivals", "tonality")


@dataclass(frozen=True, slots=True, kw_only=True)
class Flip:
    """What one weight (or one value) would have to be to turn a place and its neighbour."""

    what: str
    part: str
    against: str
    now: float
    then: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A place: its rank and score, what is known of it, and what would change its rank.

    Arguments:
        kind, name: what it is and how it is called.
        rank, score, people: as the study ranks it.
        facts: of its parts, in per cent; none for what is not known.
        by_people, by_weights: its rank, with the interval of each kind of draw.
        first: per cent of the draws in which it is among the first three.
        flips: the smallest changes that turn it and its neighbour.
    """

    kind: str
    name: str
    rank: int
    score: float
    people: float
    facts: dict[str, float]
    by_people: Figure | None
    by_weights: Figure | None
    first: float
    flips: tuple[Flip, ...]

    @property
    def ranks(self) -> tuple[int, int]:
        """Return the ranks between which it lies, whatever is drawn."""
        known = [row for row in (self.by_people, self.by_weights) if row is not None]
        lows = [int(row.low) for row in known if row.low is not None]
        highs = [int(row.high) for row in known if row.high is not None]
        return min([self.rank, *lows]), max([self.rank, *highs])


def weights(ledger: Ledger) -> dict[str, float]:
    """Return what each part weighs, in per cent.

    Arguments:
        ledger: of the figures.
    """
    rows = ledger.table("presence.weight", "part")
    return {str(row.by["part"]): number_of(row) or 0.0 for row in rows}


def places(ledger: Ledger) -> list[Place]:
    """Return the places in the order of their ranks.

    Arguments:
        ledger: of the figures.
    """
    flips = _flips(ledger)
    return [
        _place(ledger, row, score, flips)
        for row in ledger.table("presence.score", "rank", "kind", "place")
        if (score := number_of(row)) is not None
    ]


def _place(
    ledger: Ledger, row: Figure, score: float, flips: dict[tuple[str, str], list[Flip]]
) -> Place:
    kind, name = str(row.by["kind"]), str(row.by["place"])
    facts = {
        part: ledger.number("presence.fact", kind=kind, place=name, part=part) for part in PARTS
    }
    people, weights_ = (
        ledger.find("presence.rank", kind=kind, place=name, drawn=what)
        for what in ("people", "weights")
    )
    return Place(
        kind=kind,
        name=name,
        rank=int(row.by["rank"]),
        score=score,
        people=ledger.number("presence.people", kind=kind, place=name) or 0,
        facts={part: value for part, value in facts.items() if value is not None},
        by_people=people,
        by_weights=weights_,
        first=ledger.number("presence.first", kind=kind, place=name) or 0.0,
        flips=tuple(flips.get((kind, name), ())),
    )


def _flips(ledger: Ledger) -> dict[tuple[str, str], list[Flip]]:
    """What would change the rank of each place, by kind and name."""
    weighed, found = weights(ledger), dict[tuple[str, str], list[Flip]]()
    for row in ledger.table("presence.flip", "kind", "place", "what", "part", "against"):
        kind, place, what, part = (str(row.by[name]) for name in ("kind", "place", "what", "part"))
        value = ledger.number("presence.part", kind=kind, place=place, part=part) or 0.0
        now = weighed.get(part, 0.0) if what == "weight" else 100 * value
        change = Flip(
            what=what, part=part, against=str(row.by["against"]), now=now, then=number_of(row) or 0
        )
        found.setdefault((kind, place), []).append(change)
    return found
