"""The network of a talk, wholly measured."""

from __future__ import annotations

import polars as pl
import pytest
from polars.testing import assert_frame_equal

from parvis.analyse.hubs import hubs, leading
from parvis.analyse.network import edges
from parvis.analyse.network.capacity import Capacity
from parvis.analyse.talk import Before, network_of
from tests.analyse.building import mentions, talk


def named(author, *names, **more):
    return {"author": author, "mentions": list(names), "language": "fr", "text": "bonjour", **more}


def test_a_ring_that_praises_its_own_makes_no_hub():
    """Twelve accounts of one hand name one another; three people name Bo."""
    ring = [
        named(f"robot{n}", *(f"robot{m}" for m in range(12) if m != n), coordinated_group="x:1")
        for n in range(12)
    ]
    people = [named(f"ann{n}", "bo") for n in range(3)]
    found = network_of(mentions(*ring, *people))
    assert leading(found.measured, "pagerank", top=1)["author"].to_list() == ["bo"]
    assert found.apart["author"].to_list() == sorted(f"robot{n}" for n in range(12))
    assert hubs(edges(mentions(*ring, *people)))["author"][0].startswith("robot")


def test_all_kinds_together_and_each_alone():
    found = network_of(talk())
    apart = found.apart["author"].implode()
    people = edges(talk()).filter(~pl.col("source").is_in(apart))
    assert found.measured.authors["popularity"].max() == hubs(people)["popularity"].max()
    assert set(found.by_kind) == {"mention", "reply", "repost"}
    assert all(part.authors.height > 0 for part in found.by_kind.values())


def test_brands_are_hubs_but_in_no_community():
    calls = [named(f"{crowd}{n}", "brand", f"{crowd}0") for crowd in "ab" for n in range(1, 9)]
    found = network_of(mentions(*calls), own=["brand"])
    assert leading(found.measured, "pagerank", top=1)["author"].to_list() == ["brand"]
    assert "brand" not in found.members.authors["author"].to_list()
    assert "brand" not in found.map.authors["author"].to_list()
    assert found.cards["hubs"].list.first().sort().to_list() == ["a0", "b0"]


def test_an_earlier_run_gives_numbers_names_and_places():
    calls = [named(f"{crowd}{n}", f"{crowd}0") for crowd in "ab" for n in range(1, 9)]
    first = network_of(mentions(*calls))
    swapped = first.members.authors.with_columns(community=3 - pl.col("community"))
    before = Before(authors=swapped, names={1: "first", 2: "second"}, places=first.map.authors)
    second = network_of(mentions(*calls), before=before)
    assert dict(second.members.authors.select("author", "community").iter_rows()) == dict(
        swapped.select("author", "community").iter_rows()
    )
    assert set(second.cards["name"]) == {"first", "second"}


def test_every_engine_gives_the_same_network(engine):
    given, expected = network_of(engine(talk())), network_of(talk())
    assert given.measured.authors.equals(expected.measured.authors)
    assert given.members.authors.equals(expected.members.authors)
    assert given.cards.equals(expected.cards)
    assert given.map.authors.equals(expected.map.authors)


def test_a_large_network_is_ranked_whole_and_measured_by_those_who_lead():
    known = network_of(talk(), own=["user1"])
    found = network_of(talk(), own=["user1"], capacity=Capacity(ties=150, leaders=20))
    assert (known.size.leaders, found.size.leaders) == (None, 20)
    assert (found.size.authors, found.size.ties) == (known.size.authors, known.size.ties)
    ranks = ("author", "pagerank", "popularity")
    leaders = found.measured.authors.select(ranks)
    assert_frame_equal(leaders, known.measured.authors.select(ranks).head(20), abs_tol=1e-9)
    assert found.measured.authors["betweenness"].max() > 0
    ends = {*found.ties.filter(pl.col("kind") != "link")["target"], *found.ties["source"]}
    assert ends <= {*leaders["author"]}
    assert not found.ties.filter(kind="link").is_empty()
    assert "user1" not in found.members.authors["author"].to_list()
    assert found.members.modularity == pytest.approx(known.members.modularity, rel=0.05)


def test_so_many_lead_as_their_ties_have_room():
    found = network_of(talk(), capacity=Capacity(ties=20, leaders=20))
    assert 0 < found.size.leaders < 20
    assert found.ties.height <= 20


def test_where_nobody_leads_anybody_nothing_is_between_them():
    calls = [named(f"ann{n}", f"bo{n}") for n in range(9)]
    found = network_of(mentions(*calls), capacity=Capacity(ties=0, leaders=9))
    assert found.size.authors == 18
    assert found.measured.authors["betweenness"].sum() == 0
    assert found.ties.is_empty()
