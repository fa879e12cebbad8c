"""Where to act: answer, mend, be there, speak with somebody."""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt
from typing import TYPE_CHECKING, Final

from parvis.present.ledger import number_of
from parvis.study.brief.option import Option

if TYPE_CHECKING:
    from collections.abc import Iterator

    from parvis.figures import Figure
    from parvis.study.brief.option import Case, Support

BEYOND: Final = 1.96
"""Standard errors beyond which chance is ruled out, 95 times in 100."""
LEVEL: Final = 0.05
ENOUGH: Final = 30
"""Customer posts under which a brand's answers are not compared."""
HELD_BY: Final = 3
"""People who name, answer or repost somebody, for us to call them a hub."""

_OF_A_BURST: Final = ("day", "mentions", "expected")


def answer_more(case: Case) -> Iterator[Option]:
    """Answer as many customers within a day as the competitor who answers most.

    Two proportions are told apart where they differ by 1.96 standard errors.
    """
    rivals = [answers for brand in case.others if (answers := _answers(case, brand))]
    best = max(rivals, key=lambda rival: rival.part, default=None)
    for brand in case.own:
        own = _answers(case, brand)
        if own is None or best is None or own.part >= best.part:
            continue
        yield Option(
            name="answer_more",
            question="act",
            support="told" if own.is_apart_from(best) else "hinted",
            about={"brand": brand, "rival": str(best.share.by["brand"])},
            evidence={"own": own.share, "best": best.share, "posts": own.posts},
        )


def mend(case: Case) -> Iterator[Option]:
    """Look into what people complain of, where complaints of ours exceed what chance allows."""
    for brand in case.own:
        by = {"brand": brand, "interaction": "complaint"}
        cell = case.ledger.find("matrix.cell", **by)
        expected, p = (case.ledger.find(f"matrix.{key}", **by) for key in ("expected", "p"))
        if not (cell and expected and p) or (number_of(cell) or 0) <= (number_of(expected) or 0):
            continue
        yield Option(
            name="mend",
            question="act",
            support=beyond(p),
            about={"brand": brand},
            evidence={"complaints": cell, "expected": expected},
        )


def speak_with(case: Case) -> Iterator[Option]:
    """Speak with the strongest hub of the public, brands and coordinated accounts left out."""
    apart = {str(row.by["author"]) for row in case.ledger.table("hubs.coordinated", "author")}
    for row in case.ledger.table("hubs.pagerank", "rank", "author"):
        author = str(row.by["author"])
        popularity = _popularity(case, author)
        if author in case.accounts | apart or popularity is None:
            continue
        if (number_of(popularity) or 0) >= HELD_BY:
            yield Option(
                name="speak_with",
                question="act",
                support="counted",
                about={"author": author},
                evidence={"rank": row, "people": popularity},
            )
        return


def be_there(case: Case) -> Iterator[Option]:
    """Go where the audience is: the place ranked first, told where no drawing makes it third."""
    places = case.ledger.table("presence.score", "rank", "kind", "place")
    first = next((row for row in places if row.by["rank"] == 1), None)
    if first is None:
        return
    by = {name: first.by[name] for name in ("kind", "place")}
    people = case.ledger.find("presence.people", **by)
    rank = case.ledger.find("presence.rank", **by, drawn="people")
    if people is None or rank is None or number_of(people) is None:
        return
    yield Option(
        name="be_there",
        question="act",
        support="told" if rank.high == 1 else "counted",
        about={"place": str(by["place"]), "kind": str(by["kind"])},
        evidence={"people": people, "score": first},
    )


def prepare(case: Case) -> Iterator[Option]:
    """Prepare for the next crisis like the largest burst of ours that turned people against us."""
    for brand in case.own:
        shifts = case.ledger.table("bursts.shift", "brand", "burst")
        bad = (row for row in shifts if row.by["brand"] == brand and (row.low or 0.0) > 0)
        worst = min(bad, key=lambda row: int(row.by["burst"]), default=None)
        if worst is None:
            continue
        facts = {name: case.ledger.find(f"bursts.{name}", **worst.by) for name in _OF_A_BURST}
        known = {name: figure for name, figure in facts.items() if figure is not None}
        if len(known) == len(facts):
            yield Option(
                name="prepare",
                question="act",
                support="told",
                about={"brand": brand},
                evidence={**known, "shift": worst},
            )


def beyond(p: Figure) -> Support:
    """Return how a figure is supported whose chance is known.

    >>> from parvis.figures import Figure
    >>> beyond(Figure(key="matrix.p", value=0.2, unit="probability", definition="By chance."))
    'hinted'
    """
    chance = number_of(p)
    return "told" if chance is not None and chance < LEVEL else "hinted"


def _popularity(case: Case, author: str) -> Figure | None:
    rows = case.ledger.table("hubs.popularity", "rank", "author")
    return next((row for row in rows if row.by["author"] == author), None)


@dataclass(frozen=True, slots=True)
class _Answers:
    """How much of what is addressed to a brand it answers within a day."""

    share: Figure
    posts: Figure

    @property
    def part(self) -> float:
        return (number_of(self.share) or 0.0) / 100

    @property
    def variance(self) -> float:
        return self.part * (1 - self.part) / (number_of(self.posts) or 1.0)

    def is_apart_from(self, other: _Answers) -> bool:
        """Whether the two parts differ by more than chance allows."""
        return abs(self.part - other.part) > BEYOND * sqrt(self.variance + other.variance)


def _answers(case: Case, brand: str) -> _Answers | None:
    """What is known of a brand's answers; None where too few posts were addressed to it."""
    share = case.ledger.find("answers.within_24h", brand=brand)
    posts = case.ledger.find("answers.customer_posts", brand=brand)
    if share is None or posts is None or share.value is None:
        return None
    return _Answers(share, posts) if (number_of(posts) or 0.0) >= ENOUGH else None
