"""Links between authors, and PageRank on them."""

from __future__ import annotations

import networkx
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parvis.analyse.network import edges, pagerank
from tests.analyse.building import linked, links_at_random, mentions, talk

PEOPLE = st.sampled_from([f"user{number}" for number in range(12)])
LINKS = st.lists(st.tuples(PEOPLE, PEOPLE, st.integers(1, 9)), min_size=1, max_size=40)


def by_networkx(links: pl.DataFrame, *, damping: float = 0.85) -> dict[str, float]:
    graph = networkx.DiGraph()
    summed = links.group_by("source", "target").agg(pl.col("weight").sum())
    graph.add_weighted_edges_from(summed.rows())
    return networkx.pagerank(graph, alpha=damping, tol=1e-13, max_iter=1000)


def test_authors_are_linked_to_whom_they_name_in_lower_case(engine):
    frame = mentions(
        {"author": "Ann", "mentions": ["bo", "cy"]}, {"author": "ANN", "mentions": ["bo"]}
    )
    assert edges(engine(frame)).rows() == [("ann", "bo", 2), ("ann", "cy", 1)]


def test_an_answer_links_to_the_author_it_answers(engine):
    frame = mentions({"author": "Bo"}, {"author": "ann", "reply_to": "x:1"})
    assert edges(engine(frame)).rows() == [("ann", "bo", 1)]


def test_a_repost_links_to_the_author_it_repeats(engine):
    frame = mentions({"author": "Bo"}, {"author": "ann", "repost_of": "x:1", "kind": "repost"})
    assert edges(engine(frame)).rows() == [("ann", "bo", 1)]


HEADS = {
    "RT @Bo_1: bonjour": "bo_1",
    "RT @bo bonjour @cy": "bo",
    "RT @bo": "bo",
    "RT @bo:\nen deux lignes\n": "bo",
    "RT @: personne": None,
    "RT @": None,
    "merci RT @bo": None,
    "rt @bo": None,
}


def test_a_repost_without_an_id_is_known_by_the_head_of_its_text(engine):
    said = [{"author": f"fan{n}", "text": text} for n, text in enumerate(HEADS)]
    found = edges(engine(mentions(*said))).select("source", "target").sort("source").rows()
    expected = [(f"fan{n}", target) for n, target in enumerate(HEADS.values()) if target]
    assert found == expected


def test_a_mention_counts_once_for_an_author_it_names_answers_and_reposts(engine):
    both = {"reply_to": "x:1", "repost_of": "x:1", "mentions": ["bo", "bo"], "text": "RT @Bo: oui"}
    frame = mentions({"author": "bo"}, {"author": "ann", **both})
    assert edges(engine(frame)).rows() == [("ann", "bo", 1)]


def test_nobody_is_linked_to_themselves_nor_an_unknown_author_to_anybody(engine):
    frame = mentions(
        {"author": "Ann", "mentions": ["ann"]},
        {"author": "ann", "reply_to": "x:1"},
        {"author": None, "mentions": ["ann"]},
        {"author": "ann", "reply_to": "x:3", "repost_of": "x:gone"},
    )
    assert edges(engine(frame)).is_empty()


def test_links_come_heaviest_first():
    weights = edges(talk())["weight"]
    assert weights.is_sorted(descending=True)
    assert weights.sum() > 100


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("damping", [0.5, 0.85])
def test_pagerank_equals_networkx_on_random_graphs(seed, damping):
    links = links_at_random(authors=200, links=1500, seed=seed)
    ranked = dict(pagerank(links, damping=damping).rows())
    assert ranked == pytest.approx(by_networkx(links, damping=damping), abs=1e-6)


@settings(deadline=None, max_examples=50)
@given(LINKS)
def test_pagerank_equals_networkx_on_any_graph(links):
    ranked = pagerank(linked(*links))
    assert ranked["pagerank"].sum() == pytest.approx(1.0)
    assert dict(ranked.rows()) == pytest.approx(by_networkx(linked(*links)), abs=1e-6)


def test_pagerank_does_not_depend_on_the_order_or_scale_of_the_links():
    links = links_at_random(authors=100, links=800, seed=4)
    shuffled = links.sample(fraction=1.0, shuffle=True, seed=1).with_columns(pl.col("weight") * 3)
    assert dict(pagerank(shuffled).rows()) == pytest.approx(dict(pagerank(links).rows()), abs=1e-9)


def test_no_links_give_no_ranks():
    assert pagerank(edges(mentions({"author": "ann"}))).is_empty()
