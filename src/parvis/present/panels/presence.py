"""The presence plan: where to be, ranked, with the evidence and what would change the ranking."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

import polars as pl

from parvis.present.charts.bars import bars
from parvis.present.panels.panel import Finding, Panel, Table, drawn, how, unknown
from parvis.present.panels.plan import PARTS, places, weights
from parvis.present.quotes import draw
from parvis.present.theme import LIGHT

if TYPE_CHECKING:
    from parvis.figures import Figure
    from parvis.present.desk import Desk
    from parvis.present.panels.plan import Flip, Place

_KEYS: Final = tuple(
    f"presence.{name}"
    for name in ("score", "part", "fact", "weight", "people", "rank", "first", "flip")
)
_DRAWN: Final = 10
_NOTHING: Final = "—"


def panel(desk: Desk) -> Panel:
    """Return the places to go to, the best first, or why there are none."""
    found = places(desk.ledger)
    if not found:
        return unknown(desk, "presence", *_KEYS)
    title = _title(desk, found)
    return Panel(
        anchor="figure-presence",
        name=desk.words("presence.name"),
        title=title,
        subtitle=desk.words("presence.subtitle"),
        drawings=(drawn(desk, partial(bars, _bars(desk, found)), title),),
        note=_note(desk, found),
        table=_table(desk, found),
        how=how(desk, *_KEYS),
        quotes=desk.reader.quotes(_quoted(desk, found[0])),
        quotes_about=_about(desk, found[0]),
        finding=Finding(number=desk.tongue.number(found[0].people), sentence=f"{title}."),
    )


def _title(desk: Desk, found: list[Place]) -> str:
    first, *others = found
    also = [place for place in others if place.ranks[0] == 1]
    if also and first.ranks[1] > 1:
        title = desk.words(
            "presence.title.close", place=_called(desk, first), other=_called(desk, also[0])
        )
        return title[0].upper() + title[1:]
    said = {"place": _called(desk, first), "people": desk.tongue.number(first.people)}
    if "absence" not in first.facts:
        return desk.words("presence.title.unreached", **said)
    reached = desk.tongue.percent(first.facts["absence"])
    return desk.words("presence.title.sure", reached=reached, **said)


def _called(desk: Desk, place: Place) -> str:
    return desk.words(f"presence.called.{place.kind}", place=_short(desk, place))


def _short(desk: Desk, place: Place) -> str:
    """The name of a site, or the first hub of a community, after which it is called."""
    return desk.name(place.name.partition(" · ")[0])


def _note(desk: Desk, found: list[Place]) -> str:
    """The weights, what is not weighed, and how many places there are."""
    weighed = weights(desk.ledger)
    shown = [
        desk.words("presence.weight", part=_part(desk, part), weight=desk.tongue.percent(weight))
        for part, weight in weighed.items()
        if weight
    ]
    told = [desk.words("presence.weighed", weights=desk.tongue.listing(shown))]
    missing = [_part(desk, part) for part, weight in weighed.items() if not weight]
    if missing:
        told.append(desk.words("presence.without", parts=desk.tongue.listing(missing)))
    if len(found) > _DRAWN:
        counts = {"n": desk.tongue.number(len(found)), "k": desk.tongue.number(_DRAWN)}
        told.append(desk.words("presence.many", **counts))
    return " ".join(told)


def _part(desk: Desk, part: str) -> str:
    return desk.words(f"presence.part.{part}")


def _bars(desk: Desk, found: list[Place]) -> pl.DataFrame:
    short = [_short(desk, place) for place in found]
    is_clear = len(set(short)) == len(short)
    names = short if is_clear else [desk.name(place.name) for place in found]
    rows = [
        {
            "name": names[place.rank - 1],
            "value": place.score,
            "text": _label(desk, place),
            "colour": LIGHT["brand-1"] if place.rank == 1 else LIGHT["muted"],
            "tick": None,
        }
        for place in found[:_DRAWN]
    ]
    return pl.DataFrame(rows, schema_overrides={"tick": pl.Float64})


def _label(desk: Desk, place: Place) -> str:
    low, high = (desk.tongue.number(rank) for rank in place.ranks)
    score = desk.tongue.number(place.score)
    if low == high:
        return desk.words("presence.label_sure", score=score, low=low)
    return desk.words("presence.label", score=score, low=low, high=high)


def _table(desk: Desk, found: list[Place]) -> Table:
    heads = (
        *("point", "kind", "flip", "rank", "score", "people", "hubs", "reached", "rivals"),
        *("negative_there", "rank_people", "rank_weights", "first"),
    )
    return Table(
        caption=desk.words("presence.caption"),
        heads=tuple(desk.words(f"head.{head}") for head in heads),
        rows=tuple(_cells(desk, place) for place in found),
        texts=3,
    )


def _cells(desk: Desk, place: Place) -> tuple[str, ...]:
    facts = (
        desk.tongue.percent(place.facts[part]) if part in place.facts else _NOTHING
        for part in PARTS[1:]
    )
    return (
        desk.name(place.name),
        desk.words(f"presence.kind.{place.kind}"),
        _flip(desk, place.flips),
        desk.tongue.number(place.rank),
        desk.tongue.number(place.score),
        desk.tongue.number(place.people),
        *facts,
        _ranks(desk, place.by_people),
        _ranks(desk, place.by_weights),
        desk.tongue.percent(place.first),
    )


def _ranks(desk: Desk, row: Figure | None) -> str:
    if row is None or row.low is None or row.high is None:
        return _NOTHING
    low, high = desk.tongue.number(row.low), desk.tongue.number(row.high)
    return low if low == high else desk.words("presence.ranks", low=low, high=high)


def _flip(desk: Desk, flips: tuple[Flip, ...]) -> str:
    """The smallest change of a weight, or else of a value, that turns it and its neighbour."""
    if not flips:
        return desk.words("presence.fixed")
    said = [
        desk.words(
            f"presence.{change.what}_flip",
            part=_part(desk, change.part),
            now=desk.tongue.percent(change.now),
            then=desk.tongue.percent(change.then),
        )
        for change in flips
    ]
    changes = said[0] if len(said) == 1 else desk.words("presence.or", one=said[0], other=said[1])
    return desk.words("presence.flip", against=desk.name(flips[0].against), changes=changes)


def _quoted(desk: Desk, place: Place) -> pl.DataFrame:
    return draw(desk.kept.filter(_is_there(desk, place)))


def _about(desk: Desk, place: Place) -> str:
    return desk.words("presence.quotes", place=_called(desk, place))


def _is_there(desk: Desk, place: Place) -> pl.Expr:
    """Mentions from a site, or with a link to it; of a community's members, as the map has them."""
    if place.kind == "link":
        linked = pl.element().str.to_lowercase().str.contains(place.name, literal=True)
        return pl.col("links").list.eval(linked).list.any()
    if place.kind == "site":
        url = pl.col("url").str.to_lowercase().str.contains(place.name, literal=True)
        return url.fill_null(pl.col("medium") == place.name)
    return pl.col("author").str.to_lowercase().is_in(_members(desk, place))


def _members(desk: Desk, place: Place) -> list[str]:
    """Those of a community who stand on the map."""
    if desk.story.network is None:
        return []
    named = desk.ledger.table("communities.name", "community")
    numbers = [row.by["community"] for row in named if row.value == place.name]
    on_map = desk.story.network.authors
    return on_map.filter(pl.col("community").is_in(numbers))["author"].to_list()
