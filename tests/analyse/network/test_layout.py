"""Places on a map."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import sparse

from parvis.analyse.network import Graph
from parvis.analyse.network.layout import fill_in, layout
from tests.analyse.building import linked, links_at_random


@pytest.mark.parametrize("authors", [1, 2, 3])
def test_a_handful_has_places_of_its_own(authors):
    graph = Graph.of(linked(("a", "b", 1), ("b", "c", 1))).part(range(authors))
    place = layout(graph, np.zeros(authors, np.int64), np.full(authors, 5.0))
    assert np.isfinite(place).all()
    assert len({tuple(row) for row in place.round(3).tolist()}) == authors


def test_more_discs_than_the_frame_can_part_still_lie_within_it():
    graph = Graph.of(links_at_random(authors=150, links=500, seed=1))
    place = layout(graph, np.zeros(graph.size, np.int64), np.full(graph.size, 80.0))
    assert place.min() >= 0
    assert (place <= np.array([800, 560]) + 1e-9).all()


def test_who_is_off_the_map_stands_by_whom_they_are_tied_to():
    ties = sparse.csr_array(
        np.array([[0, 0, 9, 1], [0, 0, 1, 0], [9, 1, 0, 0], [1, 0, 0, 0]], float)
    )
    place = np.array([[0.0, 0.0], [100.0, 0.0], [np.nan, np.nan], [np.nan, np.nan]])
    filled = fill_in(ties, place, np.zeros(4, np.int64))
    assert filled[:2].tolist() == place[:2].tolist()
    assert abs(filled[2] - [10, 0]).max() < 2
    assert abs(filled[3] - [0, 0]).max() < 2


def test_who_is_tied_to_nobody_on_the_map_stands_around_it():
    graph = Graph.of(linked(("a", "b", 1), ("x", "y", 1)))
    place = np.array([[400.0, 0.0], [-400.0, 0.0], [np.nan, np.nan], [np.nan, np.nan]])
    filled = fill_in(graph.both, place, np.array([0, 0, 1, 1]))
    assert np.linalg.norm(filled[2:], axis=1).min() > 500


def test_a_thousand_off_the_map_do_not_stand_on_one_spot():
    graph = Graph.of(linked(*((f"fan{n:04}", "star", 1) for n in range(1000))))
    place = np.full((graph.size, 2), np.nan)
    place[-1] = 0.0
    filled = fill_in(graph.both, place, np.zeros(graph.size, np.int64))
    assert len({tuple(row) for row in filled.round(3).tolist()}) == graph.size
