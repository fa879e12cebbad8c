"""Who is in which community."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import polars as pl

from parvis.analyse.network import Graph, communities, pagerank

if TYPE_CHECKING:
    from collections.abc import Iterable


@dataclass(frozen=True, slots=True, kw_only=True)
class Members:
    """The communities of a network.

    Arguments:
        authors: author, community (number, from 1 for the largest), pagerank (among the authors
            that are in one); by community, then highest PageRank first.
        modularity: how much more of the ties lie within them than chance would put there.
        resolution: at which they were found.
    """

    authors: pl.DataFrame
    modularity: float
    resolution: float


def members(
    edges: pl.DataFrame, *, apart: Iterable[str] = (), resolution: float = 1.0, seed: int = 2019
) -> Members:
    """Find the communities of a network and who leads each.

    Arguments:
        edges: source, target and weight, as `network.edges` returns them.
        apart: authors, lower case, to leave out with all their ties: a brand that everybody calls
            draws its callers together, whoever they are.
        resolution: 1 for modularity as defined; above 1 for smaller communities.
        seed: of the search.

    Source: see `network.communities`; rows 24 and 27 of the capabilities.

    >>> ends = {"source": [*"abcdefc"], "target": [*"bcaefdd"], "weight": [9] * 6 + [1]}
    >>> found = members(pl.DataFrame(ends)).authors
    >>> sorted(found.filter(community=1)["author"])
    ['a', 'b', 'c']
    """
    left_out = list(apart)
    ends = pl.any_horizontal(pl.col("source", "target").is_in(left_out))
    graph = Graph.of(edges.filter(~ends))
    found = communities(graph, resolution=resolution, seed=seed)
    authors = graph.table(community=found.of + 1, pagerank=pagerank(graph))
    return Members(
        authors=authors.sort("community", "pagerank", "author", descending=[False, True, False]),
        modularity=found.modularity,
        resolution=resolution,
    )
