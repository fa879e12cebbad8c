"""The presence plan: who is where, what each place is worth, and what would change the ranking."""

from __future__ import annotations

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parvis.analyse.presence import (
    PARTS,
    Places,
    Scored,
    attendance,
    attended,
    flips,
    scored,
    stability,
)
from tests.analyse.building import mentions, talk

NOWHERE = pl.DataFrame(schema={"author": pl.String, "place": pl.String})
UNTIED = pl.DataFrame(schema=dict.fromkeys(("source", "target", "kind"), pl.String))
EVEN = dict.fromkeys(PARTS, 1.0)
SHARES = st.floats(0, 1).map(lambda share: round(share, 3))
MATRICES = st.lists(st.lists(SHARES, min_size=5, max_size=5), min_size=2, max_size=6)
WEIGHTS = st.lists(st.integers(0, 5), min_size=5, max_size=5).filter(any)


def test_each_voice_is_counted_on_each_site(engine):
    said = {"author": "Ann", "brands": ["Ada"], "tonality": "negative"}
    frame = mentions(
        said | {"url": "https://www.forum.example/1"},
        said | {"url": "https://forum.example/2", "tonality": "positive"},
        said | {"url": None, "medium": "blog", "brands": ["Bel"]},
        said | {"url": "https://forum.example/3", "brands": ["Ada", "Bel"]},
        said | {"url": "https://forum.example/4", "own_brand": "Ada"},
        said | {"author": None, "url": None, "tonality": None},
    )
    assert attendance(engine(frame), ["Ada"]).rows() == [
        ("ann", "blog", 1, 0, 0),
        ("ann", "forum.example", 3, 3, 2),
        ("x:6", "unknown", 1, 0, 0),
    ]


def test_every_engine_counts_the_same_at_random(engine):
    frame = talk(300)
    assert attendance(engine(frame), ["Ada"]).equals(attendance(frame, ["Ada"]))


def crowd(sizes):
    voices = [(f"{site}{n}", site) for site, size in sizes.items() for n in range(size)]
    said = pl.DataFrame(voices, schema=["voice", "site"], orient="row")
    return said.with_columns(read=pl.lit(1), negative=pl.lit(0))


def test_a_small_place_is_none_and_the_whole_talk_is_no_choice():
    found = attended(crowd({"a": 30, "b": 20, "c": 3}), NOWHERE, UNTIED)
    assert set(found["place"]) == {"a", "b"}
    assert attended(crowd({"a": 100, "b": 1}), NOWHERE, UNTIED).is_empty()


def test_communities_and_those_who_link_are_places_too():
    said = crowd({"a": 12, "b": 12})
    members = pl.DataFrame({"author": [f"a{n}" for n in range(12)], "place": "@a"})
    links = pl.DataFrame({"source": [f"b{n}" for n in range(11)]})
    links = links.with_columns(target=pl.lit("//blog.example"), kind=pl.lit("link"))
    counted = attended(said, members, links).group_by("kind", "place").len()
    assert set(counted.rows()) == {
        ("site", "a", 12),
        ("site", "b", 12),
        ("community", "@a", 12),
        ("link", "blog.example", 11),
    }


def places(sizes, *, own=(), rivals=(), negative=(), knows=PARTS):
    held = attended(crowd(sizes), NOWHERE, UNTIED, least=1)
    is_negative = pl.col("place").is_in(list(negative)).cast(pl.Int64)
    people = held.select("voice", "place").with_columns(
        pagerank=pl.lit(1.0 / held.height),
        own=pl.col("place").is_in(list(own)),
        rivals=pl.col("place").is_in(list(rivals)),
    )
    return Places.of(
        held.with_columns(negative=is_negative), people.drop("place"), knows=frozenset(knows)
    )


@pytest.mark.parametrize(
    "change",
    [{"own": ["b"]}, {"rivals": ["a"]}, {"negative": ["a"]}],
    ids=["where we are not", "where rivals are", "where they are cross"],
)
def test_a_place_is_worth_more(change):
    found = scored(places({"a": 20, "b": 20}, **change), EVEN)
    assert found.places["place"][int(found.order[0])] == "a"
    assert found.scores[0] > found.scores[1]


def test_more_people_and_stronger_hubs_are_worth_more():
    found = scored(places({"a": 20, "b": 40}), EVEN)
    assert found.scores[1] > found.scores[0]


def test_what_cannot_be_known_weighs_nothing():
    found = scored(places({"a": 20, "b": 30}, own=["b"], knows=("audience", "tonality")), EVEN)
    assert found.weights.tolist() == [0.5, 0, 0, 0, 0.5]


@given(MATRICES, WEIGHTS)
def test_a_score_is_a_weighted_mean(parts, weights):
    shares = np.array(weights, float) / sum(weights)
    found = Scored(pl.DataFrame(), np.array(parts), shares, {})
    assert (found.scores >= 100 * np.array(parts).min(axis=1) - 1e-9).all()
    assert (found.scores <= 100 * np.array(parts).max(axis=1) + 1e-9).all()


@settings(deadline=None)
@given(MATRICES, WEIGHTS)
def test_at_its_flip_a_place_is_worth_as_much_as_its_neighbour(parts, weights):
    shares = np.array(weights, float) / sum(weights)
    names = pl.DataFrame({"kind": "site", "place": [str(n) for n in range(len(parts))]})
    for change in flips(Scored(names, np.array(parts), shares, {})).iter_rows(named=True):
        number, changed, weighed = PARTS.index(change["part"]), np.array(parts), shares.copy()
        if change["what"] == "value":
            changed[change["place"], number] = change["then"]
        else:
            rest = 1 - shares[number]
            weighed = shares * ((1 - change["then"]) / rest if rest > 0 else 1)
            weighed[number] = change["then"]
        scores = changed @ weighed
        assert scores[change["place"]] == pytest.approx(scores[change["against"]], abs=1e-6)


def test_no_smaller_change_of_that_value_turns_them():
    parts = np.array([[0.9, 0.5, 0.5, 0.5, 0.5], [0.5, 0.5, 0.5, 0.5, 0.5]])
    names = pl.DataFrame({"kind": "site", "place": ["a", "b"]})
    found = flips(Scored(names, parts, np.array([0.4, 0.3, 0.1, 0.1, 0.1]), {}))
    change = found.filter(place=1, what="value").row(0, named=True)
    assert (change["part"], change["then"]) == ("audience", pytest.approx(0.9))


def test_ranks_are_sure_where_places_are_far_apart_and_not_where_they_are_alike():
    alike = stability(places({"a": 40, "b": 41}), EVEN)
    assert alike["people_low"].to_list() == [1, 1]
    assert alike["people_high"].to_list() == [2, 2]
    far = stability(places({"a": 400, "b": 40}), EVEN)
    assert far.select("people_low", "people_high", "weights_high").rows() == [(1, 1, 1), (2, 2, 2)]


def test_other_weights_change_the_order_of_what_differs_in_kind():
    held = places({"a": 30, "b": 60}, own=["b"], rivals=["a"])
    assert stability(held, EVEN)["weights_low"].to_list() == [1, 1]


def test_a_draw_is_the_same_each_time():
    held = places({"a": 30, "b": 31})
    assert stability(held, EVEN).equals(stability(held, EVEN))
