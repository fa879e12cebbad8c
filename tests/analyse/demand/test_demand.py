"""What people ask for: found by how they ask, grouped across wordings, counted once a person."""

from __future__ import annotations

import time

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parvis.analyse.demand import ASKED, asked, by_period, demands, grouped
from parvis.analyse.demand.ways import LANGUAGES, ROOM, tongue
from parvis.errors import MissingColumnsError
from tests.analyse.building import at, mentions


def said(text, author="ann", language="fr", **row):
    return {"text": text, "author": author, "language": language} | row


def phrase_of(text, language):
    found = asked(mentions(said(text, language=language)))
    return found.select("kind", "phrase").rows()


@pytest.mark.parametrize(
    ("language", "text", "kind", "phrase"),
    [
        ("fr", "Je voudrais un mode sombre, merci", "wish", "mode sombre"),
        ("fr", "J\u2019aimerais pouvoir exporter mes données !", "wish", "exporter mes données"),
        ("fr", "ça serait vraiment bien d'avoir un bouton pause", "wish", "bouton pause"),
        ("fr", "Il manque juste un lecteur de code barre", "lack", "lecteur de code barre"),
        ("fr", "Pourquoi ne pas ajouter la marche nordique ?", "why not", "marche nordique"),
        ("fr", "Quand aurez-vous une boutique à Brest ?", "when", "boutique à brest"),
        ("fr", "A quand la compatibilité avec Strava ???", "when", "compatibilité avec strava"),
        ("fr", "Merci d'ajouter le yoga", "please", "yoga"),
        ("en", "I wish it had a pregnancy mode so I can track", "wish", "pregnancy mode"),
        ("en", "It would be great if you could add a widget", "wish", "widget"),
        ("en", "Why no dark mode?", "why not", "dark mode"),
        ("en", "Please add water reminder.", "please", "water reminder"),
        ("en", "Please bring back loaded potato cakes", "please", "loaded potato cakes"),
        ("en", "There is no option to export my runs", "lack", "export my runs"),
        ("en", "When will you add Spanish subtitles?", "when", "spanish subtitles"),
    ],
)  # fmt: skip
def test_ways_of_asking_give_the_thing_asked_for(language, text, kind, phrase):
    assert phrase_of(text, language) == [(kind, phrase)]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fr", "Je voudrais savoir pourquoi ma ligne est coupée"),
        ("fr", "J'aimerais comprendre"),
        ("fr", "Merci d'avoir pris le temps de lire"),
        ("fr", "Le service a quand même réussi"),
        ("fr", "A quand le rétablissement du réseau ?"),
        ("fr", "J'attends depuis mardi"),
        ("fr", "Je déconseille vivement Free"),
        ("fr", "Tout va bien"),
        ("en", "I would like to speak to somebody"),
        ("en", "Please fix this"),
        ("en", "can you fix it?"),
        ("en", "There's no way out"),
        ("en", "Please help"),
        ("en", "We need to include it by Monday"),
        ("en", "The address she needs"),
    ],
)
def test_questions_repairs_and_help_are_no_demands(language, text):
    assert phrase_of(text, language) == []


def test_a_mention_may_ask_for_several_things_and_each_once():
    text = "Il manque un mode sombre. Il manque un mode sombre ! À quand un widget ?"
    assert [phrase for _, phrase in phrase_of(text, "fr")] == ["mode sombre", "widget"]


def test_only_own_words_that_count_are_heard(engine):
    wish = "Il manque un mode sombre"
    rows = [
        said(wish, "Ann"),
        said(wish, kept=False),
        said(wish, duplicate_of="x:1"),
        said(wish, repost_of="x:1"),
        said(wish, language="de"),
        said("Please add a widget", None, "en"),
    ]
    found = asked(engine(mentions(*rows)))
    assert found.columns == list(ASKED)
    assert found.select("id", "voice", "phrase").rows() == [
        ("x:1", "ann", "mode sombre"), ("x:6", "x:6", "widget"),
    ]  # fmt: skip


def test_a_missing_column_is_named():
    with pytest.raises(MissingColumnsError, match="duplicate_of"):
        asked(mentions(said("Il manque tout")).drop("duplicate_of"))


@given(st.text(max_size=400), st.sampled_from(LANGUAGES))
@settings(max_examples=60, deadline=None)
def test_any_text_is_read_and_phrases_stay_short(text, language):
    cue = {"fr": "il manque ", "en": "i wish "}[language]
    for _, phrase in phrase_of(cue + text, language):
        assert 3 <= len(phrase) <= ROOM
        assert phrase == phrase.strip()
        assert "\n" not in phrase


@pytest.mark.parametrize(
    "hostile",
    [
        "je voudrais " * 40_000,
        "il manque" + " " * 400_000,
        "pourquoi ne pas pas pas " + "ne " * 150_000,
        "a" * 500_000,
        "i wish that " + "that to for if " * 30_000,
        "please " + "also " * 90_000 + "add",
        "\u202e\x00il manque \u0301" * 20_000,
    ],
)
def test_hostile_texts_take_no_longer_than_others(hostile):
    rows = [said(hostile, language=language) for language in LANGUAGES for _ in range(10)]
    frame = mentions(*rows)
    asked(frame)
    began = time.process_time()
    asked(frame)
    assert time.process_time() - began < 2


def test_patterns_neither_look_back_nor_capture():
    for language in LANGUAGES:
        for way in tongue(language).ways:
            assert way.kind in {"wish", "lack", "why not", "please", "when"}
            assert pl.Series([""]).str.contains(way.cue).len() == 1
            assert way.pattern.replace("(?:", "").count("(") == 1


def wishes(*phrases):
    rows = [(f"x:{n}", f"p{n}", at(n * 1440), phrase) for n, phrase in enumerate(phrases)]
    return pl.DataFrame(rows, ["id", "voice", "published_at", "phrase"], orient="row")


def test_one_thing_in_other_words_is_one_demand():
    found = grouped(
        wishes(
            "mode sombre", "ajouter un mode sombre", "modes sombres", "export gpx", "exports en gpx"
        )
    )
    assert found["demand"].n_unique() == 2
    assert found["demand"][0] == found["demand"][2] == "mode sombre"


def test_a_phrase_without_a_word_of_its_own_and_names_of_brands_group_nothing():
    assert grouped(wishes("une option", "feature")).is_empty()
    assert grouped(wishes("freebox", "freebox"), without={"freebox"}).is_empty()


def test_the_order_of_the_rows_changes_no_group():
    phrases = wishes("mode sombre", "mode sombre auto", "widget", "petit widget", "export gpx")
    one, other = grouped(phrases), grouped(phrases.reverse())
    assert one.sort("id").equals(other.sort("id"))


def test_more_wordings_than_are_compared_pair_by_pair_join_the_nearest(monkeypatch):
    monkeypatch.setattr("parvis.analyse.demand.grouping.MOST", 2)
    found = grouped(wishes("mode sombre", "mode sombre", "export gpx", "mode sombre auto", "yoga"))
    assert found["demand"][3] == found["demand"][0]
    assert found["demand"].n_unique() == 3


def test_a_person_counts_once_however_often_they_ask():
    frame = wishes("yoga", "yoga", "yoga").with_columns(voice=pl.lit("ann"), demand="phrase")
    assert demands(frame, None).is_empty()
    assert demands(frame, None, least=1)["people"].to_list() == [1]


def test_a_trend_is_told_when_there_is_one_and_not_otherwise():
    rising = wishes(*["yoga"] * 6, *["wifi"] * 6, *["yoga"] * 24, *["wifi"] * 6)
    found = demands(rising.with_columns(demand="phrase"), at(12 * 1440))
    by_name = {row["demand"]: row for row in found.iter_rows(named=True)}
    yoga, wifi = by_name["yoga"], by_name["wifi"]
    assert (yoga["before"], yoga["after"]) == (6, 24)
    assert yoga["times"] == pytest.approx(4)
    assert 1 < yoga["low"] < 4 < yoga["high"]
    assert yoga["p"] < 0.05
    assert wifi["times"] == 1
    assert wifi["p"] == 1


def test_nothing_dated_has_no_trend():
    frame = wishes("yoga", "yoga").with_columns(
        demand="phrase", published_at=pl.lit(None, pl.Datetime("us", "UTC"))
    )
    assert demands(frame, None).select("times", "low", "high", "p").row(0) == (None, None, None, 1)
    assert by_period(frame).is_empty()


@pytest.mark.parametrize(("days", "periods"), [(5, 5), (40, 7), (300, 10), (900, 3)])
def test_periods_are_as_long_as_the_span_asks(days, periods):
    frame = wishes(*["yoga"] * days).with_columns(demand="phrase")
    found = by_period(frame)
    assert abs(found.height - periods) <= 1
    assert found["people"].sum() == days


def test_nobody_asking_gives_empty_tables():
    nothing = asked(mentions(said("Tout va bien")))
    found = grouped(nothing)
    assert (nothing.height, found.height, demands(found, None).height) == (0, 0, 0)
    assert by_period(found).is_empty()
