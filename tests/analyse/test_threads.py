"""Conversations opened with a brand: who opened them, the first answer, what was said next."""

from __future__ import annotations

import polars as pl
import pytest

from parvis.analyse.macros import answer_tones, macros
from parvis.analyse.threads import SIGNS, THANKED, threads, waits
from tests.analyse.building import at, mentions, talk

ACCOUNTS = {"@Bel": "Bel", "belcare": "Bel", "Ada": "Ada"}


def asked(minutes=0, author="ann", **others):
    return {"author": author, "published_at": at(minutes), "mentions": ["bel"], **others}


def said(minutes, author="Bel", **others):
    return {"author": author, "own_brand": "Bel", "published_at": at(minutes), **others}


TALK = [
    asked(text="@bel ma box est en panne", tonality="negative"),
    said(10, reply_to="x:1", text="@ann Désolé, en privé ? ^AB", tonality="neutral"),
    asked(12, reply_to="x:2", text="@bel merci !", tonality="positive"),
    said(15, reply_to="x:3", text="@ann Avec plaisir"),
]


def test_thanks_for_an_answer_are_not_a_post_left_without_one(engine):
    found = threads(engine(mentions(*TALK)), ACCOUNTS)
    row = found.row(0, named=True)
    assert found.height == 1
    assert (row["post"], row["answer"], row["minutes"], row["waited"]) == ("x:1", "x:2", 10.0, None)
    assert (row["next"], row["is_thanked"]) == ("x:3", True)
    assert (row["tonality"], row["next_tonality"]) == ("negative", "positive")
    assert [row[name] for name in SIGNS] == [True, True, True, False, True, False]


def test_what_an_author_goes_on_with_under_their_own_post_is_one_conversation(engine):
    frame = mentions(asked(), asked(3, reply_to="x:1"), said(8, reply_to="x:2"))
    found = threads(engine(frame), ACCOUNTS)
    assert found.select("post", "answer", "minutes").rows() == [("x:1", "x:3", 8.0)]


def test_a_comment_under_a_post_that_answers_nobody_opens_a_conversation(engine):
    frame = mentions(said(0), asked(3, reply_to="x:1"), asked(5, author="bo", reply_to="x:2"))
    assert threads(engine(frame), ACCOUNTS)["post"].to_list() == ["x:2", "x:3"]


def test_one_without_an_answer_is_watched_until_the_account_was_last_heard_of(engine):
    frame = mentions(asked(), asked(20, author="bo"), said(50), {"published_at": at(9000)})
    found = threads(engine(frame), ACCOUNTS)
    assert found["waited"].to_list() == [50.0, 30.0]


def test_what_somebody_else_says_under_an_answer_is_not_the_askers_thanks(engine):
    frame = mentions(
        asked(), said(5, reply_to="x:1"), asked(7, author="bo", reply_to="x:2", text="merci")
    )
    found = threads(engine(frame), ACCOUNTS)
    assert found.filter(post="x:1")["next"].to_list() == [None]


def test_an_answer_dated_before_its_post_answers_nothing(engine):
    frame = mentions(asked(10), said(2, reply_to="x:1"), said(30))
    assert threads(engine(frame), ACCOUNTS).select("answer", "waited").rows() == [(None, 20.0)]


def test_every_engine_finds_the_same_at_random(engine):
    frame = talk(400, seed=3)
    accounts = {"User1": "Ada", "user2": "Bel", "user3": "Bel"}
    plain = threads(frame, accounts)
    assert threads(engine(frame), accounts).equals(plain)
    assert plain["answer"].count() > 3
    assert plain.select("account", "post").is_unique().all()


def test_a_post_to_two_accounts_waits_once_for_the_earliest():
    frame = mentions(
        asked(mentions=["bel", "belcare"]),
        said(30, reply_to="x:1"),
        said(10, author="belcare", reply_to="x:1"),
        asked(40, mentions=["bel", "belcare"]),
        said(100),
    )
    found = waits(threads(frame, ACCOUNTS))
    assert found.rows() == [("Bel", "x:1", 10.0, True), ("Bel", "x:4", 60.0, False)]


def test_a_wait_of_unknown_length_is_left_out():
    frame = mentions(
        asked(time_confidence="day"), said(5, reply_to="x:1"), asked(published_at=None)
    )
    found = threads(frame, ACCOUNTS)
    assert found["answer"].to_list() == ["x:2", None]
    assert waits(found).is_empty()


@pytest.mark.parametrize(
    ("text", "is_thanked"),
    [("Merci beaucoup", True), ("thank you!", True), ("thankless", False), ("remerciez", True)],
)
def test_thanks_are_whole_words(text, is_thanked):
    assert pl.Series([text]).str.contains(THANKED).to_list() == [is_thanked]


REPEATED = [
    *(said(n, reply_to="x:9", duplicate_group="x:1", tonality="neutral") for n in range(3)),
    said(4, reply_to="x:9", is_template=True, tonality="positive"),
    said(5, reply_to="x:9", duplicate_group="x:5"),
    said(6, reply_to="x:9", own_brand="Ada", duplicate_group="x:1"),
    said(7, duplicate_group="x:1"),
]


def test_macros_are_answers_that_a_brand_repeats(engine):
    frame = engine(mentions(*REPEATED))
    assert macros(frame).rows() == [("Bel", 1, "x:1", 3)]
    columns = ("brand", "answers", "macros", "negative", "neutral", "positive")
    assert answer_tones(frame).select(columns).rows() == [
        ("Ada", 1, 0, 0, 0, 0),
        ("Bel", 5, 4, 0, 3, 1),
    ]
