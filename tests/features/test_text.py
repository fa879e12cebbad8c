"""What is taken off a post before it is read, and which posts hold nothing to read."""

from __future__ import annotations

import polars as pl
import pytest

from parvis.features.text import LONGEST, can_be_read, prepare


def prepared(post):
    frame = pl.DataFrame({"text": [post]}, schema={"text": pl.String})
    return frame.select(prepare(pl.col("text"))).item()


@pytest.mark.parametrize(
    ("post", "expected"),
    [
        (None, ""),
        ("", ""),
        ("@Anna_B bonjour", "@ bonjour"),
        ("voir https://exemple.fr/a?b=c ici", "voir ⇗ ici"),
        ("voir www.exemple.fr", "voir ⇗"),
        ("placeholder http", "placeholder ⇗"),
        ("httpd is down", "httpd is down"),
        ("R&amp;D &lt;3 &quot;oui&quot;", 'R&D <3 "oui"'),
        (r"today\u002c don\u2019t", "today, don't"),
        ("un\r\ndeux", "un  deux"),
        ("❤\ufe0f", "❤"),
        ("a" * (LONGEST + 1), "a" * LONGEST),
    ],
)
def test_what_is_common_is_written_one_way(post, expected):
    assert prepared(post) == expected


@pytest.mark.parametrize(
    ("post", "expected"),
    [
        ("", False),
        ("   ", False),
        ("12 345,67 €", False),
        ("?!…", False),
        ("https://exemple.fr/bonjour", False),
        ("@quelquun", False),
        ("ok", True),
        ("最悪", True),
        ("👍", True),
        ("❤️", True),
        (":(", True),
        ("<3", True),
    ],
)
def test_a_post_can_be_read_when_it_holds_a_letter_an_emoji_or_an_emoticon(post, expected):
    assert pl.select(can_be_read(pl.lit(prepared(post)))).item() is expected
