"""The hubs of the talk, and the naive measure beside them."""

from __future__ import annotations

from parvis.analyse.hubs import hubs, popular
from parvis.analyse.network import edges
from tests.analyse.building import linked, links_at_random, mentions


def test_a_hub_is_told_from_a_crowd_pleaser():
    """Four nobodies name the star; the star and a friend name the hub."""
    fans = [(f"fan{number}", "star", 1) for number in range(4)]
    links = linked(*fans, ("star", "hub", 1), ("friend", "hub", 1))
    found = hubs(links, top=2).select("rank", "author", "popularity", "rank_by_popularity").rows()
    assert found == [(1, "hub", 2, 2), (2, "star", 4, 1)]
    assert popular(links, top=2).rows() == [(1, "star", 4), (2, "hub", 2)]


def test_popularity_counts_people_not_mentions():
    links = linked(("ann", "bo", 50), ("cy", "dee", 1), ("eve", "dee", 1))
    assert popular(links).rows() == [(1, "dee", 2), (2, "bo", 1)]


def test_hubs_are_as_many_as_asked_for_and_ranked_by_pagerank():
    found = hubs(links_at_random(authors=200, links=1500, seed=9), top=20)
    assert found["rank"].to_list() == list(range(1, 21))
    assert found["pagerank"].is_sorted(descending=True)


def test_a_link_given_twice_is_still_one_person():
    assert popular(linked(("ann", "bo", 1), ("ann", "bo", 2))).rows() == [(1, "bo", 1)]


def test_equally_popular_authors_share_the_better_rank():
    links = linked(("ann", "cy", 1), ("ann", "bo", 1))
    assert hubs(links)["rank_by_popularity"].to_list() == [1, 1, 3]


def test_equal_authors_come_by_name():
    links = linked(("ann", "cy", 1), ("ann", "bo", 1))
    assert hubs(links)["author"].to_list() == ["bo", "cy", "ann"]


def test_no_links_give_no_hubs():
    nobody = edges(mentions({"author": "ann"}))
    assert hubs(nobody).is_empty()
    assert popular(nobody).is_empty()
