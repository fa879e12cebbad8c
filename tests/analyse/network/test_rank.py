"""PageRank, hubs and authorities, against networkx."""

from __future__ import annotations

import networkx
import numpy as np
import polars as pl
import pytest
from hypothesis import assume, given, settings

from parvis.analyse.network import Graph, edges, hits, pagerank
from tests.analyse.building import linked, links_at_random, mentions
from tests.analyse.network.peer import NETWORKS, assert_equal, directed


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("damping", [0.5, 0.85])
def test_pagerank_equals_networkx_on_random_graphs(seed, damping):
    links = links_at_random(authors=200, links=1500, seed=seed)
    expected = networkx.pagerank(directed(links), alpha=damping, tol=1e-13, max_iter=1000)
    graph = Graph.of(links)
    assert_equal(graph, pagerank(graph, damping=damping), expected)


@settings(deadline=None, max_examples=50)
@given(NETWORKS)
def test_pagerank_equals_networkx_on_any_graph(links):
    graph = Graph.of(links)
    found = pagerank(graph)
    assert found.sum() == pytest.approx(1.0)
    assert_equal(graph, found, networkx.pagerank(directed(links), tol=1e-13, max_iter=1000))


def test_pagerank_does_not_depend_on_the_order_or_scale_of_the_links():
    links = links_at_random(authors=100, links=800, seed=4)
    shuffled = links.sample(fraction=1.0, shuffle=True, seed=1).with_columns(pl.col("weight") * 3)
    assert pagerank(Graph.of(shuffled)) == pytest.approx(pagerank(Graph.of(links)), abs=1e-9)


@pytest.mark.parametrize("authors", [150, 1200])
@pytest.mark.parametrize("seed", range(3))
def test_hubs_and_authorities_equal_networkx_on_random_graphs(authors, seed):
    links = links_at_random(authors=authors, links=6 * authors, seed=seed)
    graph = Graph.of(links)
    hubs, authorities = networkx.hits(directed(links), max_iter=10_000, tol=0)
    assert_equal(graph, hits(graph).hub, hubs)
    assert_equal(graph, hits(graph).authority, authorities)


@settings(deadline=None, max_examples=50)
@given(NETWORKS)
def test_hubs_and_authorities_equal_networkx_where_one_part_leads(links):
    graph = Graph.of(links)
    leading = np.linalg.svd(graph.out.toarray(), compute_uv=False)[:2]
    assume(leading[1] < 0.99 * leading[0])
    hubs, authorities = networkx.hits(directed(links), max_iter=10_000, tol=0)
    assert_equal(graph, hits(graph).hub, hubs)
    assert_equal(graph, hits(graph).authority, authorities)


@pytest.mark.parametrize("copies", [2, 300])
def test_parts_that_are_alike_share_alike(copies):
    """The reference gives all to one of them, whichever comes first."""
    parts = [(f"fan{part}{fan}", f"star{part}", 1) for part in range(copies) for fan in "ab"]
    graph = Graph.of(linked(*parts))
    found = dict(zip(graph.names, hits(graph).authority, strict=True))
    stars = [found[f"star{part}"] for part in range(copies)]
    assert stars == pytest.approx([1 / copies] * copies, abs=1e-9)


def test_no_links_give_no_ranks():
    graph = Graph.of(edges(mentions({"author": "ann"})))
    assert pagerank(graph).size == hits(graph).hub.size == 0
