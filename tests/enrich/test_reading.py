"""The shipped reader, on invented posts of which nobody would doubt the reading."""

from __future__ import annotations

from functools import partial

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parvis.enrich import card
from parvis.enrich import read as read_with
from parvis.errors import MissingColumnsError
from parvis.schema import INTERACTIONS, TONALITIES, columns_of

READ = {
    name: dtype
    for name, dtype in columns_of("enrich").items()
    if name not in {"override", "entities", "topic", "towards"}
}
PLAIN = [
    ("fr", "Un grand merci à toute l'équipe, accueil parfait !", "positive", "praise"),
    ("fr", "J'adore cette application, vraiment très pratique", "positive", "praise"),
    ("fr", "Service client lamentable, je suis furieux", "negative", "complaint"),
    ("fr", "Toujours en panne, c'est une honte, je résilie", "negative", "complaint"),
    ("fr", "À quelle heure ouvre le magasin ?", "neutral", "question"),
    ("fr", "Pourriez-vous m'envoyer ma facture par mail ?", "neutral", "request"),
    ("en", "Thank you so much, what a wonderful team!", "positive", "praise"),
    ("en", "I love this app, it is so easy to use", "positive", "praise"),
    ("en", "Worst customer service ever, I am furious", "negative", "complaint"),
    ("en", "The app keeps crashing, this is unacceptable", "negative", "complaint"),
    ("en", "What time does the shop open on Sunday?", "neutral", "question"),
    ("en", "Could you please send me my invoice by email?", "neutral", "request"),
]
HOSTILE = [
    "a",
    "😡",
    "A" * 100_000,
    "mot " * 25_000,
    "NUL " * 200,
    "Z̷̡͎͝a̸̢͖͝l̶̫̓g̷͉̈́o̴̘͠" * 50,
    "مرحبا hello привет 你好",
    "<script>alert(1)</script> <b>oui</b> &nbsp;&lt;",
    "def f(x): return x ** 2  # {}[]\\",
    "\u202eelbisreveR\u202c",
    "\ufffd\ufffd abc",
    "\x00\x01texte",
    "=1+1|cmd",
    "Kiitos kaikesta avusta",
    "👨‍👩‍👧‍👦🏳️‍🌈",
    "\n\n\r\n mot \u2028\u2029",
    "\U0001d56d\U0001d597\U0001d586\U0001d59b\U0001d594",
]
POST = st.text(max_size=60)


enrich = partial(read_with, tier="fast")


def read(*posts, **columns):
    frame = pl.DataFrame({"text": posts, **columns}, schema_overrides={"text": pl.String})
    return enrich(frame)


@pytest.mark.parametrize(("language", "post", "tonality", "interaction"), PLAIN)
def test_it_reads_what_is_plain(language, post, tonality, interaction):
    found = read(post, language=[language])
    assert found.select("tonality", "interaction").row(0) == (tonality, interaction)


@pytest.mark.parametrize(("post", "tonality"), [("😍😍", "positive"), ("😡", "negative")])
@pytest.mark.parametrize("language", ["fr", "en", "und"])
def test_it_reads_emoji_alone(post, tonality, language):
    assert read(post, language=[language])["tonality"].item() == tonality


def test_it_adds_the_columns_of_the_schema_and_keeps_the_others():
    found = read("bonjour", "", extra=[1, 2])
    assert found.columns[:2] == ["text", "extra"]
    assert dict(found.drop("text", "extra").schema) == READ
    assert set(found["tier"]) == {"fast"}
    assert set(found["model_version"]) == {card()["version"]}


@pytest.mark.parametrize("post", ["", "   ", "12:40", "?!", "https://exemple.fr/merci", "@merci"])
def test_it_keeps_null_where_there_is_nothing_to_read(post):
    found = read(post).row(0, named=True)
    assert [found[name] for name in ("tonality", "tonality_p", "interaction")] == [None] * 3
    assert found["interaction_p"] is None
    assert found["is_unsure"] is True


def test_a_null_text_is_nothing_to_read():
    assert read(None)["tonality"].item() is None


@pytest.mark.parametrize("post", HOSTILE, ids=range(len(HOSTILE)))
@pytest.mark.parametrize("language", ["fr", "en", "xx", None])
def test_it_answers_whatever_it_is_given(post, language):
    found = read(post, language=pl.Series([language], dtype=pl.String)).row(0, named=True)
    assert found["tonality"] in TONALITIES
    assert found["interaction"] in INTERACTIONS
    assert np.isclose(sum(found["tonality_p"]), 1, atol=1e-5)
    assert np.isclose(sum(found["interaction_p"]), 1, atol=1e-5)


def test_capitals_and_accents_change_nothing():
    plain, loud = "service déplorable et équipe dépassée", "SERVICE DEPLORABLE ET EQUIPE DEPASSEE"
    found = read(plain, loud, language=["fr", "fr"])
    assert found["tonality_p"][0].to_list() == found["tonality_p"][1].to_list()


def test_what_follows_the_bound_is_not_read():
    start = "très bon accueil " * 200
    found = read(start, start[:2000], start + "horrible " * 500)
    assert found["tonality_p"].n_unique() == 1


def test_the_likeliest_is_named_and_doubt_is_its_low_probability():
    posts = [post for _, post, *_ in PLAIN]
    found = read(*posts, language=[language for language, *_ in PLAIN])
    for row in found.iter_rows(named=True):
        sureness = max(row["tonality_p"])
        assert TONALITIES[row["tonality_p"].index(sureness)] == row["tonality"]
        assert INTERACTIONS[np.argmax(row["interaction_p"])] == row["interaction"]
        lean_from = card()["heads"][row["language"]]["lean_from"]
        assert row["is_unsure"] is bool(sureness < lean_from)


@settings(deadline=None, max_examples=40)
@given(st.lists(POST, min_size=1, max_size=8), st.lists(POST, max_size=8))
def test_rows_beside_a_post_do_not_change_its_reading(posts, others):
    assert read(*posts, *others).head(len(posts)).equals(read(*posts))


def test_the_language_chooses_the_reader_and_a_missing_column_is_the_rest():
    post = "Livré en deux jours"
    found = read(post, post, post, language=["fr", "en", "de"])["tonality_p"].to_list()
    assert found[0] != found[1]
    assert read(post)["tonality_p"].to_list() == found[2:]


def test_no_mention_gives_no_reading():
    found = enrich(pl.DataFrame(schema={"text": pl.String, "language": pl.String}))
    assert found.height == 0
    assert set(READ) <= set(found.columns)


def test_a_frame_without_text_is_refused():
    with pytest.raises(MissingColumnsError, match="text"):
        enrich(pl.DataFrame({"texte": ["a"]}))


def chance(name, **columns):
    """The probability of an interaction, with these columns beside the same words."""
    post = {"text": ["@anna tu as essayé de redémarrer"], "language": ["fr"]}
    frame = pl.DataFrame(post | columns).with_columns(reply_to=pl.lit(None, pl.String))
    return enrich(frame)["interaction_p"].item()[INTERACTIONS.index(name)]


def test_whom_a_post_speaks_to_moves_talk_between_fans():
    to_people = chance("between_fans", mentions=[["anna"]], brands=[["NovaTel"]])
    to_brand = chance("between_fans", mentions=[["novatel"]], brands=[["NovaTel"]])
    assert to_people > chance("between_fans") > to_brand


def test_a_brands_own_words_are_rather_marketing():
    assert chance("marketing", own_brand=["NovaTel"]) > chance("marketing")
