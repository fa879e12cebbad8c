"""What a message says itself, apart from what it repeats and how it is signed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parvis.sources.mail.quoting import separate


@pytest.mark.parametrize(
    "repeated",
    [
        "On Sun, 29 Nov 2026 at 07:00, Free <care@free.example> wrote:\n> Bonjour",
        "Le dim. 29 nov. 2026 à 07:00, Free <care@free.example>\na écrit :\n\n> Bonjour\n>> Salut",
        "-----Original Message-----\nFrom: Free\nBonjour",
        "-----Message d'origine-----\nDe : Free\nBonjour",
        "________________________________\nFrom: Free\nSent: Sunday\n\nBonjour",
        "> Bonjour",
    ],
)
def test_what_is_repeated_is_set_aside(repeated):
    said = separate(f"Toujours en panne.\n\n{repeated}")
    assert said.text == "Toujours en panne."
    assert said.quoted


@pytest.mark.parametrize("signed", ["-- \nLéa Martin\n06 00 00", "Envoyé de mon iPhone"])
def test_a_signature_is_set_aside(signed):
    said = separate(f"Toujours en panne.\n\n{signed}")
    assert (said.text, said.signature) == ("Toujours en panne.", signed.removeprefix("-- \n"))


def test_answers_between_quoted_lines_are_kept_in_their_order():
    text = "Le 3 mai, Free a écrit :\n> Quelle box ?\nLa Delta.\n> Depuis quand ?\nHier."
    assert separate(text).text == "La Delta.\nHier."


@pytest.mark.parametrize(
    "text",
    [
        "Le technicien a écrit : tout va bien",
        "She wrote:\nI will come back.\nShe never did.",
        "--\nun tiret, et puis des mots",
        "Voici le résultat :\n____\nRien",
        "> tout est cité",
        "Envoyé de mon iPhone",
    ],
)
def test_what_is_not_surely_marked_is_left_as_it_is(text):
    assert separate(text).text == text


@given(st.text())
def test_no_message_is_left_without_words(text):
    said = separate(text)
    assert bool(said.text) == bool(text.strip())
    assert set(said.text.split()) <= set(text.split())
