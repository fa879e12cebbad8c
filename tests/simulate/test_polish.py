"""Small words agree with the next one; registers change what they may and nothing else."""

from __future__ import annotations

import numpy as np
import pytest

from parvis.simulate.dice import Dice
from parvis.simulate.polish import CURLY, finish, mend, misspell

FRENCH = [
    ("le abonnement", "l'abonnement"),
    ("la appli de Inès", "l'appli d'Inès"),
    ("Le internet fixe", "L'internet fixe"),
    ("de le abonnement", "de l'abonnement"),
    ("de le débit", "du débit"),
    ("De les frais", "Des frais"),
    ("à le bureau", "au bureau"),
    ("à les conseillers", "aux conseillers"),
    ("à la boutique", "à la boutique"),
    ("à la agence", "à l'agence"),
    ("près de Le Mans", "près du Mans"),
    ("à Avignon, de Angers", "à Avignon, d'Angers"),
    ("je habite ici, je ne ai rien", "j'habite ici, je n'ai rien"),
    ("que on dise que il vient", "qu'on dise qu'il vient"),
    ("lorsque elle coupe", "lorsqu'elle coupe"),
    ("ma offre, ma box", "mon offre, ma box"),
    ("ce abonnement, ce débit", "cet abonnement, ce débit"),
    ("si il pleut, si on veut", "s'il pleut, si on veut"),
    ("la honte, le hasard, la hotline, le haut", "la honte, le hasard, la hotline, le haut"),
    ("de oui en onze, le onze", "de oui en onze, le onze"),
    ("dites-le à tous", "dites-le à tous"),
    ("chez @Orvelle, de #Orvelle, de Orvelle", "chez @Orvelle, de #Orvelle, d'Orvelle"),
]
ENGLISH = [
    ("a outage", "an outage"),
    ("a user, a one-page bill, a unit", "a user, a one-page bill, a unit"),
    ("a unlocked box", "an unlocked box"),
    (
        "a 8 pound plan, a 18 month contract, a 100 gig plan",
        "an 8 pound plan, an 18 month contract, a 100 gig plan",
    ),
    ("A engineer", "An engineer"),
    ("le abonnement", "le abonnement"),
]


@pytest.mark.parametrize(("text", "expected"), FRENCH)
def test_french_small_words(text, expected):
    assert mend(text, "fr") == expected


@pytest.mark.parametrize(("text", "expected"), ENGLISH)
def test_english_small_words(text, expected):
    assert mend(text, "en") == expected


@pytest.fixture
def dice():
    return Dice(np.random.default_rng(11))


def test_neat_begins_sentences_with_a_capital(dice):
    written = finish(
        "bon. on verra ? oui ! voir https://a.example", language="fr", style="neat", dice=dice
    )
    assert written == "Bon. On verra ? Oui ! Voir https://a.example"


def test_casual_french_drops_the_negation_and_elides_what_follows(dice):
    said = {
        finish("je n'ai plus de réseau", language="fr", style="casual", dice=dice)
        for _ in range(60)
    }
    assert {"j'ai plus de réseau", "j\u2019ai plus de réseau"} <= said
    assert not any("n'ai" in text for text in said)


@pytest.mark.parametrize("kept", ["n'importe quoi", "je ne vois que ça"])
def test_casual_french_keeps_what_is_no_negation(dice, kept):
    assert finish(kept, language="fr", style="casual", dice=dice).replace(CURLY, "'") == kept


def test_loud_raises_its_voice(dice):
    said = {
        finish("une honte terrible !", language="fr", style="loud", dice=dice) for _ in range(60)
    }
    assert any("TERRIBLE" in text for text in said)
    assert any("!!" in text for text in said)


@pytest.mark.parametrize(
    "text", ["@Orvelle", "#Orvelle", "https://lien.example/abcdef", "orvelle", "ok"]
)
def test_no_mistake_touches_handles_tags_links_and_names(dice, text):
    assert {misspell(text, dice, {"orvelle"}) for _ in range(40)} == {text}


def test_a_mistake_changes_one_word_always(dice):
    text = "la connexion tombe aaaaaa"
    for _ in range(100):
        changed = misspell(text, dice, ())
        assert changed != text
        assert sum(a != b for a, b in zip(text.split(), changed.split(), strict=True)) == 1
