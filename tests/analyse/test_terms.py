"""Words and pairs of words, each voice counted once for each."""

from __future__ import annotations

import math

import narwhals.stable.v2 as nw
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parvis.analyse.reduction import begin, finish
from parvis.analyse.telling import telling, without_parts
from parvis.analyse.terms import cut, voices_by_term

TEXT = st.text(alphabet="ab|. ,'\u2019#@1-é", max_size=30)


def terms(text, **options):
    frame = nw.from_native(pl.DataFrame({"text": [text]}).lazy())
    return set(finish(cut(frame, **options).unique())["term"].to_list())


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Panne RÉSEAU", {"panne", "réseau", "panne réseau"}),
        ("réseau, panne", {"réseau", "panne"}),
        ("l'avion d\u2019Orly", {"avion", "orly"}),
        ("Don't call", {"dont", "call", "dont call"}),
        ("#Fail @free voir https://x.co/a", {"fail", "voir"}),
        ("4g 12 5 €", {"4g"}),
        ("rendez-vous", {"rendez", "vous", "rendez vous"}),
        ("un - deux", {"un", "deux"}),
        ("ligne\ncoupée", {"ligne", "coupée"}),
        ("", set()),
        ("@free !!!", set()),
        ("a b c", set()),
        (
            "un deux trois quatre",
            {"un", "deux", "trois", "quatre", "un deux", "deux trois", "trois quatre"},
        ),
    ],
)
def test_a_text_is_cut(text, expected):
    assert terms(text) == expected


def test_a_word_left_out_ends_the_phrase():
    assert terms("service du client", without={"du"}) == {"service", "client"}


def test_words_left_out_are_found_side_by_side_and_at_both_ends():
    assert terms("le la réseau le de la", without={"le", "la", "de"}) == {"réseau"}


def test_a_word_left_out_is_a_whole_word():
    assert terms("leçon laide", without={"le", "la"}) == {"leçon", "laide", "leçon laide"}


@settings(deadline=None)
@given(TEXT)
def test_every_engine_cuts_any_text_alike(text):
    frame = pl.DataFrame({"id": ["x:1"], "text": [text]})
    here = finish(cut(begin(frame, "id", "text")).unique())["term"].sort().to_list()
    assert all(term == term.strip() and len(term) > 1 for term in here)
    assert all(len(term.split(" ")) <= 2 for term in here)


def test_every_engine_cuts_texts_alike(engine):
    texts = [
        "L'avion de Free, vraiment #Top été",
        "RT @bo: pourquoi pas\nça É",
        "",
        "un deux trois",
    ]
    frame = pl.DataFrame({"id": [f"x:{n}" for n in range(4)], "text": texts})
    given_, expected = (
        finish(cut(begin(native, "id", "text"), without={"de"}).unique()).sort("id", "term").rows()
        for native in (engine(frame), frame)
    )
    assert given_ == expected
    assert ("x:3", "deux trois") in expected


def test_a_voice_counts_once_for_a_term(engine):
    said = {"id": ["1", "2", "3"], "voice": ["ann", "ann", "bo"], "group": ["us"] * 3}
    frame = pl.DataFrame(said | {"text": ["panne panne", "panne", "panne"]})
    found, voices = voices_by_term(begin(engine(frame), "voice", "group", "text"))
    assert found.filter(term="panne").row(0) == ("us", "panne", 2)
    assert voices == {"us": 2}


def test_rare_terms_are_left_out_by_the_voices_of_all_groups_together():
    said = {
        "voice": ["a", "b", "c"],
        "group": ["us", "them", "us"],
        "text": ["panne", "panne", "gare"],
    }
    found, _ = voices_by_term(begin(pl.DataFrame(said), "voice", "group", "text"), least=2)
    assert found["term"].unique().to_list() == ["panne"]


def test_telling_terms_are_those_of_one_group_and_not_of_the_others():
    rows = [
        ("a", "internet", 90),
        ("b", "internet", 90),
        ("a", "fibre", 30),
        ("b", "fibre", 2),
        ("b", "mobile", 25),
    ]
    found = telling(
        pl.DataFrame(rows, ["group", "term", "voices"], orient="row"), {"a": 100, "b": 100}, most=2
    )
    assert found.filter(group="a")["term"].to_list() == ["fibre", "internet"]
    assert found.filter(group="b")["term"].to_list() == ["mobile", "internet"]
    fibre = found.filter(term="fibre")["score"].item()
    assert fibre == pytest.approx(0.30 * math.log(1 + 100 / 32))


def test_a_word_said_mostly_in_one_pair_gives_way_to_the_pair():
    rows = [("a", "service", 20), ("a", "client", 50), ("a", "service client", 15)]
    kept = without_parts(pl.DataFrame(rows, ["group", "term", "voices"], orient="row"))
    assert kept["term"].to_list() == ["client", "service client"]
