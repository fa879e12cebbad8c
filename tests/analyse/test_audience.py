"""Where an audience is and what else it speaks of; nothing of what people are."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parvis.analyse.audience import by_place, by_site, interests, people
from tests.analyse.building import mentions
from tests.features.test_sensitive import HARMLESS, SENSITIVE

NAMES = [name for names in SENSITIVE.values() for name in names.split()]
ORDINARY = HARMLESS.split()


def said_by(count, **said):
    return [{"author": f"a{number}", **said} for number in range(count)]


def test_people_count_once_whatever_they_say(engine):
    rows = (
        {"author": "Ann", "country": "Lyon", "medium": "forum", "url": "https://www.a.example/1"},
        {"author": "ann", "country": " lyon ", "medium": "forum", "url": "https://a.example/2"},
        {"author": "bo", "country": "Lyon", "medium": "blog"},
        {"author": "cy", "medium": "forum", "url": "https://b.example"},
        {"country": ""},
    )
    frame = engine(mentions(*rows))
    assert people(frame) == 4
    places = by_place(frame, least=1)
    assert places.select("place", "people").rows() == [("Lyon", 2), (None, 2)]
    assert places["share"].to_list() == [100.0, None]
    sites = by_site(engine(mentions(*rows)), least=1).select("medium", "site", "people").rows()
    assert sites == [
        ("forum", None, 2),
        ("blog", None, 1),
        (None, None, 1),
        ("forum", "a.example", 1),
        ("forum", "b.example", 1),
    ]


def test_nothing_is_told_of_fewer_than_five_people():
    few = mentions(*said_by(4, country="Lyon", hashtags=["fibre"], url="https://a.example"))
    assert by_place(few)["place"].to_list() == [None]
    assert by_site(few).is_empty()
    assert interests(few).is_empty()
    assert interests(mentions(*said_by(5, hashtags=["fibre"])))["people"].to_list() == [5]


def test_shares_have_intervals_around_them():
    frame = mentions(*said_by(30, hashtags=["fibre"]), *({"author": f"b{n}"} for n in range(70)))
    (row,) = interests(frame).iter_rows(named=True)
    assert (row["people"], row["share"]) == (30, 30.0)
    assert 20 < row["low"] < 30 < row["high"] < 41


def test_interests_are_tags_topics_and_sites_without_the_brands(engine):
    frame = mentions(
        {
            "author": "ann",
            "hashtags": ["orvelle", "orvellesav", "fibre"],
            "links": ["https://blog.example/1", "https://www.orvelle.example", "https://t.co/x"],
            "topic": "roaming",
        },
    )
    found = interests(engine(frame), without={"orvelle"}, least=1)
    assert found.select("kind", "name").rows() == [
        ("hashtag", "fibre"),
        ("site", "blog.example"),
        ("topic", "roaming"),
    ]


def test_topics_are_left_out_where_none_was_read():
    frame = mentions(*said_by(9, hashtags=["fibre"])).drop("topic")
    assert interests(frame)["name"].to_list() == ["fibre"]


@settings(deadline=None, max_examples=60)
@given(
    st.lists(st.sampled_from(NAMES), max_size=12),
    st.lists(st.sampled_from(ORDINARY), max_size=6),
)
def test_no_sensitive_category_is_ever_an_interest_however_many_speak_of_it(sensitive, ordinary):
    tags = [name.lstrip("#").lower() for name in sensitive + ordinary]
    links = [f"https://{tag}.example/p" for tag in tags if tag.isascii() and tag.isalnum()]
    rows = said_by(20, hashtags=tags, links=links)
    rows += [{"author": f"b{n}", "topic": name} for name in sensitive for n in range(9)]
    told = set(interests(mentions(*rows))["name"]) if rows else set()
    assert told <= {*ordinary, *(f"{name}.example" for name in ordinary)}
    assert {name for name in told if name in ordinary} == set(ordinary)


@pytest.mark.parametrize("told", [by_place, by_site, interests])
def test_nobody_is_told_nothing(told):
    assert told(mentions()).drop_nulls().is_empty()
