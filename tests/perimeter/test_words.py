# ruff: noqa: RUF001

from __future__ import annotations

import sys
import unicodedata

import polars as pl
import pytest
from hypothesis import given

from parvis.perimeter.words import searchable, words_of
from tests.perimeter.reference import cut
from tests.perimeter.strategies import texts

CUTS = [
    ("Free, c’est   fini.", "free c est fini"),
    ("L'ÉTÉ d'Œdipe", "l ete d oedipe"),
    ("Straße ẞ ς Ø Đ Ł ı İ", "strasse ss σ o d l i i"),
    ("a_b a-b a.b a’b a/b", "a_b a b a b a b a b"),
    ("x² ½ 3,5 10:30 №5", "x2 1 2 3 5 10 30 no5"),
    ("100 % 5€ C++ C#", "100 5 c c"),
    ("@Free #Free ＃Free ＠Free", "@free #free #free @free"),
    ("a@b.fr a#b # @ #! @-", "a b fr a b"),
    ("##free @@free #@free", "#free @free @free"),
    ("#a#b", "#a b"),
    ("Renault™ iPhone® Crédit℠ © 2024", "renault iphone credit 2024"),
    ("👍👍🏿 ok❤️❤", "👍 👍 ok ❤ ❤"),
    ("👩🏽‍💻👨‍👩‍👧", "👩‍💻 👨‍👩‍👧"),
    ("🇫🇷🇬🇧🇪", "🇫🇷 🇬🇧 🇪"),
    ("1️⃣ #️⃣", "1"),
    ("مُحَمَّد‌ شِبَه مرحـبا", "محمد شبه مرحبا"),
    ("שָׁלוֹם", "שלום"),
    ("हिन्दी ไทย", "हिन्दी ไทย"),
    ("中国移动 ｶﾅ カナ", "中国移动 カナ カナ"),
    ("fi\u00adbre zero\u200bwidth", "fibre zero width"),
    ("\x00\u202eeerf\ufffd", "eerf"),
    ("", ""),
    (" \n\t ", ""),
]


@pytest.mark.parametrize(("text", "expected"), CUTS)
def test_a_text_is_cut_into_words(text, expected):
    wanted = words_of([expected])[0] if "カ" in expected else tuple(expected.split())
    assert words_of([text]) == [wanted]


def test_every_letter_digit_and_sign_is_read_as_the_reference_reads_it():
    pictures_among_punctuation = "\u3030\u303d"
    characters = [
        character
        for character in map(chr, range(sys.maxunicode + 1))
        if unicodedata.category(character)[0] in "LNPZ"
        and character not in pictures_among_punctuation
    ]
    around = [f"a{character}b" for character in characters]
    expected = [tuple(sign + body for sign, body in cut(text)) for text in around]
    assert words_of(around) == expected
    assert len(around) > 130_000


@given(texts)
def test_any_text_is_cut_as_the_reference_cuts_it(text):
    assert words_of([text]) == [tuple(sign + body for sign, body in cut(text))]


@given(texts)
def test_words_are_cut_once_and_for_all(text):
    (words,) = words_of([text])
    assert words_of([" ".join(words)]) == [words]


def test_a_column_without_sign_is_spelt_once_and_with_one_twice():
    column = pl.DataFrame({"text": ["Été", "@Été", None, ""]})
    assert searchable(column).to_list() == [" ete ", " ete  @ete ", "  ", "  "]
