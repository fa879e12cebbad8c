"""Seconds for hubs and communities of a large network, beside networkx on a small one in one run.

Run: python benchmarks/network.py [--authors 100000] [--ties 1000000] [--part 2000]. The networks
are made here: whom an author is tied to follows a power law, half of the ties stay within one of a
hundred planted groups. First everything is compiled; then each measure is timed on the whole
network; then, beside networkx, on one of `part` authors and ten times as many ties, where both
give the same. Read the ratios, not the single figures.
"""

from __future__ import annotations

import argparse
import resource
import time
from typing import TYPE_CHECKING

import networkx
import numpy as np
import polars as pl

from parvis.analyse.network import (
    Graph,
    adjusted_rand,
    betweenness,
    bridges,
    communities,
    cores,
    hits,
    pagerank,
)

if TYPE_CHECKING:
    from collections.abc import Callable

GROUPS, WITHIN, EXPONENT = 100, 0.5, 1.35
OURS = {
    "PageRank": pagerank,
    "HITS": hits,
    "betweenness": betweenness,
    "k-cores": cores,
    "bridges and brokers": bridges,
    "communities": communities,
}


def made(authors: int, ties: int) -> tuple[pl.DataFrame, np.ndarray]:
    """Links that follow a power law, and the group of each author."""
    chance = np.random.default_rng(2026)
    size = authors // GROUPS
    source = chance.integers(0, authors, 2 * ties)
    is_within = chance.random(2 * ties) < WITHIN
    far = np.minimum(chance.zipf(EXPONENT, 2 * ties), authors) - 1
    popular = chance.permutation(authors)[far]
    near = source // size * size + np.minimum(chance.zipf(EXPONENT, 2 * ties), size) - 1
    target = np.where(is_within, np.minimum(near, authors - 1), popular)
    links = pl.DataFrame({"source": source, "target": target}).filter(
        pl.col("source") != pl.col("target")
    )
    once = links.unique(maintain_order=True).head(ties)
    named = once.with_columns(pl.all().cast(pl.String).str.zfill(8), weight=pl.lit(1))
    return named, np.arange(authors) // size


def seconds(act: Callable[[], object]) -> float:
    """Seconds of the clock during the act, for some of it runs on all processors."""
    start = time.perf_counter()
    act()
    return time.perf_counter() - start


def megabytes() -> float:
    """The most memory this process has held so far."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def whole(links: pl.DataFrame, groups: np.ndarray) -> None:
    """Time every measure on the whole network."""
    made_in = seconds(lambda: Graph.of(links))
    graph, total = Graph.of(links), made_in
    print(f"\n{graph.size:,} authors, {graph.out.nnz:,} ties")
    print(f"{'':<24}{'seconds':>10}{'most MB':>10}")
    print(f"{'arrays':<24}{made_in:>10.2f}{megabytes():>10,.0f}")
    for name, act in OURS.items():
        took = seconds(lambda act=act: act(graph))
        total += took
        print(f"{name:<24}{took:>10.2f}{megabytes():>10,.0f}")
    print(f"{'in all':<24}{total:>10.2f}")
    drawn, found = betweenness(graph), communities(graph)
    planted = groups[graph.names.cast(pl.Int64).to_numpy()]
    print(f"betweenness from {drawn.ways:,} ways: off by {drawn.error:.4f} at most, 95 in 100")
    rand = adjusted_rand(found.of, planted)
    print(f"{found.of.max() + 1} communities, modularity {found.modularity:.3f}")
    print(f"adjusted Rand against the {GROUPS} planted groups {rand:.3f}")


def theirs(links: pl.DataFrame) -> dict[str, Callable[[], object]]:
    """The same measures of networkx, each on the network it is for."""
    directed = networkx.DiGraph()
    directed.add_weighted_edges_from(links.rows())
    both = both_ways(links)
    return {
        "PageRank": lambda: networkx.pagerank(directed, tol=1e-12, max_iter=1000),
        "HITS": lambda: networkx.hits(directed, max_iter=5000, tol=0),
        "betweenness": lambda: networkx.betweenness_centrality(both),
        "k-cores": lambda: networkx.core_number(both),
        "bridges and brokers": lambda: (
            list(networkx.bridges(both)),
            list(networkx.articulation_points(both)),
        ),
        "communities": lambda: networkx.community.louvain_communities(both, seed=1),
    }


def beside(links: pl.DataFrame) -> None:
    """Time every measure of a small network beside networkx."""
    graph, peer = Graph.of(links), theirs(links)
    print(f"\n{graph.size:,} authors, {graph.out.nnz:,} ties")
    print(f"{'':<24}{'networkx s':>12}{'parvis s':>12}{'ratio':>9}")
    for name, act in OURS.items():
        slow, fast = seconds(peer[name]), seconds(lambda act=act: act(graph))
        print(f"{name:<24}{slow:>12.3f}{fast:>12.3f}{slow / fast:>9.0f}")
    both = both_ways(links)
    groups = networkx.community.louvain_communities(both, seed=1)
    louvain = networkx.community.modularity(both, groups)
    print(f"modularity: Louvain {louvain:.4f}, ours {communities(graph).modularity:.4f}")


def both_ways(links: pl.DataFrame) -> networkx.Graph:
    """The network whatever the direction of its ties."""
    graph = networkx.Graph()
    for source, target, weight in links.rows():
        before = graph.get_edge_data(source, target, {"weight": 0})["weight"]
        graph.add_edge(source, target, weight=before + weight)
    return graph


def main() -> None:
    """Make the networks, run all, print."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--authors", type=int, default=100_000)
    parser.add_argument("--ties", type=int, default=1_000_000)
    parser.add_argument("--part", type=int, default=2_000)
    asked = parser.parse_args()
    small, _ = made(1_000, 5_000)
    for act in OURS.values():
        act(Graph.of(small))
    betweenness(Graph.of(small), exact_to=10)
    whole(*made(asked.authors, asked.ties))
    beside(made(asked.part, 10 * asked.part)[0])


if __name__ == "__main__":
    main()
