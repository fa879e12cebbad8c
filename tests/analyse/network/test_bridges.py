"""Links and authors that hold a network together: against networkx, and by taking them away."""

from __future__ import annotations

import networkx
import pytest
from hypothesis import given, settings

from parvis.analyse.network import Graph, bridges
from tests.analyse.building import linked, links_at_random
from tests.analyse.network.peer import NETWORKS, both_ways


def assert_right(links):
    graph, expected = Graph.of(links), both_ways(links)
    found = bridges(graph)
    assert set(found.links.rows()) == {tuple(sorted(link)) for link in networkx.bridges(expected)}
    cut = dict(zip(graph.names, found.cut.tolist(), strict=True))
    assert cut == {author: lost(expected, author) for author in expected}
    assert {author for author, held in cut.items() if held} == set(
        networkx.articulation_points(expected)
    )


def lost(graph, author):
    """How many fall off the largest part when an author is taken away."""
    others = networkx.node_connected_component(graph, author) - {author}
    parts = networkx.connected_components(graph.subgraph(others))
    return len(others) - max(map(len, parts), default=0)


@settings(deadline=None, max_examples=150)
@given(NETWORKS)
def test_bridges_and_brokers_are_right_on_any_graph(links):
    assert_right(links)


@pytest.mark.parametrize("seed", range(3))
def test_bridges_and_brokers_are_right_on_random_graphs(seed):
    assert_right(links_at_random(authors=200, links=260, seed=seed))


def test_a_path_too_long_for_recursion_is_walked():
    links = linked(*((f"{n:06}", f"{n + 1:06}", 1) for n in range(50_000)))
    found = bridges(Graph.of(links))
    assert found.links.height == 50_000
    assert found.cut.max() == 25_000


def test_two_ways_between_two_authors_are_one_bridge():
    found = bridges(Graph.of(linked(("ann", "bo", 1), ("bo", "ann", 1))))
    assert found.links.rows() == [("ann", "bo")]
