"""Figures of the presence plan: places ranked, how sure that is, what would change it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, cast

import polars as pl

from parvis.analyse.network import PEOPLE
from parvis.analyse.presence import (
    PARTS,
    Part,
    Places,
    attendance,
    attended,
    flips,
    scored,
    stability,
)
from parvis.analyse.received import followed, what_works
from parvis.study.figures.audience import public
from parvis.study.figures.read import how_often, threads_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from parvis.analyse.presence import Scored
    from parvis.figures import Figure
    from parvis.study.figures.read import Read

_FACTS: Final[dict[Part, tuple[str, str | None]]] = {
    "audience": ("people", None),
    "hubs": ("pagerank", None),
    "absence": ("own", "people"),
    "rivals": ("rivals", "people"),
    "tonality": ("negative", "read"),
}
"""What each part is made of: what is counted, and of how many."""


def presence(read: Read) -> Iterator[Figure]:
    """Yield the places of the audience, ranked and weighed, or why there are none."""
    if not read.own:
        yield read.define("presence.score", None, why="no own brand")
        return
    places = _places(read)
    if places.names.is_empty():
        yield read.define("presence.score", None, why="no place")
        return
    weights = {part: read.presence[part] for part in PARTS}
    found = scored(places, weights)
    for part, weight in zip(PARTS, found.weights.tolist(), strict=True):
        yield read.define("presence.weight", 100 * weight, by={"part": part})
    sure = stability(places, weights).rows(named=True)
    for rank, row in enumerate(found.order.tolist(), start=1):
        yield from _place(read, found, row, rank, sure[row])
    for change in flips(found).iter_rows(named=True):
        yield from _flip(read, found, change)


def _places(read: Read) -> Places:
    """Where the public is, and who of it the accounts have reached."""
    said = attendance(public(read.kept), read.own)
    members, cards = read.network.members.authors, read.network.cards
    named = members.select("author", "community").join(
        cards.select("community", place="name"), on="community"
    )
    rank = read.network.measured.authors.select("pagerank", voice="author")
    people = said.select("voice").unique().join(rank, on="voice", how="left")
    reached = people.with_columns(
        own=pl.col("voice").is_in(_reached(read, is_own=True)),
        rivals=pl.col("voice").is_in(_reached(read, is_own=False)),
    )
    return Places.of(attended(said, named, read.network.ties), reached, knows=_known(read, said))


def _reached(read: Read, *, is_own: bool) -> list[str]:
    """Whom accounts of the own brands, or of the others, answered, named or reposted."""
    accounts = [name for name, brand in read.accounts.items() if (brand in read.own) == is_own]
    ties = read.network.ties.filter(pl.col("kind").is_in(PEOPLE), pl.col("source").is_in(accounts))
    return ties["target"].unique().to_list()


def _known(read: Read, said: pl.DataFrame) -> frozenset[Part]:
    """The parts that can be known: of accounts whose posts are here, of brands that were read."""
    writing = set(how_often(read.mentions, "own_brand"))
    facts: dict[Part, bool] = {
        "audience": True,
        "hubs": not read.network.measured.authors.is_empty(),
        "absence": bool(writing & set(read.own)),
        "rivals": bool(writing - set(read.own)),
        "tonality": bool(said["read"].sum()),
    }
    return frozenset(part for part, is_known in facts.items() if is_known)


def _by(found: Scored, row: int) -> dict[str, str | int]:
    kind, place = found.places.row(row)
    return {"kind": kind, "place": place}


def _place(
    read: Read, found: Scored, row: int, rank: int, sure: dict[str, Any]
) -> Iterator[Figure]:
    """The figures of one place: its rank, its score, and every part of it."""
    by = _by(found, row)
    yield read.define("presence.score", float(found.scores[row]), by={"rank": rank, **by})
    for what in ("people", "weights"):
        bounds = (sure[f"{what}_low"], sure[f"{what}_high"])
        yield read.define("presence.rank", rank, by={**by, "drawn": what}, interval=bounds)
    yield read.define("presence.first", sure["first"], by=by)
    yield read.define("presence.people", int(found.totals["people"][row]), by=by)
    for number, part in enumerate(PARTS):
        if found.weights[number] > 0:
            at = {**by, "part": part}
            yield read.define("presence.part", float(found.parts[row, number]), by=at)
            yield from _fact(read, found, row, part)


def _fact(read: Read, found: Scored, row: int, part: Part) -> Iterator[Figure]:
    """What a part is made of, as a percentage."""
    counted, whole = _FACTS[part]
    if part == "audience":
        return
    of = float(found.totals[whole][row]) if whole else 1.0
    by = {**_by(found, row), "part": part}
    share = 100.0 * float(found.totals[counted][row]) / of if of else None
    why = None if share is not None else "no tonality here"
    yield read.define("presence.fact", share, by=by, why=why)


def _flip(read: Read, found: Scored, change: dict[str, Any]) -> Iterator[Figure]:
    """The smallest change that turns a place and its neighbour in the ranking."""
    by = _by(found, change["place"])
    against = cast("str", found.places["place"][change["against"]])
    at = {**by, "what": change["what"], "part": change["part"], "against": against}
    yield read.define("presence.flip", 100 * change["then"], by=at)


def what_works_here(read: Read) -> Iterator[Figure]:
    """Yield how answers were received, and what goes with a better reception."""
    spoke = followed(threads_of(read))
    yield read.define("presence.followed", spoke.height)
    if not spoke.height:
        return
    yield read.define("presence.received", 100.0 * int(spoke["is_well"].sum()) / spoke.height)
    for row in what_works(spoke).iter_rows(named=True):
        by = {"sign": row["sign"]}
        bounds = (row["low"], row["high"])
        yield read.define("presence.works", row["difference"], by=by, interval=bounds)
        yield read.define("presence.works_p", row["p"], by=by)
        yield read.define("presence.works_with", row["with_it"], by=by)
        yield read.define("presence.works_without", row["without"], by=by)
