"""Networks of who names, answers and reposts whom, and what can be measured on them.

`ties` counts them on any engine; the rest is mathematics on the counts: a `Graph`, and functions
that give one value for each of its authors.
"""

from __future__ import annotations

from parvis.analyse.network.betweenness import Betweenness, betweenness
from parvis.analyse.network.bridges import Bridges, bridges
from parvis.analyse.network.communities import (
    Communities,
    adjusted_rand,
    communities,
    modularity,
)
from parvis.analyse.network.cores import cores
from parvis.analyse.network.graph import Graph
from parvis.analyse.network.rank import Hits, hits, pagerank
from parvis.analyse.network.ties import KINDS, PEOPLE, Kind, edges, is_site, ties, together

__all__ = [
    "KINDS",
    "PEOPLE",
    "Betweenness",
    "Bridges",
    "Communities",
    "Graph",
    "Hits",
    "Kind",
    "adjusted_rand",
    "betweenness",
    "bridges",
    "communities",
    "cores",
    "edges",
    "hits",
    "is_site",
    "modularity",
    "pagerank",
    "ties",
    "together",
]
