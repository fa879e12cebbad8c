"""The vocabulary gap as figures of a study: for the own brand, or for whose accounts are known."""

from __future__ import annotations

import numpy as np
import polars as pl

from parvis.analyse.talk import network_of
from parvis.study.figures.read import Read
from parvis.study.figures.vocabulary import EACH, ENOUGH, compared, vocabulary_gaps
from tests.analyse.building import mentions
from tests.analyse.test_gap import OURS, THEIRS, own, planted, said

NOBODY = network_of(mentions())


def read(frame, **changes):
    facts = {"harvests": {}, "repeated": 0, "brands": ["Ada", "Bel"], "accounts": {"ada": "Ada"}}
    return Read(mentions=frame, **facts, language="en", timezone="UTC", network=NOBODY, **changes)


def by_key(frame, **changes):
    found = {}
    for figure in vocabulary_gaps(read(frame, **changes)):
        found.setdefault(figure.key, []).append(figure)
    return found


def test_the_surest_terms_of_both_sides_are_figures_with_intervals():
    found = by_key(planted(1), own=["Ada"])
    leans = found["vocabulary.lean"]
    assert len(leans) == 2 * EACH
    assert all(lean.low < lean.value < lean.high for lean in leans)
    sure = {f.by["term"] for f in found["vocabulary.p"] if f.value < 0.05}
    assert len(sure & {*OURS, *THEIRS}) >= 36


def test_every_example_says_its_term_and_is_of_its_side():
    frame = planted(1)
    texts = dict(frame.select("id", "text").iter_rows())
    speakers = dict(frame.select("id", "own_brand").iter_rows())
    examples = by_key(frame, own=["Ada"])["vocabulary.example"]
    assert {example.by["who"] for example in examples} == {"brand", "public"}
    for example in examples:
        assert example.by["term"] in texts[example.value]
        assert (speakers[example.value] == "Ada") == (example.by["who"] == "brand")


def test_without_an_own_brand_those_whose_accounts_are_known_are_told():
    assert {f.by["brand"] for f in by_key(planted(1))["vocabulary.language"]} == {"Ada"}


def test_the_names_of_brands_and_the_words_of_grammar_are_no_terms():
    random = np.random.default_rng(3)
    texts = [f"Ada est {random.choice(THEIRS)}" for _ in range(100)]
    rows = [said(text, f"a{n}") for n, text in enumerate(texts)]
    rows += [own(f"nous avons {random.choice(OURS)}") for _ in range(100)]
    terms = set(compared(read(mentions(*rows), names=frozenset({"ada"})), "Ada")["term"])
    assert terms <= {*OURS, *THEIRS}


def test_only_the_language_the_brand_writes_most_is_compared():
    frame = planted(1)
    english = frame.head(50).with_columns(id=pl.col("id") + "e", language=pl.lit("en"))
    found = by_key(pl.concat([frame, english]), own=["Ada"])
    assert found["vocabulary.language"][0].value == "fr"
    assert found["vocabulary.texts"][0].value == 400


def test_too_few_texts_of_the_brand_are_a_reason_and_no_terms():
    few = [own(f"texte {n}") for n in range(ENOUGH - 1)] + [
        said("panne", f"a{n}") for n in range(99)
    ]
    (figure,) = vocabulary_gaps(read(mentions(*few), own=["Ada"]))
    assert figure.value is None
    assert "twenty" in figure.reason


def test_no_accounts_give_no_figures():
    assert by_key(mentions(said("panne"))).keys() <= {"vocabulary.language"}
