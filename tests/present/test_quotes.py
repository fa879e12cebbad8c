"""Mentions made fit to print, drawn by lot, private persons unnamed."""

from __future__ import annotations

import unicodedata

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from parvis.present.desk import Desk
from parvis.present.hygiene import clean, hide_handles
from parvis.present.quotes import draw
from tests.present.told import story


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("  hello  ", "hello"),
        ("line\nbreak\tkept", "line\nbreak\tkept"),
        ("bell\x07 esc\x1b[31m", "bell esc[31m"),
        ("lone \ud800 surrogate", "lone  surrogate"),
        ("\u202eabc\u202c \u2066x\u2069", "abc x"),
        ("e\u0301te\u0301", "e\u0301te\u0301"),
        ("a" + "\u0301" * 50 + "b", "a\u0301\u0301\u0301b"),
        ("\u200f\u05e9\u05dc\u05dd", "\u200f\u05e9\u05dc\u05dd"),
        ("👩\u200d🚀", "👩\u200d🚀"),
    ],
)
def test_text_is_cleaned_of_what_harms_the_page_and_of_nothing_else(text, expected):
    assert clean(text) == expected


@given(st.text(max_size=400), st.integers(min_value=2, max_value=100))
def test_clean_text_is_bounded_stable_and_printable(text, limit):
    cleaned = clean(text, limit=limit)
    assert len(cleaned) <= limit
    assert clean(cleaned, limit=limit) == cleaned
    controls = {c for c in cleaned if unicodedata.category(c) in {"Cc", "Cs"}} - {"\n", "\t"}
    assert not controls


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("@lou hello", "@… hello"),
        ("@SNCF hello", "@SNCF hello"),
        ("hello @lou@mastodon.social!", "hello @…!"),
        ("hello @lou.bsky.social and @sncf.", "hello @… and @sncf."),
        ("mail lou@free.fr", "mail lou@free.fr"),
        ("see https://x.com/lou/status/12 now", "see x.com/… now"),
        ("HTTP://WWW.Site.org", "Site.org/…"),
    ],
)
def test_handles_of_private_persons_are_hidden(text, expected):
    assert hide_handles(text, {"sncf"}) == expected


def test_the_lot_does_not_depend_on_the_order_of_the_rows():
    frame = pl.DataFrame({"id": [f"x:{n}" for n in range(500)]})
    assert draw(frame).equals(draw(frame.sample(fraction=1, shuffle=True, seed=3)))


def test_the_lot_gives_a_turn_to_every_value():
    frame = pl.DataFrame({"id": [f"x:{n}" for n in range(500)], "of": ["a"] * 498 + ["b", "c"]})
    assert draw(frame, 4, across="of")["of"].to_list()[:3].count("a") == 1


def test_a_short_frame_is_drawn_whole():
    assert draw(pl.DataFrame({"id": ["x:1", "x:2"]})).height == 2


def test_an_author_is_told_by_followers_and_a_brand_by_its_handle():
    desk = Desk.of(story("en"))
    private, own = (
        desk.reader.quotes(desk.story.mentions.filter(here).head(1))[0]
        for here in (pl.col("own_brand").is_null(), pl.col("own_brand").is_not_null())
    )
    assert "@cevenol_trains" in own.byline
    assert any(fact.startswith("someone with") for fact in private.byline)
    assert private.url is None


def test_an_address_that_is_no_web_address_is_no_link():
    desk = Desk.of(story("en"))
    own = desk.story.mentions.filter(pl.col("own_brand").is_not_null()).head(1)
    for url, expected in (("javascript:alert(1)", None), ("https://a.org/1", "https://a.org/1")):
        quote = desk.reader.quotes(own.with_columns(url=pl.lit(url)))[0]
        assert quote.url == expected


def test_a_quote_can_be_found_again():
    desk = Desk.of(story("fr"))
    row = desk.story.mentions.head(1)
    assert desk.reader.quotes(row)[0].where == "export_octobre.csv, ligne 1"
    bare = row.with_columns(origin=pl.lit(None, pl.String))
    assert desk.reader.quotes(bare)[0].where == row["id"].item()
