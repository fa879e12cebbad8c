"""PageRank as a plan, against what one process gives."""

from __future__ import annotations

from hypothesis import given, settings
from polars.testing import assert_frame_equal

from parvis.analyse.network import Graph, pagerank, plans, together
from parvis.engines import Local
from parvis.engines.spark.engine import Spark
from parvis.frames import enter
from tests.analyse.building import linked, links_at_random
from tests.analyse.network.peer import NETWORKS


def assert_as_here(links, native, engine):
    """Each author has the share that this process gives them."""
    graph = Graph.of(links)
    found = plans.pagerank(enter(native), engine).collect("polars").to_native()
    expected = graph.table(pagerank=pagerank(graph))
    assert_frame_equal(found.sort("author"), expected, rel_tol=0, abs_tol=1e-9)


@settings(max_examples=12)
@given(NETWORKS.map(together))
def test_it_is_what_this_process_gives(links):
    assert_as_here(links, links, Local())


def test_a_cluster_gives_it_too(spark, tmp_path):
    links = together(links_at_random(authors=300, links=900, seed=2))
    engine = Spark(spark, str(tmp_path))
    assert_as_here(links, engine.handed(links), engine)
    assert len(list(tmp_path.iterdir())) == 5, "of the rounds, the last two alone are kept"


def test_nobody_has_no_share():
    nobody = linked(("ann", "ann", 1))
    assert plans.pagerank(enter(nobody), Local()).collect().is_empty()
    assert plans.pagerank(enter(nobody.clear()), Local()).collect().is_empty()
