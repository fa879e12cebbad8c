"""Core numbers, against networkx."""

from __future__ import annotations

import networkx
import pytest
from hypothesis import given, settings

from parvis.analyse.network import Graph, cores
from tests.analyse.building import linked, links_at_random
from tests.analyse.network.peer import NETWORKS, assert_equal, both_ways


@settings(deadline=None, max_examples=100)
@given(NETWORKS)
def test_cores_equal_networkx_on_any_graph(links):
    graph = Graph.of(links)
    assert_equal(graph, cores(graph), networkx.core_number(both_ways(links)))


@pytest.mark.parametrize("seed", range(3))
def test_cores_equal_networkx_on_random_graphs(seed):
    links = links_at_random(authors=500, links=4000, seed=seed)
    graph = Graph.of(links)
    assert_equal(graph, cores(graph), networkx.core_number(both_ways(links)))


def test_a_star_is_no_core_however_many_its_rays():
    graph = Graph.of(linked(*((f"fan{n}", "star", 9) for n in range(1000))))
    assert set(cores(graph)) == {1}


def test_no_links_have_no_cores():
    assert cores(Graph.of(linked(("ann", "ann", 1)))).size == 0
