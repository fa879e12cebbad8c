"""Communities as a plan: nearly as good as Leiden's, and the same on every engine."""

from __future__ import annotations

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings

from parvis.analyse.network import Graph, adjusted_rand, communities, modularity, plans, together
from parvis.engines import Local
from parvis.engines.spark.engine import Spark
from parvis.frames import enter
from tests.analyse.building import linked, links_at_random
from tests.analyse.network.peer import NETWORKS
from tests.analyse.network.test_communities import planted


def found_in(links, *, most, engine=None, native=None):
    """The community of each author in the order of names, and the modularity told."""
    entered = enter(links if native is None else native)
    found = plans.communities(entered, engine or Local(), most=most)
    of = found.of.collect("polars").to_native().sort("author")
    assert of["author"].equals(Graph.of(links).names)
    return of["community"].rank("dense").cast(pl.Int64).to_numpy() - 1, found.modularity


@settings(max_examples=8)
@given(NETWORKS.map(together))
def test_the_modularity_is_that_of_the_groups(links):
    for most in (0, 1_000):
        of, told = found_in(links, most=most)
        assert told == pytest.approx(modularity(Graph.of(links).both, of))
        assert told <= communities(Graph.of(links)).modularity + 1e-9


@pytest.mark.parametrize(("authors", "links"), [(300, 3000), (2000, 5000)])
@pytest.mark.parametrize("most", [0, 500])
def test_it_comes_near_leiden(authors, links, most):
    network = together(links_at_random(authors=authors, links=links, seed=1))
    _, told = found_in(network, most=most)
    assert told >= 0.95 * communities(Graph.of(network)).modularity


@pytest.mark.parametrize("most", [0, 500])
def test_planted_communities_are_found(most):
    graph, groups = planted(20, 60, inside=0.15, outside=0.004, seed=1)
    ends = graph.out.tocoo()
    source, target = (graph.names.gather(pl.Series(end)) for end in ends.coords)
    links = pl.DataFrame({"source": source, "target": target, "weight": ends.data})
    assert adjusted_rand(found_in(links, most=most)[0], groups) > 0.95


def test_a_cluster_finds_the_same(spark, tmp_path):
    links = together(links_at_random(authors=300, links=700, seed=1))
    engine = Spark(spark, str(tmp_path))
    here, told = found_in(links, most=200)
    there, told_there = found_in(links, most=200, engine=engine, native=engine.handed(links))
    assert np.array_equal(here, there)
    assert told_there == pytest.approx(told)


def test_nobody_is_in_none():
    of, told = found_in(linked(("ann", "ann", 1)), most=0)
    assert of.size == 0
    assert told == 0.0


def test_a_group_drawn_together_keeps_what_lies_within_it():
    """Drawn to two nodes, two pairs far apart stay two communities."""
    links = pl.DataFrame(
        {"source": ["0", "1", "0"], "target": ["0", "1", "1"], "weight": [9, 9, 1]}
    )
    found = communities(Graph.drawn(links, pl.Series(["0", "1"])))
    assert found.of.tolist() == [0, 1]
    assert found.modularity == pytest.approx(18 / 19 - 0.5)
