"""What is known of the shipped reader, and that its scores were earned."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from parvis.enrich import card, confusion, fine_card
from parvis.enrich.model import HEADS, YES_NO, head, head_of
from parvis.schema import INTERACTIONS, TONALITIES
from tools.train import corpora

SHOWN = {
    "tonality.fr": "French tweets on climate and politics",
    "tonality.en": "English tweets on everything",
    "tonality.en.recall": "the same, as the part of each tonality found",
    "tonality.en.airlines": "tweets to six American airlines, which it learnt nothing of",
    "tonality.en.apple": "tweets about Apple, which it learnt nothing of",
    "tonality.fr.reviews": "French reviews of an app it never saw, judged by their stars",
    "tonality.en.reviews": "English reviews of the same app",
    "tonality.es": "Spanish tweets",
    "tonality.de": "German tweets",
    "tonality.it": "Italian tweets",
    "tonality.pt": "Portuguese tweets",
    "tonality.ar": "Arabic tweets",
    "tonality.hi": "Hindi written in Latin letters",
    "interaction.fr": "French, words alone",
    "interaction.en": "English, words alone",
    "interaction.columns": "both, when the export says whom a post speaks to",
    "interaction.complaints": "complaint or not, real English tweets to support accounts",
    "interaction.reviews": "problem, request or something else, French and English app reviews",
    "offensive.en": "offensive or not, English tweets",
    "ironic.en": "ironic, English tweets",
}
ROOT = Path(__file__).parents[2]
SHIPPED = ROOT / "src" / "parvis" / "models"


@pytest.mark.parametrize("language", ["fr", "en", "de", "und", "xx"])
def test_errors_are_counted_by_true_and_read_tonality(language):
    counts = confusion(language)
    assert counts.shape == (3, 3)
    assert (counts > 0).all()
    assert (np.diagonal(counts) > counts.sum(axis=1) / 3).all()


def test_languages_without_a_reader_of_their_own_share_their_errors():
    assert (confusion("de") == confusion("und")).all()
    assert not (confusion("fr") == confusion("en")).all()


def test_the_card_gives_scores_with_their_intervals():
    scores = card()["scores"]
    assert {("tonality", "fr"), ("tonality", "en"), ("interaction", "fr")} <= {
        (score["task"], score["language"]) for score in scores
    }
    for score in scores:
        assert 0 <= score["low"] <= score["value"] <= score["high"] <= 1
        assert score["posts"] > 0


@pytest.mark.parametrize("name", HEADS)
def test_a_head_reads_every_class(name):
    weights = head(name).weights
    assert weights.shape[1] == len(TONALITIES) + len(INTERACTIONS) + len(YES_NO)
    assert not weights[0].any()
    assert weights.any(axis=0).all()


def test_only_french_and_english_have_heads_of_their_own():
    assert [head_of(code) for code in ("fr", "en", "de", "und", None)] == [
        "fr",
        "en",
        "rest",
        "rest",
        "rest",
    ]


def test_what_ships_stays_small():
    assert sum(path.stat().st_size for path in SHIPPED.glob("reading.*")) < 1 << 20
    assert sum(path.stat().st_size for path in SHIPPED.glob("fine.*")) < 1 << 20
    assert sum(path.stat().st_size for path in SHIPPED.glob("encoder.*")) < 50_000_000


def test_no_turn_of_phrase_taught_is_taken_from_the_set_that_scores():
    scored = corpora.own_set()["text"].str.to_lowercase().to_list()
    taught = corpora.phrases("interaction", "fr", "en")["text"].str.to_lowercase()
    long = [phrase for phrase in taught if len(phrase.split()) >= 4]
    assert len(long) > 100
    assert [phrase for phrase in long if any(phrase in post for post in scored)] == []


def test_the_set_that_scores_is_balanced():
    counts = corpora.own_set().group_by("language", "label").len()
    assert counts.height == 2 * len(INTERACTIONS)
    assert counts["len"].unique().to_list() == [12]


@pytest.mark.parametrize(("tier", "known"), [("fast", card()), ("fine", fine_card())])
def test_every_floor_names_a_score_of_the_card(tier, known):
    floors = json.loads((ROOT / "quality" / "floors.json").read_text("utf-8"))[tier]
    measured = {score["key"]: score["value"] for score in known["further"]}
    for key, floor in floors.items():
        assert floor.get("floor", 0) <= measured[key] <= floor.get("ceiling", 100)


@pytest.mark.parametrize(("key", "posts"), SHOWN.items())
def test_the_page_for_readers_gives_the_scores_of_the_card(key, posts):
    page = (ROOT / "docs" / "explanation" / "how-well-it-reads.md").read_text("utf-8")
    fast, fine = (
        next(score for score in known["further"] if score["key"] == key)
        for known in (card(), fine_card())
    )
    number = f"{fine['posts']:,}".replace(",", " ")
    values = f"| {fast['value']:.0f} | {fine['value']:.0f} "
    shown = f"{values}| {fine['low']:.0f} to {fine['high']:.0f} | {number} |"
    assert f"| {posts} {shown}" in page
