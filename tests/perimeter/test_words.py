# ruff: noqa: RUF001

from __future__ import annotations

import sys
import unicodedata

import polars as pl
import pytest
from hypothesis import given

from parvis.perimeter.words.folding import spellings
from parvis.perimeter.words.texts import texts_of
from parvis.perimeter.words.vocabulary import Vocabulary, words_in
from tests.perimeter.reference import cut, fold
from tests.perimeter.strategies import chatter, texts

# A text, and its words as they are searched: bare, each behind the # or @ it has.
CUTS = [
    ("Free, c’est   fini.", "free c est fini"),
    ("L'ÉTÉ d'Œdipe", "l ete d oedipe"),
    ("lʼavion", "l avion"),
    ("Straße ẞ ς Ø Đ Ł ı İ", "strasse ss σ o d l i i"),
    ("a_b a-b a.b a’b a/b a\u00b7b", "a_b a b a b a b a b a b"),
    ("x² ½ 3,5 10:30 №5 ①", "x2 ½ 3 5 10 30 no5 1"),
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
    ("Ⓕⓡⓔⓔ 𝓕𝓻𝓮𝓮 Ｆｒｅｅ", "free free free"),
    ("مُحَمَّد‌ شِبَه مرحـبا", "محمد شبه مرحبا"),
    ("שָׁלוֹם", "שלום"),
    ("हिन्दी", "हिन्दी"),
    ("ไทย", "ไ ท ย"),
    ("ที่", "ที่"),
    ("中国移动 ｶﾅ カナ 移动5G", "中 国 移 动 カナ カナ 移 动 5g"),
    ("東京タワーへ", "東 京 タワー へ"),
    ("#中国移动 中", "#中国移动 中 国 移 动 中"),
    ("한국어", "한국어"),
    ("fi\u00adbre zero\u200bwidth", "fibre zero width"),
    ("می\u200cخواهم", "میخواهم"),
    ("\x00\u202eeerf\ufffd", "eerf"),
    ("", ""),
    (" \n\t ", ""),
]


def searched(text: str) -> list[str]:
    vocabulary = Vocabulary()
    tokens = vocabulary.cut(texts_of(pl.DataFrame({"text": [text]})))
    words = vocabulary.words()
    return [as_searched(words[number]) for number in tokens.words.tolist()]


def as_searched(word: str) -> str:
    sign = {"#": "#", "＃": "#", "@": "@", "＠": "@"}.get(word[0], "")
    return sign + spellings(word[1:] if sign else word).bare


@pytest.mark.parametrize(("text", "expected"), CUTS)
def test_a_text_is_cut_into_words(text, expected):
    assert searched(text) == expected.split()


@pytest.mark.parametrize(
    ("text", "sentences", "paragraphs"),
    [
        ("Bonjour. Merci", [0, 1], [0, 0]),
        ("free.fr coûte 3.5 euros", [0, 0, 0, 0, 0, 0], [0] * 6),
        ("M. Dupont de la S.N.C.F. part", [0] * 9, [0] * 9),
        ("Super!Merci", [0, 1], [0, 0]),
        ("Quoi ?! Rien... (enfin). Bon", [0, 1, 2, 3], [0] * 4),
        ("un\ndeux\n\ntrois", [0, 1, 2], [0, 0, 1]),
        ("好。很好", [0, 1, 1], [0, 0, 0]),
        ("Il a dit « oui. » Puis non", [0, 0, 0, 0, 1, 1], [0] * 6),
    ],
)
def test_sentences_and_paragraphs_end_where_they_should(text, sentences, paragraphs):
    tokens = Vocabulary().cut(texts_of(pl.DataFrame({"text": [text]})))
    assert tokens.sentences.tolist() == sentences
    assert tokens.paragraphs.tolist() == paragraphs


def test_every_letter_digit_and_sign_is_read_as_the_reference_reads_it():
    pictures_among_others = "\u3030\u303d\u3297\u3299ℹ"
    ideographs = range(0x3400, 0xA000), range(0xAC00, 0xD7A4), range(0x20000, sys.maxunicode + 1)
    like_others = {code for block in ideographs for code in block if code % 16}
    characters = [
        character
        for character in map(chr, sorted(set(range(sys.maxunicode + 1)) - like_others))
        if unicodedata.category(character)[0] in "LNPZ" and character not in pictures_among_others
    ]
    around = [f"a{character}b" for character in characters]
    found = as_reference(around)
    assert found == [cut("", text) for text in around]
    assert len(around) > 35_000


def as_reference(around: list[str]):
    """What the loop cuts, in the words of the reference."""
    vocabulary = Vocabulary()
    tokens = vocabulary.cut(texts_of(pl.DataFrame({"text": around})))
    words = vocabulary.words()
    rows = []
    for row, text in enumerate(around):
        encoded = text.encode()
        several = []
        for number in range(tokens.rows[row], tokens.rows[row + 1]):
            word = words[tokens.words[number]]
            sign = {"#": "#", "＃": "#", "@": "@", "＠": "@"}.get(word[0], "")
            several.append(
                (
                    sign,
                    word[1:] if sign else word,
                    int(tokens.places[number]),
                    int(tokens.sentences[number]),
                    int(tokens.paragraphs[number]),
                    len(encoded[: tokens.starts[number]].decode()),
                    len(encoded[: tokens.ends[number]].decode()),
                    "text",
                )
            )
        rows.append(tuple(several))
    return rows


@given(texts | chatter)
def test_any_text_is_cut_as_the_reference_cuts_it(text):
    assert as_reference([text]) == [cut("", text)]


@given(texts)
def test_any_word_is_spelt_as_the_reference_spells_it(text):
    for word in cut("", text):
        expected = tuple(fold(word.body, form) for form in ("cased", "accented", "bare"))
        assert spellings(word.body) == expected


@given(texts)
def test_words_are_cut_once_and_for_all(text):
    words = [as_searched(word) for word in words_in(text)]
    assert [as_searched(word) for word in words_in(" ".join(words))] == words


def test_a_word_of_ten_thousand_letters_is_cut():
    assert [len(word) for word in words_in("a" * 600)] == [255, 255, 90]


def test_a_vocabulary_goes_on_from_call_to_call():
    vocabulary = Vocabulary()
    first = vocabulary.cut(texts_of(pl.DataFrame({"text": ["un deux"]})))
    again = vocabulary.cut(texts_of(pl.DataFrame({"text": ["deux trois", "un"]})))
    assert first.words.tolist() == [0, 1]
    assert again.words.tolist() == [1, 2, 0]
    assert again.rows.tolist() == [0, 2, 3]


def test_a_vocabulary_grows_without_losing_a_word():
    vocabulary = Vocabulary()
    several = [" ".join(f"mot{n}" for n in range(start, start + 5_000)) for start in (0, 2_500)]
    tokens = [vocabulary.cut(texts_of(pl.DataFrame({"text": [text]}))) for text in several]
    assert tokens[1].words[0] == tokens[0].words[2_500]
    assert len(vocabulary) == 7_500
    assert vocabulary.word(7_499) == "mot7499"
