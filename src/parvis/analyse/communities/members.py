"""Who is in which community."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import polars as pl

from parvis.analyse.network import Graph, communities, pagerank
from parvis.analyse.network.communities import by_size

if TYPE_CHECKING:
    from collections.abc import Iterable

    import numpy as np
    from numpy.typing import NDArray


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
    return _members(graph, found.of, found.modularity, resolution)


def members_among(edges: pl.DataFrame, of: pl.DataFrame, *, modularity: float) -> Members:
    """Tell who leads each community of a larger network, among those who came here.

    Arguments:
        edges: source, target and weight; ties of others are left out.
        of: author and community (any number), of whoever came here and is in one.
        modularity: of the larger network.

    >>> ends = {"source": ["a", "b"], "target": ["b", "x"], "weight": [1, 1]}
    >>> of = pl.DataFrame({"author": ["a", "b", "c"], "community": [9, 9, 4]})
    >>> members_among(pl.DataFrame(ends), of, modularity=0.5).authors["community"].to_list()
    [1, 1, 2]
    """
    inside = pl.all_horizontal(pl.col("source", "target").is_in(of["author"].implode()))
    graph = Graph.of(edges.filter(inside), authors=of["author"])
    return _members(graph, by_size(of.sort("author")["community"].to_numpy()), modularity, 1.0)


def _members(graph: Graph, of: NDArray[np.int64], modularity: float, resolution: float) -> Members:
    authors = graph.table(community=of + 1, pagerank=pagerank(graph))
    return Members(
        authors=authors.sort("community", "pagerank", "author", descending=[False, True, False]),
        modularity=modularity,
        resolution=resolution,
    )
