"""The matrix medium by tonality by interaction."""

from __future__ import annotations

from parvis.analyse.matrix import matrix
from tests.analyse.building import mentions, talk


def test_cells_come_most_first_and_null_is_unknown(engine):
    forum = {"medium": "forum", "tonality": "negative", "interaction": "question"}
    unread = {"medium": "blog"}
    assert matrix(engine(mentions(unread, forum, forum))).rows() == [
        ("forum", "negative", "question", 2),
        ("blog", "unknown", "unknown", 1),
    ]


def test_cells_add_up_to_the_mentions():
    assert matrix(talk(200))["mentions"].sum() == 200
