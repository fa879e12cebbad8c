"""Every measure beside every other, and who leads by each."""

from __future__ import annotations

import polars as pl
import pytest

from parvis.analyse.hubs import MEASURES, hubs, leading, measure, popular
from parvis.analyse.network import Graph, betweenness, edges, hits
from tests.analyse.building import linked, links_at_random, mentions


def test_measures_stand_beside_the_authors_they_are_of():
    links = links_at_random(authors=100, links=500, seed=1)
    graph, measured = Graph.of(links), measure(links)
    found = measured.authors.sort("author")
    assert found["author"].to_list() == graph.names.to_list()
    assert found["authority"].to_numpy() == pytest.approx(hits(graph).authority)
    assert found["betweenness"].to_numpy() == pytest.approx(betweenness(graph).value)


def test_by_pagerank_it_lists_whom_hubs_lists():
    links = links_at_random(authors=100, links=500, seed=2)
    shared = ["rank", "author", "pagerank", "popularity", "rank_by_popularity"]
    assert leading(measure(links), "pagerank", top=20).select(shared).rows() == hubs(links).rows()


@pytest.mark.parametrize("by", MEASURES)
def test_who_leads_leads_by_that_measure_and_nobody_leads_with_nothing(by):
    best = leading(measure(links_at_random(authors=60, links=200, seed=3)), by, top=60)
    assert best[by].is_sorted(descending=True)
    assert best[by].min() > 0
    assert best["rank"].to_list() == list(range(1, best.height + 1))


def test_those_set_apart_leave_their_rank_to_the_next():
    links = links_at_random(authors=60, links=200, seed=3)
    measured, first = measure(links), hubs(links)["author"][:2].to_list()
    assert leading(measured, "pagerank", top=1, apart=[first[0]])["author"].to_list() == [first[1]]


def test_a_go_between_leads_by_betweenness_and_not_by_popularity():
    """Two crowds, each round a star; the stars answer one go-between."""
    crowds = [(f"fan{side}{n}", f"star{side}", 1) for side in "ab" for n in range(8)]
    links = linked(*crowds, ("stara", "between", 1), ("starb", "between", 1))
    assert "between" in leading(measure(links), "betweenness", top=3)["author"].to_list()
    assert "between" not in popular(links, top=2)["author"].to_list()
    assert leading(measure(links), "cut", top=3).select("author", "cut").rows()[0][1] == 9


def test_a_sampled_betweenness_says_its_error_and_an_exact_one_has_none():
    links = links_at_random(authors=100, links=500, seed=4)
    exact, sampled = measure(links), measure(links, exact_to=10)
    assert (exact.ways, exact.error) == (0, 0.0)
    assert sampled.ways > 1000
    assert 0 < sampled.error <= 0.01
    table = sampled.authors
    assert (table["betweenness_low"] <= table["betweenness"]).all()
    assert (table["betweenness"] <= table["betweenness_high"]).all()


def test_nobody_is_measured_where_nobody_is_linked():
    measured = measure(edges(mentions({"author": "ann"})))
    assert measured.authors.is_empty()
    assert leading(measured, "core").is_empty()
    assert measured.bridges.schema == {"source": pl.String, "target": pl.String}
