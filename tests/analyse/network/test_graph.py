"""The arrays behind a network."""

from __future__ import annotations

import numpy as np
import polars as pl
from hypothesis import given, settings

from parvis.analyse.network import Graph
from tests.analyse.building import linked, links_at_random
from tests.analyse.network.peer import NETWORKS, directed


@settings(deadline=None, max_examples=50)
@given(NETWORKS)
def test_it_holds_the_links_of_the_reference(links):
    graph, expected = Graph.of(links), directed(links)
    names = graph.names.to_list()
    ties = graph.out.tocoo()
    held = {
        (names[row], names[column]): weight
        for row, column, weight in zip(*ties.coords, ties.data, strict=True)
    }
    assert held == {(a, b): weight for a, b, weight in expected.edges(data="weight")}


def test_loops_are_left_out_and_who_is_in_nothing_else_with_them():
    assert Graph.of(linked(("ann", "ann", 3), ("ann", "bo", 1))).names.to_list() == ["ann", "bo"]
    assert Graph.of(linked(("cy", "cy", 3), ("ann", "bo", 1))).names.to_list() == ["ann", "bo"]


def test_the_order_of_the_links_changes_nothing():
    links = links_at_random(authors=80, links=600, seed=5)
    shuffled = Graph.of(links.sample(fraction=1.0, shuffle=True, seed=2))
    graph = Graph.of(links)
    assert shuffled.names.to_list() == graph.names.to_list()
    for one, other in zip(graph.around, shuffled.around, strict=True):
        assert np.array_equal(one, other)


def test_neighbours_are_the_same_in_both_directions():
    graph = Graph.of(links_at_random(authors=60, links=300, seed=1))
    assert abs(graph.both - graph.both.T).sum() == 0
    assert graph.both.sum() == 2 * graph.out.sum()
    assert np.diff(graph.inward.start).sum() == np.diff(graph.outward.start).sum()


def test_a_part_keeps_the_ties_among_its_members():
    part = Graph.of(linked(("a", "b", 1), ("b", "c", 2), ("c", "d", 3))).part([1, 2, 3])
    assert part.names.to_list() == ["b", "c", "d"]
    assert part.out.sum() == 5


def test_no_links_make_an_empty_network():
    graph = Graph.of(
        pl.DataFrame(schema={"source": pl.String, "target": pl.String, "weight": pl.Int64})
    )
    assert graph.size == 0
    assert graph.around.start.tolist() == [0]
