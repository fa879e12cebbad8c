"""Betweenness, exact against networkx, from a sample against the exact."""

from __future__ import annotations

import networkx
import numpy as np
import pytest
from hypothesis import given, settings

from parvis.analyse.network import Graph, betweenness
from parvis.analyse.network.sampled_ways import longest_way
from tests.analyse.building import linked, links_at_random
from tests.analyse.network.peer import NETWORKS, assert_equal, both_ways, directed

WAYS = {False: both_ways, True: directed}


@pytest.mark.parametrize("is_directed", [False, True])
@settings(deadline=None, max_examples=80)
@given(links=NETWORKS)
def test_it_equals_networkx_on_any_graph(is_directed, links):
    graph, expected = Graph.of(links), networkx.betweenness_centrality(WAYS[is_directed](links))
    assert_equal(graph, betweenness(graph, directed=is_directed).value, expected)


@pytest.mark.parametrize("is_directed", [False, True])
def test_it_equals_networkx_on_a_random_graph(is_directed):
    links = links_at_random(authors=400, links=2500, seed=6)
    graph = Graph.of(links)
    found = betweenness(graph, directed=is_directed)
    assert found.is_exact
    assert found.error == 0
    assert_equal(graph, found.value, networkx.betweenness_centrality(WAYS[is_directed](links)))


@pytest.mark.parametrize("is_directed", [False, True])
def test_a_sample_is_off_by_no_more_than_it_says(is_directed):
    for seed in range(5):
        graph = Graph.of(links_at_random(authors=150, links=500, seed=seed))
        exact = betweenness(graph, directed=is_directed).value
        drawn = betweenness(graph, directed=is_directed, exact_to=0, error=0.02, seed=seed)
        assert drawn.error <= 0.02
        assert np.abs(drawn.value - exact).max() <= drawn.error


def test_the_intervals_hold_the_exact_value_95_times_in_100():
    """Of the authors between whom and chance there is something to tell."""
    graph = Graph.of(links_at_random(authors=150, links=500, seed=2))
    exact = betweenness(graph).value
    held, told = 0, exact > 0
    for seed in range(40):
        drawn = betweenness(graph, exact_to=0, error=0.05, seed=seed)
        held += ((drawn.low <= exact) & (exact <= drawn.high))[told].sum()
    share = held / (40 * told.sum())
    assert 0.94 < share < 0.995


def test_more_ways_make_it_nearer():
    graph = Graph.of(links_at_random(authors=150, links=500, seed=3))
    exact = betweenness(graph).value
    off = [
        np.abs(betweenness(graph, exact_to=0, error=error).value - exact).mean()
        for error in (0.1, 0.01)
    ]
    assert off[1] < off[0] / 4


def test_a_sample_is_the_same_for_a_seed_whatever_the_order_of_the_links():
    links = links_at_random(authors=100, links=400, seed=4)
    shuffled = links.sample(fraction=1.0, shuffle=True, seed=1)
    first, second = (
        betweenness(Graph.of(each), exact_to=0, seed=1).value for each in (links, shuffled)
    )
    assert np.array_equal(first, second)
    assert not np.array_equal(first, betweenness(Graph.of(links), exact_to=0, seed=2).value)


def test_one_of_many_shortest_ways_is_drawn_as_often_as_another():
    """Two ends, ten between them: each holds a tenth of the ways."""
    links = linked(*((end, f"between{n}", 1) for end in ("a", "z") for n in range(10)))
    found = betweenness(Graph.of(links), exact_to=0, error=0.001)
    between = found.value[1:-1]
    assert between.max() < 1.2 * between.min()


@settings(deadline=None, max_examples=60)
@given(NETWORKS)
def test_no_shortest_way_is_longer_than_said(links):
    graph = both_ways(links)
    true = max(
        networkx.diameter(graph.subgraph(part)) for part in networkx.connected_components(graph)
    )
    assert true + 1 <= longest_way(Graph.of(links).around) <= 2 * true + 1


@pytest.mark.parametrize("authors", [1, 2])
def test_between_two_there_is_nobody(authors):
    graph = Graph.of(linked(("ann", "bo", 1))).part(range(authors))
    assert betweenness(graph, exact_to=0).value.tolist() == [0.0] * authors
