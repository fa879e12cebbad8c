"""How a batch of posts is spelled before its features are seen."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parvis.enrich.characters import EDGE, spell


def spelled(*posts):
    return "".join(map(chr, spell(posts)))


@pytest.mark.parametrize(
    ("post", "expected"),
    [
        ("", " "),
        ("   ", " "),
        ("Bonjour", " bonjour "),
        ("DÉÇU, là", " decu , la "),
        ("décu", " decu "),
        ("c'est l\u2019été", " c est l ete "),
        ("ouiiiiii!!!!", " ouii !! "),
        ("24 h/24", " 00 h / 00 "),
        ("#fail @", " # fail @ "),
        ("a😡😡b", " a 😡 😡 b "),
        ("x\ty\u00a0z", " x y z "),
        ("Z̷̡̨a̶l̸g̵o", " zalgo "),
        ("مرحبا", " مرحبا "),
        ("\uff46\uff55", " \uff46\uff55 "),
        ("\x00\x07bip", " bip "),
    ],
)
def test_a_post_is_spelled_plainly(post, expected):
    assert spelled(post) == f"\n{expected}\n "


def test_posts_follow_one_another_between_edges():
    assert spelled("un", "", "deux") == "\n un \n \n deux \n "


def test_a_line_break_within_a_post_is_no_edge():
    assert spelled("un\ndeux") == spelled("un deux")


@given(st.lists(st.text(), min_size=1, max_size=5))
def test_there_is_one_edge_more_than_posts_and_no_double_space(posts):
    characters = spell(posts)
    assert (characters == EDGE).sum() == len(posts) + 1
    assert "  " not in "".join(map(chr, characters))
