"""Spam: caught by its words and its signs, named by them; genuine posts and templates are none."""

from __future__ import annotations

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from parvis.filter.signals import HINTS, NAMES, SIGNS, signs_of
from parvis.filter.spam import card, mark_spam

SPAM = [
    "Check out my channel and subscribe please!!! http://youtube.com/me",
    "Gagnez 500€ par jour, cliquez ici http://x.biz",
    "I invest in bitcoin with him and my profit tripled, contact me on telegram +44 7700 900123",
    "As an investor of gate io I have some doubts: your article inspired me, can you help me?",
]
GENUINE = [
    "Ma box Free est en panne depuis trois jours, que faire ?",
    "@Free votre service client est injoignable, je résilie",
    "I love this song so much, it makes me cry every time",
    "Le retour sur investissement est un must pour la direction",
    "@airline my flight was cancelled, please help",
    "",
]


@pytest.mark.parametrize("post", SPAM)
def test_spam_is_caught_and_its_signs_named(post):
    (row,) = mark_spam(pl.DataFrame({"text": [post]})).iter_rows(named=True)
    assert row["is_spam"]
    assert row["spam_p"] > 0.5
    assert set(row["spam_reason"].split(", ")) <= {*NAMES, "its words"}


@pytest.mark.parametrize("post", GENUINE)
def test_what_people_say_is_none(post):
    marked = mark_spam(pl.DataFrame({"text": [post]}))
    assert marked.select("is_spam", "spam_reason").row(0) == (False, None)


def test_a_null_text_is_none():
    marked = mark_spam(pl.DataFrame({"text": [None]}, schema={"text": pl.String}))
    assert marked["is_spam"].to_list() == [False]


def test_neither_a_template_nor_a_brands_own_words_are_spam():
    posts = pl.DataFrame(
        {
            "text": [SPAM[0]] * 3,
            "is_template": [True, False, None],
            "own_brand": [None, "Free", None],
        }
    )
    assert mark_spam(posts)["is_spam"].to_list() == [False, False, True]


def test_a_link_an_author_posts_again_and_again_is_likelier_spam():
    said = "Nouvel article sur la fibre https://blog.example/fibre"
    alone = pl.DataFrame({"text": [said], "author": ["a"], "duplicate_group": [None]})
    often = pl.DataFrame({"text": [said] * 3, "author": ["a"] * 3, "duplicate_group": ["1"] * 3})
    schema = {"duplicate_group": pl.String}
    once = mark_spam(alone.cast(schema))["spam_p"][0]
    assert mark_spam(often)["spam_p"].min() > once


def test_rows_beside_a_post_do_not_change_it():
    together = mark_spam(pl.DataFrame({"text": SPAM + GENUINE}))["spam_p"].to_list()
    alone = [mark_spam(pl.DataFrame({"text": [post]}))["spam_p"][0] for post in SPAM + GENUINE]
    assert together == pytest.approx(alone, abs=1e-6)


def test_hostile_text_is_answered():
    hostile = pl.DataFrame({"text": ["a" * 100_000, "😀", "ź̸̢͙" * 300, "\0\u202e", "(((" * 999]})
    assert mark_spam(hostile)["spam_p"].is_finite().all()


def test_a_sign_counts_three_times_at_most():
    found = signs_of(pl.Series(["http://a.io " * 10]))
    assert 0 < found[0, list(SIGNS).index("link")] <= 3


def test_the_card_names_its_scores():
    assert {score["key"] for score in card()["scores"]} >= {"spam.videos"}


@pytest.mark.parametrize("name", HINTS)
@given(data=st.data())
def test_a_sign_stands_nowhere_without_its_hint(name, data):
    met = data.draw(st.from_regex(SIGNS[name].replace(r"\b", ""))).lower()
    told = pl.Series([f"voilà {met} été", met, data.draw(st.text())]).str.to_lowercase()
    slow = told.str.count_matches(SIGNS[name])
    assert (signs_of(told)[:, list(SIGNS).index(name)] > 0).tolist() == (slow > 0).to_list()
