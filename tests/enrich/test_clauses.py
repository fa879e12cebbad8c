"""Clauses: which words speak of which name, and how they hold towards it."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from parvis.enrich.clauses import judged
from parvis.enrich.names import Names

KNOWN = Names({"A": ["ada"], "B": ["bel"], "C": ["cyr"]})


def read(text):
    return {
        part.owner: (part.words, part.stance) for part in judged(text, list(KNOWN.within(text)))
    }


@pytest.mark.parametrize(
    ("text", "a", "b"),
    [
        ("Ada est top mais Bel est nul", "Ada est top", "Bel est nul"),
        ("Ada est top, alors que Bel est nul", "Ada est top", "Bel est nul"),
        ("Ada rocks. Bel never answers.", "Ada rocks.", "Bel never answers."),
        ("Ada rocks\nBel never answers", "Ada rocks", "Bel never answers"),
        ("Ada rocks and Bel never answers", "Ada rocks", "Bel never answers"),
        ("Ada marche et chez Bel rien ne va", "Ada marche", "Bel rien ne va"),
        ("Ada rame 😡 chez Bel ça vole", "Ada rame 😡", "Bel ça vole"),
        ("Merci Ada. Quant à Bel, j'attends", "Merci Ada.", "à Bel, j'attends"),
    ],
)
def test_a_clause_is_of_the_name_in_it(text, a, b):
    found = read(text)
    assert found["A"] == (a, "plain")
    assert found["B"][0].endswith(b)
    assert found["B"][1] == "plain"


@pytest.mark.parametrize(
    "text",
    [
        "J'adore Ada et Bel",
        "Ada and Bel are down again",
        "Ni Ada ni Bel ne marchent",
        "Between Ada who lies and Bel who hides I lose patience",
        "Ada, Bel : même combat",
        "Pas mieux chez Ada que chez Bel",
        "Ada isn't any better than Bel",
        "Ada is bigger than Bel",
        "Ada était là après que Bel est parti",
    ],
)
def test_names_of_which_the_same_is_said_share_their_words(text):
    found = read(text)
    assert found["A"] == found["B"] == (text, "plain")


@pytest.mark.parametrize(
    ("text", "stances"),
    [
        ("Ada works better than Bel", {"A": "plain", "B": "turned"}),
        ("Ada est plus cher que Bel", {"A": "plain", "B": "turned"}),
        ("Contrairement à Bel, Ada répond", {"A": "plain", "B": "turned"}),
        ("Ada rame par rapport à Bel", {"A": "plain", "B": "turned"}),
        ("Unlike Bel, Ada cares", {"A": "plain", "B": "turned"}),
        ("Je quitte Bel pour Ada", {"A": "chosen", "B": "left"}),
        ("I switched from Bel to Ada, bliss", {"A": "chosen", "B": "left"}),
        ("Ditched Bel, joined Ada", {"A": "chosen", "B": "left"}),
        ("Je préfère Ada à Bel", {"A": "chosen", "B": "left"}),
        ("I'd choose Ada over Bel any day", {"A": "chosen", "B": "left"}),
        ("Bel devrait prendre exemple sur Ada", {"A": "chosen", "B": "left"}),
        ("Bel, please learn from Ada", {"A": "chosen", "B": "left"}),
    ],
)
def test_a_comparison_holds_against_the_name_it_sets_aside(text, stances):
    assert {owner: stance for owner, (_, stance) in read(text).items()} == stances


def test_a_clause_without_a_name_is_of_the_one_before():
    assert read("Ada est nul. Trois pannes ! Mais Bel répond. Merci !") == {
        "A": ("Ada est nul. Trois pannes !", "plain"),
        "B": ("Bel répond. Merci !", "plain"),
    }


PIECES = st.sampled_from(
    [
        *("Ada", "Bel", "Cyr", "mais", "et", "unlike", "mieux que", "than", "pour", "quitte"),
        *(",", ". ", "\n", "; ", "!", "😡", "pas", "nul", "l'", "—", "@Ada", "😍\ufe0f"),
    ]
)


@settings(deadline=None)
@given(st.lists(PIECES | st.text(max_size=4), max_size=14).map(" ".join))
@example("mais mais unlike Ada")
def test_every_name_gets_words_of_the_text_itself(text):
    composed = unicodedata.normalize("NFC", text)
    names = list(KNOWN.within(composed))
    found = list(judged(composed, names))
    assert [part.owner for part in found] == list(
        dict.fromkeys(owner for name in names for owner in name.owners)
    )
    for part in found:
        assert part.words
        assert all(line in composed for line in part.words.split("\n"))
