"""Who is in which community, what it is called, and where its hubs stand on the map."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import polars as pl
import pytest

from parvis.analyse.communities import cards, draw_map, members
from parvis.analyse.communities.mapping import MARGIN, MOST, SMALLEST
from tests.analyse.building import linked, links_at_random

FRAME = (800, 560)


def two_crowds(*more: tuple[str, str, int]) -> pl.DataFrame:
    """Two crowds of nine, each with a star, and one tie between them."""
    inside = [
        (f"{crowd}{a}", f"{crowd}{b}", 1)
        for crowd in "ab"
        for a, b in combinations(range(9), 2)
        if b == a + 1 or a == 0
    ]
    return linked(*inside, ("a1", "b1", 1), *more)


def test_members_come_by_community_the_hub_first():
    found = members(two_crowds()).authors
    assert found["community"].to_list() == [1] * 9 + [2] * 9
    assert found["pagerank"].sum() == pytest.approx(1)
    first = found.group_by("community", maintain_order=True).first()
    assert (
        first["pagerank"].to_list()
        == found.group_by("community", maintain_order=True)
        .agg(pl.col("pagerank").max())["pagerank"]
        .to_list()
    )


def test_whoever_is_set_apart_draws_nobody_together():
    """A brand that everybody calls would make one community of all."""
    calls = [(f"{crowd}{n}", "brand", 9) for crowd in "ab" for n in range(9)]
    links = two_crowds(*calls)
    found = members(links, apart=["brand"])
    assert "brand" not in found.authors["author"].to_list()
    assert found.authors.rows() == members(two_crowds()).authors.rows()


def test_a_community_is_called_after_its_hub_and_its_words():
    found = members(two_crowds()).authors
    hub = found.filter(community=1)["author"][0]
    words = pl.DataFrame({"community": [1, 1, 1], "word": ["fibre", "box", "débit"]})
    told = cards(found, words)
    assert told["name"][0] == f"@{hub} · fibre, box"
    assert told["name"][1] == f"@{found.filter(community=2)['author'][0]}"
    assert told["words"].to_list() == [["fibre", "box", "débit"], []]


def test_one_that_had_a_name_keeps_it():
    found = members(two_crowds()).authors
    told = cards(found, pl.DataFrame({"community": [1], "word": ["fibre"]}), names={2: "the twos"})
    assert told.filter(community=2)["name"].to_list() == ["the twos"]


def test_a_handful_is_not_worth_a_card():
    found = members(two_crowds(("x", "y", 1))).authors
    words = pl.DataFrame(schema={"community": pl.Int64, "word": pl.String})
    assert cards(found, words)["community"].to_list() == [1, 2]
    assert cards(found, words, least=2)["community"].to_list() == [1, 2, 3]


@pytest.fixture(scope="module")
def drawn():
    links = links_at_random(authors=2000, links=9000, seed=1)
    found = members(links).authors
    return links, found, draw_map(found, links, shown=range(1, 7))


def test_a_map_holds_what_can_be_read(drawn):
    _, _, map_ = drawn
    assert 60 <= map_.authors.height <= MOST + 10
    assert map_.ties.height <= 2 * map_.authors.height + 15
    assert set(map_.authors["community"]) <= set(range(1, 7))


def test_nobody_stands_on_the_map_alone(drawn):
    links, _, map_ = drawn
    tied = {*map_.ties["source"], *map_.ties["target"]}
    assert set(map_.authors["author"]) == tied
    known = {frozenset(pair) for pair in links.select("source", "target").iter_rows()}
    assert all(
        frozenset(pair) in known for pair in map_.ties.select("source", "target").iter_rows()
    )


def test_the_first_hub_of_each_community_is_on_the_map(drawn):
    _, found, map_ = drawn
    for community in range(1, 7):
        hub = found.filter(community=community)["author"][0]
        assert hub in map_.authors["author"].to_list()


def test_a_hub_whom_only_nobodies_name_is_on_the_map_with_some_of_them():
    """Others rank higher for being named back; the star of a crowd of fans is shown."""
    fans = [(f"fan{n:02}", "star", 1) for n in range(40)]
    pairs = [(f"pair{n:02}", f"pair{n ^ 1:02}", 9) for n in range(60)]
    joined = [(f"pair{n:02}", f"pair{n + 2:02}", 1) for n in range(58)]
    links = linked(*fans, *pairs, *joined)
    found = members(links).authors
    of = found.filter(author="star")["community"][0]
    drawn = draw_map(found, links, shown=[of], most=6).authors
    assert "star" in drawn["author"].to_list()
    assert drawn.height >= 5


def test_a_tie_between_two_communities_is_drawn_where_there_is_one():
    links = two_crowds()
    map_ = draw_map(members(links).authors, links, shown=[1, 2])
    assert ("a1", "b1") in map_.ties.select("source", "target").rows()


def test_discs_lie_within_the_frame_and_hardly_touch(drawn):
    _, _, map_ = drawn
    place, radius = map_.authors.select("x", "y").to_numpy(), map_.authors["radius"].to_numpy()
    assert place.min() >= 0
    assert (place <= np.array(FRAME)).all()
    assert radius.min() >= SMALLEST
    pairs = list(combinations(range(radius.size), 2))
    overlap = [radius[a] + radius[b] - np.linalg.norm(place[a] - place[b]) for a, b in pairs]
    assert max(overlap) < MARGIN


def test_members_of_a_community_stand_together(drawn):
    _, _, map_ = drawn
    place, of = map_.authors.select("x", "y").to_numpy(), map_.authors["community"].to_numpy()
    apart = np.linalg.norm(place[:, None] - place, axis=2)
    same = of[:, None] == of
    others = ~np.eye(of.size, dtype=bool)
    assert apart[same & others].mean() < 0.7 * apart[~same].mean()


def test_the_order_of_the_links_moves_nobody(drawn):
    links, found, map_ = drawn
    again = draw_map(
        found.sample(fraction=1.0, shuffle=True, seed=3),
        links.sample(fraction=1.0, shuffle=True, seed=4),
        shown=range(1, 7),
    )
    assert again.authors.equals(map_.authors)
    assert again.ties.equals(map_.ties)


def test_on_a_later_map_people_stand_near_where_they_stood(drawn):
    links, found, map_ = drawn
    fewer = links.filter(pl.int_range(pl.len()) % 40 != 0)
    later = draw_map(found, fewer, shown=range(1, 7), before=map_.authors)
    anew = draw_map(found, fewer, shown=range(1, 7))
    assert moved(map_, later) < 0.25 * moved(map_, anew)
    assert moved(map_, later) < 60


def moved(one, other):
    """How far people on both maps moved, on the average."""
    both = one.authors.join(other.authors, on="author")
    off = both.select(
        (pl.col("x") - pl.col("x_right")) ** 2 + (pl.col("y") - pl.col("y_right")) ** 2
    )
    return off.to_series().sqrt().mean()


def test_an_empty_network_has_an_empty_map():
    links = linked(("ann", "ann", 1))
    found = members(links)
    assert found.authors.is_empty()
    map_ = draw_map(found.authors, links, shown=[])
    assert map_.authors.is_empty()
    assert map_.ties.is_empty()
