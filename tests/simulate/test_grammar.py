"""The word files hold together, and what they say agrees."""

from __future__ import annotations

import re

import numpy as np
import pytest

from parvis.simulate import grammar as the_module
from parvis.simulate.dice import Dice
from parvis.simulate.grammar import DETERMINERS, LANGUAGES, Grammar, Voice, grammar

WHOLE_POSTS = (
    "shape",
    "care",
    "chat",
    "follow",
    "answer",
    "marketing",
    "hub",
    "news",
    "crisis",
    "spam",
    "ring",
    "noise",
)
VALUES = {"brand": "Orvelle", "rival": "Brivane", "hub": "OndeVive", "link": "https://a.example"}


def _voice(language, seed=1, lines=None, nouns=None):
    known = grammar(language)
    if lines is not None:
        rules = {"it": tuple(the_module._line(line, iter(range(1, 99))) for line in lines)}
        known = Grammar(rules, {"it": tuple(the_module._noun(noun) for noun in nouns or ())}, ())
    return Voice(known, Dice(np.random.default_rng(seed)), values=VALUES)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_slot_names_something(language):
    known = grammar(language)
    for name, text in the_module._word_files(language).items():
        for content in re.findall(r"\{([^{}]+)\}", text):
            kind, colon, rest = content.partition(":")
            if "/" in content or kind == "n":
                continue
            if content[0] == "@":
                assert content[1:] in VALUES, (name, content)
            elif colon:
                assert kind in DETERMINERS, (name, content)
                assert rest in known.nouns, (name, content)
            elif content[-1] == "*":
                assert {content[:-1] + subject for subject in known.subjects} <= known.rules.keys()
            else:
                assert content in known.rules, (name, content)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_rule_is_used(language):
    text = "\n".join(the_module._word_files(language).values())
    for name in grammar(language).rules:
        table, _, rule = name.partition(".")
        named = {f"{{{name}}}", f"{{{table}.*}}"} if rule else {f"{{{name}}}"}
        if table not in {*WHOLE_POSTS, "tags", "rival", "via", "anchor"}:
            assert any(slot in text for slot in named), name


def test_both_languages_have_the_same_rules():
    french, english = (grammar(language) for language in LANGUAGES)
    assert french.rules.keys() == english.rules.keys()
    assert french.subjects == english.subjects


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_whole_post_can_be_said_of_every_subject(language):
    for seed, subject in enumerate(grammar(language).subjects):
        voice = _voice(language, seed)
        voice.subject = subject
        for rule in grammar(language).rules:
            if rule.partition(".")[0] in WHOLE_POSTS:
                assert "{" not in voice.say(rule)


AGREEING = [
    ("{le:it} {est/sont} lent(e)", "m débit", "le débit est lent"),
    ("{le:it} {est/sont} lent(e)", "f box", "la box est lente"),
    ("{le:it} {est/sont} lent(e)", "mp frais", "les frais sont lents"),
    ("{le:it} {est/sont} lent(e)", "fp chaînes", "les chaînes sont lentes"),
    ("{mon:it} nul(le)", "fp chaînes", "mes chaînes nulles"),
    ("{ce:it} {faux/fausse/faux/fausses}", "f box", "cette box fausse"),
    ("{votre:it} instable()", "mp débits", "vos débits instables"),
    ("{un:it} muet(te)", "f hotline", "une hotline muette"),
    ("{the:it} {has/have} {been/been}", "mp speeds", "the speeds have been"),
    ("{this:it} drop{s/}", "m line", "this line drops"),
    ("{this:it} drop{s/}", "mp speeds", "these speeds drop"),
]


@pytest.mark.parametrize(("line", "noun", "expected"), AGREEING)
def test_words_agree_with_the_last_noun(line, noun, expected):
    assert _voice("fr", lines=[line], nouns=[noun]).say("it") == expected


@pytest.mark.parametrize(("speaker", "expected"), [(0, "déçu, client"), (1, "déçue, cliente")])
def test_words_agree_with_who_speaks(speaker, expected):
    voice = _voice("fr", lines=["déçu[e], client[e]"])
    voice.speaker = speaker
    assert voice.say("it") == expected


def test_numbers_stay_in_their_range():
    voice = _voice("fr", lines=["{n:2-9}"])
    assert {voice.say("it") for _ in range(300)} == {str(number) for number in range(2, 10)}


def test_telling_lines_are_told_and_the_longer_has_the_higher_number():
    voice = _voice("fr", lines=["au revoir et merci à tous"])
    voice.say("it")
    long = voice.told[-1]
    voice = _voice("fr", lines=["au revoir et merci"])
    voice.say("it")
    assert 0 < voice.told[-1] < long
    voice = _voice("fr", lines=["oui {n:1-2}"])
    voice.say("it")
    assert voice.told == []
