"""The figure of the network: its communities, on a map that can be read."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

import polars as pl

from parvis.present.charts.canvas import NARROW, WIDE
from parvis.present.charts.network import Person, Tie, network_map
from parvis.present.charts.shapes import shape
from parvis.present.desk import on_the_map
from parvis.present.hygiene import clean
from parvis.present.ledger import number_of
from parvis.present.panels.panel import Drawing, Finding, Key, Panel, Table, Tools, how, unknown
from parvis.present.quotes import draw
from parvis.present.theme import community_slots

if TYPE_CHECKING:
    from collections.abc import Iterator

    from parvis.present.desk import Desk
    from parvis.present.story import NetworkCard

_KEYS: Final = (
    *("communities.modularity", "communities.count", "communities.name", "communities.authors"),
    *("communities.hub", "network.apart", "network.leaders"),
)
LONGEST: Final = 60  # name of a community, in characters
TELLING: Final = 0.3
"""Modularity from which communities are told apart (Newman and Girvan, Phys. Rev. E 69, 2004)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Community:
    """A community as the report tells it."""

    number: int
    name: str
    authors: float
    hubs: tuple[str, ...]


def panel(desk: Desk) -> Panel:
    """Return the figure of the communities: a map of their hubs, and what each is known by."""
    communities = _communities(desk)
    modularity = desk.ledger.number("communities.modularity")
    if not communities or modularity is None:
        return unknown(desk, "network", "communities.modularity", otherwise="network.none")
    said = _said(desk, communities, modularity)
    key = "apart" if modularity >= TELLING else "mingled"
    title = desk.words(f"network.title.{key}", **said)
    card = desk.story.network
    plain = Panel(
        anchor="figure-network",
        name=desk.words("network.name"),
        title=title,
        note=_note(desk, card),
        table=_table(desk, card, communities),
        how=how(desk, *_KEYS),
        quotes=desk.reader.quotes(_quoted(desk, card, communities[0])),
        quotes_about=desk.words("network.quotes", name=communities[0].name),
        finding=Finding(
            number=said["count"], sentence=desk.words(f"network.finding.{key}", **said)
        ),
    )
    is_drawn = card is not None and card.authors.height > 1
    return _mapped(desk, plain, card, communities) if card and is_drawn else plain


def _mapped(desk: Desk, plain: Panel, card: NetworkCard, communities: list[Community]) -> Panel:
    """The panel with its map, the map's legend and what it is searched with."""
    return replace(
        plain,
        subtitle=desk.words("network.subtitle"),
        drawings=(_drawing(desk, card, communities, plain.title),),
        keys=_keys(desk, card, communities),
        tools=_tools(desk),
    )


def _communities(desk: Desk) -> list[Community]:
    """The communities, the largest first."""
    hubs: dict[int, list[tuple[int, str]]] = {}
    for row in desk.ledger.table("communities.hub", "community", "rank", "author"):
        place = (int(row.by["rank"]), str(row.by["author"]))
        hubs.setdefault(int(row.by["community"]), []).append(place)
    found = []
    for row in desk.ledger.table("communities.authors", "community"):
        number = int(row.by["community"])
        name = desk.ledger.find("communities.name", community=number)
        found.append(
            Community(
                number=number,
                name=clean(str(name.value if name else number), limit=LONGEST),
                authors=number_of(row) or 0,
                hubs=tuple(author for _, author in sorted(hubs.get(number, []))),
            )
        )
    return found


def _said(desk: Desk, communities: list[Community], modularity: float) -> dict[str, str]:
    count = desk.ledger.number("communities.count") or len(communities)
    return {
        "count": desk.tongue.number(count),
        "communities": desk.words.counted("network.communities", count),
        "name": communities[0].name,
        "hub": "@" + desk.name(communities[0].hubs[0]) if communities[0].hubs else "",
        "people": desk.words.counted("network.people", communities[0].authors),
        "modularity": desk.tongue.score(modularity),
    }


def _slots(card: NetworkCard) -> dict[int, int]:
    return community_slots(card.authors["community"].unique().to_list())


def _drawing(desk: Desk, card: NetworkCard, communities: list[Community], title: str) -> Drawing:
    people, ties = _people(desk, card, communities), _ties(card)
    wide, narrow = (network_map(people, ties, canvas) for canvas in (WIDE, NARROW))
    return Drawing(wide=wide, narrow=narrow, words=title)


def _people(desk: Desk, card: NetworkCard, communities: list[Community]) -> list[Person]:
    slots, named = _slots(card), on_the_map(desk.story)
    names = {community.number: community.name for community in communities}
    seen: set[int] = set()
    found = []
    for row in card.authors.iter_rows(named=True):
        community, is_named = row["community"], row["author"] in named
        author = "@" + desk.name(row["author"])
        found.append(
            Person(
                x=row["x"],
                y=row["y"],
                radius=row["radius"],
                slot=slots[community],
                name=author if is_named else None,
                is_first=community not in seen,
                words=desk.words(
                    "network.person" if community in seen else "network.first",
                    author=author if is_named else desk.words("network.someone"),
                    name=names.get(community, str(community)),
                    people=desk.words.counted("network.by", row["popularity"] or 0),
                ),
            )
        )
        seen.add(community)
    return found


def _ties(card: NetworkCard) -> list[Tie]:
    place = {author: at for at, author in enumerate(card.authors["author"])}
    return [
        Tie(place[source], place[target], weight)
        for source, target, weight in card.ties.select("source", "target", "weight").iter_rows()
    ]


def _keys(desk: Desk, card: NetworkCard, communities: list[Community]) -> tuple[Key, ...]:
    """What colours and shapes stand for, the largest community first."""
    slots = _slots(card)
    return tuple(
        Key(
            mark=_mark(slots[community.number]),
            name=community.name,
            told=desk.words.counted("network.people", community.authors),
        )
        for community in communities
        if community.number in slots
    )


def _mark(slot: int) -> str:
    fill = f'fill="var(--community-{slot})"'
    head = '<svg viewBox="-10 -10 20 20" aria-hidden="true" focusable="false">'
    return f'{head}<path d="{shape(slot, 7.5)}" {fill}/></svg>'


def _tools(desk: Desk) -> Tools:
    names = ("search", "nearer", "farther", "whole", "hint", "found", "none")
    return Tools(**{name: desk.words(f"network.tools.{name}", n="{n}") for name in names})


def _note(desk: Desk, card: NetworkCard | None) -> str:
    apart = desk.ledger.number("network.apart") or 0
    parts = [desk.words.counted("network.drawn", card.authors.height)] if card else []
    parts += [desk.words.counted("network.apart", apart)] if apart else []
    leaders = desk.ledger.number("network.leaders") or 0
    parts += [desk.words.counted("network.leaders", leaders)] if leaders else []
    return " ".join([*parts, desk.words("network.file")])


def _table(desk: Desk, card: NetworkCard | None, communities: list[Community]) -> Table:
    """The communities drawn by name; the others in one row, for their hubs may be private."""
    named, slots = on_the_map(desk.story), _slots(card) if card else {}
    drawn = [community for community in communities if community.number in slots]
    return Table(
        caption=desk.words("network.caption"),
        heads=tuple(desk.words(f"network.head.{head}") for head in ("name", "hubs", "authors")),
        rows=(*(_row(desk, each, named) for each in drawn), *_others(desk, drawn)),
        texts=2,
    )


def _row(desk: Desk, community: Community, named: set[str]) -> tuple[str, ...]:
    shown = ["@" + desk.name(hub) for hub in community.hubs if hub in named]
    hubs = desk.tongue.listing(shown) or "—"
    return community.name, hubs, desk.tongue.number(community.authors)


def _others(desk: Desk, drawn: list[Community]) -> Iterator[tuple[str, ...]]:
    """One row for the communities that are not drawn, if there are any."""
    others = (desk.ledger.number("communities.count") or 0) - len(drawn)
    whole = desk.ledger.number("communities.authors") or 0
    people = whole - sum(each.authors for each in drawn)
    if others > 0:
        yield desk.words.counted("network.others", others), "—", desk.tongue.number(people)


def _quoted(desk: Desk, card: NetworkCard | None, community: Community) -> pl.DataFrame:
    """What is said by the largest community, as far as it is on the map."""
    if card is None:
        return desk.kept.clear()
    inside = card.authors.filter(pl.col("community") == community.number)["author"].implode()
    return draw(desk.kept.filter(pl.col("author").str.to_lowercase().is_in(inside)))
