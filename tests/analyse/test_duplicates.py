"""Groups of near-duplicates."""

from __future__ import annotations

from parvis.analyse.duplicates import duplicate_groups
from tests.analyse.building import NOON, at, mentions


def test_groups_come_largest_first_with_their_authors_and_beginning(engine):
    frame = mentions(
        {"duplicate_group": "x:2", "author": "ann", "published_at": at(7)},
        {"duplicate_group": "x:2", "author": "ann"},
        {"duplicate_group": "x:3", "author": "bo", "published_at": at(3)},
        {"duplicate_group": "x:3", "author": None, "published_at": NOON},
        {"duplicate_group": "x:3", "author": "cy"},
        {"duplicate_group": None, "author": "dee"},
    )
    assert duplicate_groups(engine(frame)).rows() == [("x:3", 3, 2, NOON), ("x:2", 2, 1, at(7))]


def test_a_group_of_which_one_mention_is_given_is_no_group(engine):
    frame = mentions({"duplicate_group": "x:1", "author": "ann"}, {"duplicate_group": None})
    assert duplicate_groups(engine(frame)).is_empty()


def test_a_group_without_any_author_has_unknown_authors(engine):
    frame = mentions({"duplicate_group": "x:1"}, {"duplicate_group": "x:1"})
    assert duplicate_groups(engine(frame)).rows() == [("x:1", 2, None, None)]
