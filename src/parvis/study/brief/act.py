"""Where to act: answer, mend, be there, speak with somebody."""

from __future__ import annotations

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
    rows = {str(row.by["brand"]): row for row in case.ledger.table("answers.within_24h", "brand")}
    known = {brand: row for brand, row in rows.items() if _posts(case, brand) >= ENOUGH}
    rivals = [row for brand in case.others if (row := known.get(brand)) and number_of(row)]
    for brand in case.own:
        own = known.get(brand)
        best = max(rivals, key=lambda row: number_of(row) or 0.0, default=None)
        if own is None or best is None or (number_of(own) or 0.0) >= (number_of(best) or 0.0):
            continue
        rival = str(best.by["brand"])
        is_told = _apart(own, _posts(case, brand), best, _posts(case, rival))
        posts = case.ledger.table("answers.customer_posts", "brand")
        yield Option(
            name="answer_more",
            question="act",
            support="told" if is_told else "hinted",
            about={"brand": brand, "rival": rival},
            evidence={
                "own": own,
                "best": best,
                "posts": next(row for row in posts if row.by["brand"] == brand),
            },
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


def _posts(case: Case, brand: str) -> float:
    return case.ledger.number("answers.customer_posts", brand=brand) or 0.0


def _apart(one: Figure, posts: float, other: Figure, others: float) -> bool:
    """Whether two percentages differ by more than chance allows."""
    first, second = (number_of(one) or 0.0) / 100, (number_of(other) or 0.0) / 100
    error = sqrt(first * (1 - first) / posts + second * (1 - second) / others)
    return abs(first - second) > BEYOND * error
