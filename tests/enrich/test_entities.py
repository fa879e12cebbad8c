"""Names in posts: what rules and lists find, and what they leave alone."""

from __future__ import annotations

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parvis import enrich
from parvis.enrich.entities import name_entities
from parvis.enrich.entities.known import KINDS, names
from parvis.errors import MissingColumnsError
from parvis.schema import NAMED
from tools import quality_entities


def named(text, own=None):
    found = name_entities(pl.DataFrame({"text": [text]}, schema={"text": pl.String}), own)
    return [(one["text"], one["kind"]) for one in found["entities"][0]]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Merci Orange pour rien", [("Orange", "organisation")]),
        ("le prix des oranges", []),
        ("la SNCF, la sncf et la SNCF", [("SNCF", "organisation")]),
        ("My iPhone 15 died", [("iPhone 15", "product")]),
        ("New York is loud", [("New York", "place")]),
        ("President Biden said no", [("Biden", "person")]),
        ("Le Ministère de la Culture", [("Ministère de la Culture", "organisation")]),
        ("vu chez Machintruc", [("Machintruc", "organisation")]),
        ("vu chez Marie", [("Marie", "person")]),
        ("Julie et Karim arrivent", [("Julie", "person"), ("Karim", "person")]),
        ("Acme Holding Ltd owes me", [("Acme Holding Ltd", "organisation")]),
        ("HONTEUX CE SERVICE", []),
        ("https://Paris.example/Orange", []),
        ("Une journée Ordinaire", []),
        ("", []),
        (None, []),
    ],
)
def test_names_and_their_kinds(text, found):
    assert named(text) == found


def test_names_of_ones_own_come_first():
    assert named("Orvelle et Orange", {"orvelle": "product", "ORANGE": "product"}) == [
        ("Orvelle", "product"),
        ("Orange", "product"),
    ]


@settings(deadline=None)
@given(st.lists(st.text(max_size=40) | st.sampled_from(["Paris", "Julie à Lyon"]), max_size=4))
def test_a_post_is_read_alike_alone_and_among_others(texts):
    posts = pl.DataFrame({"text": texts}, schema={"text": pl.String})
    together = name_entities(posts)
    assert together.schema["entities"] == NAMED
    assert together.height == len(texts)
    for place, text in enumerate(texts):
        alone = [tuple(one.values()) for one in together["entities"][place]]
        assert alone == named(text)
        assert {kind for _, kind in alone} <= set(KINDS)


def test_a_long_post_is_read_once_through():
    assert len(named("Julie à Lyon. " * 8_000)) == 2


def test_no_name_is_of_two_kinds():
    listed = [name for kind in KINDS for name in names(kind).sure]
    assert len(listed) == len(set(listed))


def test_the_room_adds_them_where_asked():
    read = enrich(pl.DataFrame({"text": ["Julie à Lyon"]}), columns=["entities"])
    assert read.columns == ["text", "entities"]


def test_text_is_needed():
    with pytest.raises(MissingColumnsError):
        name_entities(pl.DataFrame({"said": ["Julie"]}))


def test_the_set_that_scores_marks_every_kind_in_both_languages():
    posts, true = quality_entities.written()
    assert posts.height >= 80
    assert {kind for _, _, kind in true} == set(KINDS)
