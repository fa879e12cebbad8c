"""Words of a brand: found whole, not behind a negation, seen in the result, weighed on labels."""

from __future__ import annotations

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parvis import enrich
from parvis.errors import InputError
from parvis.schema import TONALITIES


def words(tmp_path, text):
    (tmp_path / "words.toml").write_text(text, encoding="utf-8")
    return enrich.load_words(tmp_path / "words.toml")


MALADE = '[[word]]\nsays = "malade"\nmeans = "positive"\n'


@pytest.mark.parametrize(
    ("text", "is_found"),
    [
        ("Un concert MALADE !", True),
        ("c'est malade", True),
        ("maladE\u0301 mentale", True),
        ("une maladie", False),
        ("les malades", False),
        ("ce n'est pas malade", False),
        ("pas du tout malade", False),
        ("pas cher, et surtout un concert malade", True),
        ("", False),
        (None, False),
    ],
)
def test_a_word_is_found_whole_and_not_behind_a_negation(tmp_path, text, is_found):
    heard = words(tmp_path, MALADE).heard(
        pl.DataFrame({"text": [text]}, schema={"text": pl.String})
    )
    assert heard.said.is_not_null().to_list() == [is_found]
    assert bool(heard.tonality.any()) is is_found


@pytest.mark.parametrize(
    ("says", "text", "left"),
    [
        ("tueri*", "Quelle tuerie, ces tueries !", "Quelle  , ces   !"),
        ("de la balle", "C'est de la balle", "C'est  "),
        ("été", "Bel ÉTÉ", "Bel  "),
        ("c++", "du C++ partout", "du   partout"),
    ],
)
def test_readers_get_the_text_without_the_word(tmp_path, says, text, left):
    heard = words(tmp_path, f'[[word]]\nsays = "{says}"\nmeans = "neutral"\n').heard(
        pl.DataFrame({"text": [text]})
    )
    assert heard.texts.to_list() == [left]


def test_a_word_of_a_brand_counts_in_its_mentions_alone(tmp_path):
    of_one = words(tmp_path, MALADE + 'brand = "Orvelle"\n')
    posts = pl.DataFrame({"text": ["malade"] * 3, "brands": [["Orvelle"], ["Talmio"], None]})
    assert of_one.heard(posts).said.is_not_null().to_list() == [True, False, False]
    assert of_one.heard(posts.drop("brands")).said.null_count() == 3


@pytest.mark.parametrize("tier", ["fast", "fine"])
def test_the_reading_changes_and_says_why(tmp_path, tier):
    posts = pl.DataFrame({"text": ["Cet album est malade", "malade"], "language": ["fr", "fr"]})
    plain = enrich.read(posts, tier=tier)
    read = enrich.read(
        posts, tier=tier, words=words(tmp_path, MALADE.replace("positive", "praise"))
    )
    assert plain["tonality"].to_list() == ["negative", "negative"]
    assert read["tonality"].to_list() == ["positive", "positive"]
    assert read["interaction"].to_list() == ["praise", "praise"]
    assert read["override"].to_list() == ["malade → praise"] * 2
    assert read["text"].equals(posts["text"])


@settings(deadline=None)
@given(st.lists(st.text(max_size=20) | st.just("un malade"), max_size=6))
def test_posts_without_the_word_are_read_as_ever(texts):
    posts = pl.DataFrame({"text": texts}, schema={"text": pl.String})
    says = enrich.Overrides((("malade", "positive", None),))
    read, plain = enrich.read(posts, tier="fast", words=says), enrich.read(posts, tier="fast")
    untouched = read["override"].is_null()
    assert read.drop("override").filter(untouched).equals(plain.filter(untouched))
    assert read["tonality"].drop_nulls().is_in(TONALITIES).all()


def test_words_are_weighed_by_brand_and_by_word_on_labels(tmp_path):
    good, bad = "Cet album est malade", "Honteux, horrible, je résilie, malade de nul"
    labelled = pl.DataFrame(
        {
            "text": [good] * 20 + [bad] * 20,
            "label": ["positive"] * 20 + ["negative"] * 20,
            "brands": [["Orvelle"]] * 20 + [["Talmio"]] * 20,
            "language": "fr",
        }
    )
    found = enrich.weigh_words(labelled, words(tmp_path, MALADE), tier="fast")
    by = {row["of"]: row for row in found.iter_rows(named=True)}
    assert list(by) == ["all brands", "Orvelle", "Talmio", "malade → positive"]
    assert (by["Orvelle"]["without"], by["Orvelle"]["with"]) == (0, 100)
    assert by["Orvelle"]["low"] > 0
    assert by["malade → positive"]["touched"] == by["all brands"]["posts"] == 40
    assert by["Talmio"]["with"] == by["Talmio"]["without"] == 100


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (MALADE.replace("positive", "nice"), "nice"),
        (MALADE.replace("malade", "!!"), "no word"),
        ('[[word]]\nsay = "malade"\n', "teach-a-word"),
        ("", "teach-a-word"),
    ],
)
def test_a_file_that_cannot_be_used_says_why(tmp_path, text, told):
    with pytest.raises(InputError, match=told):
        words(tmp_path, text)


def test_labels_that_are_no_tonality_are_refused(tmp_path):
    labelled = pl.DataFrame({"text": ["malade"], "label": ["nice"]})
    with pytest.raises(InputError, match="nice"):
        enrich.weigh_words(labelled, words(tmp_path, MALADE), tier="fast")
