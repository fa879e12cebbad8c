"""A search: every mention that holds the words and no other, the newest first."""

from __future__ import annotations

import re
import unicodedata

import polars as pl
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from parvis.errors import InputError
from parvis.store import DeltaLake, Person
from parvis.store.sketch import Sketches, pattern_of, words_in, words_of
from tests.store.making import marks, posts

TEXTS = ["Panne de fibre", "L'ÉTÉ sans fibre", "@fibre, #ete 2026", "fibrée", "rien"]


def filled(lake: DeltaLake, **more) -> DeltaLake:
    """A mention each six hours, in turns of each text."""
    with lake.writing("test") as writer:
        rows = posts(range(40), minutes=360, **more)
        writer.append("mentions", rows.with_columns(text=pl.Series(TEXTS * 8)))
        writer.append("marks", marks(range(0, 40, 2), query="a"))
        writer.append("marks", marks(range(0, 40, 4), query="b"))
    return lake


def numbers(found: pl.DataFrame) -> list[int]:
    return [int(name.removeprefix("x:")) for name in found["id"]] if found.height else []


@pytest.mark.parametrize("is_compacted", [False, True])
@pytest.mark.parametrize(
    ("words", "texts"),
    [
        ("fibre", {0, 1, 2}),
        ("FIBRE été", {1, 2}),
        ("ete 2026", {2}),
        ("fibree", {3}),
        ("personne", set()),
    ],
)
def test_words_are_found_whatever_their_case_and_accents(lake, words, texts, is_compacted):
    filled(lake)
    if is_compacted:
        lake.compact()
    expected = [number for number in reversed(range(40)) if number % 5 in texts]
    assert numbers(lake.search(words)) == expected


def test_a_search_goes_on_where_it_ended(lake):
    filled(lake).compact()
    first = lake.search("fibre", limit=7)
    then = lake.search("fibre", limit=50, before=first["published_at"][-1])
    assert numbers(first) + numbers(then) == numbers(lake.search("fibre"))


def test_a_search_of_a_brand_finds_its_mentions_each_once(lake):
    filled(lake).compact()
    assert all(number % 4 == 0 for number in numbers(lake.search("fibre", brand="b")))
    found = numbers(lake.search("fibre"))
    assert len(found) == len(set(found))


def test_the_newest_are_told_without_a_word(lake):
    filled(lake).compact()
    assert numbers(lake.search(limit=5)) == [39, 38, 37, 36, 35]
    assert numbers(lake.search(brand="b", limit=3)) == [36, 32, 28]


def test_what_came_after_the_last_compaction_is_found_too(lake):
    filled(lake).compact()
    with lake.writing("test") as writer:
        writer.append("mentions", posts([77], text="fibre encore {}"))
    assert 77 in numbers(lake.search("encore"))


def test_a_title_is_searched_and_a_word_is_needed(lake):
    filled(lake, title=["Le réseau"] * 40).compact()
    assert len(numbers(lake.search("reseau"))) == 40
    with pytest.raises(InputError, match="no word to seek"):
        lake.search(" !? ")


def test_days_without_the_words_are_not_opened(lake, monkeypatch):
    filled(lake).compact()
    opened = []
    monkeypatch.setattr(
        "parvis.store.search._newest", lambda *_: opened.append(1) or pl.DataFrame()
    )
    lake.search("personne")
    assert not opened


def test_the_words_of_who_was_erased_leave_no_trace(lake):
    with lake.writing("test") as writer:
        writer.append("mentions", posts(range(4), text="bonjour {}"))
        writer.append("mentions", posts([9], text="inoubliable {}", author="someone"))
    lake.compact()
    word = words_of(pl.Series(["inoubliable"]))

    def holding() -> list[bool]:
        sketches = Sketches(lake.root)
        return [sketches.may_hold(file.stem, word) for file in sketches.folder.glob("*")]

    assert any(holding())
    lake.erase(Person(source="x", handle="someone"))
    assert not any(holding())


@given(st.text(st.characters(max_codepoint=0x24FF), max_size=30), st.text(max_size=5))
@example("", "0Ⴀ")  # a capital whose small letter is far from it
def test_every_word_of_a_text_is_sketched_and_met(text, more):
    told = pl.Series([unicodedata.normalize("NFC", f"{text} {more}")])
    sketched = set(words_of(told).tolist())
    for word in words_in(told[0]):
        assert set(words_of(pl.Series([word])).tolist()) <= sketched
        if re.fullmatch(r"[a-z0-9]+", word) and told[0].isascii():
            assert told.str.contains(pattern_of(word))[0]
