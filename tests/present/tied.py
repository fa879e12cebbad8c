"""The network of the sample study: who names whom, in communities, on a map."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from parvis.analyse.talk import Talk, network_of
from parvis.present.story import NetworkCard

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    import polars as pl

_KNOWN: dict[int, Talk] = {}


def _network(frame: pl.DataFrame, accounts: Mapping[str, str]) -> Talk:
    """The network of a frame, measured once."""
    key = hash((frame.height, *frame["id"].head(3), *frame["text"].tail(3)))
    if key not in _KNOWN:
        _KNOWN[key] = network_of(frame.filter("kept"), own=accounts)
    return _KNOWN[key]


def network_card(frame: pl.DataFrame, accounts: Mapping[str, str]) -> NetworkCard:
    """What the report's map is drawn from."""
    network = _network(frame, accounts)
    popularity = network.measured.authors.select("author", "popularity")
    authors = network.map.authors.join(popularity, on="author", how="left", maintain_order="left")
    return NetworkCard(authors=authors, ties=network.map.ties)


def network_figures(
    frame: pl.DataFrame, accounts: Mapping[str, str]
) -> Iterator[tuple[str, Any, str, dict[str, Any]]]:
    """Key, value, unit and dimensions of the figures of the network."""
    network = _network(frame, accounts)
    yield "network.apart", network.apart.height, "people", {}
    yield "communities.count", network.cards.height, "communities", {}
    yield "communities.authors", int(network.cards["authors"].sum()), "people", {}
    has_ties = network.members.authors.height > 0
    yield "communities.modularity", network.members.modularity if has_ties else None, "share", {}
    for card in network.cards.iter_rows(named=True):
        by = {"community": card["community"]}
        yield "communities.authors", card["authors"], "people", by
        yield "communities.name", card["name"], "name", by
        for rank, hub in enumerate(card["hubs"], start=1):
            yield "communities.hub", 0.1, "share", {**by, "rank": rank, "author": hub}
