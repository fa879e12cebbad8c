"""Every measure of hubs on two real networks, against networkx."""

from __future__ import annotations

from functools import cache

import networkx
import numpy as np
import polars as pl
import pytest

from parvis.analyse.hubs import hubs
from parvis.analyse.network import (
    Graph,
    betweenness,
    bridges,
    communities,
    cores,
    hits,
    pagerank,
)
from tests.analyse.network.peer import assert_equal, both_ways, directed

pytestmark = pytest.mark.shared

NAMES = ("graph_congress", "graph_higgs_reply")


@pytest.fixture(params=NAMES)
def links(request, shared):
    return read(shared, request.param)


@cache
def read(shared, name):
    columns = (pl.col("source", "target").cast(pl.String), "weight")
    return pl.read_parquet(shared / name / "edges.parquet").select(columns)


def test_pagerank_and_hubs_equal_networkx(links):
    graph, expected = Graph.of(links), networkx.pagerank(directed(links), tol=1e-13, max_iter=1000)
    assert_equal(graph, pagerank(graph), expected)
    best = sorted(expected.values(), reverse=True)[:20]
    assert [expected[author] for author in hubs(links)["author"]] == pytest.approx(best, abs=1e-9)


def test_hubs_and_authorities_equal_networkx(links):
    graph, (hub, authority) = Graph.of(links), networkx.hits(directed(links), max_iter=5000, tol=0)
    assert_equal(graph, hits(graph).hub, hub)
    assert_equal(graph, hits(graph).authority, authority)


def test_cores_and_bridges_equal_networkx(links):
    graph, expected = Graph.of(links), both_ways(links)
    assert_equal(graph, cores(graph), networkx.core_number(expected))
    found = bridges(graph)
    assert set(found.links.rows()) == {tuple(sorted(link)) for link in networkx.bridges(expected)}
    brokers = set(graph.names.filter(pl.Series(found.cut > 0)))
    assert brokers == set(networkx.articulation_points(expected))


@pytest.mark.parametrize("is_directed", [False, True])
def test_betweenness_of_congress_equals_networkx(shared, is_directed):
    links = read(shared, "graph_congress")
    graph = Graph.of(links)
    expected = networkx.betweenness_centrality((directed if is_directed else both_ways)(links))
    assert_equal(graph, betweenness(graph, directed=is_directed).value, expected)


def test_betweenness_of_the_replies_is_exact_where_asked_and_sampled_within_its_error(shared):
    graph = Graph.of(read(shared, "graph_higgs_reply"))
    exact = betweenness(graph, exact_to=graph.size).value
    drawn = betweenness(graph)
    assert not drawn.is_exact
    assert drawn.error <= 0.01
    assert np.abs(drawn.value - exact).max() <= drawn.error
    told = exact > 1e-3
    assert ((drawn.low <= exact) & (exact <= drawn.high))[told].mean() > 0.85


def test_communities_are_at_least_as_good_as_those_of_louvain(links):
    peer = both_ways(links)
    louvain = max(
        networkx.community.modularity(peer, networkx.community.louvain_communities(peer, seed=seed))
        for seed in range(3)
    )
    assert communities(Graph.of(links)).modularity >= louvain
