"""How a post is spelled before its features are seen."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parvis.features.ngrams import spell


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
    assert spell(post) == f"\n{expected}\n "


def test_a_line_break_within_a_post_is_no_edge():
    assert spell("un\ndeux") == spell("un deux")


@given(st.text())
def test_there_are_two_edges_and_no_double_space(post):
    assert spell(post).count("\n") == 2
    assert "  " not in spell(post)


def test_a_long_post_is_clipped_and_closed():
    assert spell("1a" * 100_000).endswith("a \n ")
