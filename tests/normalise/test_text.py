"""The words of a post as characters."""

from __future__ import annotations

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parvis.frames import composed
from parvis.normalise.text import clean, looks_like_html, mend


def cleaned(text: str, **options: bool) -> str:
    return clean(pl.Series([text]), **options)[0]


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("Bonjour", "Bonjour"),
        ("  l'été\r\nà Brest \r fin ", "l'été\nà Brest \n fin"),
        ("R&amp;D &lt;3 &#233;t&eacute; &#x1F600;", "R&D <3 été 😀"),
        ("https://a.fr/?x=1&copy=2&para=3", "https://a.fr/?x=1&copy=2&para=3"),
        ("&amp;lt; une seule fois", "&lt; une seule fois"),
        ("e\u0301te\u0301", "été"),
        ("\x00a\x07b\x9fc\ufeff", "abc"),
        (
            "\u202b\u05e9\u05dc\u05d5\u05dd\u202c \u200f",
            "\u202b\u05e9\u05dc\u05d5\u05dd\u202c \u200f",
        ),
        ("مرحبا بالعالم", "مرحبا بالعالم"),
        ("👩\u200d👧", "👩\u200d👧"),
        ('=HYPERLINK("http://a.fr")', '=HYPERLINK("http://a.fr")'),
        ("<b>gras</b> & 1 < 2", "<b>gras</b> & 1 < 2"),
        ("", ""),
    ],
)
def test_plain_text_is_cleaned(raw, expected):
    assert cleaned(raw) == expected


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("<p>Un</p><p>Deux<br/>Trois</p>", "Un\n\nDeux\nTrois"),
        ("<p>I &lt;3 <a href='x'>@<span>free</span></a></p>", "I <3 @free"),
        ("I <3 you > me", "I <3 you > me"),
        ("<script>alert('x')</script>ok<style>p{}</style>", "ok"),
        ('<span class="invisible">https://</span><span>a.fr/b</span>', "https://a.fr/b"),
        ("<p", "<p"),
    ],
)
def test_html_is_taken_off(raw, expected):
    assert cleaned(raw, is_html=True) == expected


def test_written_breaks_are_resolved_in_a_column_without_real_ones():
    texts = pl.Series(["un\\ndeux", "trois\\r\\nquatre", "cinq"])
    assert clean(texts).to_list() == ["un\ndeux", "trois\nquatre", "cinq"]


def test_a_path_keeps_its_backslashes_where_real_breaks_stand_in_the_column():
    texts = pl.Series(["C:\\new\\notes", "un\ndeux", "D:\\n"])
    assert clean(texts)[0] == "C:\\new\\notes"


def test_one_backslash_alone_proves_nothing():
    assert clean(pl.Series(["C:\\new", "bonjour"]))[0] == "C:\\new"


def test_a_null_stays_a_null():
    assert clean(pl.Series([None, "a"], dtype=pl.String)).to_list() == [None, "a"]


def test_lone_surrogates_are_replaced_and_pairs_joined():
    assert mend("a\ud83db\ude00 \ud83d\ude00") == "a\ufffdb\ufffd 😀"


def test_hearts_are_no_html():
    assert not looks_like_html(pl.Series(["I <3 U", "1 < 2 > 0", "<y>"]))


@settings(deadline=None, max_examples=40)
@given(st.text())
def test_cleaning_twice_is_cleaning_once_but_for_entities(text):
    once = cleaned(text.replace("&", ""))
    assert cleaned(once) == once


@settings(max_examples=50)
@given(st.lists(st.text(st.characters(exclude_categories=["Cs"])) | st.none(), min_size=1))
def test_texts_are_composed_whether_they_were_or_not(texts):
    given = pl.Series(texts, dtype=pl.String)
    assert composed(given).to_list() == given.str.normalize("NFC").to_list()


def test_every_letter_and_every_pair_with_a_mark_is_composed():
    letters = pl.Series([chr(code) for code in range(0x20000) if not 0xD800 <= code < 0xE000])
    for told in (letters, "e" + letters, letters + "\u0301"):
        assert composed(told).equals(told.str.normalize("NFC"))
