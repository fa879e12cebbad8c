"""Communities: as good as the reference's, connected, and the same whatever the order."""

from __future__ import annotations

from itertools import combinations

import networkx
import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parvis.analyse.network import Graph, adjusted_rand, communities
from tests.analyse.building import linked, links_at_random
from tests.analyse.network.peer import NETWORKS, both_ways

GROUPINGS = st.integers(2, 30).flatmap(
    lambda size: st.tuples(*[st.lists(st.integers(0, 5), min_size=size, max_size=size)] * 2)
)


def members(graph, found):
    """The names in each community."""
    return [set(graph.names.filter(pl.Series(found.of == of))) for of in range(found.of.max() + 1)]


def planted(groups, size, *, inside, outside, seed):
    """Links among groups of the same size, and which group each author is in."""
    drawn = networkx.planted_partition_graph(groups, size, inside, outside, seed=seed)
    graph = Graph.of(linked(*((f"{a:04}", f"{b:04}", 1) for a, b in drawn.edges)))
    return graph, graph.names.cast(pl.Int64).to_numpy() // size


@settings(deadline=None, max_examples=80)
@given(NETWORKS, st.sampled_from([0.5, 1.0, 2.0]))
def test_modularity_is_that_of_networkx_and_communities_hang_together(links, resolution):
    graph, peer = Graph.of(links), both_ways(links)
    found = communities(graph, resolution=resolution)
    groups = members(graph, found)
    assert found.modularity == pytest.approx(networkx.community.modularity(peer, groups))
    assert all(networkx.is_connected(peer.subgraph(group)) for group in groups)
    assert [len(group) for group in groups] == sorted(map(len, groups), reverse=True)


@settings(deadline=None, max_examples=60)
@given(NETWORKS)
def test_nobody_would_be_better_off_in_another_community(links):
    graph, peer = Graph.of(links), both_ways(links)
    found = communities(graph)
    for place in range(graph.size):
        for other in range(found.of.max() + 2):
            of = found.of.copy()
            of[place] = other
            groups = [set(graph.names.filter(pl.Series(of == each))) for each in np.unique(of)]
            assert networkx.community.modularity(peer, groups) <= found.modularity + 1e-9


@pytest.mark.parametrize(("authors", "links"), [(100, 300), (300, 700), (300, 3000), (2000, 5000)])
@pytest.mark.parametrize("seed", range(3))
def test_modularity_is_at_least_that_of_louvain(authors, links, seed):
    network = links_at_random(authors=authors, links=links, seed=seed)
    peer = both_ways(network)
    louvain = max(
        networkx.community.modularity(peer, networkx.community.louvain_communities(peer, seed=each))
        for each in range(5)
    )
    assert communities(Graph.of(network)).modularity >= louvain - 1e-9


@pytest.mark.parametrize("seed", range(3))
def test_planted_communities_are_found(seed):
    graph, groups = planted(20, 60, inside=0.15, outside=0.004, seed=seed)
    assert adjusted_rand(communities(graph).of, groups) > 0.95


def test_cliques_in_a_ring_are_told_apart():
    size, cliques = 6, 12
    ties = [
        (f"{c:02}{a}", f"{c:02}{b}", 1)
        for c in range(cliques)
        for a, b in combinations(range(size), 2)
    ]
    ring = [(f"{c:02}0", f"{(c + 1) % cliques:02}1", 1) for c in range(cliques)]
    graph = Graph.of(linked(*ties, *ring))
    found = communities(graph)
    assert adjusted_rand(found.of, graph.names.str.slice(0, 2).cast(pl.Int64).to_numpy()) == 1.0


def test_a_higher_resolution_gives_smaller_communities():
    graph, _ = planted(8, 40, inside=0.3, outside=0.02, seed=1)
    counts = [communities(graph, resolution=each).of.max() + 1 for each in (0.1, 1.0, 5.0)]
    assert counts == sorted(counts)
    assert counts[0] < counts[1] < counts[2]


def test_weight_counts_and_direction_does_not():
    path = [("a", "b", 9), ("c", "b", 1), ("c", "d", 9)]
    turned = [(target, source, weight) for source, target, weight in path]
    for links in (path, turned):
        assert communities(Graph.of(linked(*links))).of.tolist() == [0, 0, 1, 1]


def test_they_are_the_same_whatever_the_order_of_the_links():
    links = links_at_random(authors=300, links=900, seed=3)
    shuffled = links.sample(fraction=1.0, shuffle=True, seed=8)
    first, second = (communities(Graph.of(each), starts=1) for each in (links, shuffled))
    assert np.array_equal(first.of, second.of)


def test_no_links_make_no_communities():
    found = communities(Graph.of(linked(("ann", "ann", 1))))
    assert found.of.size == 0
    assert found.modularity == 0.0


@given(GROUPINGS)
def test_adjusted_rand_counts_pairs(groupings):
    one, other = (np.array(each) for each in groupings)
    pairs = list(combinations(range(one.size), 2))
    same = [(one[a] == one[b], other[a] == other[b]) for a, b in pairs]
    both = sum(x and y for x, y in same)
    each, every = sum(x for x, _ in same), sum(y for _, y in same)
    chance, most = each * every / len(pairs), (each + every) / 2
    expected = 1.0 if most == chance else (both - chance) / (most - chance)
    assert adjusted_rand(one, other) == pytest.approx(expected)
