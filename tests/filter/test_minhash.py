"""Candidates: those that resemble each other meet, and their number stays bounded."""

from __future__ import annotations

import numpy as np
import polars as pl

from parvis.filter.minhash import Shingles, candidates

WORDS = [f"mot{number}" for number in range(3_000)]


def drawn(seed: int, *, texts: int, words: int) -> list[str]:
    chance = np.random.default_rng(seed)
    return [" ".join(chance.choice(WORDS, words, replace=False)) for _ in range(texts)]


def with_one_word_changed(text: str) -> str:
    return " ".join(["autre", *text.split(" ")[1:]])


def test_texts_that_differ_by_a_word_of_ten_nearly_always_meet():
    said = drawn(1, texts=500, words=10)
    pairs = candidates(Shingles(pl.Series(said + [with_one_word_changed(text) for text in said])))
    met = {(later, earlier) for later, earlier in pairs.tolist()}
    assert np.mean([(500 + place, place) in met for place in range(500)]) > 0.95


def test_texts_that_share_nothing_never_meet():
    said = [" ".join(WORDS[start : start + 10]) for start in range(0, 3_000, 10)]
    assert len(candidates(Shingles(pl.Series(said)))) == 0


def test_a_later_text_is_named_with_an_earlier_one_once():
    pairs = candidates(Shingles(pl.Series(drawn(2, texts=20, words=8) * 3)))
    assert (pairs[:, 0] > pairs[:, 1]).all()
    assert len(np.unique(pairs, axis=0)) == len(pairs)


def test_a_key_shared_by_all_names_few_pairs():
    said = [f"{word} le reseau est coupe depuis ce matin a lyon" for word in WORDS]
    pairs = candidates(Shingles(pl.Series(said)))
    assert len(pairs) <= 16 * len(said)


def test_one_text_or_none_has_no_candidate():
    assert candidates(Shingles(pl.Series([], dtype=pl.String))).shape == (0, 2)
    assert candidates(Shingles(pl.Series(["un seul texte"]))).shape == (0, 2)


def test_words_without_spaces_are_read_in_pairs():
    shingles = Shingles(pl.Series(["昨 天 没 网", "网 没 天 昨", "昨 天 很 好"]))
    assert len(shingles.of(0) & shingles.of(1)) <= 1
    assert len(shingles.of(0) & shingles.of(2)) == 1


def test_pairs_do_not_reach_over_the_end_of_a_text():
    together, alone = Shingles(pl.Series(["昨 天", "没 网"])), Shingles(pl.Series(["昨 天"]))
    assert together.of(0) == alone.of(0)


def test_texts_are_cut_in_chunks_without_a_seam(monkeypatch):
    said = pl.Series(drawn(3, texts=50, words=6))
    whole = Shingles(said)
    monkeypatch.setattr("parvis.filter.minhash._CHUNK", 7)
    assert [Shingles(said).of(place) for place in range(50)] == [
        whole.of(place) for place in range(50)
    ]
