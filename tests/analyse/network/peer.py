"""The same network for the reference, networkx, and graphs of any shape for hypothesis."""

from __future__ import annotations

from typing import TYPE_CHECKING

import networkx
import polars as pl
import pytest
from hypothesis import strategies as st

from tests.analyse.building import linked

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from parvis.analyse.network import Graph

PEOPLE = st.sampled_from([f"user{number:02}" for number in range(14)])
LINKS = st.lists(st.tuples(PEOPLE, PEOPLE, st.integers(1, 9)), min_size=1, max_size=40)
NETWORKS = LINKS.filter(lambda links: any(a != b for a, b, _ in links)).map(
    lambda links: linked(*links)
)


def directed(links: pl.DataFrame) -> networkx.DiGraph:
    """The network of these links, those given twice added up, without loops."""
    graph = networkx.DiGraph()
    summed = links.filter(pl.col("source") != pl.col("target")).group_by("source", "target")
    graph.add_weighted_edges_from(summed.agg(pl.col("weight").sum()).rows())
    return graph


def both_ways(links: pl.DataFrame) -> networkx.Graph:
    """The same whatever the direction, the weights of both ways added up."""
    graph = networkx.Graph()
    for source, target, weight in directed(links).edges(data="weight"):
        before = graph.get_edge_data(source, target, {"weight": 0})["weight"]
        graph.add_edge(source, target, weight=before + weight)
    return graph


def assert_equal(graph: Graph, found: Iterable[float], expected: Mapping[str, float]) -> None:
    """Each author has the value the reference gives them."""
    assert dict(zip(graph.names, found, strict=True)) == pytest.approx(dict(expected), abs=1e-6)
