"""Figures of the hubs of the talk."""

from __future__ import annotations

from typing import TYPE_CHECKING

from parvis.analyse import hubs, network
from parvis.study.figures.read import talk

if TYPE_CHECKING:
    from collections.abc import Iterator

    from parvis.figures import Figure
    from parvis.study.figures.read import Read


def hubs_of_talk(read: Read) -> Iterator[Figure]:
    """Yield the twenty first hubs by PageRank, and the twenty first by popularity."""
    edges = network.edges(talk(read.mentions))
    for row in hubs.hubs(edges, top=20).iter_rows(named=True):
        by = {"rank": row["rank"], "author": row["author"]}
        yield read.define("hubs.pagerank", row["pagerank"], by=by)
    for row in hubs.popular(edges, top=20).iter_rows(named=True):
        by = {"rank": row["rank"], "author": row["author"]}
        yield read.define("hubs.popularity", row["popularity"], by=by)
