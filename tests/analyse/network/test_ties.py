"""Who is tied to whom, how, and how often."""

from __future__ import annotations

import datetime as dt

import polars as pl

from parvis.analyse.network import edges, ties, together
from tests.analyse.building import at, mentions, talk


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


def test_a_tie_is_of_the_strongest_kind_a_mention_makes(engine):
    frame = mentions(
        {"author": "bo"},
        {"author": "ann", "reply_to": "x:1", "repost_of": "x:1", "mentions": ["bo"]},
        {"author": "ann", "reply_to": "x:1", "mentions": ["bo", "cy"]},
    )
    assert sorted(ties(engine(frame)).rows()) == [
        ("ann", "bo", "reply", 1),
        ("ann", "bo", "repost", 1),
        ("ann", "cy", "mention", 1),
    ]


def test_one_kind_by_itself_leaves_out_the_others(engine):
    frame = mentions({"author": "bo"}, {"author": "ann", "reply_to": "x:1", "mentions": ["cy"]})
    assert ties(engine(frame), kinds=["reply"]).rows() == [("ann", "bo", "reply", 1)]
    assert edges(engine(frame), kinds=["mention"]).rows() == [("ann", "cy", 1)]


def test_together_the_kinds_add_up_to_the_edges():
    counted = ties(talk())
    assert set(counted["kind"]) == {"mention", "reply", "repost"}
    assert together(counted).rows() == edges(talk()).rows()


def test_days_add_up_to_the_ties(engine):
    by_day = ties(engine(talk()), days_in="Europe/Paris")
    added = by_day.group_by("source", "target", "kind").agg(pl.col("weight").sum())
    whole = ties(talk())
    assert added.sort(pl.all()).rows() == whole.sort(pl.all()).rows()
    assert by_day["day"].null_count() > 0


def test_a_day_is_a_day_of_the_zone(engine):
    said = [
        {"author": "ann", "mentions": ["bo"], "published_at": at(minutes)}
        for minutes in (0, 659, 661)
    ]
    counted = ties(engine(mentions(*said)), days_in="Europe/Paris").sort("day")
    assert counted["day"].to_list() == [dt.date(2024, 3, 1), dt.date(2024, 3, 2)]
    assert counted["weight"].to_list() == [2, 1]


HOSTS = {
    "https://www.lemonde.fr/economie/article.html": "//lemonde.fr",
    "http://LeMonde.fr:8080?x=1": "//lemonde.fr",
    "https://lemonde.fr#haut": "//lemonde.fr",
    "https://user:pass@lemonde.fr/": "//lemonde.fr",
    "https://blog.lemonde.fr": "//blog.lemonde.fr",
    "https://lemonde.fr\\@evil.example/": "//lemonde.fr",
    "https://wwwhat.example": "//wwwhat.example",
    "https://t.co/abc": None,
    "https://": None,
}


def test_a_link_ties_its_author_to_the_host_it_leads_to(engine):
    said = [{"author": f"fan{n}", "links": [address]} for n, address in enumerate(HOSTS)]
    found = ties(engine(mentions(*said)), kinds=["link"]).select("source", "target").sort("source")
    assert found.rows() == [(f"fan{n}", host) for n, host in enumerate(HOSTS.values()) if host]


def test_two_links_to_a_site_in_one_mention_count_once(engine):
    frame = mentions({"author": "ann", "links": ["https://a.fr/1", "https://a.fr/2"]})
    assert ties(engine(frame), kinds=["link"]).rows() == [("ann", "//a.fr", "link", 1)]


def test_a_site_is_not_taken_for_a_person_of_that_name(engine):
    frame = mentions(
        {"author": "a.fr"}, {"author": "ann", "mentions": ["a.fr"], "links": ["https://a.fr"]}
    )
    found = ties(engine(frame), kinds=["mention", "link"])
    assert sorted(found["target"]) == ["//a.fr", "a.fr"]
