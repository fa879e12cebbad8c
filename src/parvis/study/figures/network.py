"""Figures of the network as a whole, and of its communities."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from parvis.study.figures.read import or_why

if TYPE_CHECKING:
    from collections.abc import Iterator

    from parvis.figures import Figure
    from parvis.study.figures.read import Read

MOST_CARDS, HUBS_EACH = 20, 3


def network_of_talk(read: Read) -> Iterator[Figure]:
    """Yield how large the network is and how many links alone hold it together."""
    define, size = read.define, read.network.size
    yield define("network.authors", size.authors)
    if size.leaders is not None:
        yield define("network.leaders", size.leaders)
    for kind, ties in sorted(size.ties.items()):
        yield define("network.ties", ties, by={"kind": kind})
    yield define("network.bridges", read.network.measured.bridges.height)
    yield define("network.apart", read.network.apart.height)


def communities_of_talk(read: Read) -> Iterator[Figure]:
    """Yield how many communities there are, how well they are told apart, and what each is."""
    network, define = read.network, read.define
    yield define("communities.count", network.cards.height)
    yield define("communities.authors", int(network.cards["authors"].sum()))
    has_ties = network.members.authors.height > 0
    modularity = network.members.modularity if has_ties else None
    yield or_why(define, "communities.modularity", modularity, "no tie")
    for card in network.cards.head(MOST_CARDS).iter_rows(named=True):
        by = {"community": card["community"]}
        yield define("communities.authors", card["authors"], by=by)
        yield define("communities.name", card["name"], by=by)
    first = pl.int_range(pl.len()).over("community")
    shown = network.cards.head(MOST_CARDS)["community"].implode()
    leaders = network.members.authors.with_columns(rank=first + 1).filter(
        pl.col("rank") <= HUBS_EACH, pl.col("community").is_in(shown)
    )
    for row in leaders.iter_rows(named=True):
        by = {name: row[name] for name in ("community", "rank", "author")}
        yield define("communities.hub", row["pagerank"], by=by)
