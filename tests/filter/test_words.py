"""Small words that betray a language."""

from __future__ import annotations

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from parvis.filter.words import _BETRAYING, LANGUAGES, SMALL_WORDS, betraying_words


def counted(text: str) -> dict[str, int]:
    row = betraying_words(pl.Series([text], dtype=pl.String))[0].tolist()
    return {language: count for language, count in zip(LANGUAGES, row, strict=True) if count}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", {}),
        ("réseau", {}),
        ("pas de réseau", {"fr": 1}),
        ("PAS de réseau dans le métro", {"fr": 3}),
        ("pas pas pas", {"fr": 1}),
        ("c\N{RIGHT SINGLE QUOTATION MARK}est fini", {"fr": 1}),
        ("c'est fini", {"fr": 1}),
        ("merci and thanks", {"fr": 1, "en": 2}),
        ("het is niet mijn schuld", {"nl": 3}),
    ],
)
def test_it_counts_distinct_words_by_language(text, expected):
    assert counted(text) == expected


def test_each_text_is_counted_in_its_own_row():
    counts = betraying_words(pl.Series(["merci", "", "thanks a lot"]))
    assert counts.sum(axis=1).tolist() == [1, 0, 1]


SAID = st.lists(
    st.sampled_from([*sorted(SMALL_WORDS), "réseau", "MERCI", "\N{SNOWMAN}"]), max_size=9
)


@given(st.lists(SAID.map(" ".join) | st.text(max_size=9), max_size=5))
def test_it_counts_what_a_plain_reading_of_the_lists_counts(texts):
    lists = [set(words.split()) for words in _BETRAYING.values()]
    straight = [text.replace("\N{RIGHT SINGLE QUOTATION MARK}", "'").lower() for text in texts]
    plain = [[len(own & set(text.split(" "))) for own in lists] for text in straight]
    assert betraying_words(pl.Series(texts, dtype=pl.String)).tolist() == plain
