"""The model in step with the library it comes from."""

from __future__ import annotations

import numpy as np
import polars as pl
import pytest
from py3langid.langid import MODEL_FILE, LanguageIdentifier

from parvis.features import langid
from parvis.filter import second_opinion

VARIETIES = {"ar", "ku", "no", "uz", "zh"}  # the model's own varieties are added up in these


@pytest.fixture(scope="module")
def library() -> LanguageIdentifier:
    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)


TEXTS = [
    "ma box ne marche plus depuis hier",
    "my box has been down since yesterday",
    "Od wczoraj nie mam internetu",
    "昨日からインターネットが使えません",
    "Учора цілий день не було зв'язку",
    "merci",
    "xq",
    "",
    "la même chose, encore et encore, " * 8,
]


def test_its_scores_are_those_of_the_library(library):
    read = np.exp(second_opinion.log_probabilities(pl.Series(TEXTS)))
    compared = [name for name in second_opinion.languages() if name not in VARIETIES]
    columns = [second_opinion.languages().index(name) for name in compared]
    for text, row in zip(TEXTS, read, strict=True):
        expected = dict(library.rank(text))
        np.testing.assert_allclose(
            row[columns], [expected[name] for name in compared], rtol=1e-3, atol=1e-6
        )


def test_varieties_count_for_their_language(library):
    said = "الشبكة مقطوعة منذ الصباح"
    expected = sum(p for name, p in library.rank(said) if name in {"ar", "ary", "arz"})
    read = np.exp(second_opinion.log_probabilities(pl.Series([said])))[0]
    assert read[second_opinion.languages().index("ar")] == pytest.approx(expected, rel=1e-3)


def test_the_order_of_the_texts_does_not_matter():
    read = second_opinion.log_probabilities(pl.Series(TEXTS))
    backwards = second_opinion.log_probabilities(pl.Series(TEXTS[::-1]))
    np.testing.assert_allclose(read, backwards[::-1], rtol=1e-4)


def test_no_text_gives_no_row():
    nothing = second_opinion.log_probabilities(pl.Series([], dtype=pl.String))
    assert nothing.shape == (0, len(second_opinion.languages()))


def test_texts_are_read_in_chunks_without_a_seam(monkeypatch):
    whole = second_opinion.log_probabilities(pl.Series(TEXTS))
    monkeypatch.setattr(second_opinion, "_CHUNK", 2)
    np.testing.assert_allclose(second_opinion.log_probabilities(pl.Series(TEXTS)), whole, rtol=1e-4)


def test_only_languages_of_iso_639_1_are_named():
    assert all(len(name) == 2 for name in second_opinion.languages())
    assert list(second_opinion.languages()) == sorted(set(second_opinion.languages()))


def test_its_weights_are_kept_whole_and_lose_nothing(library):
    kept = langid.model().weights
    assert kept.dtype == np.int16
    np.testing.assert_array_equal(kept / langid.FINENESS, library.nb_ptc)
